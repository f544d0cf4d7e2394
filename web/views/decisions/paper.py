"""The text of an award decision, read as HTML. A decision is written in Vietnamese whatever the page's language."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from states.rule_names import award_name
from states.vocabulary import SubjectKind
from workflow.queries.decision import DecisionPage, Named

_KINDS = {
    SubjectKind.INDIVIDUAL: "cá nhân",
    SubjectKind.COLLECTIVE: "tập thể",
    SubjectKind.HOUSEHOLD: "hộ gia đình",
    SubjectKind.VILLAGE: "thôn",
}


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
    """The decision as it would be printed now."""
    number, on = page.case["number"], page.dated_on
    place = page.issuer.place.removeprefix("xã ").removeprefix("Xã ")
    issuer = page.issuer.name
    commune = issuer.removeprefix("UBND ").removeprefix("Ủy ban nhân dân ")
    return Paper(
        parent=page.issuer.parent_name, issuer=_in_full(issuer).upper(),
        nation="CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", motto="Độc lập - Tự do - Hạnh phúc",
        number=f"Số: {number:02}/QĐ-UBND" if number else "Số: …/QĐ-UBND", heading="QUYẾT ĐỊNH",
        place_and_day=f"{place}, {day_in_full(on) if on else 'ngày … tháng … năm …'}",
        title=page.case["title"], authority=f"CHỦ TỊCH {_in_full(issuer).upper()}",
        bases=[
            *(f"Căn cứ {citation.text_vi};" for citation in page.citations),
            f"Theo đề nghị của Thường trực Hội đồng Thi đua - Khen thưởng {commune}.",
        ],
        groups=_groups(page.named),
        articles=[
            "Tiền thưởng kèm theo khen thưởng thực hiện theo quy định của pháp luật về thi đua, khen thưởng.",
            f"Quyết định này có hiệu lực kể từ ngày ký. Thường trực Hội đồng Thi đua - Khen thưởng {commune}, các cơ quan, "
            "đơn vị liên quan và các tập thể, cá nhân, hộ gia đình có tên tại Điều 1 chịu trách nhiệm thi hành "
            "Quyết định này./.",
        ],
        signer_title="CHỦ TỊCH", signer_name=page.case["signer_name"] or "",
    )  # fmt: skip


def day_in_full(on: date) -> str:
    """A day as a paper writes it: ngày 05 tháng 02 năm 2024."""
    month = f"{on.month:02}" if on.month <= 2 else str(on.month)
    return f"ngày {on.day:02} tháng {month} năm {on.year}"


def _groups(named: Sequence[Named]) -> list[AwardedGroup]:
    by_award: dict[tuple[str, str], list[Named]] = {}
    for line in named:
        by_award.setdefault((line.award, line.subject_kind), []).append(line)
    return [
        AwardedGroup(
            opening=f"Khen thưởng “{award_name(award, 'vi')}” cho {len(lines):02} {_KINDS[SubjectKind(kind)]} sau đây:",
            names=lines,
        )
        for (award, kind), lines in by_award.items()
    ]


def _in_full(issuer: str) -> str:
    return f"Ủy ban nhân dân {issuer.removeprefix('UBND ')}" if issuer.startswith("UBND ") else issuer
