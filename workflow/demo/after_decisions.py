"""What follows the decisions of the demonstration's year: the book of the fund, and one clerical error put right.

All sums are invented, but for the bonuses, which the rules give.
"""

from collections.abc import Sequence
from datetime import date
from functools import partial

from sqlalchemy import bindparam, select

from states.decision_vocabulary import CorrectedPart, FundKind
from states.vocabulary import State
from workflow.commands.administration.record_fund_entry import RecordFundEntry
from workflow.commands.administration.strike_fund_entry import StrikeFundEntry
from workflow.commands.decision.approve_decision import ApproveDecision
from workflow.commands.decision.draft_correction import CorrectedLine, DraftCorrection
from workflow.commands.decision.issue_decision import IssueDecision
from workflow.commands.decision.number_decision import NumberDecision
from workflow.commands.decision.sign_decision import SignDecision
from workflow.commands.decision.submit_decision import SubmitDecision
from workflow.commands.nomination.give_notice import GiveNotice
from workflow.commands.nomination.recover import Recover
from workflow.demo.diary import Desk, Diary
from workflow.demo.routes import Route
from workflow.demo.scene import Scene
from workflow.demo.working_hours import working_days_after
from workflow.documents.correction import usual_title
from workflow.ids import new_id
from workflow.models.decision import Decision
from workflow.models.nomination import Nomination
from workflow.queries.bonuses import bonus_of
from workflow.queries.fund import promises_until
from workflow.sql import Prepared

_BROUGHT_IN = (
    (date(2024, 1, 15), FundKind.CARRIED_OVER, 6_350_000, "Biên bản đối chiếu quỹ ngày 31/12/2023", ""),
    (date(2024, 1, 31), FundKind.ALLOCATION, 48_000_000, "Quyết định giao dự toán số 02/QĐ-UBND", ""),
    (date(2024, 6, 14), FundKind.CONTRIBUTION, 10_000_000, "Phiếu thu số 09", "Doanh nghiệp trên địa bàn ủng hộ"),
)
_OTHER = (
    (date(2024, 7, 15), FundKind.ARTEFACTS, 1_850_000, "Phiếu chi số 31", "In giấy khen, mua khung"),
    (date(2024, 7, 18), FundKind.ORGANISATION, 2_400_000, "Phiếu chi số 33", "Hội nghị sơ kết phong trào"),
)
_WRONG = (date(2024, 8, 6), FundKind.ARTEFACTS, 18_500_000, "Phiếu chi số 38", "In giấy khen")
_RIGHT = 1_850_000
_AWARDED = Prepared(
    lambda: (
        select(Decision.id, Decision.number, Decision.dated_on, Nomination.title)
        .join(Nomination, Nomination.decision_id == Decision.id)
        .where(Nomination.id == bindparam("key"))
    )
)
_CASE = Prepared(lambda: select(Nomination.decision_id).where(Nomination.id == bindparam("key")))


def keep_book(scene: Scene, diary: Diary) -> None:
    """Note income and payments of the year, one of them mistyped, struck and entered anew."""
    for day, kind, amount, document, note in (*_BROUGHT_IN, *_OTHER):
        line = RecordFundEntry(on=new_id(), kind=kind, amount=amount, entered_on=day, document=document, note=note)
        diary.note(day, "16:10", scene.office(1), line)
    day, kind, amount, document, note = _WRONG
    wrong = RecordFundEntry(on=new_id(), kind=kind, amount=amount, entered_on=day, document=document, note=note)
    right = RecordFundEntry(on=new_id(), kind=kind, amount=_RIGHT, entered_on=day, document=document, note=note)
    diary.note(day, "16:10", scene.office(1), wrong)
    diary.note(day, "16:20", scene.office(1), StrikeFundEntry(on=wrong.on, reason="Ghi thừa một chữ số 0."))
    diary.note(day, "16:25", scene.office(1), right)
    for round_ in scene.figures.rounds.values():
        if round_.conferred_on and round_.decided_on:
            paid_on = working_days_after(round_.conferred_on, 3)
            is_first = round_ == next(iter(scene.figures.rounds.values()))
            for place in range(2 if is_first else 1):
                diary.note_found(paid_on, "15:10", scene.office(1), partial(_pay, day=paid_on), minutes=place * 10)


def _pay(desk: Desk, day: date) -> RecordFundEntry:
    """The bonuses of the oldest signed decision that is not paid yet."""
    with desk.store.reading() as driver:
        promises = promises_until(driver, desk.organisation_id, day.year)
    due = next(each for each in promises if each.open)
    return RecordFundEntry(
        on=new_id(), kind=FundKind.BONUS, amount=due.open, entered_on=day, fund=due.fund, decision_id=due.decision_id,
        document="Danh sách ký nhận tiền thưởng",
    )  # fmt: skip


def recovered(desk: Desk, key: str, day: date, note: str) -> Recover:
    """What came back of an annulled award: the certificate, and the bonus that its decision had paid."""
    with desk.store.reading() as driver:
        ((decision_id,),) = driver.rows(_CASE, key=key)
        case = {"id": key, "decision_id": decision_id, "organisation_id": desk.organisation_id}
        amount = bonus_of(driver, case)
    return Recover(on=key, recovered_on=day, note=note, amount=amount)


def give_notices(scene: Scene, diary: Diary, routes: Sequence[Route]) -> None:
    """Note the letters of each round to those who are not awarded; those of the last one are still owed."""
    for round_ in scene.figures.rounds.values():
        told = [
            each for each in routes if each.round == round_ and each.case.goal in (State.DECLINED, State.NOT_ENDORSED)
        ]
        if not round_.conferred_on or not round_.decided_on or not told:
            continue
        day = working_days_after(round_.decided_on, 2)
        letter = f"Công văn thông báo kết quả xét khen ngày {day:%d/%m/%Y}"
        diary.note(
            day, "15:40", scene.office(), *(GiveNotice(on=each.key, given_on=day, document=letter) for each in told)
        )


def correct(scene: Scene, diary: Diary, routes: Sequence[Route]) -> None:
    """Note that the position of somebody was written incompletely in the first round, and what put it right."""
    first = next(iter(scene.figures.rounds.values()))
    route = next(each for each in routes if each.round == first and each.case.goal == State.CONFERRED)
    assert first.conferred_on is not None, "somebody of the first round has the award in hand"
    drafted_on, decision = working_days_after(first.conferred_on, 8), new_id()

    def draft(desk: Desk) -> DraftCorrection:
        with desk.store.reading() as driver:
            ((old, number, dated_on, title),) = driver.rows(_AWARDED, key=route.key)
        line = CorrectedLine(
            part=CorrectedPart.TITLE,
            nomination_id=route.key,
            becomes=f"{title}, Tổ trưởng tổ hòa giải",
            reason=scene.year.texts.correction_reason,
        )
        about = usual_title(number, date.fromisoformat(dated_on))
        return DraftCorrection(on=decision, title=about, corrects_id=old, lines=(line,))

    diary.note_found(drafted_on, "14:00", scene.office(), draft)
    diary.note(drafted_on, "15:30", scene.office(), SubmitDecision(on=decision))
    diary.note(drafted_on, "16:30", scene.chairman, ApproveDecision(on=decision))
    day = working_days_after(drafted_on, 1)
    diary.note(day, "08:00", scene.office(), NumberDecision(on=decision))
    diary.note(day, "10:00", scene.chairman, SignDecision(on=decision))
    diary.note(day, "14:00", scene.office(), IssueDecision(on=decision))
