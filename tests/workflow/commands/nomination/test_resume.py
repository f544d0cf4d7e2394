"""A hold is lifted; but nothing is slipped on the agenda of a vote that has begun."""

from __future__ import annotations

import pytest

from states.refusals import NotMet
from states.vocabulary import Role, State
from tests.support.world import World
from workflow.commands.nomination.resume import Resume
from workflow.commands.nomination.suspend import Suspend
from workflow.commands.nomination.table import Table
from workflow.store import Store


def test_the_agenda_of_an_open_vote_does_not_grow(sqlite_store: Store) -> None:
    world = World.open(sqlite_store)
    office, session = world.actor(Role.SECRETARIAT), world.plan_session()
    held, voted = (world.bring(world.draft(name=name), State.ELIGIBLE) for name in ("Lê Một", "Lê Hai"))
    for key in (held, voted):
        world.do(Table(on=key, seen=world.seen(key), session_id=session), world.actor(Role.COUNCIL_SECRETARY))
    world.do(Suspend(on=held, seen=world.seen(held), reason="Có đơn thư."), office)
    world.open_vote(session)
    with pytest.raises(NotMet, match="vote_is_open"):
        world.do(Resume(on=held, seen=world.seen(held), reason="Đã kết luận."), office)
    world.vote(session, [voted])
    world.close_session(session)
    world.do(Resume(on=held, seen=world.seen(held), reason="Đã kết luận."), office)
    assert world.nomination(held)["state"] == State.TABLED
