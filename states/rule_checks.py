"""The typed vocabulary of conditions: what a line of the rules asks for, as data that ``states/eligibility.py`` can judge.

A condition without a check can be answered by a person only. Shares are (num, den), times are months or counts, all whole.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

CheckKind = Literal[
    "any_of",
    "award_chain",
    "earlier_award",
    "member_awards",
    "member_results",
    "member_discipline",
    "work_rating",
    "months_employed",
    "no_discipline",
    "no_open_matter",
    "not_rewarded_before",
    "grounds_count",
    "initiative",
    "initiative_unused",
    "research",
    "combat",
    "score",
    "household_duties",
    "enterprise_duties",
    "managed_by_unit",
    "competence",
    "still_exists",
    "person",
]

RATINGS: Final = ("not_completed", "completed", "good", "excellent")
"""How a competent evaluator rates a year's work, from the lowest."""

DISCIPLINES: Final = ("reprimand", "warning", "dismissal")
"""Kinds of discipline, from the mildest."""

_NEEDS: Final = {
    "award_chain": ("award", "times"),
    "earlier_award": ("award",),
    "member_awards": ("award",),
    "member_results": ("share",),
    "member_discipline": ("level",),
    "no_discipline": ("level",),
    "work_rating": ("rating",),
    "months_employed": ("months",),
    "any_of": ("alternatives",),
}


@dataclass(frozen=True, kw_only=True)
class CheckRule:
    """One condition that facts can answer.

    ``award_chain``: ``award`` in each of the ``times`` years before the case's year (``with_this_year``: the case's year
    is the last of them). ``earlier_award``: the standard of ``award``, by what that award itself asks. ``member_awards``: a
    ``share`` of the members (``strict``: more than that) holds ``award`` this year; ``least`` of them at any rate.
    ``any_of``: one of ``alternatives`` is enough. ``only_for``: asked of such persons only. ``from_its_end``: a discipline
    that ended within the time leaves open whether the achievement came after. ``is_warning``: a failure is told and bars
    nothing. ``holds``: a failure holds the case until cleared.
    """

    kind: CheckKind
    award: str = ""
    times: int = 0
    with_this_year: bool = False
    share: tuple[int, int] | None = None
    least: int = 0
    strict: bool = False
    rating: Literal["", "completed", "good", "excellent"] = ""
    level: Literal["", "reprimand", "warning", "dismissal"] = ""
    months: int = 0
    scope: Literal["", "grassroots", "province", "nation"] = ""
    only_for: Literal["", "officials", "farmers", "enterprises", "enterprise_staff"] = ""
    from_its_end: bool = False
    is_warning: bool = False
    holds: bool = False
    alternatives: tuple[CheckRule, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a check that lacks what its kind needs."""
        for name in _NEEDS.get(self.kind, ()):
            if not getattr(self, name):
                raise ValueError(f"check ({self.kind} needs {name})")
        if self.share is not None and not 0 < self.share[0] <= self.share[1]:
            raise ValueError("check (share is no share)")
        if min(self.times, self.months, self.least) < 0:
            raise ValueError("check (a count is below zero)")
