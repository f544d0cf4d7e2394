from datetime import date, timedelta
from typing import Literal

import pytest

from states.rule_reading import RulesUnreadable
from states.working_days import (
    Term,
    add_calendar_days,
    add_working_days,
    calendars,
    is_calendar_known,
    is_working_day,
    read_calendar,
)


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        (date(2024, 12, 2), 0, date(2024, 12, 2)),
        (date(2024, 12, 2), 1, date(2024, 12, 3)),
        (date(2024, 12, 6), 1, date(2024, 12, 9)),  # Friday to Monday
        (date(2024, 12, 7), 1, date(2024, 12, 9)),  # from a Saturday
        (date(2024, 12, 2), 20, date(2024, 12, 30)),
        (date(2024, 12, 16), 20, date(2025, 1, 14)),  # over New Year's Day
        (date(2024, 2, 7), 1, date(2024, 2, 15)),  # over Tết
        (date(2024, 4, 26), 1, date(2024, 5, 2)),  # 29 April off as well
        (date(2024, 5, 3), 1, date(2024, 5, 4)),  # and made up for on a Saturday
        (date(2025, 1, 24), 1, date(2025, 2, 3)),
        (date(2025, 4, 25), 1, date(2025, 4, 26)),
    ],
)
def test_working_days_skip_weekends_and_holidays(start: date, days: int, end: date) -> None:
    assert add_working_days(start, days) == end
    assert Term(days, "working").after(start) == end


def test_calendar_days_count_every_day() -> None:
    assert add_calendar_days(date(2024, 11, 14), 10) == date(2024, 11, 24)
    assert Term(10, "calendar").after(date(2024, 2, 5)) == date(2024, 2, 15)


def test_each_added_day_is_the_next_working_day() -> None:
    day = date(2023, 12, 1)
    for days in range(1, 800):
        later = add_working_days(date(2023, 12, 1), days)
        between = [day + timedelta(days=n) for n in range(1, (later - day).days)]
        assert is_working_day(later)
        assert not any(map(is_working_day, between))
        day = later


def test_a_year_without_calendar_keeps_weekends_and_fixed_holidays() -> None:
    assert not is_calendar_known(2040)
    assert not is_working_day(date(2040, 5, 1))  # a Tuesday
    assert not is_working_day(date(2040, 5, 5))  # a Saturday
    assert is_working_day(date(2040, 5, 2))


def test_the_years_of_the_rules_are_on_file() -> None:
    assert {2024, 2025} <= set(calendars())


def test_no_term_is_negative() -> None:
    with pytest.raises(ValueError, match="negative"):
        Term(-1, "working")
    for add in (add_working_days, add_calendar_days):
        with pytest.raises(ValueError, match="negative"):
            add(date(2024, 1, 2), -1)


DAY = '{{ on = {on}, name_vi = "a", name_en = "b", source = "c", mark = "{mark}" }}'


@pytest.mark.parametrize(
    ("holidays", "make_up_days", "complaint"),
    [
        ([("2024-05-04", "B")], [], "changes nothing"),
        ([], [("2024-05-06", "B")], "changes nothing"),
        ([("2025-05-05", "B")], [], "outside 2024"),
        ([("2024-05-06", "B"), ("2024-05-06", "B")], [], "twice"),
        ([("2024-05-06", "X")], [], r"holidays\[0\] mark must be one of V, B, U"),
        ([('"2024-05-06"', "B")], [], r"holidays\[0\] on must be of type date"),
    ],
)
def test_a_calendar_that_breaks_its_form_is_refused(
    holidays: list[tuple[str, str]], make_up_days: list[tuple[str, str]], complaint: str
) -> None:
    def rows(days: list[tuple[str, str]]) -> str:
        return ", ".join(DAY.format(on=on, mark=mark) for on, mark in days)

    text = f"year = 2024\nholidays = [{rows(holidays)}]\nmake_up_days = [{rows(make_up_days)}]"
    with pytest.raises(RulesUnreadable, match=f"^vn-2024.toml: .*{complaint}"):
        read_calendar(text, file="vn-2024.toml")


@pytest.mark.parametrize(
    ("kind", "on", "left"),
    [
        ("calendar", date(2024, 3, 1), 5),
        ("calendar", date(2024, 3, 4), 3),
        ("calendar", date(2024, 3, 6), 1),
        ("calendar", date(2024, 3, 7), 0),
        ("working", date(2024, 3, 2), 3),
        ("working", date(2024, 3, 6), 1),
        ("working", date(2024, 2, 1), 5),
    ],
)
def test_what_is_left_of_a_term_counts_the_day_it_is_asked_on(
    kind: Literal["working", "calendar"], on: date, left: int
) -> None:
    """The term ends on Wednesday, 6 March 2024."""
    assert Term(5, kind).left(on, date(2024, 3, 6)) == left
