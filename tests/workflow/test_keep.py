"""The engine's second door: a closed list of tables, drafts only, and never beyond one's own organisation."""

from __future__ import annotations

import pytest

from states.refusals import Fault, NoSuchCase, NotNow
from states.vocabulary import State
from tests.support.world import World
from workflow.engine import Change, Insert, keep
from workflow.ledger.verify import verify
from workflow.models.schema import CASES, LOG, ROWS
from workflow.store import Store

CHANGE = {"achievement": "Viết lại."}


@pytest.mark.parametrize("name", [*CASES, *ROWS, *LOG, "ledger_detail", "outbox"])
def test_history_has_one_door(sqlite_store: Store, name: str) -> None:
    world = World.open(sqlite_store, members=1)
    if name != "nomination":
        for writing in (Insert(into=name, row={"id": "x"}), Change(of=name, key="x", columns={"id": "y"})):
            with pytest.raises(Fault):
                keep(sqlite_store, writing, organisation_id=world.organisation_id)
    assert verify(sqlite_store).is_whole


def test_a_draft_is_changed_until_it_is_handed_in(store: Store) -> None:
    world = World.open(store, members=1)
    key = world.draft()
    keep(store, Change(of="nomination", key=key, columns=CHANGE), organisation_id=world.organisation_id)
    assert world.nomination(key)["achievement"] == CHANGE["achievement"]
    world.submit(key)
    with pytest.raises(NoSuchCase):
        keep(store, Change(of="nomination", key=key, columns=CHANGE), organisation_id=world.organisation_id)


@pytest.mark.parametrize("column", ["state", "head", "entries", "changed", "code", "id", "organisation_id"])
def test_a_draft_has_no_history_to_write(sqlite_store: Store, column: str) -> None:
    world = World.open(sqlite_store, members=1)
    key = world.draft()
    with pytest.raises(Fault):
        keep(
            sqlite_store, Change(of="nomination", key=key, columns={column: "1"}), organisation_id=world.organisation_id
        )
    row = dict(world.nomination(key)) | {"id": "a" * 26, "state": State.AWARDED, "head": 1, "entries": 5}
    keep(sqlite_store, Insert(into="nomination", row=row), organisation_id=world.organisation_id)
    assert world.nomination("a" * 26)["state"] == State.DRAFT


def test_nobody_writes_into_another_organisation(store: Store) -> None:
    own, other = World.open(store, members=1), World.open(store, slug="tay-mau", members=1)
    key = other.draft()
    nominee = str(other.nomination(key)["nominee_id"])
    for change in (
        Change(of="nomination", key=key, columns=CHANGE),
        Change(of="nominee", key=nominee, columns={"name": "Người Khác"}),
    ):
        with pytest.raises(NoSuchCase):
            keep(store, change, organisation_id=own.organisation_id)
    with pytest.raises(Fault):
        keep(
            store,
            Change(of="nominee", key=nominee, columns={"organisation_id": own.organisation_id}),
            organisation_id=other.organisation_id,
        )
    row = dict(other.nomination(key)) | {"id": "a" * 26}
    keep(store, Insert(into="nomination", row=row), organisation_id=own.organisation_id)
    assert own.nomination("a" * 26)["organisation_id"] == own.organisation_id


def test_what_is_sent_twice_is_kept_once(store: Store) -> None:
    world = World.open(store, members=1)
    row = dict(world.nomination(world.draft()))
    with pytest.raises(NotNow, match="already_done"):
        keep(store, Insert(into="nomination", row=row), organisation_id=world.organisation_id)
