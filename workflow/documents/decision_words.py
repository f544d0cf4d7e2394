"""The sentences of an award decision. The chairman reads them on the screen before signing, and the paper prints the same."""

from collections.abc import Iterable

from states.vocabulary import SubjectKind
from workflow.documents.writing_style import COUNTED, grouped, small

MONEY = "Tiền thưởng kèm theo khen thưởng thực hiện theo quy định của pháp luật về thi đua, khen thưởng."
OWN_FUND = "quỹ thi đua, khen thưởng của xã"
_GIVEN = ("Giấy khen", "Bằng khen", "Cờ", "Kỷ niệm chương", "Huy hiệu")
"""Awards that are given (tặng); all others are titles, which are recognised (công nhận danh hiệu)."""


def grounds(citations: Iterable[str], council: str) -> list[str]:
    """What the decision rests on (căn cứ): each line ends with a semicolon, the last with a full stop."""
    return [*(f"Căn cứ {text};" for text in citations), f"Theo đề nghị của Thường trực {council}."]


def order(award: str, kind: SubjectKind, count: int) -> str:
    """What the decision does for those who receive one award, without its full stop."""
    whom = f"{small(count)} {COUNTED[kind]}"
    return f"Tặng {award} cho {whom}" if award.startswith(_GIVEN) else f"Công nhận danh hiệu “{award}” cho {whom}"


def money(amount: int | None, fund: str) -> list[str]:
    """What is paid and from where; without a sum where a figure of it was not read in its source."""
    if amount is None:
        return [MONEY]
    return [MONEY, f"Tổng số tiền thưởng: {grouped(amount)} đồng. Nguồn chi: {fund or OWN_FUND}."]


def duties(council: str) -> str:
    """From when the decision holds, and who carries it out; with the mark that ends a paper."""
    return (
        f"Quyết định này có hiệu lực kể từ ngày ký. Thường trực {council}, các cơ quan, đơn vị liên quan và các tập thể, "
        "cá nhân, hộ gia đình có tên tại Điều 1 chịu trách nhiệm thi hành Quyết định này./."
    )
