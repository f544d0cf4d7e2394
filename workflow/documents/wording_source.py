"""Which wording a paper goes by: the last one before the entry it is made from, whatever was replaced afterwards."""

from sqlalchemy import bindparam, select

from states.paper_wording import TemplatePart, Wording, kept
from workflow.models.paper_template import PaperTemplate
from workflow.sql import Driver, Prepared

_WORDING = (
    select(PaperTemplate.version, PaperTemplate.content)
    .where(
        PaperTemplate.organisation_id == bindparam("organisation_id"), PaperTemplate.paper == bindparam("paper"),
        PaperTemplate.part == TemplatePart.WORDING.value,
    )
    .order_by(PaperTemplate.version.desc())
    .limit(1)
)  # fmt: skip
_NOW = Prepared(lambda: _WORDING)
_BEFORE_ENTRY = Prepared(lambda: _WORDING.where(PaperTemplate.head < bindparam("entry")))
_AT_INSTANT = Prepared(lambda: _WORDING.where(PaperTemplate.replaced_at <= bindparam("at")))
_DOCUMENT = Prepared(
    lambda: select(PaperTemplate.sha256)
    .where(
        PaperTemplate.organisation_id == bindparam("organisation_id"), PaperTemplate.paper == bindparam("paper"),
        PaperTemplate.part == TemplatePart.DOCUMENT.value, PaperTemplate.head < bindparam("entry"),
    )
    .order_by(PaperTemplate.version.desc())
    .limit(1)
)  # fmt: skip
DECISION = "decision"


def wording_at(driver: Driver, organisation_id: str, paper: str, entry: int) -> Wording:
    """The wording of a paper that is made at an entry of the log."""
    return _read(paper, driver.rows(_BEFORE_ENTRY, organisation_id=organisation_id, paper=paper, entry=entry))


def wording_now(driver: Driver, organisation_id: str, paper: str) -> Wording:
    """The wording of a paper that would be made now."""
    return _read(paper, driver.rows(_NOW, organisation_id=organisation_id, paper=paper))


def wording_of_decision(driver: Driver, organisation_id: str, approved_at: int | None) -> Wording:
    """The wording of a decision: of an approved one that which the chairman approved, of a draft that of now."""
    if approved_at is None:
        return wording_now(driver, organisation_id, DECISION)
    return _read(DECISION, driver.rows(_AT_INSTANT, organisation_id=organisation_id, paper=DECISION, at=approved_at))


def document_at(driver: Driver, organisation_id: str, paper: str, entry: int) -> str | None:
    """The digest of the document that the Word copy of a paper made at an entry is written into; none for the built-in."""
    found = driver.value(_DOCUMENT, organisation_id=organisation_id, paper=paper, entry=entry)
    return str(found) if found else None


def _read(paper: str, found: list[tuple[int, str]]) -> Wording:
    return kept(paper, *found[0]) if found else Wording(paper=paper)
