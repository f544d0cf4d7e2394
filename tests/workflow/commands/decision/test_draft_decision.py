"""A case stands in one unsigned decision at most; one that a signature left out is free for the next."""

from __future__ import annotations

import pytest

from states.refusals import NotMet
from states.vocabulary import Action, Role, State, SubjectKind, UnitKind
from tests.support.standing import nomination, take
from tests.support.world import World
from workflow.queries.decision import annex
from workflow.store import Store


def test_a_returned_case_is_named_in_a_later_decision(sqlite_store: Store) -> None:
    world = World.open(sqlite_store)
    awarded, returned = (nomination(world, State.BEFORE_CHAIRMAN) for _ in range(2))
    first = world.draft_decision([awarded, returned])
    with pytest.raises(NotMet, match="named_in_another_decision"):
        world.draft_decision([returned])
    take(world, Action.RETURN_TO_OFFICE, returned)
    world.sign(first)
    world.issue(first)
    take(world, Action.SUBMIT_TO_CHAIRMAN, returned)
    second = world.draft_decision([returned])
    world.sign(second)
    world.issue(second)
    assert [world.nomination(key)["decision_id"] for key in (awarded, returned)] == [first, second]


def test_a_list_has_bodies_before_persons_and_families_by_their_village(sqlite_store: Store) -> None:
    world = World.open(sqlite_store)
    for slug, name in (("thon-10", "Thôn 10"), ("thon-2", "Thôn 2")):
        world.unit(slug, UnitKind.VILLAGE, name)
        world.person(slug, f"Vũ Thị {name}", Role.UNIT_OFFICER, unit=slug)
    drafts = [
        world.draft("GDVH", kind=SubjectKind.HOUSEHOLD, unit="thon-10", name="Hộ ông Vũ Văn An"),
        world.draft("GDVH", kind=SubjectKind.HOUSEHOLD, unit="thon-2", name="Hộ bà Đỗ Thị Ước"),
        world.draft("GDVH", kind=SubjectKind.HOUSEHOLD, unit="thon-2", name="Hộ ông Lê Văn Bình"),
        world.draft("LDTT", name="Đỗ Thị Đào"),
        world.draft("LDTT", name="Trần Ánh"),
        world.draft("GK", kind=SubjectKind.COLLECTIVE, name="Tổ làm đường"),
    ]
    decision = world.draft_decision([world.bring(key, State.BEFORE_CHAIRMAN) for key in drafts])
    with sqlite_store.reading() as driver:
        names = [line.name for line in annex(driver, world.organisation_id, decision, world.day, first=1)]
    assert names == [
        "Tổ làm đường", "Trần Ánh", "Đỗ Thị Đào", "Hộ ông Lê Văn Bình", "Hộ bà Đỗ Thị Ước", "Hộ ông Vũ Văn An",
    ]  # fmt: skip
