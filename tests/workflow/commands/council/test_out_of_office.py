"""Who has left the body that votes stays on the frozen roll, and neither votes nor is voted for by anybody's hand."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from states.council_vocabulary import Attendance, CouncilBody, CouncilSeat, VoteChoice
from states.refusals import NotMet
from states.vocabulary import Role, State, Subject
from tests.support.paper_votes import a_scan
from tests.support.world import World
from tests.workflow.ledger.forging import codes, forged, statement
from workflow.commands.administration.end_office import EndOffice
from workflow.commands.command import Actor, Command
from workflow.commands.council.cast_vote import CastVote
from workflow.commands.council.hand_out_ballots import HandOutBallots
from workflow.commands.council.record_attendance import RecordAttendance
from workflow.commands.council.record_show_of_hands import RecordShowOfHands
from workflow.commands.council.record_written_opinion import RecordWrittenOpinion
from workflow.ids import new_id
from workflow.ledger.verify import verify
from workflow.store import Store

A = VoteChoice.AGREE


def left_open(store: Store, award: str = "LDTT") -> tuple[World, str, str, Actor]:
    """A vote that is open overnight; the first member, who sits in the standing body too, leaves the council meanwhile."""
    world = World.open(store)
    case = world.bring(world.draft(award), State.TABLED)
    session, leaver = str(world.nomination(case)["session_id"]), world.members[0]
    world.seat(leaver, CouncilSeat.STANDING, CouncilBody.STANDING)
    world.open_vote(session)
    office = leaver.offices[0].id
    seen = world.seen(office, Subject.OFFICE)
    world.do(EndOffice(on=office, seen=seen, last_day=world.day, reason="Nghỉ hưu"), world.operator)
    world.wait(1)
    return world, session, case, leaver


def by_hand(world: World, session: str, case: str, member: Actor) -> tuple[Command, Actor]:
    hands = {member.account_id: {case: A}}
    return RecordShowOfHands(on=session, hands=hands), world.actor(Role.COUNCIL_SECRETARY)


def by_itself(world: World, session: str, case: str, member: Actor) -> tuple[Command, Actor]:
    return CastVote(on=session, choices={case: A}), member


def from_paper(world: World, session: str, case: str, member: Actor) -> tuple[Command, Actor]:
    secretary = world.actor(Role.COUNCIL_SECRETARY)
    world.do(RecordAttendance(on=session, marks={member.account_id: Attendance.EXCUSED}), secretary)
    order = RecordWrittenOpinion(on=session, member_id=member.account_id, choices={case: A}, scan=a_scan(world))
    return order, secretary


@pytest.mark.parametrize("vote", [by_hand, by_itself, from_paper])
def test_whose_term_has_ended_does_not_vote(store: Store, vote: Callable[..., tuple[Command, Actor]]) -> None:
    world, session, case, leaver = left_open(store)
    with pytest.raises(NotMet) as refused:
        world.do(*vote(world, session, case, leaver))
    assert [each.code for each in refused.value.refusals] == ["not_in_office"]
    world.do(*vote(world, session, case, world.members[1]))
    assert verify(store).findings == ()


def test_whose_term_has_ended_gets_no_ballot(sqlite_store: Store) -> None:
    world, session, _case, leaver = left_open(sqlite_store, "CSTDCS")
    secretary = world.actor(Role.COUNCIL_SECRETARY)
    given = {member.account_id: True for member in world.members[:2]}
    with pytest.raises(NotMet) as refused:
        world.do(HandOutBallots(on=session, given=given), secretary)
    assert [(each.code, each.at) for each in refused.value.refusals] == [("not_in_office", leaver.account_id)]
    handout = {"id": new_id(), "session_id": session, "account_id": leaver.account_id, "version": 1, "is_given": 1}
    said = statement(world, secretary, Subject.SESSION, session, "hand_out_ballots", "voting",
                     office="council_secretary", rows=[["ballot_handout", handout]])  # fmt: skip
    assert codes(forged(world, said)) == {"handout_wrong"}


def test_a_vote_after_the_term_is_found(sqlite_store: Store) -> None:
    world, session, case, leaver = left_open(sqlite_store)
    secretary = world.actor(Role.COUNCIL_SECRETARY)
    row = {"id": new_id(), "session_id": session, "nomination_id": case, "account_id": leaver.account_id, "version": 1,
           "choice": "agree", "manner": "show_of_hands", "recorded_by": secretary.account_id}  # fmt: skip
    said = statement(world, secretary, Subject.SESSION, session, "record_show_of_hands", "voting",
                     office="council_secretary", rows=[["vote", row]])  # fmt: skip
    assert codes(forged(world, said)) == {"vote_out_of_office"}
