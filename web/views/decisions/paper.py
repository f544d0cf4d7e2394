"""A decision read as HTML: the same text as the printed paper, which is Vietnamese whatever the page's language."""

from typing import Any

from states.rule_names import award_name
from states.vocabulary import SubjectKind
from web.database import reading
from workflow.documents.decision_paper import Awardee, DecisionPaper
from workflow.documents.decision_source import title_of_signer
from workflow.documents.writing_style import Office
from workflow.queries.decision import DecisionPage, Named

_ALWAYS = {
    "nation": "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "motto": "Độc lập - Tự do - Hạnh phúc", "kind": "QUYẾT ĐỊNH",
    "article": "Điều", "receivers": "Nơi nhận:", "annex": "PHỤ LỤC",
}  # fmt: skip
"""The words that stand on every decision."""


def paper_of(page: DecisionPage) -> dict[str, Any]:
    """The decision as it would be printed now, block by block."""
    case = page.case
    paper = DecisionPaper(
        office=Office(name=page.issuer.name, parent=page.issuer.parent_name, place=page.issuer.place),
        number=case["number"], dated_on=page.dated_on, title=case["title"],
        citations=[citation.text("vi") for citation in page.citations],
        awardees=[_awardee(line) for line in page.named], signer=case["signer_name"] or "",
        signer_title=title_of_signer(reading(), case["signer_id"], case["dated_on"]) if page.is_signed else "",
    )  # fmt: skip
    return paper.text() | {"always": _ALWAYS}


def _awardee(line: Named) -> Awardee:
    return Awardee(
        name=line.name, kind=SubjectKind(line.subject_kind), gender=line.gender, birth_year=line.birth_year,
        title=line.title, unit=line.unit, award=award_name(line.award, "vi"),
    )  # fmt: skip
