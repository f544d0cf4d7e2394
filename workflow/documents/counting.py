"""How papers tell the counts of a vote: one row an item, and under the table how each finding follows from its count."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count, groupby
from typing import Any, Final

from states import wording
from states.council_vocabulary import Method
from states.ranking import Rank, explain_finding
from states.rule_names import award_name
from states.tally import Tally, Threshold
from states.tally_explained import disclosures, reason_in_words, told_alike
from states.tally_figures import figures, worth_showing
from states.vocabulary import State
from workflow.documents.writing_style import column
from workflow.queries.council_paper import CountedAnew
from workflow.queries.session import CountedItem

FOUND: Final[Mapping[State, str]] = {
    State.ENDORSED: "Đề nghị khen thưởng",
    State.ENDORSED_LOWER: "Đề nghị mức thấp hơn",
    State.NOT_ENDORSED: "Không đề nghị khen thưởng",
}
_TITLES: Final[Mapping[str, str]] = {
    "base": "Tính trên số thành viên", "recused": "Không được tham gia", "agree": "Đồng ý",
    "agree_lower": "Chỉ đồng ý mức thấp hơn", "disagree": "Không đồng ý", "abstain": "Không biểu quyết",
    "invalid": "Phiếu không hợp lệ", "surplus": "Phiếu thừa", "missing": "Chưa cho ý kiến",
    "written": "Ý kiến bằng văn bản", "needed": "Đồng ý cần ít nhất",
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Urn:
    """How many papers were handed out for an item that was voted on in secret, and how many came back."""

    issued: int
    returned: int


@dataclass(frozen=True, kw_only=True)
class Item:
    """One nomination the council decided on. ``lower`` is the lower award it was endorsed for, if it was.

    ``urn`` is told of what was voted on with papers.
    """

    code: str
    name: str
    unit: str
    award: str
    lower: str
    tally: Tally
    threshold: Threshold
    finding: State
    rank: Rank | None = None
    urn: Urn | None = None

    @property
    def figures(self) -> Mapping[str, int]:
        """Its figures."""
        return figures(self.tally, self.threshold)

    @property
    def found(self) -> str:
        """What the council found, in words."""
        return f"{FOUND[self.finding]}: {self.lower}" if self.lower else FOUND[self.finding]


def item_of(counted: CountedItem, urn: Urn | None = None) -> Item:
    """An item as papers name it."""
    item = counted.item
    return Item(
        code=item.code, name=item.name, unit=item.unit, award=award_name(item.award, "vi"),
        lower=award_name(item.lower, "vi") if item.lower else "", tally=counted.tally, threshold=counted.threshold,
        finding=counted.finding, rank=counted.rank, urn=urn,
    )  # fmt: skip


def by_award(items: Iterable[Item]) -> list[tuple[str, list[Item]]]:
    """Items that stand in the order of their awards, under the name of each."""
    return [(award, list(lines)) for award, lines in groupby(items, key=lambda each: each.award)]


def count_table(items: Sequence[Item], groups: Sequence[tuple[str, Sequence[Item]]]) -> dict[str, Any]:
    """A table of counts. The columns are those that any of ``items`` needs; ``groups`` bear titles, one may have none."""
    shown = worth_showing(each.figures for each in items)
    papers = ("Phiếu phát ra", "Phiếu thu về") if any(each.urn for each in items) else ()
    columns = [
        column("STT", width=11, place="center"), column("Mã hồ sơ", width=22, place="center"),
        column("Đối tượng được xét", share=3),
        *(column(title, width=15, place="center") for title in (*papers, *(_TITLES[name] for name in shown))),
        column("Kết quả", share=1.9),
    ]  # fmt: skip
    places = count(1)
    tables = [
        {"title": title, "rows": [_row(next(places), each, shown, with_papers=bool(papers)) for each in lines]}
        for title, lines in groups
    ]
    return {"columns": columns, "groups": tables}


def _row(place: int, each: Item, shown: Sequence[str], *, with_papers: bool) -> list[str]:
    papers = [str(each.urn.issued), str(each.urn.returned)] if each.urn else ["", ""]
    numbers = [str(each.figures[name]) for name in shown]
    return [str(place), each.code, f"{each.name}, {each.unit}", *(papers if with_papers else ()), *numbers, each.found]


def explained(items: Iterable[Item]) -> list[str]:
    """How each finding follows from its count, in the words of the screen; what is told alike is told once."""
    told = {
        each.code: explain_finding(each.tally, each.threshold, each.finding.value, each.rank, "vi") for each in items
    }
    return [f"Cách tính, hồ sơ {', '.join(codes)}: {' '.join(steps)}" for codes, steps in told_alike(told)]


def summed(items: Sequence[Item]) -> str:
    """How many items were decided on, and how."""
    many = {finding: sum(each.finding == finding for each in items) for finding in FOUND}
    return (
        f"Hội đồng đã xét {len(items)} hồ sơ: đồng ý đề nghị khen thưởng {many[State.ENDORSED]}; "
        f"đồng ý mức thấp hơn {many[State.ENDORSED_LOWER]}; không đề nghị {many[State.NOT_ENDORSED]}."
    )


def urn_said(anew: CountedAnew) -> str:
    """What the tellers found of an item that is voted on anew, and why it is."""
    count, said = anew.count, anew.count.opinions
    written = f"; ý kiến bằng văn bản {anew.written.given}, đồng ý {anew.written.agree}" if anew.written.given else ""
    return (
        f"phát ra {count.issued}, thu về {count.returned}, không hợp lệ {count.invalid}; đồng ý {said.agree}, "
        f"chỉ đồng ý mức thấp hơn {said.agree_lower}, không đồng ý {said.disagree}, không biểu quyết {said.abstain}{written}. "
        f"{reason_in_words(anew.reason, 'vi').removesuffix('.')}"
    )


def on_ballots(tellers: Sequence[str], anew: Sequence[str]) -> Iterator[str]:
    """Who counted what was voted on in secret, and what has to be voted on again."""
    if tellers:
        yield (
            f"Ban kiểm phiếu: {', '.join(tellers)}; từng người kiểm và nhập riêng, kết quả trùng nhau. "
            "Mã băm bản quét phiếu kiểm phiếu được ghi ở mục nhật ký kết thúc biểu quyết."
        )
    if anew:
        yield f"Chưa kết luận, phải biểu quyết lại: {'; '.join(anew)}."


def manner(items: Sequence[Item]) -> str:
    """How these items were voted on."""
    methods = dict.fromkeys(Method.SECRET_PAPER if each.urn else Method.OPEN for each in items)
    return ", ".join(wording.label(each, "vi").lower() for each in methods)


def warned(items: Sequence[Item]) -> list[str]:
    """What the totals of so few give away."""
    told = disclosures(
        {each.code: each.tally for each in items}, "vi", in_secret={each.code for each in items if each.urn}
    )
    return [f"Lưu ý, hồ sơ {', '.join(codes)}: {words}" for words, codes in told]
