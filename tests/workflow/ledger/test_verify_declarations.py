"""Of declarations of interest: votes of the undeclared and the recused, and counts that hold them, are found."""

from __future__ import annotations

from typing import Any

import pytest

from states.council_vocabulary import Attendance, ConflictGround
from states.tally import Opinions, Tally
from states.vocabulary import Role, Subject
from tests.support.world import World
from tests.workflow.ledger.forging import codes, counted, forged, statement, tabled
from workflow.commands.command import Actor
from workflow.commands.council.open_session import OpenSession
from workflow.commands.council.open_vote import OpenVote
from workflow.commands.council.record_attendance import RecordAttendance
from workflow.ids import new_id
from workflow.store import Store


@pytest.fixture
def world(sqlite_store: Store) -> World:
    return World.open(sqlite_store)


def test_a_vote_of_a_recused_member_is_found(world: World) -> None:
    case, session = tabled(world)
    world.open_vote(session)
    member = world.members[0]
    world.declare(session, member, conflicts={case: ConflictGround.OWN_CASE})
    said = statement(world, member, Subject.SESSION, session, "cast_vote", "voting", office="council_member",
                     rows=[["vote", vote(session, case, member)]])  # fmt: skip
    assert codes(forged(world, said)) == {"vote_of_a_recused"}


def test_a_vote_without_a_declaration_is_found(world: World) -> None:
    case, session = tabled(world)
    world.declare(session, *world.members[1:])
    secretary, member = world.actor(Role.COUNCIL_SECRETARY), world.members[0]
    world.do(OpenSession(on=session, seen=world.seen(session, Subject.SESSION)), secretary)
    marks = {each.account_id: Attendance.PRESENT for each in world.members}
    world.do(RecordAttendance(on=session, marks=marks), secretary)
    world.do(OpenVote(on=session, seen=world.seen(session, Subject.SESSION)), secretary)
    said = statement(world, member, Subject.SESSION, session, "cast_vote", "voting", office="council_member",
                     rows=[["vote", vote(session, case, member)]])  # fmt: skip
    assert codes(forged(world, said)) == {"vote_undeclared"}


def test_a_conflict_declared_for_somebody_else_is_found(world: World) -> None:
    case, session = tabled(world)
    world.open_vote(session)
    one, another = world.members[:2]
    whose = {"session_id": session, "account_id": another.account_id, "recorded_by": None}
    rows = [["declaration", {"id": new_id(), **whose, "version": 2, "up_to": 0}],
            ["conflict", {"id": new_id(), **whose, "nomination_id": case, "ground": "other", "relation": "Quen."}]]  # fmt: skip
    said = statement(world, one, Subject.SESSION, session, "declare_conflict", "voting", office="council_member",
                     rows=rows)  # fmt: skip
    assert codes(forged(world, said)) == {"declaration_of_somebody_else"}


def test_a_recused_member_who_is_counted_is_found(world: World) -> None:
    """The vote that a member gave before declaring a conflict is counted all the same."""
    case, session = tabled(world)
    world.open_vote(session)
    world.vote(session, [case])
    world.declare(session, world.members[0], conflicts={case: ConflictGround.OWN_CASE})
    told = Tally(members=5, here=Opinions(agree=5))
    assert codes(forged(world, *counted(world, session, case, told))) == {"tally_wrong"}


def vote(session: str, case: str, member: Actor) -> dict[str, Any]:
    """The row of a member's first vote."""
    return {"id": new_id(), "session_id": session, "nomination_id": case, "account_id": member.account_id, "version": 1,
            "choice": "agree", "manner": "own", "recorded_by": None}  # fmt: skip
