"""Reads entries into lines of the finding aid: what an entry is found by, and what is worth a look about it."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import bindparam, func, select

from states.vocabulary import Action
from workflow.days import civil_date
from workflow.ledger.entry import Entry
from workflow.ledger.reading import BETWEEN, ReadEntry
from workflow.models.ledger import Detail
from workflow.models.log_index import IndexLine
from workflow.sql import Driver, Prepared, PreparedForIds

EVENT_DAYS = frozenset(
    {"above_on", "conferred_on", "recovered_on", "held_from", "held_until", "replied_on", "received_on", "settled_on"}
)
"""Days of events that happened outside and that an entry tells of."""

_TELLS = frozenset(
    {
        Action.RECORD_AWARD_ABOVE, Action.RECORD_REFUSAL_ABOVE, Action.RECORD_RETURN_FROM_ABOVE, Action.CONFER,
        Action.RECOVER, Action.GRANT_OFFICE, Action.END_OFFICE, Action.GIVE_MANDATE,
        Action.WITHDRAW_MANDATE, Action.RECORD_REPLY, Action.RECORD_COMMENT, Action.SETTLE_COMMENT,
    }
)  # fmt: skip

_UNWRITTEN = frozenset(
    {"id", "state", "rules", "due_on", "lookup", "sha256", "salt", "search_key", "sort_key", "digest"}
)

TOLD_LATE = 3
"""More than so many days between an event and its entry are worth a look."""

COLUMNS = tuple(column.name for column in IndexLine.__table__.columns)
_LAST_OF = PreparedForIds(
    lambda ids: (
        select(Detail.object_id, func.max(Detail.idx))
        .where(Detail.log_id == bindparam("log_id"), Detail.object_id.in_(ids), Detail.idx < bindparam("first"))
        .group_by(Detail.object_id)
    )
)
_AT = PreparedForIds(
    lambda ids: select(
        IndexLine.idx, IndexLine.subject, IndexLine.object_id, IndexLine.dst, IndexLine.since, IndexLine.due_on
    ).where(IndexLine.log_id == bindparam("log_id"), IndexLine.idx.in_(ids))
)
_BEFORE = Prepared(
    lambda: select(IndexLine.at).where(IndexLine.log_id == bindparam("log_id"), IndexLine.idx == bindparam("index"))
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of the finding aid, as ``IndexLine`` keeps it."""

    log_id: str
    idx: int
    at: int
    act: str
    actor: str
    office: str
    subject: str
    object_id: str
    src: str | None
    dst: str
    since: int
    spent: int | None
    due_on: str | None
    late_days: int | None
    told_days: int | None
    clock_back: int | None
    has_words: int
    is_late: int
    is_told_late: int
    is_clock_back: int

    def row(self) -> dict[str, Any]:
        """The columns of its row."""
        return {name: getattr(self, name) for name in COLUMNS}


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an object stands: in which state, since when, and by which day its step is due."""

    state: str
    since: int
    due_on: str | None


def lines(driver: Driver, log_id: str, first: int, end: int) -> list[Line]:
    """The lines of the entries from one place up to, not including, another. Everything before is in the finding aid."""
    rows = _entries(driver, log_id, first, end)
    standing = _standing(driver, log_id, first, {entry.obj.partition(":")[2] for _, entry, _ in rows})
    return _made(log_id, rows, standing, driver.value(_BEFORE, log_id=log_id, index=first - 1))


def lines_anew(driver: Driver, log_id: str, end: int, batch: int = 1000) -> Iterator[list[Line]]:
    """The lines of the first ``end`` entries, a batch at a time, from the entries alone: the finding aid is not asked."""
    standing: dict[str, Standing] = {}
    before: int | None = None
    for first in range(0, end, batch):
        made = _made(log_id, _entries(driver, log_id, first, min(first + batch, end)), standing, before)
        if not made:
            return
        before = made[-1].at
        yield made


def _entries(driver: Driver, log_id: str, first: int, end: int) -> list[tuple[int, Entry, bytes | None]]:
    """Entries with what they say in full, or what an erasure left of it."""
    return [
        (index, Entry.decode(bytes(entry)), left.encode() if detail is None and left else detail)
        for index, entry, _hash, _account, detail, left in driver.rows(BETWEEN, log_id=log_id, first=first, end=end)
    ]


def _made(
    log_id: str, rows: Iterable[tuple[int, Entry, bytes | None]], standing: dict[str, Standing], before: int | None
) -> list[Line]:
    """The lines of entries that follow each other; ``standing`` is kept up to date."""
    made = []
    for index, entry, stored in rows:
        line = _line(log_id, index, entry, _read(stored), standing.get(entry.obj.partition(":")[2]), before)
        standing[line.object_id] = Standing(line.dst, line.since, line.due_on)
        before = line.at
        made.append(line)
    return made


def lines_of(log_id: str, entries: Iterable[ReadEntry]) -> list[Line]:
    """The lines of one object, whose entries are given from its first on."""
    made: list[Line] = []
    stood: Standing | None = None
    for each in entries:
        line = _line(log_id, each.index, each.entry, each.detail or {}, stood, made[-1].at if made else None)
        stood = Standing(line.dst, line.since, line.due_on)
        made.append(line)
    return made


def words_in(detail: Mapping[str, Any]) -> Iterator[str]:
    """Everything written in a detail that people read: names, reasons, answers, titles."""
    for part in ("changes", "particulars"):
        yield from _words(detail.get(part, {}))
    for _table, row in detail.get("rows", ()):
        yield from _words(row)


def _words(said: Mapping[str, Any]) -> Iterator[str]:
    for name, value in said.items():
        if isinstance(value, str) and value and name not in _UNWRITTEN and not name.endswith(("_id", "_on", "_at")):
            yield value


def _standing(driver: Driver, log_id: str, first: int, objects: set[str]) -> dict[str, Standing]:
    last = driver.rows_for(_LAST_OF, sorted(objects), log_id=log_id, first=first) if objects else []
    found = driver.rows_for(_AT, [index for _, index in last], log_id=log_id)
    return {object_id: Standing(dst, since, due_on) for _, _, object_id, dst, since, due_on in found}


def _line(
    log_id: str, index: int, entry: Entry, detail: Mapping[str, Any], stood: Standing | None, before: int | None
) -> Line:
    subject, _, object_id = entry.obj.partition(":")
    moved = stood is None or entry.dst != stood.state
    due_on = detail.get("changes", {}).get("due_on", stood.due_on if stood else None)
    late_days, told_days = _late(stood, entry.at) if moved else None, _told(entry, detail)
    clock_back = before - entry.at if before is not None and entry.at < before else None
    return Line(
        log_id=log_id, idx=index, at=entry.at, act=entry.act, actor=entry.actor.partition(":")[2],
        office=entry.office.partition(":")[0], subject=subject, object_id=object_id, src=entry.src, dst=entry.dst,
        since=entry.at if moved or stood is None else stood.since,
        spent=max(0, entry.at - stood.since) if stood and moved else None, due_on=due_on,
        late_days=late_days, told_days=told_days, clock_back=clock_back,
        has_words=int(any(True for _ in words_in(detail))), is_late=int(late_days is not None),
        is_told_late=int((told_days or 0) > TOLD_LATE), is_clock_back=int(clock_back is not None),
    )  # fmt: skip


def _late(stood: Standing | None, at: int) -> int | None:
    if stood is None or stood.due_on is None:
        return None
    days = (civil_date(at) - date.fromisoformat(stood.due_on)).days
    return days if days > 0 else None


def _told(entry: Entry, detail: Mapping[str, Any]) -> int | None:
    if entry.act not in _TELLS:
        return None
    said = [detail.get("changes", {}), *(row for _table, row in detail.get("rows", ()))]
    days = [row[name] for row in said for name in sorted(EVENT_DAYS & row.keys()) if row[name]]
    after = max(((civil_date(entry.at) - date.fromisoformat(day)).days for day in days), default=0)
    return after if after > 0 else None


def _read(detail: bytes | None) -> Mapping[str, Any]:
    found = json.loads(bytes(detail)) if detail is not None else {}
    return found if isinstance(found, dict) else {}


def as_lines(rows: Sequence[Sequence[Any]]) -> list[Line]:
    """Rows of the finding aid, all columns in order, as lines."""
    return [Line(**dict(zip(COLUMNS, row, strict=True))) for row in rows]
