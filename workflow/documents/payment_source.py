"""Reads what the list of bonuses of an issued decision says."""

from datetime import date

from sqlalchemy import bindparam, select

from states.vocabulary import SubjectKind
from workflow.days import civil_date
from workflow.documents.decision_paper import titles_of
from workflow.documents.decision_source import title_of_signer
from workflow.documents.issuer import issuer
from workflow.documents.nomination_read import name_of
from workflow.documents.payment_paper import Paid, PaymentPaper
from workflow.documents.wording_source import wording_at
from workflow.documents.writing_style import addressed, small
from workflow.facts.ranking import IN_DRAFT
from workflow.ledger.reading import entry_at
from workflow.models.decision import Decision, DecisionLine
from workflow.models.nomination import Nomination
from workflow.models.organisation import Unit
from workflow.queries.bonuses import bonuses_of
from workflow.sql import Driver, Prepared

_DECISION = Prepared(
    lambda: select(Decision.number, Decision.dated_on, Decision.title, Decision.fund, Decision.signer_name).where(
        Decision.id == bindparam("key")
    )
)
_LINES = Prepared(
    lambda: select(Nomination.id, Nomination.name, Nomination.subject_kind, Nomination.gender, Nomination.title, Unit.name)
    .join(DecisionLine, DecisionLine.nomination_id == Nomination.id)
    .join(Decision, Decision.id == DecisionLine.decision_id)
    .join(Unit, Unit.id == Nomination.unit_id)
    .where(DecisionLine.decision_id == bindparam("key"), Nomination.decision_id == bindparam("key"), IN_DRAFT)
    .order_by(DecisionLine.position, DecisionLine.id)
)  # fmt: skip


def payment_paper(driver: Driver, organisation_id: str, key: str, entry: int) -> PaymentPaper:
    """The list of what is paid by a decision that was issued in ``entry``, to those whom it awarded."""
    issued = entry_at(driver, organisation_id, entry)
    assert issued is not None, "a paper names an entry of its log"
    ((number, dated_on, title, fund, signer),) = driver.rows(_DECISION, key=key)
    day, rows = date.fromisoformat(dated_on), driver.rows(_LINES, key=key)
    paid = bonuses_of(driver, organisation_id, key, [row[0] for row in rows], day)
    lines = [
        Paid(name=addressed(name, SubjectKind(kind), gender), payment=paid.paid[case],
             where=f"{post}, {unit}" if post and kind != SubjectKind.HOUSEHOLD else unit)
        for case, name, kind, gender, post, unit in rows
    ]  # fmt: skip
    return PaymentPaper(
        office=issuer(driver, organisation_id), number=f"{small(number)}/QĐ-UBND", dated_on=day, title=title, fund=fund,
        lines=lines, is_verified=paid.is_verified, on=civil_date(issued.entry.at), entry=entry,
        drawn_up_by=name_of(driver, issued.account_id), signer=signer or "",
        signer_titles=titles_of(title_of_signer(driver, organisation_id, key)),
        wording=wording_at(driver, organisation_id, "payment", entry),
    )  # fmt: skip
