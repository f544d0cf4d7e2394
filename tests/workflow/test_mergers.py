"""Two lines of the register that are one nominee: warned of carefully, merged as a logged action, and split again."""

from __future__ import annotations

import unicodedata
from typing import Any

import pytest

from states.refusals import NotMet
from states.vocabulary import FactKind, RegisterState, Role, State, SubjectKind
from tests.support.world import World
from tests.workflow.test_award_register import enter, line, look, nominee_of, state
from workflow.commands.administration.merge_nominees import MergeNominees
from workflow.commands.administration.split_nominees import SplitNominees
from workflow.engine import Change, keep
from workflow.ids import new_id
from workflow.ledger.verify import verify
from workflow.queries.twins import merged_with, twins
from workflow.store import Store


def merge(world: World, one: str, other: str) -> str:
    key = new_id()
    order = MergeNominees(on=key, nominee_id=one, merged_id=other, reason="Cùng số định danh")
    world.do(order, world.actor(Role.SECRETARIAT))
    return key


def alike(world: World, key: str) -> list[str]:
    with world.store.reading() as driver:
        return [each.key for each in twins(driver, world.organisation_id, nominee_of(world, key))]


def amend(world: World, nominee: str, **columns: Any) -> None:
    keep(world.store, Change(of="nominee", key=nominee, columns=columns), organisation_id=world.organisation_id)


def test_history_and_facts_count_for_all_lines_of_one_nominee(store: Store) -> None:
    world = World.open(store)
    here, there, third = (world.draft("BK_TINH", unit=unit) for unit in ("thon-dong", "truong-hoc", "thon-dong"))
    one, other, last = (nominee_of(world, key) for key in (here, there, third))
    rows = {enter(world, other, "CSTDCS", 2022), enter(world, last, "CSTDCS", 2023)}
    state(world, other, FactKind.MANAGED, "yes")
    assert line(look(world, here), "achievement_of_individual").history == ()
    mergers = [merge(world, one, other), merge(world, one, last)]
    for key in (here, there, third):
        assert set(line(look(world, key), "achievement_of_individual").history) == rows, (
            "the root and both that go to it"
        )
        assert line(look(world, key), "managed_by_unit").result == "met"
    with store.reading() as driver:
        assert {each.key for each in merged_with(driver, one)} == {other, last}
        assert [each.key for each in merged_with(driver, other)] == [one]

    split = SplitNominees(
        on=mergers[0], seen=world.seen(mergers[0], SplitNominees.subject), reason="Hai người khác nhau"
    )
    world.do(split, world.actor(Role.SECRETARIAT))
    assert world.case(mergers[0], SplitNominees.subject)["state"] == RegisterState.ENDED
    assert len(line(look(world, here), "achievement_of_individual").history) == 1, (
        "what the third line holds still counts"
    )
    assert line(look(world, here), "managed_by_unit").result == "unknown"
    assert verify(store, world.organisation_id).is_whole


def test_nobody_is_nominated_twice_under_two_lines(store: Store) -> None:
    world = World.open(store)
    here, there = (world.draft(unit=unit) for unit in ("thon-dong", "truong-hoc"))
    merge(world, nominee_of(world, here), nominee_of(world, there))
    code = world.nomination(world.bring(here, State.SUBMITTED))["code"]
    with pytest.raises(NotMet) as refusal:
        world.submit(there)
    assert [(each.code, code in str(each.facts)) for each in refusal.value.refusals] == [("already_nominated", True)]


@pytest.mark.parametrize("case", ["itself", "of another kind", "merged already", "root of others", "of nobody"])
def test_what_cannot_be_one_is_refused(store: Store, case: str) -> None:
    world = World.open(store, members=1)
    one, other, third = (nominee_of(world, world.draft()) for _ in range(3))
    family = nominee_of(world, world.draft("GDVH", kind=SubjectKind.HOUSEHOLD))
    pair, code = {
        "itself": ((one, one), "nominee_missing"),
        "of nobody": ((one, new_id()), "nominee_missing"),
        "of another kind": ((one, family), "nominees_differ_in_kind"),
        "merged already": ((third, other), "merged_already"),
        "root of others": ((third, one), "merged_already"),
    }[case]
    if code == "merged_already":
        merge(world, one, other)
    with pytest.raises(NotMet, match=code):
        merge(world, *pair)


def test_a_name_is_the_same_however_it_is_spelt(store: Store) -> None:
    world = World.open(store, members=1)
    key = world.draft(name="Nguyễn Thị Huệ")
    decomposed = world.draft(name=unicodedata.normalize("NFD", "Nguyễn Thị Huệ"), unit="truong-hoc")
    bare = world.draft(name="nguyen thi hue", unit="truong-hoc")
    another = world.draft(name="Nguyễn Thị Huê Hồng")
    assert set(alike(world, key)) == {nominee_of(world, decomposed), nominee_of(world, bare)}
    assert nominee_of(world, another) not in alike(world, key)
    amend(world, nominee_of(world, bare), birth_year=1991)
    assert alike(world, key) == [nominee_of(world, decomposed)], "another year of birth speaks against it"
    amend(world, nominee_of(world, bare), birth_year=None)
    assert len(alike(world, key)) == 2, "an unknown one does not"
    merge(world, nominee_of(world, key), nominee_of(world, bare))
    assert alike(world, key) == [nominee_of(world, decomposed)]


def test_a_household_is_known_by_its_code(store: Store) -> None:
    world = World.open(store, members=1)
    one, other = (
        world.draft("GDVH", kind=SubjectKind.HOUSEHOLD, name=f"Hộ ông Bùi Văn {name}") for name in ("Tư", "Tám")
    )
    assert alike(world, one) == []
    for key in (one, other):
        amend(world, nominee_of(world, key), household_code="DB-0001")
    assert alike(world, one) == [nominee_of(world, other)]
    third = world.draft("GDVH", kind=SubjectKind.HOUSEHOLD, name="Hộ ông Bùi Văn Tư")
    amend(world, nominee_of(world, third), household_code="DB-0002")
    assert alike(world, third) == [], "the same name under another code is another family"
