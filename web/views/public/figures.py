"""The figures of a board in groups that people understand."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from babel.support import LazyProxy

from states.vocabulary import State
from web.language import lazy
from workflow.queries.public import ENDED, ORDER, STANDING, AwardCount

STAGES: tuple[tuple[LazyProxy, frozenset[State]], ...] = (
    (
        lazy("Đang xem xét tại xã"),
        frozenset(
            {
                State.SUBMITTED, State.RETURNED, State.UNDER_APPRAISAL, State.IN_CONSULTATION, State.POSTED,
                State.ELIGIBLE, State.TABLED, State.ENDORSED, State.ENDORSED_LOWER, State.BEFORE_CHAIRMAN,
                State.RETURNED_BY_CHAIRMAN, State.RETURNED_FROM_ABOVE, State.SUSPENDED,
            }
        ),
    ),
    (lazy("Đã trình cấp trên, đang chờ kết quả"), frozenset({State.FORWARDED})),
    (lazy("Đã có quyết định, đang hoàn tất việc công bố"), frozenset({State.AWARDED, State.AWARDED_ABOVE})),
    (lazy("Đã được khen thưởng, công khai trên bảng vàng"), frozenset(STANDING)),
    (
        lazy("Chưa được khen thưởng"),
        frozenset(
            {State.INTAKE_REFUSED, State.INELIGIBLE, State.NOT_ENDORSED, State.DECLINED, State.REFUSED_ABOVE}
        ),
    ),
    (lazy("Đơn vị đã rút"), frozenset({State.WITHDRAWN})),
    (lazy("Khen thưởng đã bị hủy bỏ"), frozenset(ENDED)),
)  # fmt: skip
"""How far nominations have come, as the public is told: no single step inside the house."""


@dataclass(frozen=True, kw_only=True)
class Bar:
    """One line of figures; ``share`` is its length in hundredths of the longest one."""

    label: str
    count: int
    annulled: int
    share: int
    link: str = ""


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


def by_stage(states: Mapping[State, int]) -> list[Bar]:
    """Nominations handed in, by how far they have come."""
    sums = [(str(label), sum(states.get(state, 0) for state in group)) for label, group in STAGES]
    longest = max((count for _label, count in sums), default=0)
    return [Bar(label=label, count=count, annulled=0, share=_share(count, longest)) for label, count in sums if count]


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
