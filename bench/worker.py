"""Our side of a comparison with other workflow libraries: reads orders and writes answers, one JSON object a line.

Eight human moves take each nomination from its draft to the award in its holder's hands. They stand for the eight moves
registered → draft → submitted → accepted → appraised → tabled → voted → approved → published of the comparison:

=========  ====================================  ==========================================================
open       submit (unit officer)                 three tables of papers, rivals, campaign, unit, running number
submit     accept (standing office)              every demanded paper was looked at; rules are pinned
accept     find eligible (standing office)       the whole checklist is kept, a row for each condition
appraise   submit to the chairman (office)       no posting and no council is owed
table      forward (chairman)                    the decision lies with a higher level
vote       record the award above (office)       the outside decision is named in full
approve    publish (office)                      on the public board
publish    confer (office)                       handed over, to whom
=========  ====================================  ==========================================================

Every move is one call of ``execute``: judged under the lock, one state, one entry with its salted detail and its place in the
tree, one row in the outbox, one durable commit. None has a consequence for another case, so that entries and moves tally.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, TextIO

from bench.commune import STEPS, Walk, found, lay_drafts
from workflow.schema import upgrade
from workflow.sql import Driver
from workflow.store import Store


def main() -> None:
    """Prepare the database, say so, and obey until told to quit."""
    options = _options()
    out = os.fdopen(os.dup(1), "w", buffering=1)
    os.dup2(2, 1)  # what a library prints by itself must not stand between the answers
    store = Store(_url(options), files=Path(options.dir) / "files")
    upgrade(store.url)
    serve(Work(store), sys.stdin, out)
    store.close()


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--backend", choices=["sqlite", "pg"], default="sqlite")
    parser.add_argument("--dir", required=True, help="an empty folder for the database and files")
    parser.add_argument("--db", default="", help="name of a fresh PostgreSQL database")
    parser.add_argument("--url", default="", help="address of a fresh database, instead of --backend and --db")
    return parser.parse_args()


def _url(options: argparse.Namespace) -> str:
    if options.url:
        return str(options.url)
    if options.backend == "sqlite":
        return f"sqlite:///{Path(options.dir) / 'bench.db'}"
    port = os.environ.get("BENCH_PG_PORT", "55432")
    return f"postgresql+psycopg://bench@/{options.db}?host={tempfile.gettempdir()}&port={port}"


class Work:
    """The commune and how many nominations were made in it."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.world = found(store)
        self.walk = Walk(self.world)
        with store.reading() as driver:
            self.before = _rows(driver)
        self.made = 0

    def chunk(self, count: int) -> dict[str, Any]:
        """New nominations (not timed), then every move for all of them before the next move (timed)."""
        keys = lay_drafts(self.world, count)
        self.made += count
        waits: list[float] = []
        clock = time.perf_counter
        busy, began = time.process_time(), clock()
        for number in range(len(STEPS)):
            for key in keys:
                start = clock()
                self.walk.take(key, number)
                waits.append(clock() - start)
        wall, busy = clock() - began, time.process_time() - busy
        waits.sort()
        return {
            "transitions": len(waits), "s": wall, "cpu": busy, "p50": waits[len(waits) // 2],
            "p99": waits[int(len(waits) * 0.99)], "max": waits[-1],
        }  # fmt: skip

    def counts(self) -> dict[str, Any]:
        """How many nominations reached the end, and how many entries and outbox rows there are, without the founding."""
        with self.store.reading() as driver:
            ended = driver.connection.execute("SELECT count(*) FROM nomination WHERE state = 'conferred'").fetchone()
            leaves, waiting = (now - then for now, then in zip(_rows(driver), self.before, strict=True))
        return {"made": self.made, "counts": [ended[0], leaves, waiting]}


def _rows(driver: Driver) -> list[int]:
    tables = ("ledger_leaf", "outbox")
    return [driver.connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in tables]


def serve(work: Work, orders: TextIO, answers: TextIO) -> None:
    """Answer each order in its line."""
    say(answers, {"ready": True, "pragmas": _settings(work.store), "pid": os.getpid()})
    for line in orders:
        order = json.loads(line)
        if order["cmd"] == "chunk":
            say(answers, work.chunk(order["n"]))
        elif order["cmd"] == "counts":
            say(answers, work.counts())
        elif order["cmd"] == "quit":
            return


def say(answers: TextIO, what: dict[str, Any]) -> None:
    """One answer, at once."""
    answers.write(json.dumps(what) + "\n")
    answers.flush()


def _settings(store: Store) -> dict[str, Any]:
    """How durable the database is as it stands."""
    asked = (
        ("PRAGMA journal_mode", "PRAGMA synchronous")
        if store.dialect == "sqlite"
        else ("SHOW fsync", "SHOW synchronous_commit")
    )
    with store.writing("-") as driver:
        return {words.split()[1]: driver.connection.execute(words).fetchone()[0] for words in asked}


if __name__ == "__main__":
    main()
