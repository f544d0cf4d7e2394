"""``python -m bench``: every figure beside its reference, taken in the same run. Exit code 1 when a gate is not passed."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from bench.bars import BARS, Figure, as_table
from bench.imports import imports
from bench.ledger import appends, million
from bench.lists import lists
from bench.papers import papers
from bench.places import SqlitePlaces
from bench.registers import registers
from bench.requests import requests
from bench.server import PostgresPlaces, postgres
from bench.transitions import against_bare_statements, fsyncs, statements
from bench.verdicts import verdicts
from bench.writers import voters, writers

Measure = Callable[[], Iterator[Figure]]


@dataclass(frozen=True)
class Sizes:
    """How much is measured. ``quick`` shows that everything runs; its figures mean little."""

    blocks: int = 15
    lines: int = 10_000
    entries: int = 1_000_000
    small: int = 10_000
    nominations: int = 1_000_000
    reads: int = 15
    rounds: int = 3
    seconds: float = 2
    cases: int = 800
    members: int = 40
    paper: int = 300


QUICK = Sizes(
    blocks=3,
    lines=500,
    entries=20_000,
    small=1_000,
    nominations=20_000,
    reads=10,
    rounds=1,
    seconds=0.5,
    cases=200,
    members=10,
    paper=30,
)


def measures(sizes: Sizes, sqlite: SqlitePlaces, server: PostgresPlaces | None) -> list[tuple[str, Measure]]:
    """What there is to measure, each under the bar it belongs to; without a server, SQLite alone."""
    both: list[SqlitePlaces | PostgresPlaces] = [sqlite, *([server] if server else [])]
    found: list[tuple[str, Measure]] = [("P3", lambda: fsyncs(sqlite, size=10))]
    for place in both:
        single = "P1" if place is sqlite else "P2"
        found += [
            ("P3", lambda place=place: statements(place)),
            (single, lambda place=place: against_bare_statements(place, blocks=sizes.blocks, size=5)),
            ("P4", lambda place=place: lists(place, lines=sizes.lines, rounds=sizes.rounds - sizes.rounds // 3)),
            (
                "P5",
                lambda place=place: million(
                    place, entries=sizes.entries, small=sizes.small, blocks=sizes.blocks, size=3
                ),
            ),
            ("P8", lambda place=place: writers(place, seconds=sizes.seconds, cases=sizes.cases, rounds=sizes.rounds)),
            ("P9", lambda place=place: appends(place, blocks=sizes.blocks, size=40, batch=sizes.lines)),
        ]
    return sorted(
        [
            *found,
            ("P6", lambda: requests(sqlite, blocks=sizes.blocks)),
            ("P7", lambda: registers(sqlite, small=sizes.small, large=sizes.nominations, rounds=sizes.reads)),
            ("P8", lambda: voters(sqlite, members=sizes.members)),
            ("P10", lambda: papers(sqlite, lines=sizes.paper, rounds=sizes.rounds)),
            ("P13", lambda: imports(rounds=sizes.rounds)),
            ("V1", lambda: verdicts(blocks=sizes.blocks, many=sizes.lines)),
        ],
        key=lambda each: (each[0][0], int(each[0][1:])),
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print the table, and keep it in var/bench.json."""
    options = _options(arguments)
    wanted = set(options.only.split(",")) if options.only else set()
    options.results.parent.mkdir(parents=True, exist_ok=True)
    figures: list[Figure] = []
    sizes = QUICK if options.quick else Sizes()
    if options.large:
        sizes = replace(sizes, entries=options.large, nominations=options.large)
    with ExitStack() as stack:
        folder = Path(
            stack.enter_context(tempfile.TemporaryDirectory(dir=options.results.parent.resolve(), prefix="bench-"))
        )
        server = None if options.sqlite_only else stack.enter_context(postgres(folder, options.postgres))
        for name, measure in measures(sizes, SqlitePlaces(folder), server):
            # the proofs and the growth of P9 come with the long log of P5
            if wanted and name not in wanted and not (name == "P5" and "P9" in wanted):
                continue
            start = time.monotonic()
            fresh = list(measure())
            figures += fresh
            keep(options.results, fresh)
            print(f"{name} {time.monotonic() - start:.0f} s", file=sys.stderr, flush=True)
    figures.sort(key=lambda each: list(BARS).index(each.key))
    print(as_table(figures))
    missed = [each.key for each in figures if each.ok and not each.reaches_goal]
    failed = [each.key for each in figures if not each.ok]
    print(f"\nGoals missed: {', '.join(missed) or 'none'}.\nGates failed: {', '.join(failed) or 'none'}.")
    return 1 if failed else 0


def keep(path: Path, figures: Sequence[Figure]) -> None:
    """Write figures into the file of results; what was measured before and not now stays, with its day."""
    known = json.loads(path.read_text("utf-8")) if path.exists() else {}
    today = datetime.now(tz=UTC).date().isoformat()
    known |= {each.key: each.as_data() | {"measured_on": today} for each in figures}
    ordered = {key: known[key] for key in BARS if key in known}
    path.write_text(json.dumps(ordered, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--only", default="", help="bars, separated by commas: P1,P4")
    parser.add_argument("--quick", action="store_true", help="small sizes: shows that everything runs, measures little")
    parser.add_argument("--postgres", default="", help="address of a server where databases may be made; else our own")
    parser.add_argument(
        "--large", type=int, help="entries and nominations instead of a million each, for a slow machine"
    )
    parser.add_argument("--sqlite-only", action="store_true", help="leave PostgreSQL out")
    parser.add_argument("--results", type=Path, default=Path("var/bench.json"))
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
