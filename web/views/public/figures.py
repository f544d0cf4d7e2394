"""The figures of a board in groups that people understand."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from babel.support import LazyProxy

from web.language import lazy
from workflow.queries import log_figures as figures
from workflow.queries.public import ORDER, AwardCount

STAGES: Mapping[str, LazyProxy] = {
    figures.UNDER_WAY: lazy("Đang xem xét tại xã"),
    figures.ABOVE: lazy("Đã trình cấp trên, đang chờ kết quả"),
    figures.DECIDED: lazy("Đã có quyết định, đang hoàn tất việc công bố"),
    figures.HONOURED: lazy("Đã được khen thưởng, công khai trên bảng vàng"),
    figures.NOT_HONOURED: lazy("Chưa được khen thưởng"),
    figures.WITHDRAWN: lazy("Đơn vị đã rút"),
    figures.ENDED: lazy("Khen thưởng đã bị hủy bỏ"),
}
"""How far nominations have come, as the public is told: no single step inside the house."""


@dataclass(frozen=True, kw_only=True)
class Bar:
    """One line of figures; ``share`` is its length in hundredths of the longest one."""

    label: str
    count: int
    annulled: int
    share: int
    link: str = ""
    is_untold: bool = False
    """A small figure, which is kept back."""


def by_award(counts: Iterable[AwardCount]) -> list[Bar]:
    """Awards that stand, by kind, in the order of the board; the label is the award's code."""
    order = {code: place for place, code in enumerate(ORDER)}
    return _bars(counts, lambda each: each.award, lambda code: (order.get(code, len(order)), code))


def by_unit(counts: Iterable[AwardCount]) -> list[Bar]:
    """Awards that stand, by unit, most first; ``link`` is the unit's id."""
    counts = list(counts)
    names = {each.unit_id: each.unit for each in counts}
    bars = _bars(counts, lambda each: each.unit_id, lambda key: (0, key))
    told = [
        Bar(label=names[bar.label], count=bar.count, annulled=bar.annulled, share=bar.share, link=bar.label)
        for bar in bars
    ]
    return sorted(told, key=lambda bar: -bar.count)


def by_stage(told: Mapping[str, int | None]) -> list[Bar]:
    """Nominations handed in, by how far they have come; small figures are kept back."""
    longest = max((count or 0 for count in told.values()), default=0)
    return [
        Bar(
            label=str(STAGES[stage]),
            count=count or 0,
            annulled=0,
            share=_share(count or 0, longest),
            is_untold=count is None,
        )
        for stage, count in told.items()
        if count != 0
    ]


def _bars(
    counts: Iterable[AwardCount], key: Callable[[AwardCount], str], order: Callable[[str], tuple[int, str]]
) -> list[Bar]:
    standing: dict[str, int] = {}
    annulled: dict[str, int] = {}
    for each in counts:
        into = annulled if each.is_annulled else standing
        into[key(each)] = into.get(key(each), 0) + each.count
    longest = max(standing.values(), default=0)
    return [
        Bar(
            label=name,
            count=standing.get(name, 0),
            annulled=annulled.get(name, 0),
            share=_share(standing.get(name, 0), longest),
        )
        for name in sorted({*standing, *annulled}, key=order)
    ]


def _share(count: int, longest: int) -> int:
    return -(-100 * count // longest) if longest else 0
