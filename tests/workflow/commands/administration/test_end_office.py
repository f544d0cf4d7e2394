"""An office ends on a day that has come, and counts through that day; nobody is the last administrator to leave."""

from __future__ import annotations

from datetime import timedelta

import pytest

from states.refusals import NotMet
from states.vocabulary import RegisterState, Role, Subject
from tests.support.world import World
from workflow.commands.administration.end_office import EndOffice
from workflow.store import Store


def test_a_last_day_does_not_lie_ahead(sqlite_store: Store) -> None:
    world = World.open(sqlite_store)
    office = world.members[0].offices[0].id
    seen = world.seen(office, Subject.OFFICE)
    for days, code in ((1, "day_in_future"), (-400, "day_before_beginning")):
        day = world.day + timedelta(days=days)
        with pytest.raises(NotMet, match=code):
            world.do(EndOffice(on=office, seen=seen, last_day=day, reason="Nghỉ hưu."), world.operator)
    world.do(EndOffice(on=office, seen=seen, last_day=world.day, reason="Nghỉ hưu."), world.operator)
    assert world.case(office, Subject.OFFICE)["state"] == RegisterState.ENDED


def test_of_two_administrators_who_leave_today_one_stays(sqlite_store: Store) -> None:
    """Both count through today; who would be left tomorrow is asked."""
    world = World.open(sqlite_store)
    first = world.actor(Role.ADMINISTRATOR)
    second = world.person("quantri2", "Phạm Văn Hai", Role.ADMINISTRATOR)
    last, leaving = (actor.offices[0].id for actor in (first, second))
    day, subject = world.day, Subject.OFFICE
    world.do(EndOffice(on=leaving, seen=world.seen(leaving, subject), last_day=day, reason="Nghỉ hưu."), first)
    with pytest.raises(NotMet, match="last_administrator"):
        world.do(EndOffice(on=last, seen=world.seen(last, subject), last_day=day, reason="Nghỉ hưu."), second)
    assert world.case(last, subject)["state"] == RegisterState.ACTIVE
