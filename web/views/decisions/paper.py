"""The text of an award decision, read as HTML. A decision is written in Vietnamese whatever the page's language."""

from collections.abc import Sequence
from dataclasses import dataclass

from states.rule_names import award_name
from states.vocabulary import SubjectKind
from workflow.documents.decision_words import MONEY, duties, grounds, order
from workflow.documents.writing_style import Office, long_day
from workflow.queries.decision import DecisionPage, Named


@dataclass(frozen=True, kw_only=True)
class AwardedGroup:
    """Those who receive one award, in the order of the list."""

    opening: str
    names: Sequence[Named]


@dataclass(frozen=True, kw_only=True)
class Paper:
    """A decision as it reads, block by block."""

    parent: str
    issuer: str
    nation: str
    motto: str
    number: str
    place_and_day: str
    heading: str
    title: str
    authority: str
    bases: Sequence[str]
    groups: Sequence[AwardedGroup]
    articles: Sequence[str]
    signer_title: str
    signer_name: str

    def article(self, number: int) -> str:
        """The heading of an article."""
        return f"Điều {number}."


def paper_of(page: DecisionPage) -> Paper:
    """The decision as it would be printed now; the sentences are those of the printed paper."""
    number, on = page.case["number"], page.dated_on
    office = Office(name=page.issuer.name, parent=page.issuer.parent_name, place=page.issuer.place)
    return Paper(
        parent=page.issuer.parent_name, issuer=office.committee.upper(),
        nation="CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", motto="Độc lập - Tự do - Hạnh phúc",
        number=f"Số: {number:02}/QĐ-UBND" if number else "Số: …/QĐ-UBND", heading="QUYẾT ĐỊNH",
        place_and_day=f"{office.town}, {long_day(on) if on else 'ngày … tháng … năm …'}",
        title=page.case["title"], authority=f"CHỦ TỊCH {office.committee.upper()}",
        bases=grounds((citation.text("vi") for citation in page.citations), office.council),
        groups=_groups(page.named), articles=[MONEY, duties(office.council)],
        signer_title="CHỦ TỊCH", signer_name=page.case["signer_name"] or "",
    )  # fmt: skip


def _groups(named: Sequence[Named]) -> list[AwardedGroup]:
    by_award: dict[tuple[str, str], list[Named]] = {}
    for line in named:
        by_award.setdefault((line.award, line.subject_kind), []).append(line)
    return [
        AwardedGroup(
            opening=f"{order(award_name(award, 'vi'), SubjectKind(kind), len(lines))}:",
            names=lines,
        )
        for (award, kind), lines in by_award.items()
    ]
