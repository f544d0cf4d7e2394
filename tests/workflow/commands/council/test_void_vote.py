"""A vote that can't come to a count is voided: nothing is counted, nothing is lost, and everything goes on elsewhere."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import bindparam, select

from states.council_vocabulary import SessionState, VoteChoice
from states.refusals import NotMet, NotNow, NotYourAction
from states.session import BALLOTS
from states.vocabulary import Role, State, Subject
from tests.support.world import World
from workflow.commands.command import Actor
from workflow.commands.council.cast_vote import CastVote
from workflow.commands.council.void_vote import VoidVote
from workflow.commands.nomination.resume import Resume
from workflow.commands.nomination.suspend import Suspend
from workflow.commands.nomination.table import Table
from workflow.ledger.verify import verify
from workflow.models.message import Outbox
from workflow.queries.auditor import LogEntry
from workflow.queries.council_votes import own_votes, voted_items
from workflow.queries.log_search import Wanted, search_log
from workflow.sql import Prepared
from workflow.store import Store

_TOLD = Prepared(select(Outbox.action).where(Outbox.organisation_id == bindparam("org")))
REASON = "Hai thành viên ốm, không đủ người tham gia."


def in_vote(world: World) -> tuple[str, list[str]]:
    """A session that votes on two cases, with one opinion given."""
    session, secretary = world.plan_session(), world.actor(Role.COUNCIL_SECRETARY)
    cases = [world.bring(world.draft(name=name), State.ELIGIBLE) for name in ("Lê Một", "Lê Hai")]
    for case in cases:
        world.do(Table(on=case, seen=world.seen(case), session_id=session), secretary)
    world.open_vote(session, absent=1)
    world.do(CastVote(on=session, choices={cases[0]: VoteChoice.DISAGREE}), world.members[1])
    return session, cases


def void(world: World, session: str, *, reason: str = REASON, actor: Actor | None = None) -> None:
    """The secretary, or somebody else, voids the vote."""
    order = VoidVote(on=session, seen=world.seen(session, Subject.SESSION), reason=reason)
    world.do(order, actor or world.actor(Role.COUNCIL_SECRETARY))


def ballots(world: World, session: str) -> Iterator[LogEntry]:
    """The entries of a session that tell a choice, as an auditor reads them."""
    with world.store.reading() as driver:
        page = search_log(driver, world.organisation_id, Wanted(objects=frozenset({session})))
    return (entry for entry in page.entries if entry.action in BALLOTS)


def test_nothing_is_counted_and_every_case_is_voted_on_again(store: Store) -> None:
    world = World.open(store)
    session, cases = in_vote(world)
    void(world, session)
    assert world.case(session, Subject.SESSION)["state"] == SessionState.VOIDED
    assert world.case(session, Subject.SESSION)["reason"] == REASON
    for case in cases:
        found = world.nomination(case)
        assert (found["state"], found["session_id"], found["reason"]) == (State.ELIGIBLE, None, REASON)
    with store.reading() as driver:
        assert driver.connection.execute("SELECT count(*) FROM finding").fetchall() == [(0,)]
        told = [action for (action,) in driver.rows(_TOLD, org=world.organisation_id)]
    assert (told.count("void_vote"), told.count("release")) == (1, 2)
    again, secretary = world.plan_session(), world.actor(Role.COUNCIL_SECRETARY)
    for case in cases:
        world.do(Table(on=case, seen=world.seen(case), session_id=again), secretary)
    world.open_vote(again)
    world.vote(again, cases)
    world.close_session(again)
    assert {world.nomination(case)["state"] for case in cases} == {State.ENDORSED}
    assert verify(store).findings == ()


def test_the_votes_of_a_voided_vote_are_their_givers_alone(store: Store) -> None:
    world = World.open(store)
    session, cases = in_vote(world)
    void(world, session)
    (entry,) = ballots(world, session)
    assert entry.is_held_back and entry.detail is None and entry.is_sealed
    account = world.members[1].account_id
    with store.reading() as driver:
        assert set(own_votes(driver, session, account)) == {cases[0]}
        assert [item.key for item in voted_items(driver, session, account)] == [cases[0]]


def test_a_voided_vote_takes_no_vote(sqlite_store: Store) -> None:
    world = World.open(sqlite_store)
    session, cases = in_vote(world)
    void(world, session)
    with pytest.raises(NotNow):
        world.do(CastVote(on=session, choices={cases[0]: VoteChoice.AGREE}), world.members[2])
    with pytest.raises(NotNow):
        void(world, session)


@pytest.mark.parametrize("role", [Role.COUNCIL_MEMBER, Role.CHAIRMAN, Role.SECRETARIAT, Role.ADMINISTRATOR])
def test_only_the_council_s_secretary_voids_and_says_why(sqlite_store: Store, role: Role) -> None:
    world = World.open(sqlite_store)
    session, cases = in_vote(world)
    with pytest.raises(NotYourAction):
        void(world, session, actor=world.actor(role))
    with pytest.raises(NotMet, match="reason_missing"):
        void(world, session, reason=" ")
    assert {world.nomination(case)["state"] for case in cases} == {State.TABLED}


@pytest.mark.parametrize("is_voided", [True, False])
def test_a_case_on_hold_is_eligible_again_when_its_session_has_ended(store: Store, is_voided: bool) -> None:
    """It missed the vote: taken up again it may be tabled elsewhere, and does not come back to a session that is over."""
    world = World.open(store)
    session, secretary, office = (
        world.plan_session(),
        world.actor(Role.COUNCIL_SECRETARY),
        world.actor(Role.SECRETARIAT),
    )
    held, voted = (world.bring(world.draft(name=name), State.ELIGIBLE) for name in ("Lê Một", "Lê Hai"))
    for case in (held, voted):
        world.do(Table(on=case, seen=world.seen(case), session_id=session), secretary)
    world.do(Suspend(on=held, seen=world.seen(held), reason="Có đơn thư."), office)
    world.open_vote(session)
    world.vote(session, [voted])
    if is_voided:
        void(world, session)
    else:
        world.close_session(session)
    world.do(Resume(on=held, seen=world.seen(held), reason="Đã giải quyết xong."), office)
    case = world.nomination(held)
    assert (case["state"], case["session_id"]) == (State.ELIGIBLE, None)
    world.do(Table(on=held, seen=world.seen(held), session_id=world.plan_session()), secretary)
    assert verify(store).findings == ()
