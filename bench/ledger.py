"""P9 and P5: the log by itself beside bare statements and bare SHA-256, and transitions upon a log of a million entries."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from hashlib import sha256
from typing import Any

from bench.bars import Figure
from bench.commune import STEPS, Walk, found, lay_drafts
from bench.grown import grow, in_a_hurry, write
from bench.pairs import Walkers, opened, timed
from bench.places import Places
from tests.support.world import World
from workflow.ids import new_id
from workflow.ledger.log import Statement, append, next_place, row_reader
from workflow.ledger.tiles import node_reader
from workflow.ledger.tree import consistency_path, inclusion_path, root_of
from workflow.store import Store

DETAIL = b'{"changes":{"due_on":null,"reason":"x"},"particulars":{},"rows":[]}'


def appends(places: Places, *, blocks: int, size: int, batch: int) -> Iterator[Figure]:
    """P9: entries appended and committed one by one, and ten thousand at once, beside bare INSERTs of the same rows."""
    suffix = "" if places.name == "sqlite" else ".postgresql"
    url = places.fresh()
    with opened(url, places.folder / "files") as store:
        world = found(store)
    with opened(url, places.folder / "files") as ours, opened(places.copy(url), places.folder / "files") as bare:
        single = [_pair(ours, bare, world, size, together=False) for _ in range(blocks + 1)][1:]
        yield Figure(key=f"P9.append{suffix}", runs=single, note=f"{blocks} blocks of {size}")
        if not suffix:
            together = [_pair(ours, bare, world, batch, together=True) for _ in range(3)]
            yield Figure(key="P9.batch", runs=together, note=f"{batch:,} entries")


def _pair(ours: Store, bare: Store, world: World, count: int, *, together: bool) -> float:
    said = [_statement(world) for _ in range(count)]
    parts = [said] if together else [[each] for each in said]
    with ours.reading() as driver:
        first = driver.connection.execute("SELECT max(idx) FROM ledger_leaf").fetchone()[0] + 1

    def engine() -> None:
        for part in parts:
            with ours.writing(world.organisation_id) as driver:
                heads = {each.object_id: each.head for each in part}
                append(driver, next_place(driver, world.organisation_id, part[0].subject, heads), part, world.at)
                driver.connection.commit()

    slow = timed(engine)
    tables = ("ledger_leaf", "ledger_detail")
    laid = [_rows_from(ours, name, first) for name in tables]

    def statements() -> None:
        for part in [laid] if together else zip(*([[row] for row in rows] for rows in laid), strict=True):
            with bare.writing(world.organisation_id) as driver:
                for name, rows in zip(tables, part, strict=True):
                    write(driver, name, rows)
                driver.connection.commit()

    return timed(statements) / slow


def _rows_from(store: Store, name: str, first: int) -> list[dict[str, Any]]:
    with store.reading() as driver:
        cursor = driver.connection.execute(f"SELECT * FROM {name} WHERE idx >= {first} ORDER BY idx")
        columns = [column[0] for column in cursor.description]
        return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]


def _statement(world: World) -> Statement:
    return Statement(
        object_id=new_id(), subject="nomination", action="suspend", source="eligible", target="suspended", head=None,
        count=0, account_id=new_id(), pseudonym=new_id(), office="secretariat", process="0" * 64, rules="0" * 64,
        detail=DETAIL, documents=(),
    )  # fmt: skip


def million(places: Places, *, entries: int, small: int, blocks: int, size: int) -> Iterator[Figure]:
    """P5, and the parts of P9 that need a long log."""
    suffix = "" if places.name == "sqlite" else ".postgresql"
    with _two_logs(places, entries, small, (blocks + 1) * size) as (short, long, keys):
        walkers, ratios, waits = Walkers(), [], ([], [])
        for block in range(blocks + 1):
            part = keys[block * size : (block + 1) * size]
            times = [_waits(walkers.of(world), part) for world in (short, long)]
            if block:
                ratios.append(sum(times[0]) / sum(times[1]))
                for kept, new in zip(waits, times, strict=True):
                    kept.extend(new)
        yield Figure(key=f"P5{suffix}", runs=ratios, note=f"{entries:,} entries against {small:,}")
        yield Figure(key=f"P9.growth{suffix}", runs=[_tenth(waits[1]) / _tenth(waits[0])], note="whole transitions")
        yield from _proofs(long, entries, suffix)


def _waits(walk: Walk, keys: Sequence[str]) -> list[float]:
    return [timed(lambda n=number, k=key: walk.take(k, n)) for number in range(len(STEPS)) for key in keys]


def _tenth(waits: Sequence[float]) -> float:
    return sorted(waits)[len(waits) // 10]


@contextmanager
def _two_logs(places: Places, entries: int, small: int, drafts: int) -> Iterator[tuple[World, World, list[str]]]:
    files = places.folder / "files"
    url = places.fresh()
    with in_a_hurry(url, files) as store:
        world = found(store)
        keys = lay_drafts(world, drafts)
        grow(store, world.organisation_id, small)
    longer = places.copy(url)
    with in_a_hurry(longer, files) as store:
        grow(store, world.organisation_id, entries)
    with opened(url, files) as short, opened(longer, files) as long:
        yield replace(world, store=short), replace(world, store=long), keys


def _proofs(world: World, size: int, suffix: str) -> Iterator[Figure]:
    """Proofs out of the stored rows, and all leaves hashed anew beside the bare hash of the same bytes."""
    log_id = world.organisation_id
    with world.store.reading() as driver:
        read = row_reader(driver, log_id)
        waits = []
        for turn in range(30):
            place = size * turn // 30
            start = time.perf_counter()
            inclusion_path(place, size, node_reader(size, read))
            consistency_path(place, size, node_reader(size, read))
            waits.append((time.perf_counter() - start) / 2 * 1000)
        yield Figure(key=f"P9.proof{suffix}", runs=waits, note=f"inclusion and consistency, {size:,} entries")
        yield Figure(key=f"P9.check{suffix}", runs=[_check(driver, log_id) for _ in range(3)])


def _check(driver: Any, log_id: str) -> float:
    mark = "?" if driver.dialect == "sqlite" else "$1"
    words = f"SELECT entry FROM ledger_leaf WHERE log_id = {mark} AND idx < 100000 ORDER BY idx"
    entries = [entry for (entry,) in driver.connection.execute(words, (log_id,))]
    bare = timed(lambda: [sha256(entry).digest() for entry in entries])
    hashed = timed(
        lambda: root_of(sha256(b"\x00" + entry).digest() for (entry,) in driver.connection.execute(words, (log_id,)))
    )
    return bare / hashed
