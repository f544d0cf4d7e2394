"""When things happen in the demonstration: working days and office hours in Vietnam, never after the demo's own clock."""

from datetime import date, datetime, time, timedelta

from states.refusals import Fault
from states.working_days import add_working_days, is_working_day
from workflow.days import VIETNAM, instant

STARTS_AT = instant(datetime(2024, 12, 2, 8, tzinfo=VIETNAM))
"""The instant at which the demonstration's clock begins to run; everything told lies before it."""

_OFFICE_HOURS = ((time(7, 30), time(11, 30)), (time(13, 30), time(17, 0)))


def moment(day: date, hour: str, minutes: int = 0) -> int:
    """The instant (UTC microseconds) ``minutes`` after ``hour`` ("08:10") of a working day, within office hours.

    Raises ``Fault`` where nobody would be at work: the year was told wrong.
    """
    then = datetime.combine(day, time.fromisoformat(hour), tzinfo=VIETNAM) + timedelta(minutes=minutes)
    is_open = any(first <= then.time() <= last for first, last in _OFFICE_HOURS)
    if not (is_open and then.date() == day and is_working_day(day)):
        raise Fault(f"nobody is at work at {then}")
    if instant(then) >= STARTS_AT:
        raise Fault(f"{then} lies after the beginning of the demonstration")
    return instant(then)


def working_days_after(day: date, days: int) -> date:
    """The ``days``-th working day after ``day``; the day itself for 0."""
    return add_working_days(day, days)


def previous_working_day(day: date) -> date:
    """The last working day before ``day``."""
    before = date.fromordinal(day.toordinal() - 1)
    return before if is_working_day(before) else previous_working_day(before)
