"""Reads what the sheet of an appraisal says: the checklist that an entry answered."""

from sqlalchemy import bindparam, select

from states import wording
from states.rule_names import document_name
from states.vocabulary import State
from workflow.days import civil_date, civil_time
from workflow.documents.appraisal_paper import AppraisalPaper, Checked
from workflow.documents.issuer import issuer
from workflow.documents.minutes_paper import Signed
from workflow.documents.nomination_read import answers_at, name_of, nomination_read
from workflow.documents.wording_source import wording_at
from workflow.ledger.reading import entry_at
from workflow.models.dossier import Document
from workflow.sql import Driver, Prepared

_FILES = Prepared(
    lambda: select(Document.kind)
    .distinct()
    .where(Document.nomination_id == bindparam("key"), Document.handed_in_at <= bindparam("at"))
    .order_by(Document.kind)
)  # fmt: skip


def appraisal_paper(driver: Driver, organisation_id: str, key: str, entry: int) -> AppraisalPaper:
    """The sheet of the appraisal that ``entry`` ended."""
    found = entry_at(driver, organisation_id, entry)
    assert found is not None, "a paper names an entry of its log"
    at, on = found.entry.at, civil_date(found.entry.at)
    case, answers = nomination_read(driver, organisation_id, key, entry, on), answers_at(driver, key, at)
    checks = [
        Checked(condition=each.text("vi"), source=each.source, result=wording.label(answers[each.code][0], "vi"),
                note=answers[each.code][1])
        for each in case.conditions if each.code in answers
    ]  # fmt: skip
    return AppraisalPaper(
        office=issuer(driver, organisation_id), name=case.name, about=case.title, unit=case.unit, code=case.code,
        award=case.award, received_on=case.received_on, regime=case.regime.name("vi"), checks=checks,
        files=[document_name(kind, "vi") for (kind,) in driver.rows(_FILES, key=key, at=at)],
        outcome=wording.label(State(found.entry.dst), "vi").lower(), reason=str(found.changes.get("reason") or ""), on=on,
        made=Signed(name=name_of(driver, found.account_id), at=civil_time(at), entry=entry),
        wording=wording_at(driver, organisation_id, "appraisal", entry),
    )  # fmt: skip
