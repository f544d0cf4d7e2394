import re
from datetime import date, timedelta
from importlib.resources import files
from pathlib import Path
from typing import Literal

import pytest

from states.rule_parts import NamedDay, OfficialYear
from states.rule_reading import RulesUnreadable
from states.working_days import (
    ON_FILE,
    OfficeDays,
    Term,
    add_calendar_days,
    add_working_days,
    calendars,
    is_working_day,
    read_calendar,
    worked_out_holidays,
)
from tests.states.moon import hung_kings, tet


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


YEARS = range(2020, 2041)


@pytest.mark.parametrize("year", YEARS)
def test_holidays_by_the_moon_are_where_the_sky_puts_them(year: int) -> None:
    closed = worked_out_holidays(year)
    assert tet(year) in closed and tet(year) + timedelta(days=1) in closed
    assert hung_kings(year) in closed
    assert {date(year, 1, 1), date(year, 4, 30), date(year, 5, 1), date(year, 9, 2)} <= closed


@pytest.mark.parametrize("year", YEARS)
def test_every_year_counts_working_days(year: int) -> None:
    days = [date(year, 1, 1) + timedelta(days=n) for n in range(365)]
    working = [day for day in days if is_working_day(day)]
    assert 240 <= len(working) <= 255
    if not ON_FILE.is_known(year):
        assert not any(day.weekday() > 4 or day in worked_out_holidays(year) for day in working)
        assert not is_working_day(tet(year))


def test_a_year_without_calendar_is_worked_out_and_provisional() -> None:
    assert not ON_FILE.is_known(2040)
    assert not is_working_day(date(2040, 5, 1))  # a Tuesday
    assert not is_working_day(date(2040, 5, 5))  # a Saturday
    assert not is_working_day(date(2040, 2, 13))  # Tết
    assert is_working_day(date(2040, 5, 2))


def test_the_official_calendar_counts_alone_for_its_year() -> None:
    for year, calendar in calendars().items():
        closed = {day.on for day in calendar.holidays}
        made_up = {day.on for day in calendar.make_up_days}
        worked_out = {day for day in worked_out_holidays(year) if day.weekday() <= 4}
        assert worked_out <= closed  # announced days off in exchange come on top
        assert all(is_working_day(day) for day in made_up)
        assert not any(is_working_day(day) for day in closed)


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


def test_a_year_that_is_entered_counts_alone_for_its_year() -> None:
    entered = OfficialYear((NamedDay(date(2026, 3, 2), "Nghỉ thử"),), (NamedDay(date(2026, 3, 7), "Làm bù"),))
    offices = OfficeDays([entered.calendar(2026)])
    assert not offices.is_working_day(date(2026, 3, 2))
    assert offices.is_working_day(date(2026, 3, 7))
    assert offices.is_working_day(date(2026, 1, 1)), "the file of the year does not count beside it"
    assert [offices.is_working_day(date(2025, 1, 1)), offices.is_known(2026), offices.is_known(2040)] == [
        False,
        True,
        False,
    ]
    term = Term(1, "working")
    assert (term.after(date(2026, 2, 27), offices), term.after(date(2026, 2, 27))) == (
        date(2026, 3, 3),
        date(2026, 3, 2),
    )
    assert (term.left(date(2026, 3, 2), date(2026, 3, 2), offices), term.left(date(2026, 3, 2), date(2026, 3, 2))) == (
        0,
        1,
    )


def test_commands_count_terms_by_the_office_days_of_the_organisation() -> None:
    """A term that ends by the calendars on file alone would pass over what the administrator entered."""
    folder = Path(str(files("workflow"))) / "commands"
    calls = re.compile(r"\.(?:after|left)\((?!.*office_days)[^)]*\)")
    wrong = [(path.name, call) for path in folder.rglob("*.py") for call in calls.findall(path.read_text("utf-8"))]
    assert wrong == []
