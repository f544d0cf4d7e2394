"""A hold stops the clock: due dates with and without holds, in working and in calendar days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from states.term_clock import Deadline, Hold, days_used, deadline
from states.working_days import Term, is_working_day

MONDAY = date(2024, 12, 2)
FIVE = Term(5, "working")
TEN = Term(10, "calendar")


def test_without_a_hold_a_term_ends_where_it_always_did() -> None:
    assert deadline(FIVE, MONDAY) == Deadline(date(2024, 12, 9), 0, 0, False)
    assert deadline(TEN, MONDAY).due_on == TEN.after(MONDAY)


def test_a_hold_stops_the_clock_from_the_day_after_it_to_the_day_it_ends() -> None:
    held = Hold(date(2024, 12, 4), date(2024, 12, 10))
    assert deadline(FIVE, MONDAY, [held]) == Deadline(date(2024, 12, 13), 0, 4, False)
    assert deadline(TEN, MONDAY, [held]) == Deadline(date(2024, 12, 18), 0, 6, False)


def test_while_it_is_held_nothing_is_due_and_the_days_left_are_told() -> None:
    told = deadline(FIVE, MONDAY, [Hold(date(2024, 12, 4))])
    assert (told.due_on, told.left) == (None, 3)
    assert deadline(FIVE, MONDAY, [Hold(date(2024, 12, 9))]).due_on == date(2024, 12, 9)  # ended before it stood


def test_days_used_are_told_on_any_day() -> None:
    held = [Hold(date(2024, 12, 4), date(2024, 12, 10))]
    used = [days_used(FIVE, MONDAY, MONDAY + timedelta(days=n), held) for n in range(12)]
    assert used == [0, 1, 2, 2, 2, 2, 2, 2, 2, 3, 4, 5]


def test_a_year_that_is_not_announced_makes_a_deadline_provisional() -> None:
    assert deadline(FIVE, date(2026, 12, 30)).is_provisional
    assert not deadline(FIVE, date(2026, 12, 1)).is_provisional


@pytest.mark.parametrize(
    "holds",
    [
        [Hold(date(2024, 12, 4), date(2024, 12, 10)), Hold(date(2024, 12, 6), date(2024, 12, 12))],
        [Hold(date(2024, 12, 4)), Hold(date(2024, 12, 6), date(2024, 12, 12))],
    ],
)
def test_holds_never_overlap(holds: list[Hold]) -> None:
    with pytest.raises(ValueError, match="overlap"):
        deadline(FIVE, MONDAY, holds)
    with pytest.raises(ValueError, match="before it begins"):
        Hold(MONDAY, MONDAY - timedelta(days=1))


@given(
    start=st.dates(date(2024, 1, 1), date(2026, 6, 1)), days=st.integers(0, 40), kind=st.sampled_from(["working", "calendar"]),
    steps=st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), max_size=3),
)  # fmt: skip
def test_a_term_runs_exactly_its_days_outside_of_holds(
    start: date, days: int, kind: str, steps: list[tuple[int, int]]
) -> None:
    term, holds, day = Term(days, kind), [], start  # type: ignore[arg-type]
    for gap, length in steps:
        holds.append(Hold(day + timedelta(days=gap), day + timedelta(days=gap + length)))
        day = day + timedelta(days=gap + length)
    told = deadline(term, start, holds)
    assert told.due_on is not None
    between = [start + timedelta(days=n) for n in range(1, (told.due_on - start).days + 1)]
    counted = [one for one in between if kind == "calendar" or is_working_day(one)]
    assert len([one for one in counted if not any(hold.stops(one) for hold in holds)]) == days
    assert len([one for one in counted if any(hold.stops(one) for hold in holds)]) == told.stopped
    assert days_used(term, start, told.due_on, holds) == days
