"""From an instant to the civil day in Vietnam (UTC+7, no summer time), and back."""

from datetime import UTC, date, datetime, timedelta, timezone

VIETNAM = timezone(timedelta(hours=7), "Asia/Ho_Chi_Minh")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def civil_time(at: int) -> datetime:
    """The local time in Vietnam of an instant in UTC microseconds."""
    return (_EPOCH + at * _MICROSECOND).astimezone(VIETNAM)


def civil_date(at: int) -> date:
    """The civil day in Vietnam of an instant in UTC microseconds."""
    return civil_time(at).date()


def instant(moment: datetime) -> int:
    """UTC microseconds of a moment that knows its time zone."""
    return (moment - _EPOCH) // _MICROSECOND
