"""Searching the log: by who, office, what, when and case, and by words that were written, marks left aside.

The finding aid answers, newest first and page by page; entries that are not in it yet are read themselves. No written word is
kept for searching: names are looked up where they live, and what was written with an entry is read in its own detail, a
limited number of details at a time, so that what is erased is not found any more.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from heapq import merge, nlargest
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, bindparam, or_, select, text

from states.text import search_key
from workflow.ledger.index_lines import Line, as_lines, lines, words_in
from workflow.ledger.indexing import indexed
from workflow.ledger.reading import size_of
from workflow.models.log_index import IndexLine
from workflow.queries.auditor import LogEntry, entries_at, speaks_of
from workflow.sql import Driver, Prepared, among

PAGE = 50
TAIL = 5_000
"""How many entries that the finding aid lacks are read themselves; far more than a second brings."""

LOOKED_AT = 1_000
"""How many details one question looks into for words."""

_CHUNK = 250

Place = tuple[int, int]
"""Instant and index of the entry after which a list goes on, newest first."""

END: Place = (2**62, 2**62)


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What is asked for. Empty values ask nothing; ``None`` for objects or actors means all of them, an empty set nobody.

    ``since`` and ``until`` are instants in UTC microseconds, the latter not included. ``words`` are folded.
    """

    action: str = ""
    state: str = ""
    office: str = ""
    since: int = 0
    until: int = END[0]
    objects: frozenset[str] | None = None
    actors: frozenset[str] | None = None
    words: tuple[str, ...] = ()
    named: frozenset[str] = frozenset()
    """Objects whose name or code holds the words."""
    called: frozenset[str] = frozenset()
    """Pseudonyms of people whose name holds the words."""


@dataclass(frozen=True, kw_only=True)
class FoundEntries:
    """A page of entries, newest first; where the next one goes on; and what could not be looked at yet.

    ``looked_back_to``: the instant up to which written words were read, where that took all that one question may take.
    ``unread`` entries are neither in the finding aid nor few enough to be read for this question.
    """

    entries: tuple[LogEntry, ...]
    after: Place | None
    looked_back_to: int | None = None
    unread: int = 0


def search_log(
    driver: Driver, log_id: str, wanted: Wanted, *, after: Place | None = None, kept_from: Collection[str] = ()
) -> FoundEntries:
    """A page of the entries that are asked for. Of the nominations ``kept_from`` the reader no written word is looked into."""
    before = after or END
    tail, unread = unindexed(driver, log_id)
    lanes = [_lane(driver, log_id, one, tail, before) for one in _ways(wanted)]
    stopped: Place | None = None
    if wanted.words:
        told, stopped = _by_words(driver, log_id, wanted, tail, before, kept_from)
        lanes.append(sorted(told, reverse=True))
    places = list(dict.fromkeys(place for place in merge(*lanes, reverse=True) if stopped is None or place >= stopped))
    entries = entries_at(driver, log_id, [index for _at, index in places[:PAGE]])
    goes_on = places[PAGE - 1] if len(places) > PAGE else stopped
    is_cut = stopped is not None and goes_on == stopped
    return FoundEntries(
        entries=tuple(entries), after=goes_on, looked_back_to=stopped[0] if stopped and is_cut else None, unread=unread
    )


def _ways(wanted: Wanted) -> list[Wanted]:
    """The question as questions that an index answers; words lead to what is called so."""
    if not wanted.words:
        return [wanted]
    objects = wanted.named if wanted.objects is None else wanted.objects & wanted.named
    actors = wanted.called if wanted.actors is None else wanted.actors & wanted.called
    return [replace(wanted, objects=objects), replace(wanted, actors=actors)]


def _lane(driver: Driver, log_id: str, wanted: Wanted, tail: Sequence[Line], before: Place) -> list[Place]:
    """The newest places of one question, one more than a page holds."""
    fits = _test(wanted)
    recent = [(line.at, line.idx) for line in tail if (line.at, line.idx) < before and fits(line)]
    drive, values = _drive(wanted)
    asked = _statement(wanted, drive)
    rows = (
        (int(at), int(index))
        for value in values
        for at, index in driver.rows(
            asked, log_id=log_id, **_bounds(wanted, before), **({"value": value} if drive else {})
        )
    )
    return sorted(nlargest(PAGE + 1, [*recent, *rows]), reverse=True)


def _drive(wanted: Wanted) -> tuple[str, Iterable[str]]:
    """The column whose index is read along, and for which values: what leaves fewest entries comes first."""
    if wanted.objects is not None:
        return "object_id", sorted(wanted.objects)
    if wanted.actors is not None:
        return "actor", sorted(wanted.actors)
    for column, value in (("act", wanted.action), ("dst", wanted.state), ("office", wanted.office)):
        if value:
            return column, (value,)
    return "", ("",)


def _statement(wanted: Wanted, drive: str) -> Prepared:
    return Prepared(
        select(IndexLine.at, IndexLine.idx)
        .where(*_conditions(wanted, drive))
        .order_by(IndexLine.at.desc(), IndexLine.idx.desc())
        .limit(PAGE + 1)
    )


def _conditions(wanted: Wanted, drive: str) -> Iterator[ColumnElement[bool]]:
    """Conditions beside the column read along are asked of each row, so that no database takes another index for them."""
    yield IndexLine.log_id == bindparam("log_id")
    if drive:
        yield getattr(IndexLine, drive) == bindparam("value")
    yield IndexLine.at >= bindparam("since", type_=BigInteger)
    yield IndexLine.at <= bindparam("at", type_=BigInteger)
    yield or_(IndexLine.at < bindparam("at", type_=BigInteger), IndexLine.idx < bindparam("index", type_=BigInteger))
    for column, value in (("act", wanted.action), ("dst", wanted.state), ("office", wanted.office)):
        if value and column != drive:
            yield among(getattr(IndexLine, column) + "", (value,))
    if wanted.actors is not None and drive != "actor":
        yield among(IndexLine.actor + "", sorted(wanted.actors) or ("",))


def _bounds(wanted: Wanted, before: Place) -> dict[str, int]:
    at, index = min(
        before, (wanted.until - 1, END[1])
    )  # one bound from above: a database goes along the index from there
    return {"since": wanted.since, "at": at, "index": index}


def _test(wanted: Wanted) -> Callable[[Line], bool]:
    def fits(line: Line) -> bool:
        return (
            (not wanted.action or line.act == wanted.action)
            and (not wanted.state or line.dst == wanted.state)
            and (not wanted.office or line.office == wanted.office)
            and wanted.since <= line.at < wanted.until
            and (wanted.objects is None or line.object_id in wanted.objects)
            and (wanted.actors is None or line.actor in wanted.actors)
        )

    return fits


def unindexed(driver: Driver, log_id: str) -> tuple[list[Line], int]:
    """Entries that the finding aid lacks, read themselves; and how many more there are than that."""
    first, size = indexed(driver, log_id), size_of(driver, log_id)
    start = first if size - first <= TAIL else size
    return lines(driver, log_id, start, size) if start < size else [], start - first


_COLUMNS = tuple(IndexLine.__table__.columns)
_HAS_WORDS = text("ledger_index.has_words = 1")
"""In so many words, as the index is limited to."""


def _told(wanted: Wanted, drive: str) -> Prepared:
    return Prepared(
        select(*_COLUMNS)
        .where(_HAS_WORDS, *_conditions(wanted, drive))
        .order_by(IndexLine.at.desc(), IndexLine.idx.desc())
        .limit(_CHUNK)
    )


def _by_words(
    driver: Driver, log_id: str, wanted: Wanted, tail: Sequence[Line], before: Place, kept_from: Collection[str]
) -> tuple[list[Place], Place | None]:
    """Entries in whose details every word was written, and the place where looking had to stop, if it had to."""
    found: list[Place] = []
    looked = 0
    for chunk in _with_words(driver, log_id, wanted, tail, before):
        for entry in entries_at(driver, log_id, [line.idx for line in chunk]):
            looked += 1
            if _says(entry, wanted.words) and not (kept_from and speaks_of(entry, kept_from)):
                found.append((entry.entry.at, entry.index))
        if len(found) > PAGE:
            return found, None
        if looked >= LOOKED_AT:
            return found, (chunk[-1].at, chunk[-1].idx)
    return found, None


def _with_words(
    driver: Driver, log_id: str, wanted: Wanted, tail: Sequence[Line], before: Place
) -> Iterator[Sequence[Line]]:
    """Entries that something was written with, newest first, a chunk at a time."""
    fits = _test(wanted)
    recent = sorted((line for line in tail if line.has_words), key=lambda line: (line.at, line.idx), reverse=True)
    recent = [line for line in recent if (line.at, line.idx) < before and fits(line)]
    for first in range(0, len(recent), _CHUNK):
        yield recent[first : first + _CHUNK]
    drive, values = _drive(wanted)
    asked, keys = _told(wanted, drive), list(values)
    while True:
        rows = [
            row
            for key in keys
            for row in driver.rows(asked, log_id=log_id, **_bounds(wanted, before), **({"value": key} if drive else {}))
        ]
        if not rows:
            return
        chunk = sorted(as_lines(rows), key=lambda line: (line.at, line.idx), reverse=True)[:_CHUNK]
        yield chunk
        before = (chunk[-1].at, chunk[-1].idx)


def _says(entry: LogEntry, words: Sequence[str]) -> bool:
    if entry.detail is None:
        return False
    said: Any = search_key(" ".join(words_in(entry.detail)))
    return all(word in said for word in words)
