"""Reads what the notice of a nomination that ended without an award says."""

from states.personal_data import ERASED
from states.rule_parts import ConditionRule
from states.vocabulary import CheckResult
from workflow.days import civil_date
from workflow.documents.issuer import issuer
from workflow.documents.nomination_read import answers_at, name_of, nomination_read
from workflow.documents.refusal_paper import Ending, RefusalPaper
from workflow.documents.wording_source import wording_at
from workflow.ledger.reading import entry_at
from workflow.sql import Driver

_LAW = ("Luật", "Nghị định", "Nghị quyết", "Thông tư", "Quyết định")


def refusal_paper(driver: Driver, organisation_id: str, key: str, entry: int) -> RefusalPaper:
    """The notice of the end that ``entry`` put to a nomination."""
    ended = entry_at(driver, organisation_id, entry)
    assert ended is not None, "a paper names an entry of its log"
    on = civil_date(ended.entry.at)
    case, answers = nomination_read(driver, organisation_id, key, entry, on), answers_at(driver, key, ended.entry.at)
    missed = {code for code, (result, _) in answers.items() if result == CheckResult.NOT_MET}
    failed = [each for each in case.conditions if each.code in missed]
    return RefusalPaper(
        office=issuer(driver, organisation_id), ending=Ending(ended.entry.act), unit=case.unit, name=case.name,
        code=case.code, award=case.award, submitted_on=case.submitted_on,
        reason=str(ended.changes.get("reason") or ERASED), on=on, entry=entry, signer=name_of(driver, ended.account_id),
        wording=wording_at(driver, organisation_id, "refusal", entry),
        failed=[_with_source(each) for each in failed],
    )  # fmt: skip


def _with_source(condition: ConditionRule) -> str:
    """The condition, with its source where that was read in a text of law; a custom or an article is not shown as one."""
    text = condition.text("vi").rstrip(".")
    is_law = condition.mark == "V" and condition.source.startswith(_LAW)
    return f"{text} ({condition.source})." if is_law else f"{text}."
