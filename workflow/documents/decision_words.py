"""The sentences of an award decision. The chairman reads them on the screen before signing, and the paper prints the same."""

from collections.abc import Iterable

from states.vocabulary import SubjectKind
from workflow.documents.writing_style import COUNTED, grouped, small

OWN_FUND = "quỹ thi đua, khen thưởng của xã"
_GIVEN = ("Giấy khen", "Bằng khen", "Cờ", "Kỷ niệm chương", "Huy hiệu")
"""Awards that are given (tặng); all others are titles, which are recognised (công nhận danh hiệu)."""


def grounds(citations: Iterable[str], proposal: str) -> list[str]:
    """What the decision rests on (căn cứ): each line ends with a semicolon, the last with a full stop."""
    return [*(f"Căn cứ {text};" for text in citations), proposal]


def order(award: str, kind: SubjectKind, count: int) -> str:
    """What the decision does for those who receive one award, without its full stop."""
    whom = f"{small(count)} {COUNTED[kind]}"
    return f"Tặng {award} cho {whom}" if award.startswith(_GIVEN) else f"Công nhận danh hiệu “{award}” cho {whom}"


def money(amount: int | None, fund: str, rule: str) -> list[str]:
    """What is paid and from where, behind the ``rule``; without a sum where a figure of it was not read in its source."""
    if amount is None:
        return [rule]
    return [rule, f"Tổng số tiền thưởng: {grouped(amount)} đồng. Nguồn chi: {fund or OWN_FUND}."]
