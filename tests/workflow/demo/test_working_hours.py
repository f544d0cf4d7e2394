"""Nothing in the demonstration happens at night, on a holiday, or after its own clock begins."""

from __future__ import annotations

from datetime import date

import pytest

from states.refusals import Fault
from workflow.days import civil_time
from workflow.demo.working_hours import moment, previous_working_day, working_days_after


def test_a_moment_is_vietnamese_time() -> None:
    assert civil_time(moment(date(2024, 6, 3), "08:10", 45)).isoformat() == "2024-06-03T08:55:00+07:00"


@pytest.mark.parametrize(
    ("day", "hour", "minutes", "words"),
    [
        (date(2024, 6, 2), "08:10", 0, "nobody is at work"),
        (date(2024, 9, 2), "08:10", 0, "nobody is at work"),
        (date(2024, 6, 3), "11:00", 45, "nobody is at work"),
        (date(2024, 6, 3), "16:50", 11, "nobody is at work"),
        (date(2024, 6, 3), "16:50", 24 * 60, "nobody is at work"),
        (date(2024, 12, 2), "08:00", 0, "after the beginning"),
    ],
)
def test_other_hours_are_a_fault(day: date, hour: str, minutes: int, words: str) -> None:
    with pytest.raises(Fault, match=words):
        moment(day, hour, minutes)


def test_working_days_step_over_weekends_and_holidays() -> None:
    assert working_days_after(date(2024, 8, 30), 1) == date(2024, 9, 4)
    assert previous_working_day(date(2024, 9, 4)) == date(2024, 8, 30)
