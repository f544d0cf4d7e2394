"""A commune has one chairman at a time; a successor is entered ahead for the day after."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from states.refusals import NotMet
from states.vocabulary import RegisterState, Role, Subject
from tests.support.world import World
from workflow.commands.administration.end_office import EndOffice
from workflow.commands.administration.grant_office import GrantOffice
from workflow.ids import new_id
from workflow.store import Store


def as_chairman(world: World, *, since: date) -> GrantOffice:
    """An order that makes a member of the council chairman."""
    return GrantOffice(
        on=new_id(), account_id=world.members[0].account_id, role=Role.CHAIRMAN, title="Chủ tịch",
        held_from=since, document="Nghị quyết 05/NQ-HĐND",
    )  # fmt: skip


def test_nobody_is_chairman_beside_the_chairman(store: Store) -> None:
    world = World.open(store)
    order = as_chairman(world, since=world.day)
    with pytest.raises(NotMet, match="chairman_seated"):
        world.do(order, world.actor(Role.ADMINISTRATOR))
    with pytest.raises(NotMet, match="chairman_seated"):
        world.do(replace(order, held_from=world.day - timedelta(days=30), held_until=world.day), world.operator)


def test_a_successor_follows_the_last_day(store: Store) -> None:
    world = World.open(store)
    office = world.actor(Role.CHAIRMAN).offices[0].id
    seen = world.seen(office, Subject.OFFICE)
    world.do(EndOffice(on=office, seen=seen, last_day=world.day, reason="Nghỉ hưu."), world.operator)
    with pytest.raises(NotMet, match="chairman_seated"):
        world.do(as_chairman(world, since=world.day), world.actor(Role.ADMINISTRATOR))
    following = as_chairman(world, since=world.day + timedelta(days=1))
    world.do(following, world.actor(Role.ADMINISTRATOR))
    assert world.case(following.on, Subject.OFFICE)["state"] == RegisterState.ACTIVE


def test_who_drafts_decisions_becomes_chairman_when_the_other_office_has_ended(sqlite_store: Store) -> None:
    world = World.open(sqlite_store)
    (chair,), (desk,) = world.actor(Role.CHAIRMAN).offices, world.actor(Role.SECRETARIAT).offices
    tomorrow = world.day + timedelta(days=1)
    end = EndOffice(on=chair.id, seen=world.seen(chair.id, Subject.OFFICE), last_day=world.day, reason="Nghỉ hưu.")
    world.do(end, world.operator)
    order = replace(as_chairman(world, since=tomorrow), account_id=world.actor(Role.SECRETARIAT).account_id)
    with pytest.raises(NotMet, match="decides_on_own_draft"):
        world.do(order, world.operator)
    world.do(replace(end, on=desk.id, seen=world.seen(desk.id, Subject.OFFICE)), world.operator)
    world.do(order, world.operator)
