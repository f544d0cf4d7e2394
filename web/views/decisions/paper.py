"""A decision read as HTML: the same text as the printed paper, which is Vietnamese whatever the page's language."""

from collections.abc import Mapping
from typing import Any

from states.paper_wording import Wording
from states.rule_names import award_name
from states.vocabulary import DecisionState, SubjectKind
from web.database import reading
from workflow.documents.correction import correction_of
from workflow.documents.decision_paper import Awardee, DecisionPaper
from workflow.documents.decision_source import awardee_paid, citations_of_corrected, title_of_signer
from workflow.documents.wording_source import DECISION, wording_now, wording_of_decision
from workflow.documents.writing_style import Office
from workflow.queries.bonuses import Bonuses, bonuses_of
from workflow.queries.decision import DecisionPage, Named

_ALWAYS = {
    "nation": "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "motto": "Độc lập - Tự do - Hạnh phúc", "kind": "QUYẾT ĐỊNH",
    "article": "Điều", "receivers": "Nơi nhận:", "annex": "PHỤ LỤC",
}  # fmt: skip
"""The words that stand on every decision."""


def bonuses_on(page: DecisionPage) -> Bonuses:
    """What the decision pays; that of a draft is worked out for today."""
    named = [line.key for line in page.named]
    return bonuses_of(reading(), page.case["organisation_id"], page.case["id"], named, page.dated_on or page.today)


def paper_of(page: DecisionPage, paid: Bonuses) -> dict[str, Any]:
    """The decision as it would be printed now, block by block."""
    case = page.case
    correction = correction_of(reading(), case["id"])
    on = page.dated_on or page.today
    paper = DecisionPaper(
        office=Office(name=page.issuer.name, parent=page.issuer.parent_name, place=page.issuer.place),
        number=case["number"], dated_on=page.dated_on, title=case["title"],
        citations=citations_of_corrected(reading(), case["organisation_id"], correction.key, on)
        if correction
        else [citation.text("vi") for citation in page.citations],
        awardees=[awardee_paid(_awardee(line), line.key, paid) for line in page.named], signer=case["signer_name"] or "",
        signer_title=title_of_signer(reading(), case["organisation_id"], case["id"]) if page.is_signed else "",
        fund=case["fund"], correction=correction,
        wording=_wording_of(case),
    )  # fmt: skip
    return paper.text() | {"always": _ALWAYS}


def _wording_of(case: Mapping[str, Any]) -> Wording:
    """A draft in the office goes by the wording of now, what lies before the chairman by that with which it was laid there."""
    where = case["organisation_id"]
    if case["state"] == DecisionState.DRAFTED:
        return wording_now(reading(), where, DECISION)
    return wording_of_decision(reading(), where, case["id"])


def _awardee(line: Named) -> Awardee:
    return Awardee(
        name=line.name, kind=SubjectKind(line.subject_kind), gender=line.gender, birth_year=line.birth_year,
        title=line.title, unit=line.unit, award=award_name(line.award, "vi"),
    )  # fmt: skip
