"""Two bodies of the council meet at the same time: each counts its own members, and nobody else's."""

from __future__ import annotations

import pytest

from states.council_vocabulary import Attendance, CouncilBody, CouncilSeat, Method, VoteChoice
from states.guards.session import body_may_vote_on_all
from states.refusals import NotMet
from states.session_facts import SessionFacts
from states.vocabulary import Role, State, Subject
from tests.support.world import FOUNDED, World
from tests.workflow.ledger.forging import codes, forged, statement
from workflow.commands.command import Actor
from workflow.commands.council.cast_vote import CastVote
from workflow.commands.council.close_vote import CloseVote
from workflow.commands.council.open_session import OpenSession
from workflow.commands.council.open_vote import OpenVote
from workflow.commands.council.record_attendance import RecordAttendance
from workflow.commands.nomination.table import Table
from workflow.ids import new_id
from workflow.ledger.verify import verify
from workflow.store import Store


def with_standing_body(store: Store) -> tuple[World, list[Actor]]:
    """A council of five, three of whom are its standing body."""
    world = World.open(store)
    standing = world.members[:3]
    for member, seat in zip(standing, (CouncilSeat.CHAIR, CouncilSeat.VICE_CHAIR, CouncilSeat.STANDING), strict=True):
        world.seat(member, seat)
    return world, standing


def tabled_in(world: World, body: CouncilBody, name: str) -> tuple[str, str]:
    """A planned session of a body with one case: their ids."""
    case, session = world.bring(world.draft(name=name), State.ELIGIBLE), world.plan_session(body)
    world.do(Table(on=case, seen=world.seen(case), session_id=session), world.actor(Role.COUNCIL_SECRETARY))
    return case, session


def open_vote(world: World, session: str, members: list[Actor]) -> None:
    """All members of the body are present and declare, and the vote opens."""
    secretary = world.actor(Role.COUNCIL_SECRETARY)
    world.do(OpenSession(on=session, seen=world.seen(session, Subject.SESSION)), secretary)
    marks = {member.account_id: Attendance.PRESENT for member in members}
    world.do(RecordAttendance(on=session, marks=marks), secretary)
    world.declare(session, *members)
    world.do(OpenVote(on=session, seen=world.seen(session, Subject.SESSION)), secretary)


def on_the_roll(world: World, session: str) -> set[str]:
    """The accounts on the roll of a session."""
    with world.store.reading() as driver:
        rows = driver.connection.execute(f"SELECT account_id FROM session_roll WHERE session_id = '{session}'")
        return {account for (account,) in rows.fetchall()}


def test_two_bodies_vote_at_the_same_time_and_their_rolls_are_apart(store: Store) -> None:
    world, standing = with_standing_body(store)
    (case, session), (other_case, other) = (
        tabled_in(world, CouncilBody.COUNCIL, "Lê Văn Một"), tabled_in(world, CouncilBody.STANDING, "Lê Văn Hai"),
    )  # fmt: skip
    open_vote(world, session, world.members)
    open_vote(world, other, standing)
    assert on_the_roll(world, session) == {member.account_id for member in world.members}
    assert on_the_roll(world, other) == {member.account_id for member in standing}
    with pytest.raises(NotMet, match="not_on_roll"):
        world.do(CastVote(on=other, choices={other_case: VoteChoice.AGREE}), world.members[4])
    for member in standing:
        world.do(CastVote(on=other, choices={other_case: VoteChoice.AGREE}), member)
        world.do(CastVote(on=session, choices={case: VoteChoice.DISAGREE}), member)
    for key in (other, session):
        world.do(CloseVote(on=key, seen=world.seen(key, Subject.SESSION)), world.actor(Role.COUNCIL_SECRETARY))
    assert world.nomination(other_case)["state"] == State.ENDORSED
    assert world.nomination(case)["state"] == State.NOT_ENDORSED
    with store.reading() as driver:
        rows = driver.connection.execute("SELECT session_id, base, agree, missing FROM finding").fetchall()
    assert {tuple(row) for row in rows} == {(session, 5, 0, 2), (other, 3, 3, 0)}
    assert verify(store).findings == ()


def test_what_needs_a_secret_ballot_is_put_before_the_whole_council_alone(store: Store) -> None:
    """Three members of the standing body can't carry what 80 % of all members of the council have to agree to."""
    world, _standing = with_standing_body(store)
    small, secretary = world.plan_session(CouncilBody.STANDING), world.actor(Role.COUNCIL_SECRETARY)
    case = world.bring(world.draft("CSTDCS"), State.ELIGIBLE)
    with pytest.raises(NotMet) as refused:
        world.do(Table(on=case, seen=world.seen(case), session_id=small), secretary)
    assert [(each.code, each.at) for each in refused.value.refusals] == [("whole_council_votes", "session_id")]
    world.do(Table(on=case, seen=world.seen(case), session_id=world.plan_session()), secretary)
    assert verify(store).findings == ()


@pytest.mark.parametrize(("body", "method", "codes_found"), [
    (CouncilBody.STANDING, Method.SECRET_PAPER, ["item_for_whole_council"]),
    (CouncilBody.STANDING, Method.OPEN, []),
    (CouncilBody.COUNCIL, Method.SECRET_PAPER, []),
])  # fmt: skip
def test_no_secret_vote_opens_in_a_smaller_body(body: CouncilBody, method: Method, codes_found: list[str]) -> None:
    """Also where the rules of a case came to demand the ballot after it was tabled."""
    item = {"id": "n", "code": "2024-0001", "name": "Lê Văn Một", "award": "CSTDCS", "method": method}
    facts = SessionFacts(case={"body": body}, today=FOUNDED, at=0, actor_id="a", mint=None,  # type: ignore[arg-type]
                         gathered={"agenda": [item]})  # fmt: skip
    assert [each.code for each in body_may_vote_on_all.judge(facts)] == codes_found


def test_a_secret_vote_of_a_smaller_body_is_found(sqlite_store: Store) -> None:
    world, standing = with_standing_body(sqlite_store)
    case, session = tabled_in(world, CouncilBody.STANDING, "Lê Văn Hai")
    secretary = world.actor(Role.COUNCIL_SECRETARY)
    world.do(OpenSession(on=session, seen=world.seen(session, Subject.SESSION)), secretary)
    rows = [["session_roll", {"id": new_id(), "session_id": session, "account_id": member.account_id, "title": "Ủy viên"}]
            for member in standing]  # fmt: skip
    rows.append(
        ["agenda_item", {"id": new_id(), "session_id": session, "nomination_id": case, "method": "secret_paper"}]
    )
    opened = statement(world, secretary, Subject.SESSION, session, "open_vote", "voting", office="council_secretary",
                       rows=rows, changes={"vote_opened_at": world.at})  # fmt: skip
    assert {"body_too_small"} <= codes(forged(world, opened))


def test_only_members_of_the_body_are_marked(store: Store) -> None:
    world, _standing = with_standing_body(store)
    _case, session = tabled_in(world, CouncilBody.STANDING, "Lê Văn Hai")
    secretary = world.actor(Role.COUNCIL_SECRETARY)
    world.do(OpenSession(on=session, seen=world.seen(session, Subject.SESSION)), secretary)
    with pytest.raises(NotMet, match="member_unknown"):
        world.do(RecordAttendance(on=session, marks={world.members[4].account_id: Attendance.PRESENT}), secretary)


def test_a_body_without_members_does_not_meet(store: Store) -> None:
    world = World.open(store)
    _case, session = tabled_in(world, CouncilBody.STANDING, "Lê Văn Hai")
    with pytest.raises(NotMet, match="council_empty"):
        world.do(
            OpenSession(on=session, seen=world.seen(session, Subject.SESSION)), world.actor(Role.COUNCIL_SECRETARY)
        )


def test_the_roll_of_another_body_is_found(sqlite_store: Store) -> None:
    world, _standing = with_standing_body(sqlite_store)
    case, session = tabled_in(world, CouncilBody.STANDING, "Lê Văn Hai")
    secretary = world.actor(Role.COUNCIL_SECRETARY)
    world.do(OpenSession(on=session, seen=world.seen(session, Subject.SESSION)), secretary)
    rows = [["session_roll", {"id": new_id(), "session_id": session, "account_id": member.account_id, "title": "Ủy viên"}]
            for member in world.members]  # fmt: skip
    rows.append(["agenda_item", {"id": new_id(), "session_id": session, "nomination_id": case, "method": "open"}])
    opened = statement(world, secretary, Subject.SESSION, session, "open_vote", "voting", office="council_secretary",
                       rows=rows, changes={"vote_opened_at": world.at})  # fmt: skip
    report = forged(world, opened)
    assert codes(report) == {"roll_wrong"}
    assert report.findings[0].facts.items() >= {"left_out": 0, "added": 2}.items()
