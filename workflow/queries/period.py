"""The entries of one object, or of a period, in the order of the log, a piece at a time."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import BigInteger, Integer, bindparam, func, select

from workflow.ledger.entry import Entry
from workflow.ledger.indexing import indexed
from workflow.ledger.reading import BETWEEN
from workflow.models.ledger import Detail
from workflow.models.log_index import IndexLine
from workflow.sql import Driver, Prepared

_OF_OBJECT = Prepared(
    lambda: (
        select(Detail.idx)
        .where(
            Detail.log_id == bindparam("log_id"),
            Detail.object_id == bindparam("object_id"),
            Detail.idx > bindparam("after", type_=BigInteger),
        )
        .order_by(Detail.idx)
        .limit(bindparam("most", type_=Integer))
    )
)
_WITHIN = (
    IndexLine.log_id == bindparam("log_id"),
    IndexLine.at >= bindparam("since", type_=BigInteger),
    IndexLine.at < bindparam("until", type_=BigInteger),
)
_BOUNDS = Prepared(lambda: select(func.min(IndexLine.idx), func.max(IndexLine.idx), func.count()).where(*_WITHIN))
_OF_PERIOD = Prepared(
    lambda: (
        select(IndexLine.idx)
        .where(
            IndexLine.log_id == bindparam("log_id"), IndexLine.idx > bindparam("after", type_=BigInteger),
            IndexLine.idx <= bindparam("last", type_=BigInteger),
            IndexLine.at + 0 >= bindparam("since", type_=BigInteger),
            IndexLine.at + 0 < bindparam("until", type_=BigInteger),
        )
        .order_by(IndexLine.idx)
        .limit(bindparam("most", type_=Integer))
    )
)  # fmt: skip
_STEP = 1000


@dataclass(frozen=True, kw_only=True)
class Stretch:
    """What is read: the entries of one object, or those from an instant up to, not including, another (UTC microseconds)."""

    log_id: str
    object_id: str = ""
    since: int = 0
    until: int = 0


@dataclass(frozen=True)
class Bounds:
    """Between which places the finding aid knows entries of a period, and how many; ``first`` above ``last`` for none."""

    first: int
    last: int
    count: int


def bounds_of(driver: Driver, stretch: Stretch) -> Bounds:
    """Asked once for a period, before its entries are read."""
    given = {"log_id": stretch.log_id, "since": stretch.since, "until": stretch.until}
    first, last, count = driver.rows(_BOUNDS, **given)[0] if not stretch.object_id else (None, None, 0)
    return Bounds(0, -1, 0) if first is None else Bounds(int(first), int(last), int(count))


def entries_in(driver: Driver, stretch: Stretch, bounds: Bounds, *, after: int | None, most: int) -> list[int]:
    """The places of the next entries after ``after``, at most ``most``: of an object, or with an instant in the period."""
    given: dict[str, Any] = {"log_id": stretch.log_id, "most": most}
    last = -1 if after is None else after
    if stretch.object_id:
        return [int(row[0]) for row in driver.rows(_OF_OBJECT, object_id=stretch.object_id, after=last, **given)]
    within = {"since": stretch.since, "until": stretch.until}
    known = driver.rows(_OF_PERIOD, after=max(last, bounds.first - 1), last=bounds.last, **within, **given)
    found = [int(index) for (index,) in known]
    return (
        found if len(found) == most else found + _unindexed(driver, stretch, max(last, bounds.last), most - len(found))
    )


def _unindexed(driver: Driver, stretch: Stretch, after: int, most: int) -> list[int]:
    """The same out of the entries that the finding aid lacks."""
    found: list[int] = []
    first = max(indexed(driver, stretch.log_id), after + 1)
    while len(found) < most:
        rows = driver.rows(BETWEEN, log_id=stretch.log_id, first=first, end=first + _STEP)
        if not rows:
            break
        found += [row[0] for row in rows if stretch.since <= Entry.decode(bytes(row[1])).at < stretch.until]
        first += _STEP
    return found[:most]
