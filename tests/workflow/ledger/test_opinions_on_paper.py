"""Who lays an opinion on paper in the log past the engine is found: without its scan, with another's, too late."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from states.council_vocabulary import Attendance
from states.vocabulary import Role, State, Subject
from tests.support.world import World
from tests.workflow.ledger.forging import codes, forged, statement
from workflow.commands.council.open_session import OpenSession
from workflow.commands.council.open_vote import OpenVote
from workflow.commands.council.record_attendance import RecordAttendance
from workflow.ids import new_id
from workflow.ledger.detail import document_commitment
from workflow.store import Store

SALT = "00" * 32


@pytest.fixture
def world(sqlite_store: Store) -> World:
    return World.open(sqlite_store)


def in_vote(world: World) -> tuple[str, str]:
    """An open vote of five, the first of them absent, with a window of a minute."""
    case = world.bring(world.draft(), State.TABLED)
    session, secretary = str(world.nomination(case)["session_id"]), world.actor(Role.COUNCIL_SECRETARY)
    world.do(OpenSession(on=session, seen=world.seen(session, Subject.SESSION)), secretary)
    marks = {member.account_id: Attendance.PRESENT for member in world.members[1:]}
    world.do(RecordAttendance(on=session, marks=marks), secretary)
    world.declare(session)
    until = world.at + 60_000_000
    world.do(OpenVote(on=session, seen=world.seen(session, Subject.SESSION), opinions_until=until), secretary)
    return session, case


def entered(
    world: World, *, action: str = "record_written_opinion", manner: str = "from_paper", has_scan: bool = True,
    whose: int = 0, later: int = 0,
) -> set[str]:  # fmt: skip
    """What the audit says of an opinion of the first member that was laid in the log."""
    session, case = in_vote(world)
    world._second += 1 + later
    member, scan = world.members[0].account_id, new_id()
    data = b"%PDF-1.7 signed"
    paper: Mapping[str, Any] = {
        "id": scan, "session_id": session, "account_id": world.members[whose].account_id, "kind": "written_opinion",
        "file_name": "a.pdf", "media_type": "application/pdf", "size": len(data), "sha256": world.file(data), "salt": SALT,
    }  # fmt: skip
    vote: Mapping[str, Any] = {
        "id": new_id(), "session_id": session, "nomination_id": case, "account_id": member, "version": 1,
        "choice": "agree", "manner": manner, "recorded_by": world.actor(Role.COUNCIL_SECRETARY).account_id,
        "source_document_id": scan if manner == "from_paper" else None,
    }  # fmt: skip
    rows = [["session_document", paper]] if has_scan else []
    committed = document_commitment(bytes.fromhex(SALT), str(paper["sha256"]))
    said = statement(
        world, world.actor(Role.COUNCIL_SECRETARY), Subject.SESSION, session, action, "voting", office="council_secretary",
        rows=[*rows, ["vote", vote]],
        documents=(("written_opinion", committed),) if has_scan else (),
    )  # fmt: skip
    return codes(forged(world, said))


def test_a_genuine_one_is_nothing_to_find(world: World) -> None:
    assert entered(world) == set()


@pytest.mark.parametrize(
    "bent",
    [
        {"has_scan": False},
        {"whose": 1},
        {"manner": "show_of_hands"},
        {"manner": "own"},
        {"action": "record_show_of_hands", "has_scan": False},
    ],
)
def test_an_opinion_without_its_own_scan_is_found(world: World, bent: Mapping[str, Any]) -> None:
    assert entered(world, **bent) == {"opinion_without_its_paper"}


def test_an_opinion_after_the_window_is_found(world: World) -> None:
    assert entered(world, later=70) == {"opinion_too_late"}
