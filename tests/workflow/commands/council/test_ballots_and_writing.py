"""Who writes on a secret ballot and then comes in, who drops a ballot and then leaves, and of whom nothing is said."""

from __future__ import annotations

from states.council_vocabulary import Attendance, VoteChoice
from states.vocabulary import Role
from tests.support.paper_votes import a_scan, hand_out, key, papers
from tests.support.world import World
from tests.workflow.commands.council.test_paper_ballots import close, codes, finding, refused, tabled
from workflow.commands.council.cast_vote import CastVote
from workflow.commands.council.hand_out_ballots import HandOutBallots
from workflow.commands.council.record_attendance import RecordAttendance
from workflow.commands.council.record_written_opinion import RecordWrittenOpinion
from workflow.ledger.verify import verify
from workflow.store import Store

A, D = VoteChoice.AGREE, VoteChoice.DISAGREE


def mark(world: World, session: str, account: str, attendance: Attendance) -> None:
    world.do(RecordAttendance(on=session, marks={account: attendance}), world.actor(Role.COUNCIL_SECRETARY))


def test_who_wrote_on_one_item_and_then_comes_in_has_a_say_on_the_others(store: Store) -> None:
    world = World.open(store)
    session, (one, two, three) = tabled(world, "CSTDCS", "CSTDCS", "CSTDCS")
    world.open_vote(session, absent=1)
    late = world.members[0]
    world.do(CastVote(on=session, choices={one: A}), late)
    mark(world, session, late.account_id, Attendance.PRESENT)
    world.do(CastVote(on=session, choices={two: A}), late)
    opinion = RecordWrittenOpinion(on=session, member_id=late.account_id, choices={three: D}, scan=a_scan(world))
    world.do(opinion, world.actor(Role.COUNCIL_SECRETARY))
    assert codes(lambda: world.do(CastVote(on=session, choices={two: A}), world.members[1])) == {"item_on_paper"}
    hand_out(world, session, world.members[1:])
    key(world, session, dict.fromkeys((one, two, three), papers(A, A, A, D)))
    close(world, session)
    assert finding(world, two) == ("endorsed", 4, 1, 0, 0, 1, 0, 5)
    assert finding(world, three) == ("not_endorsed", 3, 2, 0, 0, 0, 0, 5)
    assert list(verify(store, world.organisation_id).findings) == []


def test_who_drops_a_ballot_and_leaves_is_marked_as_gone_and_votes_no_second_time(store: Store) -> None:
    world = World.open(store)
    session, (secret,) = tabled(world, "CSTDCS")
    world.open_vote(session)
    hand_out(world, session)
    first = world.members[0]
    for member in world.members[:2]:
        mark(world, session, member.account_id, Attendance.EXCUSED)
    assert codes(lambda: world.do(CastVote(on=session, choices={secret: D}), first)) == {"item_on_paper"}
    opinion = RecordWrittenOpinion(on=session, member_id=first.account_id, choices={secret: D}, scan=a_scan(world))
    assert refused(world, opinion) == {"item_on_paper"}
    key(world, session, {secret: papers(A, A, A, A, D)})
    close(world, session)
    assert finding(world, secret) == ("endorsed", 4, 1, 0, 0, 0, 0, 5)
    assert list(verify(store, world.organisation_id).findings) == []


def test_a_vote_closes_when_each_member_in_the_room_got_a_ballot_or_is_said_to_have_got_none(store: Store) -> None:
    world = World.open(store)
    session, (secret,) = tabled(world, "CSTDCS")
    world.open_vote(session)
    hand_out(world, session, world.members[:4])
    key(world, session, {secret: papers(A, A, A, A)})
    assert codes(lambda: close(world, session)) == {"handout_unsaid"}
    none_given = HandOutBallots(on=session, given={world.members[4].account_id: False})
    world.do(none_given, world.actor(Role.COUNCIL_SECRETARY))
    close(world, session)
    assert finding(world, secret) == ("endorsed", 4, 0, 1, 0, 0, 0, 5)
    assert list(verify(store, world.organisation_id).findings) == []
