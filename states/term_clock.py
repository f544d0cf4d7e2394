"""When a term ends if the case was held meanwhile: a hold stops the clock, and the clock says so.

A term excludes the day it starts on. The day on which a hold begins has still run; the day on which it ends is like a new
start and does not run. A case that is held now has no due date, only days that are left.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from states.working_days import Term, is_calendar_known, is_working_day


@dataclass(frozen=True)
class Hold:
    """A time during which a case was held; ``until`` is the day it went on, None while it is held."""

    since: date
    until: date | None = None

    def __post_init__(self) -> None:
        if self.until is not None and self.until < self.since:
            raise ValueError("a hold cannot end before it begins")

    def stops(self, day: date) -> bool:
        """Tell whether the clock stands on ``day``."""
        return self.since < day and (self.until is None or day <= self.until)


@dataclass(frozen=True)
class Deadline:
    """The end of a term. ``due_on`` is None while the clock stands; ``left`` are the term's days that have not run then.

    ``stopped`` counts the days of the term's own kind that the clock stood on; ``is_provisional`` says that the holidays
    of a year on the way are not announced yet.
    """

    due_on: date | None
    left: int
    stopped: int
    is_provisional: bool


def deadline(term: Term, start: date, holds: Sequence[Hold] = ()) -> Deadline:
    """Return when ``term`` ends that started on ``start``; raises ``ValueError`` where two holds overlap."""
    ordered = sorted(holds, key=lambda hold: hold.since)
    for earlier, later in pairwise(ordered):
        if earlier.until is None or later.since < earlier.until:
            raise ValueError("two holds overlap")
    day, left, stopped = start, term.days, 0
    while left:
        day += timedelta(days=1)
        if any(hold.until is None and hold.stops(day) for hold in ordered):
            return Deadline(None, left, stopped, _is_provisional(start, day))
        if term.kind == "working" and not is_working_day(day):
            continue
        if any(hold.stops(day) for hold in ordered):
            stopped += 1
        else:
            left -= 1
    return Deadline(day, 0, stopped, _is_provisional(start, day))


def days_used(term: Term, start: date, today: date, holds: Sequence[Hold] = ()) -> int:
    """Return how many days of the term have run by the end of ``today``; never more than it has."""
    used, day = 0, start
    while day < today and used < term.days:
        day += timedelta(days=1)
        runs = term.kind == "calendar" or is_working_day(day)
        used += runs and not any(hold.stops(day) for hold in holds)
    return used


def _is_provisional(start: date, end: date) -> bool:
    return not all(is_calendar_known(year) for year in range(start.year, end.year + 1))
