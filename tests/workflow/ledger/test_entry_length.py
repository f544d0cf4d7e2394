"""An entry is at most 65,535 bytes long, since its length is published in two; a longer one takes everything back with it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

import pytest
from sqlalchemy.exc import DBAPIError

from states.vocabulary import UnitKind
from tests.support.filling import fill, open_log
from tests.support.world import World
from workflow.commands.administration.add_unit import AddUnit
from workflow.commands.command import Outcome
from workflow.engine import execute
from workflow.ids import new_id
from workflow.ledger.entry import MalformedEntry
from workflow.ledger.reading import root_and_size
from workflow.ledger.receipt import entry_bytes
from workflow.ledger.verify import verify
from workflow.steadily import DATABASE_AWAY
from workflow.store import Store

LONGEST = 65_535


@dataclass(frozen=True, kw_only=True)
class AddUnitOnPapers(AddUnit):
    """A unit that rests on papers, of which the last has a kind of so many letters."""

    papers: int
    letters: int

    def decide(self, facts: Any) -> Outcome:
        """The unit, and the papers."""
        kinds = [*["k" * 100] * self.papers, "k" * self.letters]
        return replace(super().decide(facts), documents=[(kind, "0" * 64) for kind in kinds])


def order(papers: int, letters: int) -> AddUnitOnPapers:
    return AddUnitOnPapers(
        on=new_id(), kind=UnitKind.VILLAGE, name="Thôn Dài", valid_from="2024-01-01", papers=papers, letters=letters
    )


def test_the_longest_entry_is_kept_and_a_longer_one_leaves_nothing(store: Store) -> None:
    world = World.open(store)

    def add(papers: int, letters: int) -> int:
        return execute(store, order(papers, letters), actor=world.operator, at=world.at).index

    def length(index: int) -> int:
        with store.reading() as driver:
            return len(entry_bytes(driver, world.organisation_id, index) or b"")

    one, two = length(add(0, 1)), length(add(1, 1))
    papers, letters = divmod(LONGEST - one, two - one)
    assert length(add(papers, letters + 1)) in (LONGEST, LONGEST - 1), "the numbers in it may be a digit longer"
    missing = LONGEST - length(index_of_last(world))
    longest = letters + 1 + missing
    assert length(add(papers, longest)) == LONGEST
    before = everything(world)
    with pytest.raises(MalformedEntry):
        add(papers, longest + 1)
    assert everything(world) == before
    assert {finding.code for finding in verify(store).findings} == {"documents_broken"}, "units rest on no papers"


def index_of_last(world: World) -> int:
    with world.store.reading() as driver:
        return root_and_size(driver, world.organisation_id)[1] - 1


def everything(world: World) -> tuple[Any, ...]:
    with world.store.reading() as driver:
        counts = [
            driver.connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0]
            for name in ("unit", "ledger_leaf", "ledger_detail", "outbox")
        ]
        return (*counts, root_and_size(driver, world.organisation_id))


@pytest.mark.parametrize("length", [0, 1, LONGEST])
def test_the_database_takes_entries_up_to_the_longest(store: Store, length: int) -> None:
    log_id = open_log(store)
    fill(store, log_id, [b"x" * length])
    with store.reading() as driver:
        assert entry_bytes(driver, log_id, 0) == b"x" * length


def test_the_database_refuses_a_longer_one_by_itself(store: Store) -> None:
    log_id = open_log(store)
    with refused():
        fill(store, log_id, [b"x" * (LONGEST + 1)])
    with store.reading() as driver:
        assert root_and_size(driver, log_id)[1] == 0


@contextmanager
def refused() -> Iterator[None]:
    with pytest.raises((DBAPIError, *DATABASE_AWAY)):
        yield
