"""The register of nominees beside what entries repeat of it: what units may write in it is no finding, all else is."""

from __future__ import annotations

import pytest

from states.text import search_key, sort_key
from states.vocabulary import Role, State
from tests.support.unbound import Unbound
from tests.support.world import World
from tests.workflow.test_erasures import erase, refuse_intake
from workflow.commands.administration.merge_nominees import MergeNominees
from workflow.engine import Change, keep
from workflow.ids import new_id
from workflow.ledger.verify import verify


@pytest.fixture
def world(unbound: Unbound) -> World:
    return World.open(unbound.store)


def found(world: World) -> list[str]:
    """The places of what an audit finds."""
    return [each.place for each in verify(world.store).findings]


def mend(world: World, draft: str, name: str) -> None:
    """What a unit does that mends a draft: the register follows."""
    about = {"name": name, "search_key": search_key(name), "sort_key": sort_key(name)}
    nominee = world.nomination(draft)["nominee_id"]
    keep(world.store, Change(of="nomination", key=draft, columns=about), Change(of="nominee", key=nominee, columns=about),
         organisation_id=world.organisation_id)  # fmt: skip


def test_a_unit_mends_a_draft_of_somebody_who_was_nominated_before(world: World) -> None:
    first = world.bring(world.draft(name="Lê Thị An"), State.SUBMITTED)
    nominee = world.nomination(first)["nominee_id"]
    second = world.draft("CSTDCS", name="Lê Thị An", nominee_id=nominee)
    assert found(world) == []
    mend(world, second, "Lê Thị Ân")
    assert found(world) == []
    world.submit(second)
    assert found(world) == []


def test_a_line_that_neither_entry_nor_draft_says_is_named_by_its_columns(world: World, unbound: Unbound) -> None:
    case = world.bring(world.draft(name="Lê Thị An"), State.SUBMITTED)
    nominee = world.nomination(case)["nominee_id"]
    unbound.do("UPDATE nominee SET name = 'Lê Thị Khác', birth_year = 1999 WHERE id = :id", id=nominee)
    assert found(world) == [f"nominee/{nominee}/name", f"nominee/{nominee}/birth_year"]


def test_a_line_that_only_drafts_speak_of_is_not_vouched_for(world: World, unbound: Unbound) -> None:
    world.draft(name="Lê Thị An")
    unbound.do("UPDATE nominee SET name = 'Lê Thị Khác'")
    assert found(world) == []


def test_a_merger_says_both_lines(world: World, unbound: Unbound) -> None:
    one, other = (world.nomination(world.draft(name="Chu Văn Bảy", unit=unit))["nominee_id"] for unit in world.units)
    world.do(
        MergeNominees(on=new_id(), nominee_id=one, merged_id=other, reason="Cùng số."), world.actor(Role.SECRETARIAT)
    )
    assert found(world) == []
    unbound.do("UPDATE nominee SET household_code = 'H1' WHERE id = :id", id=other)
    assert found(world) == [f"nominee/{other}/household_code"]


def test_an_erased_person_stays_blank_but_for_a_published_award(world: World, unbound: Unbound) -> None:
    private = refuse_intake(world, world.draft(name="Lê Văn Riêng"))
    public = world.bring(world.draft(name="Lê Văn Công"), State.PUBLISHED)
    nominees = [world.nomination(case)["nominee_id"] for case in (private, public)]
    for nominee in nominees:
        erase(world, nominee)
    assert found(world) == []
    unbound.do("UPDATE nominee SET name = 'Lê Văn Riêng' WHERE id = :id", id=nominees[0])
    unbound.do("UPDATE nominee SET birth_year = 1980 WHERE id = :id", id=nominees[1])
    assert set(found(world)) == {f"nominee/{nominees[0]}/name", f"nominee/{nominees[1]}/birth_year"}
