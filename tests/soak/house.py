"""A commune with sign-ins for everybody, and the whole program over it: ``bangvang run`` as a group of processes of its own."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from argon2 import PasswordHasher

from tests.soak.visitor import GONE, Visitor
from tests.support.running import PATIENCE, command, environment, free_port
from tests.support.world import World
from workflow.commands.command import Actor
from workflow.engine import Insert, keep

PASSWORD = "mật khẩu dùng để thử"
_HASH = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
"""Cheap to verify: forty people sign in at once, and how hard a real hash is has a test of its own."""

Subprocess = subprocess.Popen[bytes]


@dataclass
class House:
    """One installation over the store of a world. Whatever it prints goes to ``output.txt``."""

    world: World
    folder: Path
    owner_url: str = ""
    port: int = field(default_factory=free_port)
    process: Subprocess | None = None

    @property
    def data_dir(self) -> Path:
        """Where it keeps its files: there, too, lie those that the world has laid down before."""
        return self.world.store.files.parent

    @property
    def address(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def output(self) -> str:
        """What the program printed."""
        return (self.folder / "output.txt").read_text("utf-8", "replace")

    def username(self, actor: Actor) -> str:
        """The name somebody signs in with."""
        short = next(name for name, known in self.world.people.items() if known.account_id == actor.account_id)
        return f"{short}.{self.world.slug}"

    def give_passwords(self, people: Sequence[Actor]) -> None:
        """Let people sign in with the one password of the tests."""
        rows = [
            {
                "account_id": each.account_id,
                "password_hash": _HASH,
                "sessions_since": 1,
            }
            for each in people
        ]
        inserts = [Insert(into="credential", row=row) for row in rows]
        keep(self.world.store, *inserts, organisation_id=self.world.organisation_id)

    def start(self, order: str = "run") -> None:
        """Start it as an operator's machine does, and wait until it is ready."""
        url = self.world.store.url.render_as_string(hide_password=False)
        environ = environment(self.data_dir) | {
            "BANGVANG_DATABASE_URL": url, "BANGVANG_OWNER_DATABASE_URL": self.owner_url, "PORT": str(self.port),
            "BANGVANG_SECRET_KEY": "only for tests, never for people" * 2, "DEMO": "0",
        }  # fmt: skip
        self.folder.mkdir(exist_ok=True)
        with (self.folder / "output.txt").open("ab") as output:
            self.process = subprocess.Popen(
                command(order), env=environ, stdout=output, stderr=subprocess.STDOUT, start_new_session=True
            )
        self.wait_until_ready()

    def wait_until_ready(self) -> None:
        """Until the site says that it is ready."""
        until = time.monotonic() + PATIENCE
        while not self.is_ready():
            assert self.process is not None and self.process.poll() is None, self.output
            assert time.monotonic() < until, f"the site did not become ready: {self.output}"
            time.sleep(0.05)

    def wait_until_told(self) -> None:
        """Until the worker has told everybody everything."""
        until = time.monotonic() + PATIENCE
        while self._untold():
            assert time.monotonic() < until, f"the worker does not go on: {self.output}"
            time.sleep(0.1)

    def _untold(self) -> int:
        with self.world.store.reading() as driver:
            words = "SELECT count(*) FROM outbox WHERE drained_at IS NULL"
            return int(driver.connection.execute(words).fetchone()[0])

    def is_ready(self) -> bool:
        """Whether the site answers and its database too."""
        try:
            return Visitor(self.address).open("/readyz").status == 200
        except GONE:
            return False

    def members(self) -> dict[int, str]:
        """The living processes of the group, with what they are."""
        assert self.process is not None
        return {number: words for number, group, words in _processes() if group == self.process.pid}

    def kill(self) -> int:
        """``kill -9`` of the whole group; answers how many processes died."""
        assert self.process is not None
        killed = len(self.members())
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(PATIENCE)
        until = time.monotonic() + PATIENCE
        while self.members():
            assert time.monotonic() < until, f"still alive: {self.members()}"
            time.sleep(0.01)
        self.process = None
        return killed

    def stop(self) -> None:
        """End it as an operator does; whatever is left then is killed."""
        if self.process is None:
            return
        self.process.terminate()
        try:
            self.process.wait(PATIENCE)
        finally:
            if self.members():
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process = None


@contextmanager
def open_house(house: House, order: str = "run") -> Iterator[House]:
    """Start it, and end it with the block."""
    house.start(order)
    try:
        yield house
    finally:
        house.stop()


def _processes() -> Iterator[tuple[int, int, str]]:
    """Number, group and command line of every living process of this machine."""
    for path in Path("/proc").glob("[0-9]*"):
        try:
            state, _, group = (path / "stat").read_text().rsplit(")", 1)[1].split()[:3]
            words = (path / "cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")
        except (FileNotFoundError, ProcessLookupError):
            continue
        if state not in ("Z", "X"):
            yield int(path.name), int(group), words
