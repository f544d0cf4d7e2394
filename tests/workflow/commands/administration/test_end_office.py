"""An office ends on a day that has come, and at once."""

from __future__ import annotations

from datetime import timedelta

import pytest

from states.refusals import NotMet
from states.vocabulary import RegisterState, Subject
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
