"""Who opens or closes a vote in the log past the engine, without a quorum or out of a circulation's time, is found."""

from __future__ import annotations

from typing import Any

import pytest

from states.council_vocabulary import Attendance, SessionForm, SessionState, VoteChoice
from states.paper_ballots import method_of
from states.tally import Opinions, Tally
from states.vocabulary import Role, State, Subject
from tests.support.world import World
from tests.workflow.ledger.forging import codes, counted, forged, opened_with, statement, tabled
from workflow.commands.council.cast_vote import CastVote
from workflow.commands.council.open_vote import OpenVote
from workflow.commands.council.record_attendance import RecordAttendance
from workflow.commands.nomination.table import Table
from workflow.ids import new_id
from workflow.ledger.verify import verify
from workflow.store import Store

HOUR = 3600 * 1_000_000


@pytest.fixture
def world(sqlite_store: Store) -> World:
    return World.open(sqlite_store)


def test_a_vote_opened_without_a_quorum_is_found(world: World) -> None:
    assert codes(forged(world, *opened_with(world, world.members, absent=1))) == set()
    report = forged(world, *opened_with(world, world.members, absent=2))
    assert codes(report) == {"opened_without_quorum"}
    assert report.findings[0].facts == {"index": report.findings[0].facts["index"], "present": 3, "needed": 4}


@pytest.mark.parametrize(("left", "found"), [(1, set()), (2, {"closed_without_quorum"})])
def test_a_vote_closed_without_a_quorum_is_found(world: World, left: int, found: set[str]) -> None:
    case, session = tabled(world)
    world.open_vote(session)
    marks = {member.account_id: Attendance.ABSENT for member in world.members[:left]}
    world.do(RecordAttendance(on=session, marks=marks), world.actor(Role.COUNCIL_SECRETARY))
    for member in world.members[left:]:
        world.do(CastVote(on=session, choices={case: VoteChoice.AGREE}), member)
    told = Tally(members=5, here=Opinions(agree=5 - left), missing=left)
    assert codes(forged(world, *counted(world, session, case, told))) == found


def test_who_has_left_and_written_takes_part(world: World) -> None:
    case, session = tabled(world)
    world.open_vote(session, absent=1)
    marks = {world.members[1].account_id: Attendance.ABSENT}
    world.do(RecordAttendance(on=session, marks=marks), world.actor(Role.COUNCIL_SECRETARY))
    for member in world.members:
        world.do(CastVote(on=session, choices={case: VoteChoice.AGREE}), member)
    told = Tally(members=5, here=Opinions(agree=3), written=Opinions(agree=2))
    assert codes(forged(world, *counted(world, session, case, told))) == set()


def circulated(world: World, award: str = "LDTT") -> tuple[str, str]:
    """A case, and the circulation that it is tabled in."""
    case = world.bring(world.draft(award), State.ELIGIBLE)
    session = world.plan_session(form=SessionForm.CIRCULATION)
    world.do(Table(on=case, seen=world.seen(case), session_id=session), world.actor(Role.COUNCIL_SECRETARY))
    return case, session


def sent(world: World, case: str, session: str, **changes: Any) -> set[str]:
    """What the audit says of papers that were sent out past the engine."""
    row = world.nomination(case)
    rows = [["session_roll", {"id": new_id(), "session_id": session, "account_id": member.account_id, "title": "Ủy viên"}]
            for member in world.members]  # fmt: skip
    method = method_of(world.regime(row["rules"]).rules(row["award"], row["basis"]))
    item = {"id": new_id(), "session_id": session, "nomination_id": case, "method": method.value}
    opened = {"vote_opened_at": world.at, "opened_at": world.at, "rules": world.regime().digest, **changes}
    return codes(forged(world, statement(
        world, world.actor(Role.COUNCIL_SECRETARY), Subject.SESSION, session, "open_vote", SessionState.VOTING,
        rows=[*rows, ["agenda_item", item]], office="council_secretary", changes=opened,
    )))  # fmt: skip


def test_papers_without_an_hour_or_with_one_that_has_passed_are_found(world: World) -> None:
    for until, found in ((world.at + HOUR, set()), (None, {"window_wrong"}), (world.at - HOUR, {"window_wrong"})):
        assert sent(world, *circulated(world), opinions_until=until) == found, until


def test_papers_on_what_demands_a_ballot_are_found(world: World) -> None:
    case, session = circulated(world, "CSTDCS")
    assert "circulation_unlawful" in sent(world, case, session, opinions_until=world.at + HOUR)


@pytest.mark.parametrize(("writing", "found"), [(5, set()), (4, {"circulation_closed_early"})])
def test_papers_counted_before_their_hour_are_found(world: World, writing: int, found: set[str]) -> None:
    case, session = circulated(world)
    secretary = world.actor(Role.COUNCIL_SECRETARY)
    seen = world.seen(session, Subject.SESSION)
    world.do(OpenVote(on=session, seen=seen, opinions_until=world.at + HOUR), secretary)
    for member in world.members[:writing]:
        world.declare(session, member)
        world.do(CastVote(on=session, choices={case: VoteChoice.AGREE}), member)
    assert verify(world.store).is_whole
    told = Tally(members=5, here=Opinions(), written=Opinions(agree=writing), missing=5 - writing)
    assert codes(forged(world, *counted(world, session, case, told))) == found
