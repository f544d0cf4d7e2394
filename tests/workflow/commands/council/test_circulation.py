"""Papers are circulated instead of a meeting: everybody writes until an hour, and nobody is marked."""

from __future__ import annotations

import pytest

from states.council_vocabulary import Attendance, CouncilBody, SessionForm, VoteChoice
from states.facts import Row
from states.refusals import NotMet
from states.vocabulary import Role, State, Subject
from tests.support.local_rules import figure, own_layer
from tests.support.orders import a_scan
from tests.support.world import World
from tests.workflow.ledger.forging import codes, forged, statement
from workflow.commands.administration.enact_layer import EnactLayer
from workflow.commands.command import Command
from workflow.commands.council.cast_vote import CastVote
from workflow.commands.council.close_vote import CloseVote
from workflow.commands.council.open_session import OpenSession
from workflow.commands.council.open_vote import OpenVote
from workflow.commands.council.record_attendance import RecordAttendance
from workflow.commands.council.record_show_of_hands import RecordShowOfHands
from workflow.commands.council.record_written_opinion import RecordWrittenOpinion
from workflow.commands.nomination.table import Table
from workflow.documents.agenda_source import agenda_paper
from workflow.documents.counting_source import counting_paper
from workflow.documents.minutes_source import minutes_paper
from workflow.documents.requests import notice
from workflow.ids import new_id
from workflow.ledger.verify import verify
from workflow.store import Store

DAY = 24 * 3600 * 1_000_000
AGREE = VoteChoice.AGREE


class Circulation:
    """Papers on one case before a council of five."""

    def __init__(self, store: Store, world: World | None = None) -> None:
        self.store = store
        self.world = world = world or World.open(store)
        self.case = world.bring(world.draft(), State.ELIGIBLE)
        self.session = world.plan_session(form=SessionForm.CIRCULATION)
        self.secretary = world.actor(Role.COUNCIL_SECRETARY)
        world.do(Table(on=self.case, seen=world.seen(self.case), session_id=self.session), self.secretary)

    @property
    def seen(self) -> int:
        """What the secretary saw last of the session."""
        return self.world.seen(self.session, Subject.SESSION)

    def do(self, command: Command) -> None:
        """Something that the secretary does."""
        self.world.do(command, self.secretary)

    def open(self, days: int = 3) -> None:
        """The papers go out, for some days."""
        self.do(OpenVote(on=self.session, seen=self.seen, opinions_until=self.world.at + days * DAY))

    def write(self, *choices: VoteChoice) -> None:
        """The first members declare and write, each a choice."""
        for member, choice in zip(self.world.members, choices, strict=False):
            self.world.declare(self.session, member)
            self.world.do(CastVote(on=self.session, choices={self.case: choice}), member)

    def close(self) -> Row:
        """The vote is closed; answers what was found."""
        self.do(CloseVote(on=self.session, seen=self.seen))
        names = ("finding", "base", "agree", "written_agree", "missing")
        with self.store.reading() as driver:
            ((*found,),) = driver.connection.execute(f"SELECT {', '.join(names)} FROM finding").fetchall()
        return dict(zip(names, found, strict=True))


def test_everybody_writes_and_nobody_is_marked(store: Store) -> None:
    circulated = Circulation(store)
    circulated.open()
    circulated.write(*[AGREE] * 4, VoteChoice.DISAGREE)
    assert circulated.close() == {"finding": "endorsed", "base": 5, "agree": 4, "written_agree": 4, "missing": 0}
    row = circulated.world.case(circulated.session, Subject.SESSION)
    assert row["opened_at"] == row["vote_opened_at"] and row["rules"]
    assert verify(store).findings == ()


def test_who_says_nothing_has_not_agreed_and_it_is_not_closed_before_its_hour(store: Store) -> None:
    circulated = Circulation(store)
    circulated.open(days=2)
    circulated.write(*[AGREE] * 4)
    with pytest.raises(NotMet, match="circulation_runs"):
        circulated.close()
    circulated.world.wait(3)
    with pytest.raises(NotMet, match="window_over"):
        circulated.world.declare(circulated.session, circulated.world.members[4])
        circulated.world.do(
            CastVote(on=circulated.session, choices={circulated.case: AGREE}), circulated.world.members[4]
        )
    assert circulated.close() == {"finding": "endorsed", "base": 5, "agree": 4, "written_agree": 4, "missing": 1}
    assert verify(store).findings == ()


def test_too_few_who_wrote_close_nothing(store: Store) -> None:
    circulated = Circulation(store)
    circulated.open(days=1)
    circulated.write(AGREE, AGREE, AGREE)
    circulated.world.wait(2)
    with pytest.raises(NotMet, match="too_few_take_part"):
        circulated.close()


def test_a_signed_paper_counts_as_well(store: Store) -> None:
    circulated = Circulation(store)
    circulated.open()
    circulated.write(*[AGREE] * 4)
    last = circulated.world.members[4]
    circulated.do(
        RecordWrittenOpinion(
            on=circulated.session, member_id=last.account_id, choices={circulated.case: AGREE},
            scan=a_scan(circulated.world),
        )
    )  # fmt: skip
    assert circulated.close()["written_agree"] == 5
    assert verify(store).findings == ()


def test_nothing_of_a_meeting_takes_place(store: Store) -> None:
    circulated = Circulation(store)
    member = circulated.world.members[0].account_id
    with pytest.raises(NotMet, match="circulation_does_not_meet"):
        circulated.do(OpenSession(on=circulated.session, seen=circulated.seen))
    with pytest.raises(NotMet, match="window_missing"):
        circulated.do(OpenVote(on=circulated.session, seen=circulated.seen))
    circulated.open()
    with pytest.raises(NotMet, match="circulation_does_not_meet"):
        circulated.do(RecordAttendance(on=circulated.session, marks={member: Attendance.PRESENT}))
    with pytest.raises(NotMet, match="circulation_does_not_meet"):
        circulated.do(RecordShowOfHands(on=circulated.session, hands={member: {circulated.case: AGREE}}))


def test_a_meeting_is_opened_before_its_vote(store: Store) -> None:
    world = World.open(store)
    case = world.bring(world.draft(), State.TABLED)
    session = str(world.nomination(case)["session_id"])
    order = OpenVote(on=session, seen=world.seen(session, Subject.SESSION), opinions_until=world.at + DAY)
    with pytest.raises(NotMet, match="meeting_not_opened"):
        world.do(order, world.actor(Role.COUNCIL_SECRETARY))


def test_rules_that_do_not_count_opinions_in_writing_demand_a_meeting(store: Store) -> None:
    world = World.open(store)
    rules = {"council": {"written_opinions_count": figure(False)}}
    world.do(EnactLayer(on=new_id(), content=own_layer(world.day, rules)), world.actor(Role.ADMINISTRATOR))
    world.wait(1)
    with pytest.raises(NotMet, match="circulation_not_counted"):
        Circulation(store, world).open()


def test_papers_of_a_circulation_name_no_place_and_no_chair_of_a_meeting(sqlite_store: Store) -> None:
    """The agenda goes out with the papers, whether or not invitations were sent."""
    circulated = Circulation(sqlite_store)
    world, session = circulated.world, circulated.session
    circulated.open()
    sent_at = world.case(session, Subject.SESSION)["head"]
    circulated.write(AGREE, AGREE, AGREE, AGREE, AGREE)
    world.close_session(session)
    notice(sqlite_store)
    with sqlite_store.reading() as driver:
        rows = driver.connection.execute(f"SELECT kind, entry FROM paper WHERE subject_id = '{session}'").fetchall()
        asked = dict(rows)
        agenda = agenda_paper(driver, world.organisation_id, session, asked["agenda"]).as_data()
        count = counting_paper(driver, world.organisation_id, session, asked["counting"]).as_data()
        minutes = minutes_paper(driver, world.organisation_id, session, asked["minutes"]).as_data()
    assert asked["agenda"] == sent_at
    assert "Hội đồng xét 01 hồ sơ:" in agenda["lines"]
    for paper in (agenda, count, minutes):
        assert "Địa điểm: ." not in str(paper)
        assert "CHỦ TRÌ PHIÊN HỌP" not in str(paper)
    assert "Lấy ý kiến bằng văn bản, không họp." in agenda["lines"]


def test_what_the_law_puts_to_a_secret_ballot_is_not_circulated(store: Store) -> None:
    circulated = Circulation(store)
    ballot = circulated.world.bring(circulated.world.draft("CSTDCS", name="Lê Văn Phiếu"), State.ELIGIBLE)
    circulated.do(Table(on=ballot, seen=circulated.world.seen(ballot), session_id=circulated.session))
    with pytest.raises(NotMet, match="ballot_not_in_circulation"):
        circulated.open()


@pytest.mark.parametrize("manner", ["own", "show_of_hands"])
def test_a_vote_given_at_no_meeting_is_found(sqlite_store: Store, manner: str) -> None:
    circulated = Circulation(sqlite_store)
    circulated.open()
    world, member = circulated.world, circulated.world.members[0]
    world.declare(circulated.session, member)
    row = {"id": new_id(), "session_id": circulated.session, "nomination_id": circulated.case,
           "account_id": member.account_id, "version": 1, "choice": "agree", "manner": manner, "recorded_by": None,
           "source_document_id": None}  # fmt: skip
    said = statement(world, member, Subject.SESSION, circulated.session, "cast_vote", "voting", office="council_member",
                     rows=[["vote", row]])  # fmt: skip
    assert "circulation_met" in codes(forged(world, said))


def test_a_vote_of_a_meeting_that_was_never_opened_is_found(sqlite_store: Store) -> None:
    world = World.open(sqlite_store)
    case = world.bring(world.draft(), State.TABLED)
    session = str(world.nomination(case)["session_id"])
    rows = [["session_roll", {"id": new_id(), "session_id": session, "account_id": each.account_id, "title": "Ủy viên"}]
            for each in world.members]  # fmt: skip
    said = statement(world, world.actor(Role.COUNCIL_SECRETARY), Subject.SESSION, session, "open_vote", "voting",
                     office="council_secretary", rows=rows, changes={"vote_opened_at": world.at})  # fmt: skip
    assert "vote_without_a_meeting" in codes(forged(world, said))


def test_the_standing_body_writes_among_itself(store: Store) -> None:
    world = World.open(store)
    session = world.plan_session(CouncilBody.STANDING, SessionForm.CIRCULATION)
    case = world.bring(world.draft(), State.ELIGIBLE)
    world.do(Table(on=case, seen=world.seen(case), session_id=session), world.actor(Role.COUNCIL_SECRETARY))
    order = OpenVote(on=session, seen=world.seen(session, Subject.SESSION), opinions_until=world.at + DAY)
    with pytest.raises(NotMet, match="council_empty"):
        world.do(order, world.actor(Role.COUNCIL_SECRETARY))
