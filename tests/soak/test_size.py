"""A register of many years: lists are as quick as in the first one, by the same plans, and the whole log is still verified."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from statistics import median

from states.vocabulary import Role, SubjectKind
from tests.soak.register import fill
from tests.soak.sizes import sizes
from tests.support.plans import bad_steps
from tests.support.running import command, environment
from tests.support.world import World
from workflow.queries.public import BoardFilter, board
from workflow.queries.search import find
from workflow.queries.secretariat import Filter as QueueFilter
from workflow.queries.secretariat import postings, queue
from workflow.queries.unit import nominations_of
from workflow.queries.worklist import Filter, worklist
from workflow.sql import Driver
from workflow.store import Store

SMALL = 10_000
ROUNDS = 15
MOST_KIB = 8
"""How much memory the audit may take for each nomination, in KiB, beyond what it takes for none."""

WATCHED = """import resource, subprocess, sys
code = subprocess.call(sys.argv[1:])
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, file=sys.stderr)
sys.exit(code)"""
"""Runs a command in a process that is small itself: the most memory of a child counts what its parent held at the fork."""

AUDIT_KIB = 200 * 1024
Page = Callable[[Driver], object]


def lists(world: World) -> Mapping[str, Page]:
    """The lists that are read along an index, from their first page and from the middle."""
    here, unit, day = world.organisation_id, world.units["thon-dong"], world.day
    office, officer = world.actor(Role.SECRETARIAT), world.people["thon-dong"]
    middle = (day.isoformat(), "m")
    return {
        "worklist": lambda driver: worklist(driver, actor=office, today=day, wanted=Filter()),
        "worklist, further": lambda driver: worklist(driver, actor=office, today=day, wanted=Filter(after=middle)),
        "unit's worklist": lambda driver: worklist(driver, actor=officer, today=day, wanted=Filter()),
        "unit list": lambda driver: nominations_of(driver, here, unit),
        "unit list, further": lambda driver: nominations_of(driver, here, unit, after="le.m"),
        "postings": lambda driver: postings(driver, here, today=day, after=None),
        "board": lambda driver: board(driver, here, BoardFilter(year=day.year)),
    }


def others(world: World) -> Mapping[str, Page]:
    """What still grows: measured and told, not held to anything."""
    office = world.actor(Role.SECRETARIAT)
    return {
        "queue with its figures": lambda driver: queue(
            driver, world.organisation_id, today=world.day, wanted=QueueFilter()
        ),
        "search": lambda driver: find(driver, office, "tran van binh 1"),
    }


def waits(world: World) -> dict[str, float]:
    """The middle of several readings of every list, in milliseconds."""
    found = {}
    for name, page in {**lists(world), **others(world)}.items():
        times = []
        for _ in range(ROUNDS):
            with world.store.reading() as driver:
                begun = time.perf_counter()
                page(driver)
                times.append((time.perf_counter() - begun) * 1000)
        found[name] = median(times)
    return found


@sizes("ROWS", 4_000, 1_000_000)
def test_a_large_register(sqlite_store: Store, size: int, tally: Callable[[str], None]) -> None:
    world = World.open(sqlite_store, members=3)
    fill(world, 0, min(SMALL, size // 2))
    few = waits(world)
    fill(world, min(SMALL, size // 2), size)
    world.draft("GDVH", kind=SubjectKind.HOUSEHOLD, name="Hộ nháp")
    many = waits(world)
    bad = {name: steps for name, page in lists(world).items() if (steps := bad_steps(sqlite_store, page))}
    assert bad == {}
    told, kib = audit(world)
    assert told["whole"] is True
    assert kib < AUDIT_KIB + MOST_KIB * size, f"the audit took {kib} KiB for {size} nominations"
    growth = ", ".join(f"{name} {many[name]:.1f} ms (×{many[name] / few[name]:.2f})" for name in many)
    tally(
        f"sqlite: {size:,} nominations, {told['size']:,} entries, whole; audited in {kib // 1024:,} MiB; "
        f"against {min(SMALL, size // 2):,}: {growth}"
    )


def audit(world: World) -> tuple[dict[str, int | bool], int]:
    """What ``bangvang ledger verify`` says, and the memory it took at most, in KiB."""
    folder = world.store.files.parent
    url = world.store.url.render_as_string(hide_password=False)
    environ = environment(folder) | {"BANGVANG_DATABASE_URL": url}
    watched = [sys.executable, "-c", WATCHED, *command("ledger", "verify", "--json")]
    done = subprocess.run(watched, env=environ, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[:2000] + done.stderr
    told = json.loads(done.stdout)
    told["size"] = told.get("size") or sum(log["size"] for log in told["logs"])
    return told, int(done.stderr.split()[-1])
