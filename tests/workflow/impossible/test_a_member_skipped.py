"""Impossible: a council member skipped in the count."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import insert, text
from sqlalchemy.exc import DBAPIError

from states.council_vocabulary import Attendance, VoteChoice
from states.refusals import NotMet, NotYourAction
from states.tally import NotOnTheRoll, count
from states.vocabulary import Role, State, Subject
from tests.support.world import World
from workflow.commands.administration.end_office import EndOffice
from workflow.commands.command import Actor
from workflow.commands.council.cast_vote import CastVote
from workflow.commands.council.close_vote import CloseVote
from workflow.commands.council.open_session import OpenSession
from workflow.commands.council.open_vote import OpenVote
from workflow.commands.council.record_attendance import RecordAttendance
from workflow.facts.session import ROLL
from workflow.ids import new_id
from workflow.ledger.verify import verify
from workflow.models.session import RollEntry, Vote
from workflow.store import Store

AGREE, DISAGREE = VoteChoice.AGREE, VoteChoice.DISAGREE


def voting(world: World, *, absent: int = 0) -> tuple[str, str]:
    """A session that votes on one nomination: their ids."""
    case = world.bring(world.draft(), State.TABLED)
    session = str(world.nomination(case)["session_id"])
    world.open_vote(session, absent=absent)
    return session, case


def cast(world: World, session: str, case: str, choices: Sequence[VoteChoice]) -> None:
    """The first members vote, each with a choice."""
    for member, choice in zip(world.members, choices, strict=False):
        world.do(CastVote(on=session, choices={case: choice}), member)


def close(world: World, session: str) -> dict[str, Any]:
    """The vote is counted; answers the finding."""
    world.do(CloseVote(on=session, seen=world.seen(session, Subject.SESSION)), world.actor(Role.COUNCIL_SECRETARY))
    with world.store.reading() as driver:
        columns = "finding", "base", "agree", "disagree", "missing"
        ((*values,),) = driver.connection.execute(f"SELECT {', '.join(columns)} FROM finding").fetchall()
    return dict(zip(columns, values, strict=True))


def test_who_says_nothing_has_not_agreed(store: Store) -> None:
    """Five of eight who spoke agree; five of the ten members do: that is not more than half."""
    world = World.open(store, members=10)
    session, case = voting(world)
    cast(world, session, case, [AGREE] * 5 + [DISAGREE] * 3)
    found = close(world, session)
    assert found == {"finding": "not_endorsed", "base": 10, "agree": 5, "disagree": 3, "missing": 2}
    assert verify(store).findings == ()


def test_the_absent_stand_on_the_roll(store: Store) -> None:
    world = World.open(store, members=6)
    session, case = voting(world, absent=2)
    cast(world, session, case, [AGREE] * 5)
    assert close(world, session)["base"] == 6


def test_too_few_who_take_part_close_nothing(store: Store) -> None:
    """Eight of ten must take part: seven are there, and the first of the absent to write makes the eighth."""
    world = World.open(store, members=10)
    session, case = voting(world)
    away = world.members[7:]
    marks = {member.account_id: Attendance.EXCUSED for member in away}
    world.do(RecordAttendance(on=session, marks=marks), world.actor(Role.COUNCIL_SECRETARY))
    cast(world, session, case, [AGREE] * 5)
    with pytest.raises(NotMet) as refused:
        close(world, session)
    (reason,) = refused.value.refusals
    assert reason.code == "too_few_take_part"
    assert reason.facts == {"present": 7, "written": 0, "needed": 8, "members": 10}
    assert world.nomination(case)["state"] == State.TABLED
    world.do(CastVote(on=session, choices={case: DISAGREE}), away[0])
    found = close(world, session)
    assert found == {"finding": "not_endorsed", "base": 10, "agree": 5, "disagree": 1, "missing": 4}
    assert verify(store).findings == ()


def test_who_is_there_and_silent_takes_part_and_has_not_agreed(store: Store) -> None:
    world = World.open(store)
    session, case = voting(world)
    cast(world, session, case, [AGREE] * 2)
    found = close(world, session)
    assert found == {"finding": "not_endorsed", "base": 5, "agree": 2, "disagree": 0, "missing": 3}


def end(world: World, member: Actor, *, days_ago: int = 0) -> None:
    """The member's office is entered as ended: today, or some days before."""
    office, last_day = member.offices[0].id, world.day - timedelta(days=days_ago)
    command = EndOffice(on=office, seen=world.seen(office, Subject.OFFICE), last_day=last_day, reason="Miễn nhiệm.")
    world.do(command, world.actor(Role.ADMINISTRATOR))


def test_who_leaves_today_is_a_member_through_today(store: Store) -> None:
    """The administrator enters the last day in the morning; in the afternoon the member votes and is counted."""
    world = World.open(store, members=6)
    end(world, world.members[0])
    session, case = voting(world)
    cast(world, session, case, [DISAGREE, AGREE, AGREE, AGREE, DISAGREE, DISAGREE])
    found = close(world, session)
    assert found == {"finding": "not_endorsed", "base": 6, "agree": 3, "disagree": 3, "missing": 0}
    world.wait(1)
    later, _case = voting_again(world)
    assert world.members[0].account_id not in on_the_roll(world, later)
    assert verify(store).findings == ()


def voting_again(world: World) -> tuple[str, str]:
    """Another session: its roll holds those who are left."""
    gone, *left = world.members
    case = world.bring(world.draft(name="Lê Văn Bảy"), State.TABLED)
    session = str(world.nomination(case)["session_id"])
    secretary = world.actor(Role.COUNCIL_SECRETARY)
    world.do(OpenSession(on=session, seen=world.seen(session, Subject.SESSION)), secretary)
    with pytest.raises(NotMet, match="member_unknown"):
        world.do(RecordAttendance(on=session, marks={gone.account_id: Attendance.PRESENT}), secretary)
    marks = {member.account_id: Attendance.PRESENT for member in left}
    world.do(RecordAttendance(on=session, marks=marks), secretary)
    world.declare(session, *left)
    world.do(OpenVote(on=session, seen=world.seen(session, Subject.SESSION)), secretary)
    return session, case


def on_the_roll(world: World, session: str) -> set[str]:
    """The accounts on a session's roll."""
    with world.store.reading() as driver:
        return {account for _session, account in driver.rows_for(ROLL, [session])}


def test_who_left_before_today_stays_on_a_frozen_roll_and_votes_no_more(store: Store) -> None:
    """A last day before the vote is entered while it is open: the count keeps its base, the member is missing."""
    world = World.open(store, members=6)
    session, case = voting(world)
    cast(world, session, case, [DISAGREE, AGREE, AGREE, AGREE, DISAGREE])
    end(world, world.members[5], days_ago=1)
    with pytest.raises(NotYourAction):
        world.do(CastVote(on=session, choices={case: AGREE}), world.members[5])
    found = close(world, session)
    assert found == {"finding": "not_endorsed", "base": 6, "agree": 3, "disagree": 2, "missing": 1}
    assert verify(store).findings == ()


def test_who_leaves_during_the_vote_stays_in_the_base(store: Store) -> None:
    """The administrator ends the offices of two who would disagree; they are missing, and not skipped."""
    world = World.open(store, members=6)
    session, case = voting(world)
    cast(world, session, case, [DISAGREE, AGREE, AGREE, AGREE, DISAGREE])
    for member in (world.members[0], world.members[5]):
        end(world, member)
    found = close(world, session)
    assert found == {"finding": "not_endorsed", "base": 6, "agree": 3, "disagree": 2, "missing": 1}
    assert verify(store).findings == ()


def test_who_joins_during_the_vote_neither_votes_nor_counts(store: Store) -> None:
    world = World.open(store)
    session, case = voting(world)
    newcomer = world.person("uyvienmoi", "Đỗ Văn Mới", Role.COUNCIL_MEMBER)
    with pytest.raises(NotMet, match="not_on_roll"):
        world.do(CastVote(on=session, choices={case: AGREE}), newcomer)
    cast(world, session, case, [AGREE] * 5)
    assert close(world, session)["base"] == 5
    assert verify(store).findings == ()


@pytest.mark.parametrize(
    "attempt",
    [
        "DELETE FROM session_roll",
        "UPDATE session_roll SET account_id = (SELECT MIN(account_id) FROM session_roll)",
        "UPDATE session_roll SET session_id = 'elsewhere'",
    ],
)
def test_nobody_is_struck_from_the_roll(store: Store, attempt: str) -> None:
    world = World.open(store)
    session, case = voting(world)
    with pytest.raises(DBAPIError), store.writer.begin() as connection:
        connection.execute(text(attempt))
    cast(world, session, case, [AGREE] * 4)
    assert close(world, session)["base"] == 5


def test_a_stranger_slipped_on_the_roll_is_found(store: Store) -> None:
    """The database takes a row that looks like one of ours; the log knows who was on the roll."""
    world = World.open(store)
    session, case = voting(world)
    row = {
        "id": new_id(),
        "session_id": session,
        "account_id": world.actor(Role.CHAIRMAN).account_id,
        "title": "Ủy viên",
    }
    with store.writer.begin() as connection:
        connection.execute(insert(RollEntry).values(row))
    assert not verify(store).is_whole
    cast(world, session, case, [AGREE] * 5)
    assert close(world, session)["base"] == 6
    assert not verify(store).is_whole


def test_a_vote_slipped_past_the_roll_counts_for_nothing(store: Store) -> None:
    world = World.open(store)
    session, case = voting(world)
    cast(world, session, case, [AGREE, AGREE, DISAGREE, DISAGREE])
    row = {"id": new_id(), "session_id": session, "nomination_id": case, "version": 1, "choice": "agree", "manner": "own",
           "account_id": world.actor(Role.CHAIRMAN).account_id, "recorded_by": None}  # fmt: skip
    with store.writer.begin() as connection:
        connection.execute(insert(Vote).values(row))
    found = close(world, session)
    assert found == {"finding": "not_endorsed", "base": 5, "agree": 2, "disagree": 2, "missing": 1}
    assert not verify(store).is_whole


def test_a_count_takes_the_roll_and_nobody_else() -> None:
    with pytest.raises(NotOnTheRoll):
        count({"a": "agree", "stranger": "agree"}, ["a", "b"])
    with pytest.raises(ValueError, match="twice"):
        count({"a": "agree"}, ["a", "a"])
    assert count({}, ["a", "b", "c"]).missing == 3
