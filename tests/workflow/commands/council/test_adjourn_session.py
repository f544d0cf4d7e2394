"""An adjourned meeting is over: who was there does not count for the one after it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from states.council_vocabulary import Attendance, VoteChoice
from states.refusals import NotMet
from states.vocabulary import Role, State, Subject
from tests.support.world import World
from workflow.commands.council.adjourn_session import AdjournSession
from workflow.commands.council.open_session import OpenSession
from workflow.commands.council.open_vote import OpenVote
from workflow.commands.council.record_attendance import RecordAttendance
from workflow.commands.council.record_show_of_hands import RecordShowOfHands
from workflow.documents.minutes_source import minutes_paper
from workflow.ledger.verify import verify
from workflow.queries.session import session_page
from workflow.store import Store


def test_the_roll_call_of_an_adjourned_meeting_counts_no_more(store: Store) -> None:
    world = World.open(store)
    case = world.bring(world.draft(), State.TABLED)
    session = str(world.nomination(case)["session_id"])
    secretary, members = world.actor(Role.COUNCIL_SECRETARY), [member.account_id for member in world.members]

    def seen() -> int:
        return world.seen(session, Subject.SESSION)

    world.do(OpenSession(on=session, seen=seen()), secretary)
    world.do(RecordAttendance(on=session, marks=dict.fromkeys(members, Attendance.PRESENT)), secretary)
    day = world.day + timedelta(days=17)
    world.do(AdjournSession(on=session, seen=seen(), meets_on=day, reason="Mất điện."), secretary)
    world.wait(17)
    world.do(OpenSession(on=session, seen=seen()), secretary)
    with pytest.raises(NotMet, match="no_quorum"):
        world.do(OpenVote(on=session, seen=seen()), secretary)
    with store.reading() as driver:
        page = session_page(driver, session, actor=secretary, at=world.at)
    assert page is not None and {seat.mark for seat in page.seats} == {None}

    world.do(RecordAttendance(on=session, marks=dict.fromkeys(members[1:], Attendance.PRESENT)), secretary)
    world.declare(session)
    world.do(OpenVote(on=session, seen=seen()), secretary)
    with pytest.raises(NotMet, match="member_absent"):
        world.do(RecordShowOfHands(on=session, hands={members[0]: {case: VoteChoice.AGREE}}), secretary)
    world.vote(session, [case])
    world.close_session(session)
    with store.reading() as driver:
        paper = minutes_paper(driver, world.organisation_id, session, seen())
    assert [member.takes_part for member in paper.members] == [False, True, True, True, True]
    assert verify(store).findings == ()
