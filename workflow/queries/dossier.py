"""What a nomination rests on, as it is shown: the office's answers, the opinions of others, the council's counts."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import bindparam, func, select

from states.ranking import Rank
from states.rule_parts import ConditionRule
from states.tally import Tally, Threshold
from states.vocabulary import CheckResult, Opinion, SettlementResult, State
from workflow.facts.ranking import ranks_of
from workflow.facts.tally import COUNT, tally_of
from workflow.models.dossier import AppraisalCheck, Comment, CommentSettlement, Consultation, ConsultationReply
from workflow.models.nomination import Nomination
from workflow.models.session import Finding, Session
from workflow.queries.recusals import hidden_places
from workflow.sql import Driver, Prepared, PreparedForIds

_CHECKS = Prepared(
    lambda: (
        select(AppraisalCheck.checked_at, AppraisalCheck.code, AppraisalCheck.result, AppraisalCheck.note)
        .where(AppraisalCheck.nomination_id == bindparam("key"))
        .order_by(AppraisalCheck.checked_at, AppraisalCheck.id)
    )
)
_CONSULTED = Prepared(
    lambda: select(Consultation.id, Consultation.body, Consultation.asked_on, ConsultationReply.opinion,
           ConsultationReply.text, ConsultationReply.replied_on)
    .outerjoin(ConsultationReply, ConsultationReply.consultation_id == Consultation.id)
    .where(Consultation.nomination_id == bindparam("key"))
    .order_by(Consultation.asked_on, Consultation.body, Consultation.id, ConsultationReply.recorded_at)
)  # fmt: skip
_COMMENTS = Prepared(
    lambda: select(Comment.id, Comment.from_whom, Comment.text, Comment.received_on, CommentSettlement.result,
           CommentSettlement.note, CommentSettlement.settled_on)
    .outerjoin(CommentSettlement, CommentSettlement.comment_id == Comment.id)
    .where(Comment.nomination_id == bindparam("key"))
    .order_by(Comment.received_on, Comment.id)
)  # fmt: skip
_HEARD = PreparedForIds(
    lambda ids: (
        select(Nomination.id, func.count(Comment.id))
        .outerjoin(Comment, Comment.nomination_id == Nomination.id)
        .where(Nomination.id.in_(ids), Nomination.posted_on.is_not(None))
        .group_by(Nomination.id)
    )
)
_FINDINGS = PreparedForIds(
    lambda ids: select(
        Finding.nomination_id, Finding.session_id, Session.title, Session.meets_on, Finding.finding,
        Finding.threshold_num, Finding.threshold_den, Finding.threshold_strict, *COUNT,
    )
    .join(Session, Session.id == Finding.session_id)
    .where(Finding.nomination_id.in_(ids))
    .order_by(Session.closed_at, Finding.id)
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class CheckShown:
    """One line of the checklist: the condition the rules demand, and what the office answered, if it did."""

    rule: ConditionRule
    result: CheckResult | None
    note: str


@dataclass(frozen=True, kw_only=True)
class ReplyShown:
    """One answer of a consulted body."""

    opinion: Opinion
    text: str
    replied_on: date


@dataclass(frozen=True, kw_only=True)
class ConsultationShown:
    """A body that was asked, with its answers, the latest last; only that one counts."""

    key: str
    body: str
    asked_on: date
    replies: tuple[ReplyShown, ...]


@dataclass(frozen=True, kw_only=True)
class CommentShown:
    """What somebody said while the nomination was posted, and what verifying it came to."""

    key: str
    from_whom: str
    text: str
    received_on: date
    result: SettlementResult | None
    note: str
    settled_on: date | None


@dataclass(frozen=True, kw_only=True)
class FindingShown:
    """What the council found in one session, with the count it follows from."""

    session_id: str
    session: str
    meets_on: date
    finding: State
    tally: Tally
    threshold: Threshold
    rank: Rank | None


def checks_of(driver: Driver, key: str, conditions: Sequence[ConditionRule]) -> list[CheckShown]:
    """The checklist in the order of the rules, with the answers of the latest appraisal."""
    rows = driver.rows(_CHECKS, key=key)
    latest = rows[-1][0] if rows else None
    answers = {code: (result, note) for at, code, result, note in rows if at == latest}
    return [
        CheckShown(
            rule=rule,
            result=CheckResult(answers[rule.code][0]) if rule.code in answers else None,
            note=answers.get(rule.code, ("", ""))[1],
        )
        for rule in conditions
    ]


def consultations_of(driver: Driver, key: str) -> list[ConsultationShown]:
    """Every body that was asked, in order."""
    bodies: dict[str, tuple[str, date, list[ReplyShown]]] = {}
    for consultation, body, asked_on, opinion, text, replied_on in driver.rows(_CONSULTED, key=key):
        replies = bodies.setdefault(consultation, (body, _day(asked_on), []))[2]
        if opinion:
            replies.append(ReplyShown(opinion=Opinion(opinion), text=text, replied_on=_day(replied_on)))
    return [
        ConsultationShown(key=consultation, body=body, asked_on=asked_on, replies=tuple(replies))
        for consultation, (body, asked_on, replies) in bodies.items()
    ]


def heard_on(driver: Driver, keys: Sequence[str]) -> dict[str, int]:
    """How many comments of the people came in on each nomination that was posted; the others are left out."""
    return dict(driver.rows_for(_HEARD, keys))


def comments_of(driver: Driver, key: str) -> list[CommentShown]:
    """Every comment of the people, in the order they came in."""
    return [
        CommentShown(
            key=comment, from_whom=from_whom, text=text, received_on=_day(received_on),
            result=SettlementResult(result) if result else None, note=note or "",
            settled_on=_day(settled_on) if settled_on else None,
        )
        for comment, from_whom, text, received_on, result, note, settled_on in driver.rows(_COMMENTS, key=key)
    ]  # fmt: skip


def findings_of(driver: Driver, keys: Sequence[str], recused: Collection[str] = ()) -> Mapping[str, list[FindingShown]]:
    """What the council found on each of these nominations, the latest session last.

    Nothing is told of those in which the person looking takes no part, nor the places of others that would give it away.
    """
    answer: dict[str, list[FindingShown]] = {key: [] for key in keys}
    rows = driver.rows_for(_FINDINGS, [key for key in keys if key not in recused])
    ranks = ranks_of(driver, [key for key, *_ in rows])
    hidden = hidden_places(driver, recused)
    for key, session, *row in rows:
        rank = ranks.get((key, session))
        answer[key].append(_finding(session, *row, rank=None if rank and (session, rank.award) in hidden else rank))
    return answer


def _finding(session_id: str, title: str, meets_on: str, found: str, *numbers: Any, rank: Rank | None) -> FindingShown:
    num, den, strict, *count = numbers
    return FindingShown(
        session_id=session_id, session=title, meets_on=_day(meets_on), finding=State(found),
        tally=tally_of(count), threshold=Threshold(num, den, bool(strict)), rank=rank,
    )  # fmt: skip


def _day(text: str) -> date:
    return date.fromisoformat(text)
