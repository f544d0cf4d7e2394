"""Long logs and large registers, laid down by the driver past the engine in the shapes that the engine writes.

Entries are copies of a real one with another place in the log; their leaf hashes and tiles are those the log would have.
Details have the size of a small one's. Nominations are copies of one with other names, states, units and days.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

from workflow.ids import new_id
from workflow.ledger.log import row_reader
from workflow.ledger.tiles import grown_rows
from workflow.ledger.tree import leaf_hash
from workflow.sql import inserting
from workflow.store import Store

TOGETHER = 20_000


def grow(store: Store, log_id: str, size: int) -> None:
    """Lengthen a log to ``size`` entries; nothing happens when it is longer already."""
    with store.reading() as driver:
        last = driver.connection.execute("SELECT max(idx) FROM ledger_leaf").fetchone()[0]
        (model,) = driver.connection.execute(f"SELECT entry FROM ledger_leaf WHERE idx = {last}").fetchone()
    for first in range(last + 1, size, TOGETHER):
        _lay_down(store, log_id, bytes(model), first, min(size, first + TOGETHER))


Kept = TypeVar("Kept", bound=Store)


def hurried(store: Kept) -> Kept:
    """The same store; on SQLite it waits for no disk from now on, and remembers more."""
    if store.dialect == "sqlite":
        pooled = store.writer.raw_connection()
        for pragma in ("synchronous=OFF", "cache_size=-300000"):
            pooled.driver_connection.execute(f"PRAGMA {pragma}")
        pooled.close()
    return store


@contextmanager
def in_a_hurry(url: str, files: Path) -> Iterator[Store]:
    """A store for laying down much at once, closed before anything is measured: SQLite waits for no disk and remembers more."""
    store = hurried(Store(url, files=files))
    try:
        yield store
    finally:
        store.close()


def _lay_down(store: Store, log_id: str, model: bytes, first: int, end: int) -> None:
    before, after = model.split(f'"seq":{json.loads(model)["seq"]}'.encode())
    entries = [before + f'"seq":{index}'.encode() + after for index in range(first, end)]
    hashes = [leaf_hash(entry) for entry in entries]
    leaves = [
        {"log_id": log_id, "idx": index, "entry": entry, "hash": sealed}
        for index, entry, sealed in zip(range(first, end), entries, hashes, strict=True)
    ]
    salt = os.urandom(32)
    details = [
        {
            "log_id": log_id, "idx": index, "object_id": new_id(), "account_id": "a" * 26, "salt": salt,
            "detail": b'{"changes":{"due_on":null,"reason":"Co don to cao"},"particulars":{},"rows":[]}',
        }
        for index in range(first, end)
    ]  # fmt: skip
    with store.writing(log_id) as driver:
        nodes = grown_rows(first, hashes, row_reader(driver, log_id))
        write(driver, "ledger_leaf", leaves)
        write(driver, "ledger_detail", details)
        names = ("log_id", "lvl", "idx", "hash")
        write(driver, "ledger_node", [dict(zip(names, (log_id, *node), strict=True)) for node in nodes])
        driver.connection.commit()


def write(driver: Any, name: str, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows of one table."""
    if rows:
        driver.run_many(inserting(name, tuple(rows[0])), rows)


def in_parts(rows: Iterator[Mapping[str, Any]], size: int = TOGETHER) -> Iterator[list[Mapping[str, Any]]]:
    """A long stream of rows in lists."""
    while part := list(islice(rows, size)):
        yield part
