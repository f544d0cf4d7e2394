"""Whether a figure of an emulation plan was reached, and how far: integers only, in the plan's own direction.

A figure is measured against the plan's number (≥, >, ≤, =), or against one that only its report knows: the estimate assigned
by the level above (``above_plan``, ``per_plan``) or the year before (``fewer_than_last_year``). The rest is told in words.
"""

from dataclasses import dataclass

from states.campaign_vocabulary import TargetStanding

QUALITATIVE = "qualitative"
REFERRING = ("above_plan", "per_plan", "fewer_than_last_year")
"""Comparators whose number comes with the report."""

DOWNWARD = ("<=", "fewer_than_last_year")
"""Comparators by which less is better."""

MOST_DECIMALS = 4
LARGEST = 10**15
"""A figure's integer stays below this, so that it fits every database with room to spare."""


@dataclass(frozen=True)
class Amount:
    """A number as it was entered: an integer and how many of its digits stand behind the comma (18,0 is 180 and 1)."""

    value: int
    decimals: int = 0

    @property
    def is_storable(self) -> bool:
        """Whether records can hold it."""
        return 0 <= self.decimals <= MOST_DECIMALS and abs(self.value) < LARGEST


def brought_together(one: Amount, other: Amount) -> tuple[int, int]:
    """Both numbers with the same count of decimals, as integers."""
    most = max(one.decimals, other.decimals)
    return one.value * 10 ** (most - one.decimals), other.value * 10 ** (most - other.decimals)


def standing(
    comparator: str, reached: Amount | None, measure: Amount | None, *, is_told: bool = False
) -> TargetStanding:
    """How a figure stands: ``measure`` is the plan's number, or the report's own where the plan names none.

    A figure told in words is never counted as reached or not: that stays with people.
    """
    if comparator == QUALITATIVE:
        return TargetStanding.TOLD if is_told else TargetStanding.NO_FIGURE
    if reached is None or measure is None:
        return TargetStanding.NO_FIGURE
    found, wanted = brought_together(reached, measure)
    is_reached = {
        ">=": found >= wanted, "per_plan": found >= wanted, ">": found > wanted, "above_plan": found > wanted,
        "<=": found <= wanted, "=": found == wanted, "fewer_than_last_year": found < wanted,
    }[comparator]  # fmt: skip
    return TargetStanding.REACHED if is_reached else TargetStanding.NOT_REACHED


def per_mille(comparator: str, reached: Amount, measure: Amount) -> int | None:
    """What was reached in thousandths of the measure; ``None`` where a share says nothing (a measure of 0, a minus).

    Rounded away from 1000 in favour of nobody: what falls short of a measure never reads as 100,0 %.
    """
    found, wanted = brought_together(reached, measure)
    if wanted <= 0 or found < 0:
        return None
    return -(-1000 * found // wanted) if comparator in DOWNWARD else 1000 * found // wanted
