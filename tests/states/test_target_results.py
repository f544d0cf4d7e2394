"""Reached or not, in the direction the plan says, in integers."""

from __future__ import annotations

import pytest

from states.campaign_vocabulary import TargetStanding as T
from states.target_results import Amount, per_mille, standing


@pytest.mark.parametrize(
    ("comparator", "found", "wanted", "expected", "share"),
    [
        (">=", (180, 1), (18, 0), T.REACHED, 1000),
        (">=", (1799, 2), (180, 1), T.NOT_REACHED, 999),
        (">", (20, 1), (2, 0), T.NOT_REACHED, 1000),
        (">", (21, 1), (2, 0), T.REACHED, 1050),
        ("<=", (5, 0), (5, 0), T.REACHED, 1000),
        ("<=", (501, 2), (5, 0), T.NOT_REACHED, 1002),
        ("=", (2697, 2), (26970, 3), T.REACHED, 1000),
        ("=", (0, 0), (0, 0), T.REACHED, None),
        ("=", (1, 0), (0, 0), T.NOT_REACHED, None),
        ("above_plan", (900, 0), (900, 0), T.NOT_REACHED, 1000),
        ("above_plan", (9001, 1), (900, 0), T.REACHED, 1000),
        ("per_plan", (5, 1), (5, 1), T.REACHED, 1000),
        ("per_plan", (4, 1), (5, 1), T.NOT_REACHED, 800),
        ("fewer_than_last_year", (3, 0), (4, 0), T.REACHED, 750),
        ("fewer_than_last_year", (4, 0), (4, 0), T.NOT_REACHED, 1000),
        (">=", (-15, 1), (2, 0), T.NOT_REACHED, None),
    ],
)
def test_a_measured_figure(
    comparator: str, found: tuple[int, int], wanted: tuple[int, int], expected: T, share: int | None
) -> None:
    assert standing(comparator, Amount(*found), Amount(*wanted)) == expected
    assert per_mille(comparator, Amount(*found), Amount(*wanted)) == share


def test_what_is_not_there_is_not_judged() -> None:
    assert standing(">=", None, Amount(5)) == T.NO_FIGURE
    assert standing("above_plan", Amount(5), None) == T.NO_FIGURE
    assert standing("qualitative", None, None) == T.NO_FIGURE
    assert standing("qualitative", None, None, is_told=True) == T.TOLD


def test_what_can_be_stored() -> None:
    assert Amount(-(10**15) + 1, 4).is_storable
    assert not Amount(10**15).is_storable and not Amount(1, 5).is_storable and not Amount(1, -1).is_storable
