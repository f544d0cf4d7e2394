"""Two installations as operators run them, each in processes of its own: one signs a log, the other confirms it."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

import pytest

from tests.support.running import PATIENCE, RunningSite, command, environment, free_port, wait_for
from tests.support.world import World
from tests.web.test_cli import bangvang
from workflow.ledger.alarms import open_alarms
from workflow.ledger.asking import REFUSED
from workflow.ledger.policy import Policy
from workflow.ledger.published import latest, witnessed
from workflow.ledger.witnessing import FORK
from workflow.store import Store


@contextmanager
def process(folder: Path, *arguments: str, **more: str) -> Iterator[subprocess.Popen[bytes]]:
    """A command of the house for as long as the block lasts."""
    with (folder / f"{arguments[0]}.txt").open("ab") as output:
        running = subprocess.Popen(
            command(*arguments), env=environment(folder) | more, stdout=output, stderr=subprocess.STDOUT
        )
        try:
            yield running
        finally:
            running.terminate()
            running.wait(PATIENCE)


@contextmanager
def witness_at(folder: Path, port: int) -> Iterator[None]:
    """The site of the house that confirms."""
    with process(folder, "serve", PORT=str(port)) as server:
        wait_for(RunningSite(f"http://127.0.0.1:{port}", folder), server)
        yield


@contextmanager
def signing_house(folder: Path) -> Iterator[None]:
    """Signer and worker of the house whose log it is."""
    policy = {"BANGVANG_WITNESS_POLICY": str(folder / "policy")}
    with process(folder, "signer"), process(folder, "worker", **policy):
        yield


def until(is_so: Callable[[], bool], *folders: Path) -> None:
    """Wait for something."""
    end = time.monotonic() + PATIENCE
    while not is_so():
        said = [path.read_text("utf-8") for folder in folders for path in folder.glob("*.txt")]
        assert time.monotonic() < end, "\n".join(said)
        time.sleep(0.1)


def confirmed_size(store: Store, log_id: str, policy: Policy) -> int:
    """How far the log is signed and confirmed by the policy's quorum."""
    with store.reading() as driver:
        head = latest(driver, log_id)
        lines = witnessed(driver, log_id, head.size) if head else []
    return head.size if head and policy.judge(head.signed, int(time.time()), lines).is_valid else -1


def codes(store: Store) -> list[str]:
    with store.reading() as driver:
        return [each.alarm.code for each in open_alarms(driver)]


@pytest.fixture
def houses(sqlite_template: Path, tmp_path: Path) -> tuple[Path, Path]:
    """The data directories of the house that signs and of the one that confirms."""
    for name in ("ours", "theirs"):
        (tmp_path / name).mkdir()
        shutil.copy(sqlite_template, tmp_path / name / "bangvang.db")
    return tmp_path / "ours", tmp_path / "theirs"


def open_store(folder: Path) -> Store:
    return Store(f"sqlite:///{folder / 'bangvang.db'}", files=folder / "files")


def test_one_house_confirms_the_log_of_the_other_and_finds_its_fork(houses: tuple[Path, Path], tmp_path: Path) -> None:
    ours, theirs = houses
    port = free_port()
    with ExitStack() as stack:
        store, other = stack.enter_context(closing(open_store(ours))), stack.enter_context(closing(open_store(theirs)))
        world = World.open(store)
        with process(ours, "signer"):
            until(lambda: bangvang(ours, "ledger", "vkey").returncode == 0, ours)
        log_vkey = bangvang(ours, "ledger", "vkey").stdout.strip()
        vkey = bangvang(theirs, "witness", "vkey", "--name", "tinh.example/witness").stdout.strip()
        assert bangvang(theirs, "witness", "add", log_vkey).returncode == 0
        said = f"log {log_vkey}\nwitness tinh {vkey} http://127.0.0.1:{port}/witness\nquorum tinh\n"
        (ours / "policy").write_text(said)
        policy = Policy.parse(said.encode())

        def confirmed() -> int:
            return confirmed_size(store, world.organisation_id, policy)

        with signing_house(ours):
            with witness_at(theirs, port):
                until(lambda: confirmed() > 0, ours, theirs)
                first = confirmed()
                shutil.copytree(ours, tmp_path / "copy", ignore=shutil.ignore_patterns("*.txt", "*-wal", "*-shm"))
                _backup(ours / "bangvang.db", tmp_path / "copy" / "bangvang.db")
            world.submit(world.draft("LDTT"))  # nobody is there to confirm it; it is signed all the same
            until(lambda: (head := _signed(store, world)) is not None and head > first, ours)
            assert confirmed() == -1
            with witness_at(theirs, port):
                until(lambda: confirmed() == first + 1, ours, theirs)
                assert f": {first + 1} entries" in bangvang(theirs, "witness", "list").stdout
        assert codes(store) == [] and codes(other) == []

        with closing(open_store(tmp_path / "copy")) as forged, witness_at(theirs, port):
            story = World(forged, world.organisation_id, world.slug, world.day, world.units, world.people)
            story.submit(story.draft("LDTT", name="Một người khác"))
            with signing_house(tmp_path / "copy"):
                until(lambda: codes(forged) == [REFUSED], tmp_path / "copy", theirs)
            assert codes(other) == [FORK]


def _signed(store: Store, world: World) -> int | None:
    with store.reading() as driver:
        head = latest(driver, world.organisation_id)
    return head.size if head else None


def _backup(source: Path, target: Path) -> None:
    target.unlink()
    with closing(sqlite3.connect(source)) as now, closing(sqlite3.connect(target)) as then:
        now.backup(then)
