"""Who counts what is voted on paper, item by item: the council's members are themselves among those who are voted on."""

from __future__ import annotations

import pytest

from states.council_vocabulary import Attendance, ConflictGround, VoteChoice
from states.refusals import NotMet
from states.vocabulary import Role, State, Subject
from tests.support.local_rules import figure, own_layer
from tests.support.paper_votes import appoint, hand_out, key, papers
from tests.support.world import World
from tests.workflow.commands.council.test_paper_ballots import close, codes, finding, tabled
from workflow.commands.administration.enact_layer import EnactLayer
from workflow.commands.council.declare_conflict import DeclareConflict
from workflow.commands.council.enter_paper_count import EnterPaperCount
from workflow.commands.council.hand_out_ballots import HandOutBallots
from workflow.commands.council.open_session import OpenSession
from workflow.commands.council.open_vote import OpenVote
from workflow.commands.council.record_attendance import RecordAttendance
from workflow.ids import new_id
from workflow.ledger.verify import verify
from workflow.store import Store

A, D = VoteChoice.AGREE, VoteChoice.DISAGREE
OWN = ConflictGround.OWN_CASE


def opened(world: World) -> tuple[str, list[str]]:
    """An open session of five on the cases of the five members themselves, each of whom has declared its own."""
    session, cases = tabled(world, *["CSTDCS"] * 5)
    secretary = world.actor(Role.COUNCIL_SECRETARY)
    world.do(OpenSession(on=session, seen=world.seen(session, Subject.SESSION)), secretary)
    marks = {member.account_id: Attendance.PRESENT for member in world.members}
    world.do(RecordAttendance(on=session, marks=marks), secretary)
    for member, case in zip(world.members, cases, strict=True):
        world.do(DeclareConflict(on=session, conflicts={case: OWN}), member)
    return session, cases


def test_where_every_member_is_a_nominee_three_tellers_count_each_what_they_take_part_in(store: Store) -> None:
    world = World.open(store)
    session, cases = opened(world)
    one, two, three = world.members[:3]
    with pytest.raises(NotMet) as refused:
        appoint(world, session, one, two)
    assert [(each.code, each.facts["left"]) for each in refused.value.refusals] == [("tellers_too_few_for", 1)] * 2
    appoint(world, session, one, two, three)
    opening = OpenVote(on=session, seen=world.seen(session, Subject.SESSION))
    world.do(opening, world.actor(Role.COUNCIL_SECRETARY))
    hand_out(world, session)
    own = EnterPaperCount(on=session, counts={cases[0]: papers(A, A, A, D)})
    assert codes(lambda: world.do(own, one)) == {"item_recused"}
    for teller in (one, two, three):
        mine = {case: papers(A, A, A, A) for case, member in zip(cases, world.members, strict=True) if member != teller}
        key(world, session, mine, teller)
    close(world, session)
    assert finding(world, cases[0]) == ("endorsed", 4, 0, 0, 0, 0, 1, 5)
    assert {world.nomination(case)["state"] for case in cases} == {State.ENDORSED}
    assert list(verify(store, world.organisation_id).findings) == []


def test_a_teller_who_declares_later_leaves_only_that_item(store: Store) -> None:
    world = World.open(store)
    session, cases = tabled(world, "CSTDCS", "CSTDCS")
    world.open_vote(session)
    appoint(world, session, *world.members[2:])
    hand_out(world, session, world.members[:4])
    none_given = HandOutBallots(on=session, given={world.members[4].account_id: False})
    world.do(none_given, world.actor(Role.COUNCIL_SECRETARY))
    key(world, session, dict.fromkeys(cases, papers(A, A, A, A)), *world.members[2:4])
    key(world, session, {cases[1]: papers(A, A, A, A), cases[0]: papers(A, A, D, D)}, world.members[4])
    assert codes(lambda: close(world, session)) == {"paper_counts_differ"}
    world.do(DeclareConflict(on=session, conflicts={cases[0]: OWN}), world.members[4])
    close(world, session)
    assert finding(world, cases[0]) == ("endorsed", 4, 0, 0, 0, 0, 1, 5)
    assert list(verify(store, world.organisation_id).findings) == []


def test_the_same_again_is_no_second_entry(store: Store) -> None:
    world = World.open(store)
    session, (case,) = tabled(world, "CSTDCS")
    world.open_vote(session)
    assert codes(lambda: appoint(world, session)) == {"tellers_known"}
    hand_out(world, session)
    assert codes(lambda: hand_out(world, session)) == {"handouts_known"}
    teller, count = world.members[-1], {case: papers(A, A, A, A, A)}
    key(world, session, count, teller)
    assert codes(lambda: key(world, session, count, teller)) == {"counts_known"}


def test_a_substitute_whose_member_arrives_counts_no_papers(store: Store) -> None:
    world = World.open(store, members=6)
    rules = {"council": {"substitutes_may_vote": figure(True)}}
    world.do(EnactLayer(on=new_id(), content=own_layer(world.day, rules)), world.actor(Role.ADMINISTRATOR))
    world.wait(1)
    stand_in = world.substitute("dubi", "Lý Thị Dự Bị", world.members[0])
    secretary = world.actor(Role.COUNCIL_SECRETARY)
    session, _cases = tabled(world, "CSTDCS")
    world.do(OpenSession(on=session, seen=world.seen(session, Subject.SESSION)), secretary)
    marks = {member.account_id: Attendance.PRESENT for member in world.members}
    principal = world.members[0].account_id
    world.do(RecordAttendance(on=session, marks={**marks, principal: Attendance.ABSENT}), secretary)
    world.do(RecordAttendance(on=session, marks={stand_in.account_id: Attendance.PRESENT}), secretary)
    world.declare(session)
    world.declare(session, stand_in)
    appoint(world, session, stand_in, world.members[1])
    world.do(RecordAttendance(on=session, marks={principal: Attendance.PRESENT}), secretary)
    opening = OpenVote(on=session, seen=world.seen(session, Subject.SESSION))
    assert codes(lambda: world.do(opening, secretary)) == {"teller_not_counting"}
