"""Reads what a decision says: from the entry of its number, and rows that no entry changes afterwards."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import bindparam, select

from states.regime import Regime
from states.rule_names import award_name
from states.vocabulary import Action, Role, SubjectKind
from workflow.days import civil_time
from workflow.documents.as_it_stood import awards_as_they_stood
from workflow.documents.correction import correction_of
from workflow.documents.decision_paper import CHAIR_TITLE, DEPUTY_TITLE, Awardee, DecisionPaper
from workflow.documents.issuer import issuer
from workflow.documents.wording_source import DECISION, wording_at, wording_of_decision
from workflow.ledger.reading import entries_of, entry_at
from workflow.models.account import Account
from workflow.models.decision import Decision, DecisionLine
from workflow.models.nomination import Nomination
from workflow.models.organisation import Unit
from workflow.queries.bonuses import Bonuses, bonuses_of, of_draft
from workflow.rules_in_force import rules_of
from workflow.sql import Driver, Prepared

_DECISION = Prepared(
    lambda: select(Decision.number, Decision.dated_on, Decision.title, Decision.lookup, Account.full_name,
           Decision.fund)
    .outerjoin(Account, Account.id == Decision.approver_id)
    .where(Decision.id == bindparam("key"))
)  # fmt: skip
_LINES = Prepared(
    lambda: select(Nomination.id, Nomination.name, Nomination.subject_kind, Nomination.gender, Nomination.birth_year,
           Nomination.title, Nomination.award, Nomination.rules, Unit.name)
    .join(DecisionLine, DecisionLine.nomination_id == Nomination.id)
    .join(Decision, Decision.id == DecisionLine.decision_id)
    .join(Unit, Unit.id == Nomination.unit_id)
    .where(DecisionLine.decision_id == bindparam("key"), DecisionLine.draft == of_draft())
    .order_by(DecisionLine.position, DecisionLine.id)
)  # fmt: skip


def decision_paper(driver: Driver, organisation_id: str, key: str, entry: int, site: str) -> DecisionPaper:
    """The decision as it was frozen when it was numbered in ``entry``, naming who approved it as the one who will sign.

    Only the cases that stood in its list then.
    """
    ((number, dated_on, title, lookup, signer, fund),) = driver.rows(_DECISION, key=key)
    made = entry_at(driver, organisation_id, entry)
    assert made is not None, "a paper names an entry of its log"
    awarded, day = frozenset(made.particulars.get("named", ())), date.fromisoformat(dated_on)
    correction = correction_of(driver, key)
    lines = driver.rows(_LINES, key=correction.key if correction else key, draft=None)
    stood = awards_as_they_stood(driver, organisation_id, correction.key if correction else key, _ids(lines), entry)
    lines, rules = _as_they_stood(lines, stood), rules_of(driver, organisation_id)
    rows = [row for row in lines if row[0] in awarded]
    paid = bonuses_of(driver, organisation_id, key, awarded, day, stood=stood)
    return DecisionPaper(
        office=issuer(driver, organisation_id), number=number, dated_on=day, title=title,
        citations=_citations({row[6] for row in lines}, rules.under(lines[0][7], day), day),
        awardees=[awardee_paid(_awardee(row), row[0], paid) for row in rows],
        signer=signer, signer_title=title_of_signer(driver, organisation_id, key),
        frozen_at=civil_time(made.entry.at), entry=entry, lookup=lookup,
        site=site, fund=fund, correction=correction,
        wording=wording_of_decision(driver, organisation_id, key),
    )  # fmt: skip


def draft_submitted(
    driver: Driver, organisation_id: str, key: str, submitted: Mapping[str, Any], day: date, entry: int
) -> DecisionPaper:
    """The decision as a submission laid it before the chairman: that list, wording and fund; no number, day and signature.

    ``submitted`` are the particulars of the ``entry``.
    """
    ((_number, _dated_on, _title, lookup, *_),) = driver.rows(_DECISION, key=key)
    wanted, correction = frozenset(submitted.get("named", ())), correction_of(driver, key)
    title, fund, draft = str(submitted["title"]), str(submitted["fund"]), int(submitted["draft"])
    lines = driver.rows(_LINES, key=correction.key if correction else key, draft=None if correction else draft)
    stood = awards_as_they_stood(driver, organisation_id, correction.key if correction else key, _ids(lines), entry)
    lines = _as_they_stood(lines, stood)
    rows = [row for row in lines if row[0] in wanted]
    paid = bonuses_of(driver, organisation_id, key, wanted, day, draft=draft, stood=stood)
    regime = rules_of(driver, organisation_id).under(lines[0][7], day)
    return DecisionPaper(
        office=issuer(driver, organisation_id), number=None, dated_on=None, title=title, lookup=lookup, fund=fund,
        citations=_citations({row[6] for row in (lines if correction else rows)}, regime, day), correction=correction,
        awardees=[awardee_paid(_awardee(row), row[0], paid) for row in rows],
        wording=wording_at(driver, organisation_id, DECISION, entry),
    )  # fmt: skip


def _ids(lines: Sequence[Sequence[Any]]) -> list[str]:
    return [line[0] for line in lines]


def _as_they_stood(lines: Sequence[tuple[Any, ...]], stood: Mapping[str, tuple[str, str]]) -> list[tuple[Any, ...]]:
    """The lines with award and rules of then, of cases that have left the list since."""
    return [(*line[:6], *stood[line[0]], *line[8:]) if line[0] in stood else line for line in lines]


def citations_of_corrected(driver: Driver, organisation_id: str, corrected: str, day: date) -> list[str]:
    """What a correction rests on: the texts that the corrected awards rest on, as far as they are valid on the day."""
    lines = driver.rows(_LINES, key=corrected, draft=None)
    regime = rules_of(driver, organisation_id).under(lines[0][7], day)
    return _citations({row[6] for row in lines}, regime, day)


def title_of_signer(driver: Driver, organisation_id: str, decision: str) -> str:
    """The title of whoever approved a decision, and signs it: the chairman, or a deputy, whatever the mandate calls the office.

    The log says in which office that was: one that is entered later, for days gone by, changes no paper.
    """
    used = [
        each.entry.office
        for each in entries_of(driver, organisation_id, decision)
        if each.entry.act == Action.APPROVE_DECISION
    ]
    return DEPUTY_TITLE if used[-1:] == [Role.DEPUTY_CHAIRMAN] else CHAIR_TITLE


def awardee_paid(awardee: Awardee, key: str, bonuses: Bonuses) -> Awardee:
    """The line with its sum, where every figure behind the sums of the decision was read in its source."""
    return replace(awardee, bonus=bonuses.paid[key].amount) if bonuses.is_verified else awardee


def _awardee(row: Sequence[object]) -> Awardee:
    _, name, kind, gender, birth_year, title, award, _, unit = row
    return Awardee(
        name=str(name), kind=SubjectKind(str(kind)), gender=None if gender is None else str(gender),
        birth_year=birth_year if isinstance(birth_year, int) else None, title=str(title), unit=str(unit),
        award=award_name(str(award), "vi"),
    )  # fmt: skip


def _citations(awards: Iterable[str], regime: Regime, day: date) -> list[str]:
    """The texts valid on the day that any of the awards rests on, each once, in the order of the cases' own rules."""
    named = {citation.code for award in set(awards) for citation in regime.citations_for(award, day)}
    return [citation.text("vi") for citation in regime.citations if citation.code in named]
