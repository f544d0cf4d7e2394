"""A seat on the council: as what, in which body, one chair at a time, nobody twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import update
from sqlalchemy.exc import DBAPIError

from states.council_vocabulary import CouncilBody, CouncilSeat
from states.refusals import NotMet
from states.vocabulary import Role, Subject
from tests.support.world import World
from workflow.commands.administration.end_office import EndOffice
from workflow.commands.administration.grant_office import GrantOffice
from workflow.ids import new_id
from workflow.ledger.verify import verify
from workflow.models.account import Office
from workflow.store import Store


def seated(world: World, number: int, seat: CouncilSeat, body: CouncilBody) -> GrantOffice:
    """An order that gives a member of the council a seat in a body."""
    return GrantOffice(
        on=new_id(), account_id=world.members[number].account_id, role=Role.COUNCIL_MEMBER, title="Chức danh",
        held_from=world.day, document="Quyết định số 05/QĐ-UBND", seat=seat, body=body,
    )  # fmt: skip


def test_a_member_has_a_seat_in_a_body_and_may_sit_in_both(store: Store) -> None:
    world = World.open(store)
    order = seated(world, 0, CouncilSeat.CHAIR, CouncilBody.STANDING)
    world.do(order, world.actor(Role.ADMINISTRATOR))
    office = world.case(order.on, Subject.OFFICE)
    assert (office["body"], office["seat"]) == ("standing", "chair")
    ordinary = world.case(world.members[0].offices[0].id, Subject.OFFICE)
    assert (ordinary["body"], ordinary["seat"]) == ("council", "member")
    assert verify(store).findings == ()


def test_a_body_has_one_chair_at_a_time(store: Store) -> None:
    world = World.open(store)
    office = world.seat(world.members[0], CouncilSeat.CHAIR)
    second = seated(world, 1, CouncilSeat.CHAIR, CouncilBody.STANDING)
    with pytest.raises(NotMet, match="council_chair_seated"):
        world.do(second, world.operator)
    world.do(replace(second, seat=CouncilSeat.VICE_CHAIR), world.operator)
    seen = world.seen(office, Subject.OFFICE)
    world.do(EndOffice(on=office, seen=seen, last_day=world.day, reason="Chuyển công tác."), world.operator)
    after = replace(seated(world, 2, CouncilSeat.CHAIR, CouncilBody.STANDING), held_from=world.day + timedelta(days=1))
    world.do(after, world.operator)


def test_nobody_sits_twice_in_one_body(store: Store) -> None:
    world = World.open(store)
    with pytest.raises(NotMet, match="council_seat_held"):
        world.do(seated(world, 0, CouncilSeat.MEMBER, CouncilBody.COUNCIL), world.operator)


def test_no_other_office_has_a_seat(store: Store) -> None:
    world = World.open(store)
    clerk = replace(seated(world, 0, CouncilSeat.CHAIR, CouncilBody.STANDING), role=Role.SECRETARIAT)
    world.do(clerk, world.operator)
    office = world.case(clerk.on, Subject.OFFICE)
    assert (office["body"], office["seat"]) == (None, None)
    bent = update(Office).where(Office.id == clerk.on).values(seat="chair")
    with pytest.raises(DBAPIError, match="seat_of_a_council_member"), store.writer.begin() as connection:
        connection.execute(bent)
