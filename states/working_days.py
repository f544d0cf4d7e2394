"""Deadlines: terms in working days (ngày làm việc) and in calendar days.

Which days offices are closed is data: one file a year under ``calendars/``, each day with its source and mark, as the
government announces it; it counts alone for its year. A year without a file takes the holidays that can be worked out
beforehand, Tết and the Hùng Kings' day by the moon among them, from a kept library; make-up days are announced late and
are missing then, so ``OfficeDays.is_known`` tells a screen to say that such a deadline is provisional. A year that an
organisation enters from the Government's decision (``Regime.office_days``) counts before what is on file.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, cached_property, lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import Final, Literal

import holidays

from states.rule_reading import Mark, RulesUnreadable, read_as

_SATURDAY: Final = 5
_CALENDAR_FILE: Final = re.compile(r"vn-(\d{4})\.toml")


@dataclass(frozen=True)
class SpecialDay:
    """A weekday on which offices close, or a weekend day on which they make up for one."""

    on: date
    name_vi: str
    name_en: str
    source: str
    mark: Mark


@dataclass(frozen=True)
class Calendar:
    """The days of one year on which offices do not follow the week."""

    year: int
    holidays: tuple[SpecialDay, ...]
    make_up_days: tuple[SpecialDay, ...] = ()

    def __post_init__(self) -> None:
        days = [day.on for day in (*self.holidays, *self.make_up_days)]
        if len(set(days)) != len(days) or any(day.year != self.year for day in days):
            raise ValueError(f"holidays: a day stands twice, or outside {self.year}")
        if any(_is_weekend(day.on) for day in self.holidays) or not all(_is_weekend(d.on) for d in self.make_up_days):
            raise ValueError("holidays: a day changes nothing, it is a weekend or a weekday already")

    @cached_property
    def days_closed(self) -> frozenset[date]:
        """The weekdays on which offices close."""
        return frozenset(day.on for day in self.holidays)

    @cached_property
    def days_made_up(self) -> frozenset[date]:
        """The weekend days on which they work."""
        return frozenset(day.on for day in self.make_up_days)


@dataclass(frozen=True)
class Term:
    """A length of time that the rules grant, counted from the day after it starts."""

    days: int
    kind: Literal["working", "calendar"]

    def __post_init__(self) -> None:
        if self.days < 0:
            raise ValueError("days: a term cannot be negative")

    def after(self, start: date, offices: OfficeDays | None = None) -> date:
        """Return the last day of the term; ``start`` itself is not counted. ``offices``: when they work, if not as on file."""
        if self.kind == "working":
            return (offices or ON_FILE).add_working_days(start, self.days)
        return add_calendar_days(start, self.days)

    def left(self, on: date, ends: date, offices: OfficeDays | None = None) -> int:
        """Return how many days of a term that ends on ``ends`` were left as ``on`` began; never more than it has."""
        return _left(self, on, ends, offices or ON_FILE)


class OfficeDays:
    """When offices work: as on file, but for the years that ``entered`` lays down, each of which counts alone for its year."""

    def __init__(self, entered: Iterable[Calendar] = ()) -> None:
        self._entered = {calendar.year: calendar for calendar in entered}

    def is_known(self, year: int) -> bool:
        """Tell whether the official holidays of ``year`` are entered or on file; if not, its deadlines are provisional."""
        return year in self._entered or year in calendars()

    def is_working_day(self, day: date) -> bool:
        """Tell whether offices work on ``day``: not on weekends and holidays, but on make-up days."""
        calendar = self._entered.get(day.year) or calendars().get(day.year)
        if calendar is None:
            return not _is_weekend(day) and day not in worked_out_holidays(day.year)
        return day in calendar.days_made_up or not (_is_weekend(day) or day in calendar.days_closed)

    def add_working_days(self, start: date, days: int) -> date:
        """Return the ``days``-th working day after ``start`` (``start`` itself for 0 days); raises ``ValueError`` below 0."""
        if days < 0:
            raise ValueError("a term cannot be negative")
        day = start
        left = days
        while left:
            day += timedelta(days=1)
            left -= self.is_working_day(day)
        return day


ON_FILE: Final = OfficeDays()
"""Offices as they work by the calendars on file alone."""


@lru_cache(maxsize=1000)
def _left(term: Term, on: date, ends: date, offices: OfficeDays) -> int:
    """A list asks the same of each of its cases."""
    days = (on + timedelta(days=n) for n in range((ends - on).days + 1))
    return min(term.days, sum(term.kind == "calendar" or offices.is_working_day(day) for day in days))


def add_working_days(start: date, days: int) -> date:
    """Return the ``days``-th working day after ``start`` by the calendars on file; raises ``ValueError`` below 0."""
    return ON_FILE.add_working_days(start, days)


def add_calendar_days(start: date, days: int) -> date:
    """Return the day ``days`` after ``start``, weekends and holidays counted like all others."""
    if days < 0:
        raise ValueError("a term cannot be negative")
    return start + timedelta(days=days)


def is_working_day(day: date) -> bool:
    """Tell whether offices work on ``day`` by the calendars on file."""
    return ON_FILE.is_working_day(day)


@cache
def worked_out_holidays(year: int) -> frozenset[date]:
    """Return the public holidays of a year as far as they can be worked out beforehand, days in lieu of a weekend included."""
    return frozenset(holidays.country_holidays("VN", years=year))


@cache
def calendars() -> Mapping[int, Calendar]:
    """Return every calendar on file by year."""
    found: dict[int, Calendar] = {}
    for entry in (files("states") / "calendars").iterdir():
        name = _CALENDAR_FILE.fullmatch(entry.name)
        if name:
            found[int(name[1])] = read_calendar(entry.read_text("utf-8"), file=entry.name)
            if found[int(name[1])].year != int(name[1]):
                raise RulesUnreadable(f"{entry.name}: year differs from the file's name")
    return MappingProxyType(found)


def read_calendar(text: str, *, file: str) -> Calendar:
    """Read one year's closed days and make-up days; raises ``RulesUnreadable`` naming ``file`` and the key."""
    return read_as(Calendar, tomllib.loads(text), file=file)


def _is_weekend(day: date) -> bool:
    return day.weekday() >= _SATURDAY
