"""Who bends a vote on paper in the log past the engine is found: its method, tellers, ballots, counts, close and release."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from states.council_vocabulary import Attendance, ConflictGround, SessionState, VoteChoice
from states.paper_ballots import PaperCount
from states.tally import count_papers
from states.vocabulary import Role, State, Subject
from tests.support.paper_votes import a_scan, appoint, hand_out, key, papers
from tests.support.world import World
from tests.workflow.ledger.forging import codes, forged, opened_with, statement
from workflow.commands.command import Actor
from workflow.commands.council.cast_vote import CastVote
from workflow.commands.council.declare_conflict import DeclareConflict
from workflow.commands.council.hand_out_ballots import HandOutBallots
from workflow.commands.council.open_session import OpenSession
from workflow.commands.council.open_vote import OpenVote
from workflow.commands.council.record_attendance import RecordAttendance
from workflow.ids import new_id
from workflow.ledger.detail import document_commitment
from workflow.ledger.log import Statement
from workflow.store import Store

SALT = "00" * 32
A, D = VoteChoice.AGREE, VoteChoice.DISAGREE
FIVE = papers(A, A, A, A, D)
FOUR = papers(A, A, A, A)


@pytest.fixture
def world(sqlite_store: Store) -> World:
    return World.open(sqlite_store)


def in_vote(world: World, *, given: bool = True) -> tuple[str, str]:
    """An open vote on paper on one case; the last two of five members count."""
    case = world.bring(world.draft("CSTDCS"), State.TABLED)
    session = str(world.nomination(case)["session_id"])
    world.open_vote(session)
    if given:
        hand_out(world, session)
    return session, case


def said(
    world: World, session: str, action: str, *rows: tuple[str, Mapping[str, Any]], who: Actor | None = None
) -> set[str]:
    """What the audit says of rows laid in the log under an action."""
    actor = who or world.actor(Role.COUNCIL_SECRETARY)
    office = "council_member" if who else "council_secretary"
    laid = [[name, {"id": new_id(), "session_id": session, **row}] for name, row in rows]
    return codes(forged(
        world, statement(world, actor, Subject.SESSION, session, action, SessionState.VOTING, rows=laid, office=office)
    ))  # fmt: skip


def appointed(*members: Actor, version: int = 2) -> list[tuple[str, Mapping[str, Any]]]:
    return [("teller", {"account_id": member.account_id, "version": version}) for member in members]


def counted(teller: Actor, case: str, count: PaperCount, version: int = 1) -> tuple[str, Mapping[str, Any]]:
    return "paper_count", {
        "nomination_id": case, "account_id": teller.account_id, "version": version, **count.figures,
    }  # fmt: skip


def test_an_item_voted_on_otherwise_than_the_rules_demand_is_found(world: World) -> None:
    assert codes(forged(world, *opened_with(world, world.members))) == set()
    assert codes(forged(world, *opened_with(world, world.members, method="secret_paper"))) == {
        "methods_wrong",
        "tellers_unfit",
    }


def test_who_may_not_count_is_found(world: World) -> None:
    session, case = in_vote(world, given=False)
    one, two, recused = world.members[:3]
    assert said(world, session, "appoint_tellers", *appointed(one, two)) == set()
    world.do(DeclareConflict(on=session, conflicts={case: ConflictGround.OWN_CASE}), recused)
    assert "tellers_wrong" in said(world, session, "appoint_tellers", *appointed(one, recused, version=3))


@pytest.mark.parametrize(("place", "version"), [((0,), 2), ((0, 0), 2), ((0, 1), 3)])
def test_too_few_tellers_or_a_skipped_appointment_is_found(world: World, place: tuple[int, ...], version: int) -> None:
    session, _case = in_vote(world)
    named = appointed(*(world.members[number] for number in place), version=version)
    assert "tellers_wrong" in said(world, session, "appoint_tellers", *named)


def test_a_ballot_off_the_roll_or_beside_an_opinion_in_writing_is_found(world: World) -> None:
    case = world.bring(world.draft("CSTDCS"), State.TABLED)
    session = str(world.nomination(case)["session_id"])
    world.open_vote(session, absent=1)
    absent = world.members[0]
    world.do(CastVote(on=session, choices={case: A}), absent)
    for account in (absent.account_id, world.actor(Role.COUNCIL_SECRETARY).account_id):
        row = {"account_id": account, "version": 1, "is_given": 1}
        assert "handout_wrong" in said(world, session, "hand_out_ballots", ("ballot_handout", row))


@pytest.mark.parametrize(
    ("whose", "found"),
    [
        (0, {"ballot_given_wrongly"}),
        (1, {"ballot_given_wrongly"}),
        (2, {"ballot_given_wrongly"}),
        (3, set()),
    ],
)
def test_a_ballot_for_who_is_away_or_undeclared_or_recused_is_found(world: World, whose: int, found: set[str]) -> None:
    case = world.bring(world.draft("CSTDCS"), State.TABLED)
    session, secretary = str(world.nomination(case)["session_id"]), world.actor(Role.COUNCIL_SECRETARY)
    away, _undeclared, recused, *others = world.members
    world.do(OpenSession(on=session, seen=world.seen(session, Subject.SESSION)), secretary)
    marks = {member.account_id: Attendance.PRESENT for member in world.members[1:]}
    world.do(RecordAttendance(on=session, marks=marks | {away.account_id: Attendance.REMOTE}), secretary)
    world.declare(session, away, *others)
    world.declare(session, recused, conflicts={case: ConflictGround.OWN_CASE})
    appoint(world, session, *others)
    world.do(OpenVote(on=session, seen=world.seen(session, Subject.SESSION)), secretary)
    row = {"account_id": world.members[whose].account_id, "version": 1, "is_given": 1}
    assert said(world, session, "hand_out_ballots", ("ballot_handout", row)) == found


def test_a_conflict_over_a_ballot_that_is_held_is_found(world: World) -> None:
    session, case = in_vote(world)
    member = world.members[0]
    whose = {"account_id": member.account_id, "recorded_by": None}
    declared = ("declaration", {**whose, "version": 2, "up_to": world.seen(case)})
    conflict = ("conflict", {**whose, "nomination_id": case, "ground": "own_case", "relation": ""})
    assert said(world, session, "declare_conflict", declared, conflict, who=member) == {"conflict_over_a_ballot"}


def test_a_vote_by_name_on_what_is_on_paper_is_found(world: World) -> None:
    session, case = in_vote(world)
    member = world.members[0]
    row = {
        "nomination_id": case, "account_id": member.account_id, "version": 1, "choice": "agree", "manner": "own",
        "recorded_by": None, "source_document_id": None,
    }  # fmt: skip
    assert said(world, session, "cast_vote", ("vote", row), who=member) == {"vote_beside_the_urn"}


def test_a_count_of_the_tellers_own_is_nothing_to_find(world: World) -> None:
    session, case = in_vote(world)
    teller = world.members[-1]
    assert said(world, session, "enter_paper_count", counted(teller, case, FIVE), who=teller) == set()


@pytest.mark.parametrize(
    ("whose", "who", "count", "version"),
    [
        (-2, -1, FIVE, 1),
        (0, 0, FIVE, 1),
        (-1, -1, FIVE, 2),
        (-1, -1, papers(A, A, A, A), 1),
    ],
)
def test_a_count_that_is_not_the_tellers_own_is_found(
    world: World, whose: int, who: int, count: PaperCount, version: int
) -> None:
    session, case = in_vote(world)
    row = counted(world.members[whose], case, count, version)
    assert said(world, session, "enter_paper_count", row, who=world.members[who]) == {"paper_count_wrong"}


def closed(
    world: World, session: str, case: str, *, has_sheet: bool = True, releases: bool = False, count: PaperCount = FIVE,
    recused: Sequence[str] = (),
) -> set[str]:  # fmt: skip
    """What the audit says of a close laid in the log, with a finding of four who agree, or a release instead."""
    secretary, office = world.actor(Role.COUNCIL_SECRETARY), {"office": "council_secretary"}
    scan, sheet = a_scan(world), new_id()
    row = {
        "id": sheet, "session_id": session, "account_id": secretary.account_id, "kind": "counting_sheet",
        "file_name": scan.file_name, "media_type": scan.media_type, "size": scan.size, "sha256": scan.sha256, "salt": SALT,
    }  # fmt: skip
    committed = (("counting_sheet", document_commitment(bytes.fromhex(SALT), scan.sha256)),)
    close = statement(
        world, secretary, Subject.SESSION, session, "close_vote", SessionState.CLOSED, **office,
        changes={"closed_at": world.at}, rows=[["session_document", row]] if has_sheet else [],
        documents=committed if has_sheet else (),
    )  # fmt: skip
    return codes(
        forged(world, close, _released(world, case) if releases else _found(world, session, case, count, recused))
    )


def _released(world: World, case: str) -> Statement:
    return statement(
        world, world.actor(Role.COUNCIL_SECRETARY), Subject.NOMINATION, case, "release", State.ELIGIBLE,
        office="council_secretary", changes={"reason": "Bỏ phiếu lại.", "session_id": None},
    )  # fmt: skip


def _found(world: World, session: str, case: str, count: PaperCount, recused: Sequence[str]) -> Statement:
    secretary, office = world.actor(Role.COUNCIL_SECRETARY), {"office": "council_secretary"}
    tally = count_papers(count.papers, [m.account_id for m in world.members], recused=recused)
    row = {"id": new_id(), "nomination_id": case, "session_id": session, "finding": "endorsed", **tally.columns(),
           "threshold_num": 4, "threshold_den": 5, "threshold_strict": 0}  # fmt: skip
    return statement(
        world, secretary, Subject.NOMINATION, case, "record_finding", State.ENDORSED, **office, rows=[["finding", row]]
    )


def test_a_close_over_two_counts_alike_is_nothing_to_find(world: World) -> None:
    session, case = in_vote(world)
    key(world, session, {case: FIVE})
    assert closed(world, session, case) == set()


def test_a_close_over_counts_that_differ_or_are_missing_is_found(world: World) -> None:
    session, case = in_vote(world)
    key(world, session, {case: FIVE}, world.members[-1])
    assert closed(world, session, case) == {"closed_over_counts", "tally_wrong"}


def test_a_finding_that_is_not_the_urns_is_found(world: World) -> None:
    session, case = in_vote(world)
    key(world, session, {case: papers(A, A, A, A, A)})
    assert closed(world, session, case) == {"tally_wrong"}


def test_a_close_over_other_ballots_than_were_handed_out_is_found(world: World) -> None:
    session, case = in_vote(world)
    key(world, session, {case: FIVE})
    back = HandOutBallots(on=session, given={world.members[0].account_id: False})
    world.do(back, world.actor(Role.COUNCIL_SECRETARY))
    assert closed(world, session, case) == {"closed_over_handouts"}


def test_a_close_by_a_teller_who_has_left_is_found(world: World) -> None:
    session, case = in_vote(world, given=False)
    hand_out(world, session, world.members[:-1])
    key(world, session, {case: FOUR})
    left = RecordAttendance(on=session, marks={world.members[-1].account_id: Attendance.REMOTE})
    world.do(left, world.actor(Role.COUNCIL_SECRETARY))
    assert closed(world, session, case, count=FOUR) == {"tellers_unfit"}


def test_a_teller_who_was_recused_since_is_found(world: World) -> None:
    session, case = in_vote(world, given=False)
    world.declare(session, world.members[-1], conflicts={case: ConflictGround.OWN_CASE})
    hand_out(world, session, world.members[:-1])
    key(world, session, {case: FOUR}, world.members[-2])
    recused = [world.members[-1].account_id]
    assert "tellers_unfit" in closed(world, session, case, count=FOUR, recused=recused)


def test_a_close_without_the_sheet_is_found(world: World) -> None:
    session, case = in_vote(world)
    key(world, session, {case: FIVE})
    assert closed(world, session, case, has_sheet=False) == {"closed_without_its_sheet"}


@pytest.mark.parametrize("found", [papers(A, A, D, D, D), FIVE])
def test_a_release_that_the_count_does_not_ask_for_is_found(world: World, found: PaperCount) -> None:
    session, case = in_vote(world)
    key(world, session, {case: found})
    assert closed(world, session, case, releases=True) == {"release_wrong"}
