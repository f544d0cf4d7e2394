"""A secretary who sits on the council and takes no part in a case: another one acts there, and ends the session."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from states.council_vocabulary import Attendance, ConflictGround, VoteChoice
from states.refusals import NotMet
from states.vocabulary import Role, State
from tests.support.orders import a_scan
from tests.support.world import World
from workflow.commands.administration.grant_office import GrantOffice
from workflow.commands.command import Command
from workflow.commands.council.close_vote import CloseVote
from workflow.commands.council.record_attendance import RecordAttendance
from workflow.commands.council.record_minutes import RecordMinutes
from workflow.commands.council.record_show_of_hands import RecordShowOfHands
from workflow.commands.council.record_written_opinion import RecordWrittenOpinion
from workflow.commands.council.void_vote import VoidVote
from workflow.commands.nomination.table import Table
from workflow.commands.nomination.take_off_agenda import TakeOffAgenda
from workflow.ids import new_id
from workflow.store import Store

AGREE = VoteChoice.AGREE


class Session:
    """An open vote on two cases; the secretary is a member and takes no part in the first, and there is a second one."""

    def __init__(self, store: Store) -> None:
        self.world = world = World.open(store)
        self.secretary = world.actor(Role.COUNCIL_SECRETARY)
        self.second = world.person("thuky2", "Lê Thị Thay", Role.COUNCIL_SECRETARY)
        seat = GrantOffice(
            on=new_id(), account_id=self.secretary.account_id, role=Role.COUNCIL_MEMBER, title="Ủy viên thư ký",
            held_from=world.day, document="Quyết định số 02/QĐ-UBND",
        )  # fmt: skip
        world.do(seat, world.operator)
        self.cases = [world.bring(world.draft(name=name), State.ELIGIBLE) for name in ("Lý Văn Hai", "Mai Văn Ba")]
        self.key = world.plan_session()
        for case in self.cases:
            world.do(Table(on=case, seen=world.seen(case), session_id=self.key), self.secretary)

    def recuse(self) -> None:
        self.world.declare(
            self.key, self.secretary, conflicts={self.cases[0]: ConflictGround.RELATIVE},
            relations={self.cases[0]: "Anh rể."},
        )  # fmt: skip

    def seen(self) -> int:
        return self.world.seen(self.key, CloseVote.subject)

    def hands(self, case: str) -> Command:
        return RecordShowOfHands(on=self.key, hands={self.world.members[1].account_id: {case: AGREE}})

    def paper(self, case: str) -> Command:
        away = {self.world.members[2].account_id: Attendance.ABSENT}
        self.world.do(RecordAttendance(on=self.key, marks=away), self.secretary)
        member = self.world.members[2].account_id
        return RecordWrittenOpinion(on=self.key, member_id=member, choices={case: AGREE}, scan=a_scan(self.world))


@pytest.mark.parametrize("entering", [Session.hands, Session.paper])
def test_opinions_on_that_case_are_recorded_by_another_one(
    store: Store, entering: Callable[[Session, str], Command]
) -> None:
    session = Session(store)
    session.world.open_vote(session.key)
    session.recuse()
    with pytest.raises(NotMet, match="secretary_recused"):
        session.world.do(entering(session, session.cases[0]), session.secretary)
    session.world.do(entering(session, session.cases[1]), session.secretary)
    session.world.do(entering(session, session.cases[0]), session.second)


def test_the_vote_is_ended_and_minuted_by_another_one(store: Store) -> None:
    session = Session(store)
    session.world.open_vote(session.key)
    session.recuse()
    session.world.vote(session.key, session.cases)
    close, void = CloseVote(on=session.key, seen=session.seen()), VoidVote
    for order in (close, void(on=session.key, seen=session.seen(), reason="Thiếu người.")):
        with pytest.raises(NotMet, match="secretary_recused"):
            session.world.do(order, session.secretary)
    session.world.do(close, session.second)
    chair = session.world.members[0].account_id
    said = {"course": "Đã họp.", "conclusions": "Các thành viên nhất trí.", "chair_id": chair}
    minutes = RecordMinutes(on=session.key, seen=session.seen(), **said)
    with pytest.raises(NotMet, match="secretary_recused"):
        session.world.do(minutes, session.secretary)
    session.world.do(minutes, session.second)


def test_a_case_that_left_the_agenda_stands_in_nobody_s_way(sqlite_store: Store) -> None:
    session = Session(sqlite_store)
    session.recuse()
    case = session.cases[0]
    off = TakeOffAgenda(on=case, seen=session.world.seen(case), reason="Xét sau.")
    session.world.do(off, session.second)
    session.world.open_vote(session.key)
    session.world.vote(session.key, session.cases[1:])
    session.world.do(CloseVote(on=session.key, seen=session.seen()), session.secretary)
