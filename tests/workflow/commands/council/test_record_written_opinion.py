"""An absent member's signed paper: entered with its scan, counted with the opinions in writing, never over an own vote."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from states.council_vocabulary import Attendance, ConflictGround, VoteChoice
from states.refusals import NotMet, NotNow, NotYourAction
from states.vocabulary import Role, State, Subject
from tests.support.paper_votes import a_scan
from tests.support.world import World
from workflow.commands.command import Actor
from workflow.commands.council.cast_vote import CastVote
from workflow.commands.council.open_session import OpenSession
from workflow.commands.council.open_vote import OpenVote
from workflow.commands.council.record_attendance import RecordAttendance
from workflow.commands.council.record_written_opinion import RecordWrittenOpinion
from workflow.commands.council.void_vote import VoidVote
from workflow.ledger.verify import verify
from workflow.queries.council_votes import own_votes
from workflow.queries.session_documents import scan_for
from workflow.store import Store

MINUTE = 60_000_000


class Vote:
    """An open vote on one case; the first member is absent and has declared nothing, the others are there."""

    def __init__(self, store: Store, *, window: int | None = None) -> None:
        self.world = world = World.open(store)
        self.store = store
        self.case = world.bring(world.draft(), State.TABLED)
        self.session = str(world.nomination(self.case)["session_id"])
        self.secretary = world.actor(Role.COUNCIL_SECRETARY)
        world.do(OpenSession(on=self.session, seen=self.seen()), self.secretary)
        marks = {member.account_id: Attendance.PRESENT for member in world.members}
        self.absent = world.members[0]
        world.do(
            RecordAttendance(on=self.session, marks=marks | {self.absent.account_id: Attendance.EXCUSED}),
            self.secretary,
        )
        world.declare(self.session, *world.members[1:])
        until = None if window is None else world.at + window
        world.do(OpenVote(on=self.session, seen=self.seen(), opinions_until=until), self.secretary)

    def seen(self) -> int:
        return self.world.seen(self.session, Subject.SESSION)

    def enter(
        self, choice: VoteChoice = VoteChoice.AGREE, *, member: Actor | None = None, actor: Actor | None = None,
        **more: object,
    ) -> None:  # fmt: skip
        """The secretary enters a signed paper."""
        order = RecordWrittenOpinion(
            on=self.session, member_id=(member or self.absent).account_id, choices={self.case: choice},
            scan=a_scan(self.world),
        )  # fmt: skip
        self.world.do(replace(order, **more), actor or self.secretary)  # type: ignore[arg-type]

    def cast(self, choice: VoteChoice, **more: Mapping[str, int]) -> None:
        """The absent member votes in person, and for that declares."""
        self.world.declare(self.session, self.absent)
        self.world.do(CastVote(on=self.session, choices={self.case: choice}, **more), self.absent)

    def rows(self, sql: str) -> list[tuple[object, ...]]:
        with self.store.reading() as driver:
            return [tuple(row) for row in driver.connection.execute(sql).fetchall()]

    def finding(self) -> Mapping[str, object]:
        self.world.declare(self.session, self.absent)
        self.world.vote(self.session, [self.case])
        self.world.close_session(self.session)
        ((agree, written, disagree, missing),) = self.rows(
            "SELECT agree, written_agree, disagree, missing FROM finding"
        )
        return {"agree": agree, "written": written, "disagree": disagree, "missing": missing}


def codes(refused: pytest.ExceptionInfo[NotMet]) -> set[str]:
    return {each.code for each in refused.value.refusals}


def test_a_signed_paper_is_counted_with_the_opinions_in_writing(store: Store) -> None:
    vote = Vote(store)
    vote.enter()
    assert vote.rows("SELECT manner, recorded_by, version FROM vote") == [("from_paper", vote.secretary.account_id, 1)]
    ((scan,),) = vote.rows("SELECT source_document_id FROM vote")
    kept = vote.rows("SELECT id, session_id, account_id, kind FROM session_document")
    assert kept == [(scan, vote.session, vote.absent.account_id, "written_opinion")]
    for member in vote.world.members[1:]:
        vote.world.do(CastVote(on=vote.session, choices={vote.case: VoteChoice.AGREE}), member)
    vote.world.close_session(vote.session)
    assert vote.rows("SELECT agree, written_agree, missing FROM finding") == [(5, 1, 0)]
    assert verify(store).findings == ()


def test_the_paper_itself_is_committed_to(store: Store) -> None:
    """Another scan laid in its place is found by the audit."""
    vote = Vote(store)
    vote.enter()
    assert verify(store).findings == ()
    ((digest,),) = vote.rows("SELECT sha256 FROM session_document")
    (store.files / vote.world.organisation_id / str(digest)).write_bytes(b"%PDF-1.7 another")
    assert verify(store).findings != ()


def test_a_later_paper_stands_before_an_earlier_one_and_both_stay(sqlite_store: Store) -> None:
    vote = Vote(sqlite_store)
    vote.enter()
    with pytest.raises(NotMet, match="opinion_known"):
        vote.enter()
    vote.enter(VoteChoice.DISAGREE)
    assert vote.rows("SELECT choice FROM vote ORDER BY version") == [("agree",), ("disagree",)]
    assert len(vote.rows("SELECT id FROM session_document")) == 2


def test_an_own_vote_stands_before_every_paper(store: Store) -> None:
    vote = Vote(store)
    vote.cast(VoteChoice.DISAGREE)
    for choice in (VoteChoice.AGREE, VoteChoice.DISAGREE):
        with pytest.raises(NotMet) as refused:
            vote.enter(choice)
        assert codes(refused) == {"own_vote_stands"}, "and trying teaches nothing"
    assert vote.rows("SELECT choice, manner FROM vote") == [("disagree", "written")]
    assert vote.rows("SELECT id FROM session_document") == []


def test_the_member_replaces_what_was_entered_or_makes_it_their_own(store: Store) -> None:
    vote = Vote(store)
    vote.enter()
    vote.cast(VoteChoice.AGREE, replaces={vote.case: 1})
    assert vote.rows("SELECT choice, manner FROM vote ORDER BY version") == [
        ("agree", "from_paper"),
        ("agree", "written"),
    ]
    with pytest.raises(NotMet, match="own_vote_stands"):
        vote.enter(VoteChoice.DISAGREE)
    assert verify(store).findings == ()


def test_after_the_window_nobody_writes_and_those_present_vote_on(store: Store) -> None:
    vote = Vote(store, window=2 * MINUTE)
    vote.enter()
    vote.world._second += 121
    with pytest.raises(NotMet) as refused:
        vote.enter(VoteChoice.DISAGREE)
    assert codes(refused) == {"window_over"}
    (reason,) = refused.value.refusals
    assert reason.facts["day"] == vote.world.day and reason.cleared_by == Role.COUNCIL_SECRETARY
    with pytest.raises(NotMet, match="window_over"):
        vote.cast(VoteChoice.DISAGREE)
    for member in vote.world.members[1:]:
        vote.world.do(CastVote(on=vote.session, choices={vote.case: VoteChoice.AGREE}), member)
    vote.world.close_session(vote.session)
    assert vote.rows("SELECT agree, written_agree FROM finding") == [(5, 1)]
    assert verify(store).findings == ()


def test_the_last_instant_of_the_window_counts(sqlite_store: Store) -> None:
    vote = Vote(sqlite_store, window=30_000_000)
    vote.world._second += 28
    vote.enter()
    assert vote.world.at == vote.world.case(vote.session, Subject.SESSION)["opinions_until"]
    with pytest.raises(NotMet, match="window_over"):
        vote.enter(VoteChoice.DISAGREE)


def test_a_latecomer_votes_in_the_session_after_the_window(sqlite_store: Store) -> None:
    vote = Vote(sqlite_store, window=MINUTE)
    vote.world._second += 100
    mark = RecordAttendance(on=vote.session, marks={vote.absent.account_id: Attendance.PRESENT})
    vote.world.do(mark, vote.secretary)
    vote.cast(VoteChoice.AGREE)
    assert vote.rows("SELECT manner FROM vote") == [("own",)]


def test_the_window_lies_ahead(sqlite_store: Store) -> None:
    with pytest.raises(NotMet, match="window_in_past"):
        Vote(sqlite_store, window=0)


def test_only_an_absent_member_of_the_roll_and_only_the_secretary(sqlite_store: Store) -> None:
    vote = Vote(sqlite_store)
    with pytest.raises(NotMet) as refused:
        vote.enter(member=vote.world.members[2])
    assert codes(refused) == {"member_takes_part"}
    with pytest.raises(NotMet) as refused:
        vote.enter(member=vote.world.actor(Role.AUDITOR))
    assert codes(refused) == {"not_on_roll"}
    with pytest.raises(NotMet, match="choices_missing"):
        vote.enter(choices={})
    with pytest.raises(NotMet, match="item_not_on_agenda"):
        vote.enter(choices={"a" * 26: VoteChoice.AGREE})
    for role in (Role.COUNCIL_MEMBER, Role.CHAIRMAN, Role.SECRETARIAT, Role.ADMINISTRATOR, Role.AUDITOR):
        with pytest.raises(NotYourAction):
            vote.enter(actor=vote.world.actor(role))
    assert vote.rows("SELECT id FROM vote") == []


def test_a_paper_needs_no_declaration_but_nothing_is_entered_where_its_member_takes_no_part(store: Store) -> None:
    vote = Vote(store)
    vote.enter()
    vote.world.declare(
        vote.session, vote.absent, conflicts={vote.case: ConflictGround.RELATIVE}, relations={vote.case: "Em gái."}
    )
    with pytest.raises(NotMet) as refused:
        vote.enter(VoteChoice.DISAGREE)
    assert codes(refused) == {"item_recused"}
    for member in vote.world.members[1:]:
        vote.world.do(CastVote(on=vote.session, choices={vote.case: VoteChoice.AGREE}), member)
    vote.world.close_session(vote.session)
    assert vote.rows("SELECT agree, written_agree, recused FROM finding") == [(4, 0, 1)], "what was entered is dropped"
    assert verify(store).findings == ()


def test_not_after_the_close(sqlite_store: Store) -> None:
    vote = Vote(sqlite_store)
    vote.finding()
    with pytest.raises(NotNow):
        vote.enter(VoteChoice.DISAGREE)


def test_a_vote_from_paper_can_t_be_stored_without_its_scan(store: Store) -> None:
    vote = Vote(store)
    vote.enter()
    bare = ("INSERT INTO vote SELECT 'other', session_id, nomination_id, account_id, 2, choice, {manner}, recorded_by,"
            " {scan} FROM vote")  # fmt: skip
    for manner, scan in (("manner", "NULL"), ("'own'", "source_document_id")):
        with pytest.raises(DBAPIError), store.writer.begin() as connection:
            connection.execute(text(bare.format(manner=manner, scan=scan)))
    assert len(vote.rows("SELECT id FROM vote")) == 1


def readers(vote: Vote, scan: str) -> set[str]:
    """Who may open the scan."""
    people = {role.value: vote.world.actor(role) for role in Role if role not in (Role.HOLDER, Role.COUNCIL_MEMBER)}
    people |= {"own": vote.absent, "another member": vote.world.members[1]}
    with vote.store.reading() as driver:
        return {name for name, actor in people.items() if scan_for(driver, scan, actor)}


def test_the_scan_is_read_by_whoever_may_read_the_vote(sqlite_store: Store) -> None:
    vote = Vote(sqlite_store)
    vote.enter()
    ((scan,),) = vote.rows("SELECT source_document_id FROM vote")
    assert readers(vote, str(scan)) == {"own", "council_secretary"}
    vote.finding()
    assert readers(vote, str(scan)) == {"own", "council_secretary", "auditor"}


def test_the_scan_of_a_voided_vote_is_its_member_s_alone(sqlite_store: Store) -> None:
    vote = Vote(sqlite_store)
    vote.enter()
    ((scan,),) = vote.rows("SELECT source_document_id FROM vote")
    vote.world.do(VoidVote(on=vote.session, seen=vote.seen(), reason="Thiếu người."), vote.secretary)
    assert readers(vote, str(scan)) == {"own"}
    with sqlite_store.reading() as driver:
        standing = own_votes(driver, vote.session, vote.absent.account_id)[vote.case]
    assert standing.scan == scan and standing.recorded_by == "Lê Văn Thư"
