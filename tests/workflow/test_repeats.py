"""The same order of the same person on the same form is one order, on either database; anything else is another."""

from __future__ import annotations

from dataclasses import replace

import pytest

from states.refusals import NotNow
from states.vocabulary import Role, State, SubjectKind
from tests.support.world import World
from workflow.commands.nomination.record_comment import RecordComment
from workflow.commands.nomination.withdraw import Withdraw
from workflow.engine import execute, execute_all
from workflow.ids import new_id
from workflow.store import Store


def test_a_quiet_order_is_carried_out_once(store: Store) -> None:
    world = World.open(store)
    cases = [
        world.bring(world.draft("GDVH", kind=SubjectKind.HOUSEHOLD, name=name), State.POSTED)
        for name in ("Lê An", "Vũ Bé")
    ]
    first, second = (
        RecordComment(on=key, sent_as=new_id(), from_whom="", text="Tốt.", received_on=world.day) for key in cases
    )
    office = world.actor(Role.SECRETARIAT)
    done = execute(store, first, actor=office, at=world.at)
    assert execute(store, first, actor=office, at=world.at + 1).index == done.index
    again, new = execute_all(store, [first, second], actor=office, at=world.at + 2)
    assert (again.index, new.index) == (done.index, done.index + 1), "of several, only what was not done yet"
    other = execute(store, replace(first, text="Chưa tốt."), actor=office, at=world.at + 3)
    assert other.index == done.index + 2, "other words are another order"
    assert world.nomination(cases[0])["entries"] == world.nomination(cases[1])["entries"] + 1


def test_an_order_that_ended_a_case_is_not_refused_when_it_comes_again(store: Store) -> None:
    world = World.open(store)
    key = world.bring(world.draft(), State.SUBMITTED)
    officer = world.officer_of(world.nomination(key))
    order = Withdraw(on=key, seen=world.seen(key), sent_as=new_id(), reason="Đề nghị nhầm người.")
    done = execute(store, order, actor=officer, at=world.at)
    again = execute(store, order, actor=officer, at=world.at + 1)
    assert (again.index, again.state) == (done.index, State.WITHDRAWN)
    with pytest.raises(NotNow):
        execute(store, replace(order, seen=world.seen(key), sent_as=new_id()), actor=officer, at=world.at + 2)
