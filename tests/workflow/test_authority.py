"""An office counts while its term runs, and informed will is refused to whoever did not see what stands there now."""

from __future__ import annotations

from datetime import timedelta

import pytest

from states.refusals import NotYourAction, StaleView
from states.vocabulary import Role, State
from tests.support.world import World
from workflow.commands.administration.grant_office import GrantOffice
from workflow.commands.nomination.refuse_intake import RefuseIntake
from workflow.ids import new_id
from workflow.ledger.verify import verify
from workflow.store import Store


def refusal_of(world: World, case: str, seen: int | None) -> RefuseIntake:
    return RefuseIntake(on=case, seen=seen, reason="Không thuộc thẩm quyền của xã.")


def test_an_office_counts_from_its_first_day_to_its_last(sqlite_store: Store) -> None:
    world = World.open(sqlite_store)
    member = world.people["uyvien1"]
    term = {"held_from": world.day + timedelta(days=1), "held_until": world.day + timedelta(days=2)}
    world.do(
        GrantOffice(
            on=new_id(), account_id=member.account_id, role=Role.SECRETARIAT, title="Công chức được giao tạm thời",
            document="Quyết định số 09/QĐ-UBND", **term,
        ),
        world.operator,
    )  # fmt: skip
    for days, may in ((0, False), (1, True), (1, True), (1, False)):
        world.wait(days)
        case = world.bring(world.draft(name=f"Trần Thị Ánh {world.day.day}"), State.SUBMITTED)
        if may:
            world.do(refusal_of(world, case, world.seen(case)), member)
            continue
        with pytest.raises(NotYourAction):
            world.do(refusal_of(world, case, world.seen(case)), member)
    assert verify(sqlite_store).is_whole


@pytest.mark.parametrize("seen", [None, 0, 10**6])
def test_whoever_did_not_see_the_case_as_it_stands_decides_nothing(sqlite_store: Store, seen: int | None) -> None:
    world = World.open(sqlite_store)
    case = world.bring(world.draft(), State.SUBMITTED)
    with pytest.raises(StaleView):
        world.do(refusal_of(world, case, seen), world.actor(Role.SECRETARIAT))
    assert world.nomination(case)["state"] == State.SUBMITTED
