"""A substitute stands on the roll in the place of an absent member, where the council's rules allow it."""

from __future__ import annotations

import pytest

from states.council_vocabulary import Attendance, VoteChoice
from states.refusals import NotMet
from states.vocabulary import Role, State, Subject
from tests.support.local_rules import figure, own_layer
from tests.support.world import World
from tests.workflow.ledger.forging import codes, forged, statement
from workflow.commands.administration.enact_layer import EnactLayer
from workflow.commands.administration.grant_office import GrantOffice
from workflow.commands.command import Actor
from workflow.commands.council.cast_vote import CastVote
from workflow.commands.council.close_vote import CloseVote
from workflow.commands.council.open_session import OpenSession
from workflow.commands.council.open_vote import OpenVote
from workflow.commands.council.record_attendance import RecordAttendance
from workflow.ids import new_id
from workflow.ledger.verify import verify
from workflow.store import Store

PRESENT, EXCUSED = Attendance.PRESENT, Attendance.EXCUSED


def opened(store: Store, *, allowed: bool) -> tuple[World, str, str, Actor]:
    """A session that has begun, with one case; the last of five members has a substitute."""
    world = World.open(store)
    if allowed:
        rules = {"council": {"substitutes_may_vote": figure(True)}}
        world.do(EnactLayer(on=new_id(), content=own_layer(world.day, rules)), world.actor(Role.ADMINISTRATOR))
        world.wait(1)
    substitute = world.substitute("duthay", "Bùi Thị Thay", world.members[4])
    case = world.bring(world.draft(), State.TABLED)
    session = str(world.nomination(case)["session_id"])
    world.do(OpenSession(on=session, seen=world.seen(session, Subject.SESSION)), world.actor(Role.COUNCIL_SECRETARY))
    return world, session, case, substitute


def mark(world: World, session: str, *marks: tuple[Actor, Attendance]) -> None:
    """Attendance is taken; whoever is not named of the first four members is there."""
    there = {member.account_id: PRESENT for member in world.members[:4]}
    named = {actor.account_id: attendance for actor, attendance in marks}
    world.do(RecordAttendance(on=session, marks=there | named), world.actor(Role.COUNCIL_SECRETARY))


def open_vote(world: World, session: str, *who: Actor) -> dict[str, str]:
    """Those who count declare, and the vote opens; answers the roll: account to title."""
    world.declare(session, *who)
    world.do(OpenVote(on=session, seen=world.seen(session, Subject.SESSION)), world.actor(Role.COUNCIL_SECRETARY))
    with world.store.reading() as driver:
        return dict(driver.connection.execute("SELECT account_id, title FROM session_roll").fetchall())


def test_a_substitute_votes_in_the_place_of_the_absent_member(store: Store) -> None:
    world, session, case, substitute = opened(store, allowed=True)
    absent = world.members[4]
    mark(world, session, (absent, EXCUSED), (substitute, PRESENT))
    roll = open_vote(world, session, *world.members[:4], substitute)
    assert absent.account_id not in roll and len(roll) == 5
    assert roll[substitute.account_id].startswith("dự thay Đỗ Văn Ủy 5")
    with pytest.raises(NotMet, match="not_on_roll"):
        world.do(CastVote(on=session, choices={case: VoteChoice.AGREE}), absent)
    for member in (*world.members[:2], substitute):
        world.do(CastVote(on=session, choices={case: VoteChoice.AGREE}), member)
    world.do(CloseVote(on=session, seen=world.seen(session, Subject.SESSION)), world.actor(Role.COUNCIL_SECRETARY))
    with store.reading() as driver:
        ((base, agree),) = driver.connection.execute("SELECT base, agree FROM finding").fetchall()
    assert (base, agree) == (5, 3)
    assert verify(store).findings == ()


def test_nobody_stands_in_where_the_rules_do_not_allow_it(store: Store) -> None:
    world, session, _case, substitute = opened(store, allowed=False)
    absent = world.members[4]
    with pytest.raises(NotMet, match="substitute_not_allowed"):
        mark(world, session, (absent, EXCUSED), (substitute, PRESENT))
    mark(world, session, (absent, EXCUSED))
    assert set(open_vote(world, session)) == {member.account_id for member in world.members}
    assert verify(store).findings == ()


def test_nobody_stands_in_for_a_member_who_is_there(store: Store) -> None:
    world, session, _case, substitute = opened(store, allowed=True)
    principal = world.members[4]
    for standing in ((principal, PRESENT),), ():
        with pytest.raises(NotMet, match="principal_present"):
            mark(world, session, *standing, (substitute, PRESENT))
    mark(world, session, (principal, EXCUSED), (substitute, PRESENT))
    mark(world, session, (principal, PRESENT))
    assert set(open_vote(world, session)) == {member.account_id for member in world.members}
    assert verify(store).findings == ()


def test_a_member_has_one_substitute_of_the_same_body(store: Store) -> None:
    world, _session, _case, _substitute = opened(store, allowed=True)
    with pytest.raises(NotMet, match="principal_substituted"):
        world.substitute("duthay2", "Bùi Văn Hai", world.members[4])
    with pytest.raises(NotMet, match="principal_missing"):
        world.substitute("duthay3", "Bùi Văn Ba", world.actor(Role.CHAIRMAN))
    member = GrantOffice(
        on=new_id(), account_id=world.members[0].account_id, role=Role.COUNCIL_MEMBER, title="Người dự thay",
        held_from=world.day, document="QĐ 04", substitutes_id=world.members[1].offices[0].id,
    )  # fmt: skip
    with pytest.raises(NotMet, match="council_seat_held"):
        world.do(member, world.operator)


@pytest.mark.parametrize("is_there", [True, False])
def test_a_roll_with_the_wrong_one_of_the_two_is_found(sqlite_store: Store, is_there: bool) -> None:
    """The substitute put on the roll of a member who is there, or the absent member on a substitute's."""
    world, session, _case, substitute = opened(sqlite_store, allowed=True)
    principal, secretary = world.members[4], world.actor(Role.COUNCIL_SECRETARY)
    mark(world, session, *([(principal, PRESENT)] if is_there else [(principal, EXCUSED), (substitute, PRESENT)]))
    wrong = [*world.members[:4], substitute if is_there else principal]
    rows = [["session_roll", {"id": new_id(), "session_id": session, "account_id": each.account_id, "title": "Ủy viên"}]
            for each in wrong]  # fmt: skip
    rules = world.case(session, Subject.SESSION)["rules"]
    said = statement(world, secretary, Subject.SESSION, session, "open_vote", "voting", office="council_secretary",
                     rows=rows, changes={"vote_opened_at": world.at}, rules=rules)  # fmt: skip
    assert "roll_wrong" in codes(forged(world, said))
