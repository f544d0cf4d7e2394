"""P8: writers in processes of their own, each started as ``python -m bench.writers``, told what to do line by line."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import islice
from pathlib import Path
from statistics import median
from typing import Any, TypeVar

import psycopg

from bench.bars import Figure
from bench.commune import DAY, STEPS, Walk, found, lay_drafts
from bench.grown import hurried
from bench.pairs import opened
from bench.places import Places
from bench.recording import LOCK, RecordingStore, Sent, replay
from states.council_vocabulary import VoteChoice
from states.vocabulary import State
from tests.support.world import OFFICERS, World
from workflow.commands.command import Actor
from workflow.commands.council.cast_vote import CastVote
from workflow.engine import execute
from workflow.store import Store

Order = TypeVar("Order")
FOUR = 4
REHEARSED = 720
"""So many cases are written down at most: a tenth of a second of bare statements tells nothing."""

NO_END = 3600.0
"""Seconds that a number of moves may take: it is the number that ends them."""

OFFICES = tuple("thon-dong" if step.role == "unit_officer" else OFFICERS[step.role][0] for step in STEPS)
"""Who makes each move, by the name the commune knows them by."""


def writers(places: Places, *, seconds: float, cases: int, rounds: int) -> Iterator[Figure]:
    """Four processes for some seconds, each with its own organisation, beside one of them alone.

    The same processes also send their bare statements, written down beforehand, to a copy under the same lock. The gate
    stands at what four of ours do beside four of them, as for one alone: how much faster four are than one says more of
    the machine, and of how much of it one already keeps busy.
    """
    url, ratios, bare, beside, errors, fair = places.fresh(), [], [], [], 0, []
    with opened(url, places.folder / "files") as store:
        count = cases * rounds * 2
        jobs = [_job(store, url, places.folder, f"xa-{n}", count) for n in range(FOUR)]
    rehearsed = min(count, REHEARSED)
    copies = {"rehearsal": places.copy(url), "bare": places.copy(url)}
    with _started(FOUR) as processes:
        for process, job in zip(processes, jobs, strict=True):
            ask(process, job | copies)
        for process in processes:
            ask(process, {"do": "rehearse", "cases": rehearsed})
        for _ in range(rounds):
            walked = {"do": "walk", "seconds": seconds}
            one, four = (_rates(some, walked) for some in (processes[:1], processes))
            ratios.append(_total(four) / _total(one))
            errors += sum(each["errors"] for each in (*one, *four))
            fair.append(min(each["moves"] for each in four) / max(each["moves"] for each in four))
            sent = {"do": "send", "moves": rehearsed * len(STEPS) // (2 * rounds)}
            ours = _total(four)
            one, four = (_rates(some, sent) for some in (processes[:1], processes))
            bare.append(_total(four) / _total(one))
            beside.append(ours / _total(four))
    yield Figure(key=f"P8.{places.name}", runs=ratios, note=f"{rounds} rounds of {seconds:g} s")
    yield Figure(key=f"P8.{places.name}.bare", runs=bare)
    yield Figure(key=f"P8.{places.name}.beside", runs=beside)
    if places.name == "sqlite":
        yield Figure(key="P8.errors", runs=[errors])
        yield Figure(key="P8.fair", runs=fair)


def _rates(processes: Sequence[subprocess.Popen[str]], task: dict[str, Any]) -> list[dict[str, Any]]:
    start = time.time() + 0.2
    for process in processes:
        tell(process, task | {"start": start})
    return [hear(process) for process in processes]


def _total(answers: Sequence[dict[str, Any]]) -> float:
    """Moves of all in a second, until the last one had done its share: who is done early left the lock to the others."""
    return float(sum(each["moves"] for each in answers) / max(each["seconds"] for each in answers))


def voters(places: Places, *, members: int) -> Iterator[Figure]:
    """Forty members of a council, each in a process, vote once at the same instant."""
    url = places.fresh()
    with opened(url, places.folder / "files") as store:
        world = World.open(store, slug="hoi-dong", members=members)
        sessions = [_open_vote(world) for _ in range(3)]
    with opened(url, places.folder / "files") as store, _started(members) as processes:
        world.store = store
        for process, member in zip(processes, world.members, strict=True):
            ask(process, {"url": url, "files": str(places.folder), "voter": _as_data(member), "at": world.at})
        alone = []
        for process in processes[:9]:
            session, case = sessions[0]
            tell(process, {"do": "vote", "start": 0, "session": session, "case": case})
            alone.append(hear(process)["seconds"])
        lasts, kept = [], []
        for session, case in sessions[1:]:
            start = time.time() + 0.5
            for process in processes:
                tell(process, {"do": "vote", "start": start, "session": session, "case": case})
            answers = [hear(process) for process in processes]
            lasts.append(max(answer["ended"] for answer in answers) - start)
            with store.reading() as driver:
                words = f"SELECT count(DISTINCT account_id) FROM vote WHERE session_id = '{session}'"
                kept.append(driver.connection.execute(words).fetchone()[0])
    yield Figure(key="P8.votes", runs=kept, note=f"{members} processes, SQLite")
    yield Figure(key="P8.last", runs=[last / (members * median(alone)) for last in lasts])


def _open_vote(world: World) -> tuple[str, str]:
    case = world.bring(world.draft("LDTT"), State.TABLED)
    session = str(world.nomination(case)["session_id"])
    world.open_vote(session)
    return session, case


def _job(store: Store, url: str, folder: Path, slug: str, cases: int) -> dict[str, Any]:
    world = found(store, slug)
    keys = lay_drafts(world, cases)
    people = {name: _as_data(actor) for name, actor in world.people.items()}
    return {"url": url, "files": str(folder), "organisation": world.organisation_id, "people": people, "keys": keys}


def _as_data(actor: Actor) -> dict[str, Any]:
    return {"account_id": actor.account_id, "organisation_id": actor.organisation_id, "pseudonym": actor.pseudonym}


@contextmanager
def _started(count: int) -> Iterator[list[subprocess.Popen[str]]]:
    command = [sys.executable, "-m", "bench.writers"]
    processes = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(count)
    ]
    try:
        for process in processes:
            hear(process)
        yield processes
    finally:
        for process in processes:
            process.communicate(json.dumps({"do": "quit"}) + "\n")


def ask(process: subprocess.Popen[str], what: dict[str, Any]) -> dict[str, Any]:
    """Tell it, and hear its answer."""
    tell(process, what)
    return hear(process)


def tell(process: subprocess.Popen[str], what: dict[str, Any]) -> None:
    """One line."""
    assert process.stdin is not None
    process.stdin.write(json.dumps(what) + "\n")
    process.stdin.flush()


def hear(process: subprocess.Popen[str]) -> dict[str, Any]:
    """One line."""
    assert process.stdout is not None
    answer: dict[str, Any] = json.loads(process.stdout.readline())
    return answer


class Writer:
    """One process: walks its own cases for some seconds, or votes once."""

    def __init__(self, job: dict[str, Any]) -> None:
        self.store = Store(job["url"], files=Path(job["files"]))
        self.job = job
        if "people" in job:
            world = World(self.store, organisation_id=job["organisation"], day=DAY)
            world.people = {name: Actor(**data) for name, data in job["people"].items()}
            self.walk = Walk(world, [Actor(**job["people"][name]) for name in OFFICES])
            self.orders = orders_for(job["keys"])
            self.sent: Iterator[list[Sent]] = iter(())
            self.bare = Store(job["bare"], files=Path(job["files"]))

    def walk_on(self, start: float, seconds: float) -> dict[str, Any]:
        """As many moves as fit into the time; there have to be cases enough for the fastest machine."""
        answer = as_many_as_fit(start, seconds, self.orders, lambda order: self.walk.take(*order))
        if answer["seconds"] < seconds:
            raise RuntimeError(f"the cases ran out after {answer['seconds']:.1f} of {seconds:g} seconds")
        return answer

    def rehearse(self, cases: int) -> dict[str, Any]:
        """Walk some cases in a copy of the database, and write down every statement."""
        recorder = hurried(RecordingStore(self.job["rehearsal"], files=Path(self.job["files"])))
        walk = Walk(replace(self.walk.world, store=recorder), self.walk.actors)
        written = []
        for order in orders_for(self.job["keys"][:cases]):
            walk.take(*order)
            written.append([each for each in recorder.take() if not each.words.startswith(("BEGIN", LOCK))])
        recorder.close()
        self.sent = iter(written)
        return {"moves": len(written)}

    def send_on(self, start: float, moves: int) -> dict[str, Any]:
        """Some of what was written down, each move under the lock."""

        def send(sent: list[Sent]) -> None:
            with self.bare.writing(self.job["organisation"]) as driver:
                replay(driver.connection, sent)

        return as_many_as_fit(start, NO_END, islice(self.sent, moves), send)

    def vote(self, start: float, session: str, case: str) -> dict[str, Any]:
        """One vote, and when it was answered."""
        wait_for(start)
        began = time.time()
        order = CastVote(on=session, choices={case: VoteChoice.AGREE})
        execute(self.store, order, actor=Actor(**self.job["voter"]), at=self.job["at"] + 1_000_000)
        return {"seconds": time.time() - began, "ended": time.time()}


def orders_for(keys: Sequence[str]) -> Iterator[tuple[str, int]]:
    """Every move of the way for one case after the other."""
    return ((key, number) for key in keys for number in range(len(STEPS)))


def as_many_as_fit(
    start: float, seconds: float, orders: Iterator[Order], carry_out: Callable[[Order], object]
) -> dict[str, Any]:
    """Carry out orders for some seconds; answers how many, how many met a lock error, and how long it took."""
    wait_for(start)
    moves = errors = 0
    while time.time() < start + seconds:
        order = next(orders, None)
        if order is None:
            break
        try:
            carry_out(order)
            moves += 1
        except (sqlite3.OperationalError, psycopg.OperationalError):
            errors += 1
    return {"moves": moves, "errors": errors, "seconds": max(time.time() - start, 0.001)}


def wait_for(start: float) -> None:
    """Until an instant that all processes were told."""
    time.sleep(max(0.0, start - time.time()))


def main() -> None:
    """Obey line by line: a job first, then what to do."""
    say({"ready": True})
    writer = None
    for line in sys.stdin:
        order = json.loads(line)
        task = order.pop("do", None)
        if task == "quit":
            return
        if writer is None:
            writer = Writer(order)
            say({"ready": True})
        else:
            tasks = {
                "walk": writer.walk_on, "vote": writer.vote, "rehearse": writer.rehearse, "send": writer.send_on
            }  # fmt: skip
            say(tasks[task](**order))


def say(what: dict[str, Any]) -> None:
    """One answer."""
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
