"""Reads what certificates say: lines of the golden book, and what no entry changes once an award is published."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, bindparam, exists, select
from sqlalchemy.orm import aliased

from states.certificate_vocabulary import CertificateCause
from states.decision_vocabulary import CorrectedPart
from states.rule_names import award_name
from states.vocabulary import Action, Basis, SubjectKind
from workflow.documents import ceremony_paper, certificate_paper
from workflow.documents.ceremony_paper import CeremonyPaper
from workflow.documents.certificate_paper import CertificateSheet, CertificatesPaper, Offset
from workflow.documents.decision_paper import titles_of
from workflow.documents.decision_source import title_of_signer
from workflow.documents.issuer import issuer
from workflow.documents.requests import MOST_SHEETS
from workflow.documents.wording_source import wording_at, wording_now
from workflow.ledger.reading import entries_of, entry_at
from workflow.models.campaign import Campaign
from workflow.models.certificate import Certificate
from workflow.models.decision import Correction, Decision
from workflow.models.nomination import Nomination
from workflow.models.organisation import Unit
from workflow.models.paper import PaperKind
from workflow.queries.certificates import book_number
from workflow.queries.public import ENDED
from workflow.sql import Driver, Prepared, PreparedForIds, among

CERTIFICATE = "certificate"
"""Whose wording all certificates go by."""
_earlier, _later = aliased(Certificate), aliased(Certificate)
_correcting = aliased(Decision)


_RIGHT = PreparedForIds(
    lambda ids: select(
        Correction.nomination_id, Correction.part, Correction.becomes, _correcting.id, _correcting.issued_on
    )
    .join(_correcting, _correcting.id == Correction.decision_id)
    .where(Correction.nomination_id.in_(ids), _correcting.issued_on.is_not(None))
    .order_by(_correcting.issued_on, _correcting.number, Correction.position)
)  # fmt: skip
"""What issued corrections put right of awards, the last one last."""
_SHEETS = (
    select(
        Certificate.number, Certificate.year, Certificate.lookup, Certificate.made_on, Certificate.cause, _earlier.number,
        _earlier.year, Nomination.name, Nomination.subject_kind, Nomination.gender, Nomination.title, Unit.name,
        Nomination.award, Nomination.basis, Nomination.year, Campaign.title, Decision.number, Decision.dated_on,
        Decision.signer_name, Decision.id, Certificate.id, Nomination.id,
    )
    .join(Nomination, Nomination.id == Certificate.nomination_id)
    .join(Unit, Unit.id == Nomination.unit_id)
    .join(Decision, Decision.id == Nomination.decision_id)
    .outerjoin(Campaign, Campaign.id == Nomination.campaign_id)
    .outerjoin(_earlier, _earlier.id == Certificate.replaces_id)
    .where(Certificate.organisation_id == bindparam("organisation_id"))
    .order_by(Certificate.year, Certificate.number)
)  # fmt: skip

_DECISION = Prepared(
    lambda: select(Decision.title, Decision.number, Decision.dated_on).where(Decision.id == bindparam("key"))
)


def award_paper(
    driver: Driver, organisation_id: str, subject_id: str, kind: PaperKind, entry: int, site: str
) -> tuple[str, Mapping[str, Any], date]:
    """The template of a paper about awards that were issued, what it says, and the day it bears."""
    if kind == PaperKind.CEREMONY:
        ceremony = ceremony_list(driver, organisation_id, subject_id)
        return ceremony_paper.TEMPLATE, ceremony.as_data(), ceremony.dated_on
    if kind == PaperKind.CERTIFICATE:
        paper = certificate_replaced(driver, organisation_id, entry, site)
    else:
        paper = certificates_issued(driver, organisation_id, subject_id, site)
    paper = replace(paper, wording=wording_at(driver, organisation_id, CERTIFICATE, entry))
    return certificate_paper.TEMPLATE, paper.as_data(), paper.on


def certificates_issued(driver: Driver, organisation_id: str, decision: str, site: str) -> CertificatesPaper:
    """The certificates that issuing a decision made out, in the order of its list."""
    return _paper(driver, organisation_id, site, "decision", decision=decision)


def ceremony_list(driver: Driver, organisation_id: str, decision: str) -> CeremonyPaper:
    """Who is called up at the ceremony of a decision."""
    ((title, number, dated_on),) = driver.rows(_DECISION, key=decision)
    return CeremonyPaper(
        certificates=certificates_issued(driver, organisation_id, decision, ""), title=title, number=number,
        dated_on=date.fromisoformat(dated_on),
    )  # fmt: skip


def certificate_replaced(driver: Driver, organisation_id: str, entry: int, site: str) -> CertificatesPaper:
    """The one certificate that an entry made out in the place of another."""
    made = entry_at(driver, organisation_id, entry)
    assert made is not None, "a paper names an entry of its log"
    (row,) = made.rows_of("certificate")
    return _paper(driver, organisation_id, site, "one", key=row["id"])


def certificates_numbered(
    driver: Driver, organisation_id: str, site: str, *, year: int, first: int, last: int, overprint: Offset | None
) -> CertificatesPaper:
    """What holds of a stretch of the golden book, ``last`` included, to be printed now: nothing revoked, nothing replaced."""
    last = min(last, first + MOST_SHEETS - 1)
    paper = _paper(driver, organisation_id, site, "stretch", overprint, year=year, first=first, last=last)
    return replace(paper, wording=wording_now(driver, organisation_id, CERTIFICATE))


@cache
def _narrowed(what: str) -> Prepared:
    conditions: dict[str, tuple[ColumnElement[bool], ...]] = {
        "decision": (Nomination.decision_id == bindparam("decision"), Certificate.version == 1),
        "one": (Certificate.id == bindparam("key"),),
        "stretch": (
            Certificate.year == bindparam("year"), Certificate.number.between(bindparam("first"), bindparam("last")),
            ~among(Nomination.state, ENDED), ~exists(select(_later.id).where(_later.replaces_id == Certificate.id)),
        ),
    }  # fmt: skip
    return Prepared(lambda: _SHEETS.where(*conditions[what]))


def _paper(
    driver: Driver, organisation_id: str, site: str, what: str, overprint: Offset | None = None, **known: Any
) -> CertificatesPaper:
    rows = driver.rows(_narrowed(what), organisation_id=organisation_id, **known)
    right = _put_right(driver, organisation_id, rows)
    decisions = dict.fromkeys(row[19] for row in rows)
    titles = {key: titles_of(title_of_signer(driver, organisation_id, key)) for key in decisions}
    return CertificatesPaper(
        office=issuer(driver, organisation_id), site=site, overprint=overprint,
        sheets=[_sheet(row, titles[row[19]], right.get(row[20], {})) for row in rows],
    )  # fmt: skip


def _put_right(driver: Driver, organisation_id: str, rows: Sequence[Sequence[Any]]) -> dict[str, dict[str, str]]:
    """What a correction had put right of a line before its certificate was made out, by the certificate."""
    found: dict[str, dict[str, str]] = {}
    corrected = driver.rows_for(_RIGHT, [row[21] for row in rows])
    for case, part, becomes, decision, issued_on in corrected:
        for made_on, certificate in ((row[3], row[20]) for row in rows if row[21] == case):
            is_earlier = issued_on < made_on or (
                issued_on == made_on
                and _entry_of(driver, organisation_id, decision, "")
                < _entry_of(driver, organisation_id, case, certificate)
            )
            if is_earlier:
                found.setdefault(certificate, {})[part] = becomes
    return found


def _entry_of(driver: Driver, organisation_id: str, key: str, certificate: str) -> int:
    """Where the log says that a decision was issued, or that a certificate was made out for an award."""
    made = [
        each.index
        for each in entries_of(driver, organisation_id, key)
        if any(row["id"] == certificate for row in each.rows_of("certificate"))
        or (not certificate and each.entry.act == Action.ISSUE_DECISION)
    ]
    return made[0] if made else -1


def _sheet(row: Sequence[Any], titles: Sequence[str], right: Mapping[str, str]) -> CertificateSheet:
    (number, year, lookup, made_on, cause, earlier, earlier_year, name, kind, gender, title, unit, award, basis, of_year,
     campaign, decision_number, decided_on, signer, _decision, _key, _case) = row  # fmt: skip
    return CertificateSheet(
        label=book_number(number, year), lookup=lookup, made_on=date.fromisoformat(made_on),
        cause=CertificateCause(cause) if cause else None, replaces=book_number(earlier, earlier_year),
        name=right.get(CorrectedPart.NAME, name), kind=SubjectKind(kind), gender=gender,
        title=right.get(CorrectedPart.TITLE, title), unit=unit, award=award_name(award, "vi"),
        occasion=campaign if campaign and basis == Basis.MOVEMENT else "", year=of_year,
        decision_number=decision_number, decided_on=date.fromisoformat(decided_on), signer=signer or "",
        signer_titles=titles,
    )  # fmt: skip
