"""Who comes after the vote has opened is marked then, and votes in the session."""

from __future__ import annotations

import pytest

from states.council_vocabulary import Attendance, SessionState, VoteChoice
from states.refusals import NotMet, NotNow
from states.vocabulary import Role, State, Subject
from tests.support.world import World
from workflow.commands.council.cast_vote import CastVote
from workflow.commands.council.record_attendance import RecordAttendance
from workflow.commands.council.record_show_of_hands import RecordShowOfHands
from workflow.ledger.verify import verify
from workflow.queries.council_votes import own_votes
from workflow.store import Store

AGREE = VoteChoice.AGREE


def in_vote(world: World, *, absent: int) -> tuple[str, str]:
    """A session whose vote is open without the first members, and its one case."""
    case = world.bring(world.draft(), State.TABLED)
    session = str(world.nomination(case)["session_id"])
    world.open_vote(session, absent=absent)
    return session, case


def mark(world: World, session: str, account: str, attendance: Attendance = Attendance.PRESENT) -> None:
    """The secretary marks one member."""
    world.do(RecordAttendance(on=session, marks={account: attendance}), world.actor(Role.COUNCIL_SECRETARY))


def manner(world: World, session: str, account: str) -> str:
    """How the member's one vote came on record."""
    with world.store.reading() as driver:
        (vote,) = own_votes(driver, session, account).values()
    return vote.manner.value


def test_a_latecomer_votes_in_the_session(store: Store) -> None:
    world = World.open(store)
    session, case = in_vote(world, absent=1)
    seen, late = world.seen(session, Subject.SESSION), world.members[0]
    mark(world, session, late.account_id)
    assert world.seen(session, Subject.SESSION) == seen, "a mark is quiet: it keeps nobody from closing"
    assert world.case(session, Subject.SESSION)["state"] == SessionState.VOTING
    world.do(CastVote(on=session, choices={case: AGREE}), late)
    assert manner(world, session, late.account_id) == "own"
    world.vote(session, [case])
    world.close_session(session)
    assert verify(store).findings == ()


def test_a_hand_is_recorded_for_a_latecomer(store: Store) -> None:
    world = World.open(store)
    session, case = in_vote(world, absent=1)
    late, secretary = world.members[0].account_id, world.actor(Role.COUNCIL_SECRETARY)
    hand = RecordShowOfHands(on=session, hands={late: {case: AGREE}})
    with pytest.raises(NotMet, match="member_absent"):
        world.do(hand, secretary)
    mark(world, session, late)
    world.do(hand, secretary)
    assert manner(world, session, late) == "show_of_hands"
    assert verify(store).findings == ()


def test_who_leaves_writes_from_then_on(store: Store) -> None:
    world = World.open(store)
    session, case = in_vote(world, absent=0)
    member = world.members[0]
    mark(world, session, member.account_id, Attendance.EXCUSED)
    world.do(CastVote(on=session, choices={case: AGREE}), member)
    assert manner(world, session, member.account_id) == "written"


def test_nobody_joins_a_frozen_roll_by_being_marked(store: Store) -> None:
    world = World.open(store)
    session, case = in_vote(world, absent=0)
    world.vote(session, [case])
    newcomer = world.person("uyvienmoi", "Đỗ Văn Mới", Role.COUNCIL_MEMBER)
    with pytest.raises(NotMet, match="member_unknown"):
        mark(world, session, newcomer.account_id)
    world.close_session(session)
    with pytest.raises(NotNow):
        mark(world, session, world.members[0].account_id)
