"""What an auditor may want to look at first: late work, work done again, waivers, exceptions. A list, and no judgement."""

from collections.abc import Sequence
from dataclasses import dataclass
from heapq import nlargest
from typing import Any

from sqlalchemy import BigInteger, Integer, bindparam, or_, select, text

from workflow.ledger.index_lines import Line, as_lines
from workflow.models.log_index import IndexLine
from workflow.queries.auditor import LogEntry, entries_at
from workflow.queries.course import BY_ACTION, Look, looks_of
from workflow.queries.log_search import END, Place, unindexed
from workflow.sql import Driver, Prepared

PAGE = 50

_COLUMNS = tuple(IndexLine.__table__.columns)
_BEFORE = (
    IndexLine.log_id == bindparam("log_id"),
    IndexLine.at <= bindparam("at", type_=BigInteger),
    or_(IndexLine.at < bindparam("at", type_=BigInteger), IndexLine.idx < bindparam("index", type_=BigInteger)),
)


def _newest(*conditions: Any) -> Prepared:
    return Prepared(
        lambda: (
            select(*_COLUMNS)
            .where(*conditions, *_BEFORE)
            .order_by(IndexLine.at.desc(), IndexLine.idx.desc())
            .limit(bindparam("most", type_=Integer))
        )
    )


_MARKED = {
    Look.LATE: _newest(text("ledger_index.is_late = 1")),
    Look.TOLD_LATE: _newest(text("ledger_index.is_told_late = 1")),
    Look.CLOCK_BACK: _newest(text("ledger_index.is_clock_back = 1")),
}
_BY_ACTION = _newest(IndexLine.act == bindparam("act"))


@dataclass(frozen=True, kw_only=True)
class LookedAt:
    """An entry with its line and everything for which it is worth a look."""

    entry: LogEntry
    line: Line
    looks: tuple[Look, ...]


@dataclass(frozen=True, kw_only=True)
class LookPage:
    """Entries of one kind, newest first, and where the next page goes on."""

    found: tuple[LookedAt, ...]
    after: Place | None


def look_page(driver: Driver, log_id: str, look: Look, *, after: Place | None = None, most: int = PAGE) -> LookPage:
    """The newest entries of one kind."""
    before = after or END
    lines = [line for line in unindexed(driver, log_id)[0] if look in looks_of(line) and (line.at, line.idx) < before]
    given: dict[str, Any] = {"log_id": log_id, "at": before[0], "index": before[1], "most": most + 1}
    for asked, more in _questions(look):
        lines += as_lines(driver.rows(asked, **given, **more))
    newest = nlargest(most + 1, lines, key=lambda line: (line.at, line.idx))
    shown = newest[:most]
    entries = entries_at(driver, log_id, [line.idx for line in shown])
    return LookPage(
        found=tuple(
            LookedAt(entry=entry, line=line, looks=tuple(looks_of(line)))
            for entry, line in zip(entries, shown, strict=True)
        ),
        after=(shown[-1].at, shown[-1].idx) if len(newest) > most else None,
    )


def _questions(look: Look) -> Sequence[tuple[Prepared, dict[str, str]]]:
    if look in _MARKED:
        return [(_MARKED[look], {})]
    return [(_BY_ACTION, {"act": action.value}) for action, kind in BY_ACTION.items() if kind is look]
