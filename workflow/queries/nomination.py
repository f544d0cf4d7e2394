"""One nomination as its page shows it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, select

from states.facts import NominationFacts, Row
from states.vocabulary import State, Subject
from workflow.commands.command import Actor
from workflow.models.account import Account
from workflow.models.decision import Decision
from workflow.models.dossier import AppraisalCheck, Comment, CommentSettlement, Consultation, ConsultationReply
from workflow.models.nominee import PastAward
from workflow.models.organisation import Unit
from workflow.models.session import Finding, Session
from workflow.queries.open_actions import Look, look_at
from workflow.queries.timeline import TimelineEntry, timeline
from workflow.queries.visibility import may_see_nomination
from workflow.sql import Driver, Prepared

_AROUND = Prepared(
    select(Unit.name, Account.full_name, Session.title, Session.meets_on, Decision.number, Decision.dated_on,
           Decision.id, Decision.lookup)
    .select_from(Unit)
    .join(Account, Account.id == bindparam("author_id"))
    .outerjoin(Session, Session.id == bindparam("session_id"))
    .outerjoin(Decision, Decision.id == bindparam("decision_id"))
    .where(Unit.id == bindparam("unit_id"))
)  # fmt: skip
_CHECKS = Prepared(
    select(AppraisalCheck.code, AppraisalCheck.result, AppraisalCheck.note, AppraisalCheck.checked_at)
    .where(AppraisalCheck.nomination_id == bindparam("key"))
    .order_by(AppraisalCheck.checked_at, AppraisalCheck.id)
)
_CONSULTED = Prepared(
    select(Consultation.id, Consultation.body, Consultation.asked_on, ConsultationReply.opinion,
           ConsultationReply.text, ConsultationReply.replied_on)
    .outerjoin(ConsultationReply, ConsultationReply.consultation_id == Consultation.id)
    .where(Consultation.nomination_id == bindparam("key"))
    .order_by(Consultation.asked_on, Consultation.id, ConsultationReply.recorded_at)
)  # fmt: skip
_COMMENTS = Prepared(
    select(Comment.id, Comment.from_whom, Comment.text, Comment.received_on, CommentSettlement.result,
           CommentSettlement.note, CommentSettlement.settled_on)
    .outerjoin(CommentSettlement, CommentSettlement.comment_id == Comment.id)
    .where(Comment.nomination_id == bindparam("key"))
    .order_by(Comment.received_on, Comment.id)
)  # fmt: skip
_FINDINGS = Prepared(select(Finding.__table__).where(Finding.nomination_id == bindparam("key")).order_by(Finding.id))
_PAST_AWARDS = Prepared(
    select(PastAward.id, PastAward.award, PastAward.year, PastAward.decision_number, PastAward.decided_on,
           PastAward.issuer, PastAward.state)
    .where(PastAward.nominee_id == bindparam("nominee_id"))
    .order_by(PastAward.year.desc(), PastAward.id)
)  # fmt: skip
_FINDING_COLUMNS = tuple(column.name for column in Finding.__table__.columns)


@dataclass(frozen=True, kw_only=True)
class NominationPage:
    """Everything about one nomination that the person looking may see."""

    look: Look
    unit: str
    author: str
    session: tuple[str, str] | None
    decision: Mapping[str, Any] | None
    documents: Sequence[Row]
    checks: Sequence[Mapping[str, Any]]
    consulted: Sequence[Mapping[str, Any]]
    comments: Sequence[Mapping[str, Any]]
    findings: Sequence[Mapping[str, Any]]
    past_awards: Sequence[Mapping[str, Any]]
    timeline: Sequence[TimelineEntry]

    @property
    def case(self) -> Row:
        """The nomination's own row."""
        return self.look.case

    @property
    def state(self) -> State:
        """Where it stands."""
        return State(self.case["state"])


NEEDS = frozenset({"rules", "regime", "uploads", "documents"})


def nomination_page(driver: Driver, key: str, *, actor: Actor, at: int) -> NominationPage | None:
    """The page of one nomination; ``None`` when it does not exist for this person."""
    look = look_at(driver, Subject.NOMINATION, key, actor=actor, at=at, needs=NEEDS)
    if look is None or not may_see_nomination(actor, look.case):
        return None
    case = look.case
    around = driver.rows(
        _AROUND, unit_id=case["unit_id"], author_id=case["author_id"], session_id=case["session_id"],
        decision_id=case["decision_id"],
    )[0]  # fmt: skip
    unit, author, title, meets_on, number, dated_on, decision_id, lookup = around
    facts = look.facts
    assert isinstance(facts, NominationFacts)
    is_draft = case["head"] is None
    return NominationPage(
        look=look, unit=unit, author=author,
        session=(title, meets_on) if title else None,
        decision={"id": decision_id, "number": number, "dated_on": dated_on, "lookup": lookup} if decision_id else None,
        documents=facts.uploads if is_draft else facts.documents,
        checks=_mapped(driver, _CHECKS, ("code", "result", "note", "checked_at"), key=key),
        consulted=_mapped(driver, _CONSULTED, ("id", "body", "asked_on", "opinion", "text", "replied_on"), key=key),
        comments=_mapped(
            driver, _COMMENTS,
            ("id", "from_whom", "text", "received_on", "result", "note", "settled_on"), key=key,
        ),
        findings=_mapped(driver, _FINDINGS, _FINDING_COLUMNS, key=key),
        past_awards=_mapped(
            driver, _PAST_AWARDS,
            ("id", "award", "year", "decision_number", "decided_on", "issuer", "state"), nominee_id=case["nominee_id"],
        ),
        timeline=timeline(driver, actor.organisation_id, key),
    )  # fmt: skip


def _mapped(driver: Driver, statement: Prepared, columns: Sequence[str], **params: Any) -> list[dict[str, Any]]:
    return [dict(zip(columns, row, strict=True)) for row in driver.rows(statement, **params)]
