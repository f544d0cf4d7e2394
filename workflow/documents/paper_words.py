"""What a seal says of what was issued, word for word: a decision's file, each line of its list, and each certificate."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import bindparam, select

from states.rule_names import award_name
from states.vocabulary import DecisionState, SubjectKind
from workflow.documents.certificate_source import certificate_replaced, certificates_issued
from workflow.documents.decision_paper import Awardee
from workflow.documents.issuer import issuer
from workflow.documents.writing_style import addressed
from workflow.facts.ranking import IN_DRAFT
from workflow.ledger.canonical import canonical
from workflow.models.decision import Decision, DecisionLine
from workflow.models.nomination import Nomination
from workflow.models.organisation import Unit
from workflow.models.paper import PaperKind
from workflow.sql import Driver, Prepared

_DECISION = Prepared(
    lambda: select(Decision.number, Decision.dated_on, Decision.title, Decision.lookup, Decision.signer_name).where(
        Decision.id == bindparam("key"), Decision.state == DecisionState.ISSUED.value
    )
)
_LINES = Prepared(
    lambda: select(Nomination.code, Nomination.name, Nomination.subject_kind, Nomination.gender, Nomination.title,
                   Nomination.award, Unit.name)
    .join(DecisionLine, DecisionLine.nomination_id == Nomination.id)
    .join(Decision, Decision.id == DecisionLine.decision_id)
    .join(Unit, Unit.id == Nomination.unit_id)
    .where(DecisionLine.decision_id == bindparam("key"), Nomination.decision_id == bindparam("key"), IN_DRAFT)
    .order_by(DecisionLine.position, DecisionLine.id)
)  # fmt: skip

LINE, CERTIFICATE = "line", "certificate"
"""What the words can be about, besides a decision."""


@dataclass(frozen=True, kw_only=True)
class File:
    """A file that is to be sealed: whose, what kind of file, which entry it was made from, its SHA-256 (hex) and length."""

    subject: str
    subject_id: str
    kind: str
    entry: int
    sha256: str
    size: int


Words = tuple[bytes, str]
"""Canonical JSON, and the code it is looked up by."""


def words_of(driver: Driver, organisation_id: str, file: File) -> list[Words]:
    """The words of a file and of what stands in it; none where it is not in force any more."""
    if file.kind in (PaperKind.CERTIFICATES, PaperKind.CERTIFICATE):
        return list(_certificates(driver, organisation_id, file))
    return list(_decision(driver, organisation_id, file))


def _decision(driver: Driver, organisation_id: str, file: File) -> Iterator[Words]:
    """The decision's own words come first, then those of its lines."""
    found = driver.rows(_DECISION, key=file.subject_id)
    if not found:
        return
    number, dated_on, title, lookup, signer = found[0]
    known = {
        **_named(driver, organisation_id, file), "number": number, "dated_on": dated_on, "lookup": lookup,
    }  # fmt: skip
    lines = list(_lines(driver, file.subject_id))
    head = {"title": title, "signer": signer or "", "lines": len(lines)}
    yield canonical({**known, **head, "paper": file.kind}), lookup
    for at, said in enumerate(lines, 1):
        yield canonical({**known, **said, "paper": LINE, "line": at}), said["code"]


def _certificates(driver: Driver, organisation_id: str, file: File) -> Iterator[Words]:
    is_first = file.kind == PaperKind.CERTIFICATES
    paper = (
        certificates_issued(driver, organisation_id, file.subject_id, "")
        if is_first
        else certificate_replaced(driver, organisation_id, file.entry, "")
    )
    known = _named(driver, organisation_id, file)
    for sheet in paper.sheets:
        said = {
            "paper": CERTIFICATE, "book_number": sheet.label, "made_on": sheet.made_on.isoformat(),
            "name": addressed(sheet.name, sheet.kind, sheet.gender), "where": sheet.where, "award": sheet.award,
            "number": sheet.decision_number, "dated_on": sheet.decided_on.isoformat(), "lookup": sheet.lookup,
            "replaces": sheet.replaces,
        }  # fmt: skip
        yield canonical({**known, **said}), sheet.lookup


def _named(driver: Driver, organisation_id: str, file: File) -> dict[str, str | int]:
    return {
        "issuer": f"Chủ tịch {issuer(driver, organisation_id).committee}", "sha256": file.sha256, "size": file.size,
    }  # fmt: skip


def _lines(driver: Driver, key: str) -> Iterator[dict[str, str]]:
    for code, name, kind, gender, title, award, unit in driver.rows(_LINES, key=key):
        line = Awardee(
            name=name, kind=SubjectKind(kind), gender=gender, birth_year=None, title=title, unit=unit,
            award=award_name(award, "vi"),
        )  # fmt: skip
        yield {"code": code or "", "name": line.addressed, "where": line.where, "award": line.award}
