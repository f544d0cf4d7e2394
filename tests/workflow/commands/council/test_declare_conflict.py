"""Nobody votes before declaring; who declares a conflict takes no part in that case, also where a vote was given before."""

from __future__ import annotations

from typing import Any

import pytest

from states.council_vocabulary import Attendance, ConflictGround, SessionState, VoteChoice
from states.refusals import ActionRefused, NotNow, NotYourAction
from states.vocabulary import Role, State, Subject
from tests.support.local_rules import figure, own_layer
from tests.support.world import World
from workflow.commands.administration.enact_layer import EnactLayer
from workflow.commands.command import Actor, Command
from workflow.commands.council.cast_vote import CastVote
from workflow.commands.council.declare_conflict import DeclareConflict
from workflow.commands.council.open_session import OpenSession
from workflow.commands.council.open_vote import OpenVote
from workflow.commands.council.record_attendance import RecordAttendance
from workflow.commands.council.record_show_of_hands import RecordShowOfHands
from workflow.commands.council.void_vote import VoidVote
from workflow.commands.nomination.table import Table
from workflow.ids import new_id
from workflow.ledger.verify import verify
from workflow.queries.session import counted_items
from workflow.store import Store

AGREE, DISAGREE = VoteChoice.AGREE, VoteChoice.DISAGREE
OWN, RELATIVE = ConflictGround.OWN_CASE, ConflictGround.RELATIVE


def planned(world: World, *names: str) -> tuple[str, list[str]]:
    """A planned session with cases on its agenda."""
    session, secretary = world.plan_session(), world.actor(Role.COUNCIL_SECRETARY)
    cases = [world.bring(world.draft(name=name), State.ELIGIBLE) for name in names or ("Lê Một", "Lê Hai")]
    for case in cases:
        world.do(Table(on=case, seen=world.seen(case), session_id=session), secretary)
    return session, cases


def open_undeclared(world: World, session: str) -> None:
    """The vote opens before anybody has declared."""
    secretary = world.actor(Role.COUNCIL_SECRETARY)
    world.do(OpenSession(on=session, seen=world.seen(session, Subject.SESSION)), secretary)
    marks = {member.account_id: Attendance.PRESENT for member in world.members}
    world.do(RecordAttendance(on=session, marks=marks), secretary)
    world.do(OpenVote(on=session, seen=world.seen(session, Subject.SESSION)), secretary)


def declare(session: str, **said: Any) -> DeclareConflict:
    """A declaration on everything that is tabled."""
    return DeclareConflict(on=session, **{"conflicts": {}, **said})


def refused(world: World, command: Command, actor: Actor) -> list[str]:
    """The codes with which an order is refused."""
    with pytest.raises(ActionRefused) as refusal:
        world.do(command, actor)
    return [reason.code for reason in refusal.value.refusals]


def test_nobody_votes_before_declaring(store: Store) -> None:
    world = World.open(store)
    session, cases = planned(world)
    open_undeclared(world, session)
    member, another = world.members[:2]
    vote = CastVote(on=session, choices={cases[0]: AGREE})
    assert refused(world, vote, member) == ["declaration_missing"]
    hands = RecordShowOfHands(on=session, hands={another.account_id: {cases[0]: AGREE}})
    assert refused(world, hands, world.actor(Role.COUNCIL_SECRETARY)) == ["member_undeclared"]
    world.do(declare(session), member)
    world.do(vote, member)
    assert verify(store).findings == ()


def test_what_is_tabled_later_has_to_be_declared_upon(store: Store) -> None:
    world = World.open(store)
    session, cases = planned(world)
    member = world.members[0]
    shown = max(world.seen(case) for case in cases)
    late = world.bring(world.draft(name="Lê Sau"), State.ELIGIBLE)
    world.do(Table(on=late, seen=world.seen(late), session_id=session), world.actor(Role.COUNCIL_SECRETARY))
    world.do(declare(session, up_to=shown), member)
    open_undeclared(world, session)
    vote = CastVote(on=session, choices={cases[0]: AGREE})
    assert refused(world, vote, member) == ["declaration_missing"]
    world.do(declare(session), member)
    world.do(vote, member)
    assert verify(store).findings == ()


def test_a_recused_member_has_no_vote_in_that_case_alone(store: Store) -> None:
    world = World.open(store)
    session, (own, other) = planned(world)
    member = world.members[0]
    world.do(declare(session, conflicts={own: OWN}), member)
    world.open_vote(session)
    assert refused(world, CastVote(on=session, choices={own: AGREE}), member) == ["item_recused"]
    hands = RecordShowOfHands(on=session, hands={member.account_id: {own: AGREE}})
    assert refused(world, hands, world.actor(Role.COUNCIL_SECRETARY)) == ["item_recused"]
    world.do(CastVote(on=session, choices={other: AGREE}), member)


def test_an_absent_member_who_is_recused_does_not_write(store: Store) -> None:
    world = World.open(store)
    session, (own, other) = planned(world)
    member = world.members[0]
    world.do(declare(session, conflicts={own: RELATIVE}, relations={own: "Chị gái."}), member)
    world.open_vote(session, absent=1)
    assert refused(world, CastVote(on=session, choices={own: AGREE, other: AGREE}), member) == ["item_recused"]
    world.do(CastVote(on=session, choices={other: AGREE}), member)


def test_a_conflict_is_said_in_words_and_of_the_agenda(store: Store) -> None:
    world = World.open(store)
    session, (case, _other) = planned(world)
    member, elsewhere = world.members[0], world.bring(world.draft(name="Lê Khác"), State.ELIGIBLE)
    assert refused(world, declare(session, conflicts={case: RELATIVE}), member) == ["relation_missing"]
    assert refused(world, declare(session, conflicts={elsewhere: OWN}), member) == ["item_not_on_agenda"]
    with pytest.raises(NotYourAction):
        world.do(declare(session), world.actor(Role.SECRETARIAT))
    assert refused(world, declare(world.plan_session()), member) == ["agenda_empty"]


def test_a_vote_given_before_a_conflict_is_dropped(store: Store) -> None:
    """Three of five agree; one of them was the nominee all along. What is left of the votes is not more than half."""
    world = World.open(store)
    session, (case, other) = planned(world)
    world.open_vote(session)
    world.vote(session, [case, other], [AGREE, AGREE, AGREE, DISAGREE, DISAGREE])
    world.do(declare(session, conflicts={case: OWN}), world.members[0])
    world.do(declare(session, conflicts={case: OWN}), world.members[0])
    world.close_session(session)
    with store.reading() as driver:
        first, second = sorted(counted_items(driver, session), key=lambda each: each.item.key != case)
    tally = first.tally
    assert (first.finding, tally.agree, tally.disagree, tally.recused, tally.base) == (State.NOT_ENDORSED, 2, 2, 1, 5)
    assert (second.finding, second.tally.agree, second.tally.recused) == (State.ENDORSED, 3, 0)
    assert verify(store).findings == ()
    with pytest.raises(NotNow):
        world.do(declare(session), world.members[1])
    assert world.case(session, Subject.SESSION)["state"] == SessionState.SIGNED


@pytest.mark.parametrize(("stays", "base", "finding"), [(True, 5, State.NOT_ENDORSED), (False, 4, State.ENDORSED)])
def test_a_rule_says_whether_the_base_keeps_the_recused(store: Store, stays: bool, base: int, finding: State) -> None:
    """Seven tenths must agree: three of five are too few, three of four are enough."""
    world = World.open(store)
    threshold = figure({"num": 7, "den": 10, "strict": False})
    rules = {"council": {"recused_stay_in_base": figure(stays)}, "awards": {"LDTT": {"threshold": threshold}}}
    world.do(EnactLayer(on=new_id(), content=own_layer(world.day, rules)), world.actor(Role.ADMINISTRATOR))
    world.wait(1)
    session, (case, _other) = planned(world)
    world.do(declare(session, conflicts={case: OWN}), world.members[0])
    world.open_vote(session)
    for member, choice in zip(world.members[1:], (AGREE, AGREE, AGREE, DISAGREE), strict=True):
        world.do(CastVote(on=session, choices={case: choice}), member)
    world.close_session(session)
    with store.reading() as driver:
        found = next(each for each in counted_items(driver, session) if each.item.key == case)
    assert (found.tally.base, found.tally.recused, found.tally.agree, found.finding) == (base, 1, 3, finding)
    assert verify(store).findings == ()


def test_a_conflict_goes_with_the_case_into_another_session(store: Store) -> None:
    """After a void the case is tabled again; who took no part in it takes none, whatever is said there."""
    world = World.open(store)
    session, cases = planned(world, "Lê Một")
    member, secretary = world.members[0], world.actor(Role.COUNCIL_SECRETARY)
    world.do(declare(session, conflicts={cases[0]: OWN}), member)
    world.open_vote(session)
    world.do(VoidVote(on=session, seen=world.seen(session, Subject.SESSION), reason="Mất điện."), secretary)
    again = world.plan_session()
    world.do(Table(on=cases[0], seen=world.seen(cases[0]), session_id=again), secretary)
    world.open_vote(again)
    vote = CastVote(on=again, choices={cases[0]: AGREE})
    assert refused(world, vote, member) == ["item_recused"]
    for voter in world.members[1:]:
        world.do(vote, voter)
    world.close_session(again)
    with store.reading() as driver:
        rows = driver.connection.execute("SELECT agree, recused, missing FROM finding").fetchall()
    assert [tuple(row) for row in rows] == [(4, 1, 0)]
    assert verify(store).findings == ()
