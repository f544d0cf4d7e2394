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
