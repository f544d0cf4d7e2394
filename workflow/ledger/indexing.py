"""Keeps the finding aid of every log and its figures up to date: the worker reads new entries once, a batch at a time.

Both are made from the entries alone and are no evidence of anything. What is not in them yet is read by whoever searches.
"""

import logging
from collections import Counter
from collections.abc import Sequence
from threading import Event

from sqlalchemy import bindparam, delete, func, select

from states.vocabulary import Subject
from workflow.ledger.index_lines import COLUMNS, Line, lines
from workflow.ledger.reading import size_of
from workflow.models.ledger import Log
from workflow.models.log_index import IndexLine, LogFigure
from workflow.sql import Driver, Prepared, inserting, updating
from workflow.steadily import steadily
from workflow.store import Store

BATCH = 1000
HOUR = 3600 * 1_000_000

STANDS, BECAME, SPENT = "stands", "became", "spent"
"""Kinds of figures about nominations: how many stand in a state, came into it, and left it after so many whole hours."""

_LOGS = Prepared(lambda: select(Log.id).order_by(Log.id))
_HEAD = Prepared(lambda: select(func.max(IndexLine.idx)).where(IndexLine.log_id == bindparam("log_id")))
_FIGURES = Prepared(
    lambda: select(LogFigure.kind, LogFigure.key, LogFigure.bucket, LogFigure.count).where(
        LogFigure.log_id == bindparam("log_id")
    )
)
_NO_LINES = Prepared(delete(IndexLine).where(IndexLine.log_id == bindparam("log_id")))
_NO_FIGURES = Prepared(delete(LogFigure).where(LogFigure.log_id == bindparam("log_id")))
_FIGURE = ("log_id", "kind", "key", "bucket", "count")

log = logging.getLogger(__name__)

Figure = tuple[str, str, int]
"""Kind, state, bucket."""


def run(store: Store, stop: Event) -> None:
    """Work until ``stop`` is set. When this ends by a fault of ours, the worker ends too and is started anew."""
    try:
        steadily(lambda: turn(store, stop), stop, "the finding aid and figures", log)
    finally:
        stop.set()


def turn(store: Store, stop: Event | None = None) -> int:
    """Read what is new in every log; answers how many entries."""
    with store.reading() as driver:
        logs = [str(log_id) for (log_id,) in driver.rows(_LOGS)]
    done = 0
    for log_id in logs:
        while not (stop and stop.is_set()) and (read := _batch(store, log_id)):
            done += read
    return done


def indexed(driver: Driver, log_id: str) -> int:
    """How many entries of a log, from the first on, stand in the finding aid."""
    last = driver.value(_HEAD, log_id=log_id)
    return 0 if last is None else int(last) + 1


def figures(driver: Driver, log_id: str) -> dict[Figure, int]:
    """The figures of a log by kind, state and bucket."""
    return {(kind, key, bucket): count for kind, key, bucket, count in driver.rows(_FIGURES, log_id=log_id)}


def throw_away(store: Store, log_id: str) -> None:
    """Throw away the finding aid and the figures of a log; until they are made anew, searches read the entries."""
    with store.writing(f"index {log_id}") as driver:
        driver.run(_NO_LINES, log_id=log_id)
        driver.run(_NO_FIGURES, log_id=log_id)
        driver.connection.commit()


def _batch(store: Store, log_id: str) -> int:
    with store.reading() as driver:  # made without keeping anybody waiting
        first = indexed(driver, log_id)
        if size_of(driver, log_id) == first:
            return 0
        made = lines(driver, log_id, first, first + BATCH)
    with store.writing(f"index {log_id}") as driver:
        if indexed(driver, log_id) != first:
            return 0  # another worker was faster
        driver.run_many(inserting("ledger_index", COLUMNS), [line.row() for line in made])
        _count(driver, log_id, made)
        driver.connection.commit()
    return len(made)


def counted(made: Sequence[Line]) -> Counter[Figure]:
    """By how much figures change with these entries."""
    changes: Counter[Figure] = Counter()
    for line in made:
        if line.subject != Subject.NOMINATION or line.dst == line.src:
            continue
        changes[STANDS, line.dst, 0] += 1
        changes[BECAME, line.dst, 0] += 1
        if line.src is not None and line.spent is not None:
            changes[STANDS, line.src, 0] -= 1
            changes[SPENT, line.src, line.spent // HOUR] += 1
    return changes


def _count(driver: Driver, log_id: str, made: Sequence[Line]) -> None:
    changes = counted(made)
    known = figures(driver, log_id) if changes else {}
    fresh = [
        dict(zip(_FIGURE, (log_id, *figure, by), strict=True)) for figure, by in changes.items() if figure not in known
    ]
    driver.run_many(inserting("ledger_figure", _FIGURE), fresh)
    for figure, by in changes.items():
        if figure in known and by:
            kind, key, bucket = figure
            driver.run(
                updating("ledger_figure", ("count",)), key=log_id, key_1=kind, key_2=key, key_3=bucket,
                count=known[figure] + by,
            )  # fmt: skip
