"""Reads what a decision says: out of the entry of its signature, and the rows that no entry changes afterwards."""

from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import bindparam, select

from states.regime import by_digest, regime_on
from states.rule_names import award_name
from states.vocabulary import Role, SubjectKind
from workflow.days import civil_time
from workflow.documents.decision_paper import Awardee, DecisionPaper
from workflow.documents.issuer import issuer
from workflow.ledger.reading import entry_at
from workflow.models.account import Office as OfficeHeld
from workflow.models.decision import Decision, DecisionLine
from workflow.models.nomination import Nomination
from workflow.models.organisation import Unit
from workflow.models.session import Finding, Session
from workflow.sql import Driver, Prepared, PreparedForIds

_DECISION = Prepared(
    select(Decision.number, Decision.dated_on, Decision.title, Decision.lookup, Decision.signer_name,
           Decision.signer_id)
    .where(Decision.id == bindparam("key"))
)  # fmt: skip
_LINES = Prepared(
    select(Nomination.id, Nomination.name, Nomination.subject_kind, Nomination.gender, Nomination.birth_year,
           Nomination.title, Nomination.award, Nomination.rules, Nomination.year, Unit.name)
    .join(DecisionLine, DecisionLine.nomination_id == Nomination.id)
    .join(Unit, Unit.id == Nomination.unit_id)
    .where(DecisionLine.decision_id == bindparam("key"))
    .order_by(DecisionLine.position, DecisionLine.id)
)  # fmt: skip
_SESSIONS = PreparedForIds(
    lambda ids: (
        select(Session.meets_on)
        .distinct()
        .join(Finding, Finding.session_id == Session.id)
        .where(Finding.nomination_id.in_(ids))
    )
)
_TITLE = Prepared(
    select(OfficeHeld.title)
    .where(
        OfficeHeld.account_id == bindparam("account_id"), OfficeHeld.role == Role.CHAIRMAN.value,
        OfficeHeld.held_from <= bindparam("day"),
    )
    .order_by(OfficeHeld.held_from.desc(), OfficeHeld.id)
)  # fmt: skip


def decision_paper(driver: Driver, organisation_id: str, key: str, entry: int) -> DecisionPaper:
    """The decision as the chairman signed it in ``entry``: only the cases that the signature awarded."""
    ((number, dated_on, title, lookup, signer, signer_id),) = driver.rows(_DECISION, key=key)
    signed = entry_at(driver, organisation_id, entry)
    assert signed is not None, "a paper names an entry of its log"
    awarded, day = list(signed.particulars.get("awarded", ())), date.fromisoformat(dated_on)
    chosen = frozenset(awarded)
    rows = [row for row in driver.rows(_LINES, key=key) if row[0] in chosen]
    return DecisionPaper(
        office=issuer(driver, organisation_id), number=number, dated_on=day, title=title,
        citations=_citations({row[6] for row in rows}, day),
        sessions=[date.fromisoformat(each) for (each,) in driver.rows_for(_SESSIONS, awarded)],
        awardees=[_awardee(row, day) for row in rows],
        signer=signer, signer_title=driver.value(_TITLE, account_id=signer_id, day=dated_on) or "",
        signed_at=civil_time(signed.entry.at), entry=entry, lookup=lookup,
    )  # fmt: skip


def _awardee(row: Sequence[object], day: date) -> Awardee:
    _, name, kind, gender, birth_year, title, award, digest, year, unit = row
    return Awardee(
        name=str(name), kind=SubjectKind(str(kind)), year=int(str(year)), gender=None if gender is None else str(gender),
        birth_year=birth_year if isinstance(birth_year, int) else None, title=str(title), unit=str(unit),
        award=award_name(str(award), "vi"), bonus=_bonus(str(award), str(kind), digest, day),
    )  # fmt: skip


def _bonus(award: str, kind: str, digest: object, day: date) -> int | None:
    """The bonus, only where every figure it is made of was read in its source."""
    regime = by_digest(digest) if isinstance(digest, str) else regime_on(day)
    sources = (regime.awards[award].bonus[SubjectKind(kind)], regime.base_salary_on(day), regime.bonus_rounding)
    return regime.bonus_on(award, kind, day) if all(source.is_verified for source in sources) else None


def _citations(awards: Iterable[str], day: date) -> list[str]:
    """The texts in force on the day that any of the awards rests on, each once, in the order of the rules."""
    regime, wanted = regime_on(day), set(awards)
    named = {citation.code for award in wanted for citation in regime.citations_for(award, day)}
    return [citation.text("vi") for citation in regime.citations if citation.code in named]
