"""Which wording a paper goes by: the last one before the entry it is made from, whatever was replaced afterwards."""

from sqlalchemy import bindparam, select

from states.paper_wording import TemplatePart, Wording, kept
from states.vocabulary import Action
from workflow.ledger.reading import entries_of
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


def wording_of_decision(driver: Driver, organisation_id: str, key: str) -> Wording:
    """The wording of a decision: that in force when it was last laid before the chairman; of one that never was, that of now.

    So nobody words anew what the chairman is reading, or has approved.
    """
    laid = [each.index for each in entries_of(driver, organisation_id, key) if each.entry.act == Action.SUBMIT_DECISION]
    return (
        wording_at(driver, organisation_id, DECISION, laid[-1])
        if laid
        else wording_now(driver, organisation_id, DECISION)
    )


def document_at(driver: Driver, organisation_id: str, paper: str, entry: int) -> str | None:
    """The digest of the document that the Word copy of a paper made at an entry is written into; none for the built-in."""
    found = driver.value(_DOCUMENT, organisation_id=organisation_id, paper=paper, entry=entry)
    return str(found) if found else None


def _read(paper: str, found: list[tuple[int, str]]) -> Wording:
    return kept(paper, *found[0]) if found else Wording(paper=paper)
