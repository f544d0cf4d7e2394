"""The same commune three times: where the engine is written down, where it is timed, and where its statements are timed."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from bench.commune import STEPS, Walk, found
from bench.places import Places
from bench.recording import RecordingStore, Sent, replay
from tests.support.world import World
from workflow.store import Store


@dataclass
class Trio:
    """``written`` records, ``timed`` is measured, ``bare`` is the driver's own connection to the third copy."""

    written: World
    timed: World
    bare: Any
    recorder: RecordingStore

    def block(self, work: Callable[[World], object]) -> tuple[float, float, list[Sent]]:
        """Seconds of the engine and of its bare statements for the same work, and what was sent."""
        self.recorder.take()
        work(self.written)
        sent = self.recorder.take()
        engine = timed(lambda: work(self.timed))
        return engine, timed(lambda: replay(self.bare, sent)), sent


def timed(work: Callable[[], object]) -> float:
    """Seconds of wall clock."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


@contextmanager
def trio(places: Places, prepare: Callable[[World], None]) -> Iterator[Trio]:
    """Found a commune, prepare it, and copy it."""
    url = places.fresh()
    files = places.folder / "files"
    with opened(url, files) as store:
        world = found(store)
        prepare(world)
    copies = [places.copy(url), places.copy(url)]
    recorder = RecordingStore(url, files=files)
    with opened(copies[0], files) as store, opened(copies[1], files) as third:
        pooled = third.writer.raw_connection()
        try:
            yield Trio(replace(world, store=recorder), replace(world, store=store), pooled.driver_connection, recorder)
        finally:
            pooled.close()
            recorder.close()


@contextmanager
def opened(url: str, files: Path) -> Iterator[Store]:
    """A store, closed afterwards."""
    store = Store(url, files=files)
    try:
        yield store
    finally:
        store.close()


class Walkers:
    """Takes the same cases the same way in each copy of a commune."""

    def __init__(self) -> None:
        self._walks: dict[int, Walk] = {}

    def of(self, world: World) -> Walk:
        """The walk through one copy."""
        return self._walks.setdefault(id(world), Walk(world))

    def all_moves(self, keys: Sequence[str]) -> Callable[[World], None]:
        """Every move of the way for all cases, before the next move."""

        def work(world: World) -> None:
            walk = self.of(world)
            for number in range(len(STEPS)):
                for key in keys:
                    walk.take(key, number)

        return work
