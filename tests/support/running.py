"""The site as its own process: ``bangvang serve`` on a free port of this machine, over a copy of a loaded demo."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

PATIENCE = 60.0
"""Seconds that a busy machine may take to start or stop a process."""


@dataclass(frozen=True)
class RunningSite:
    """The site of one data directory; ``passphrase`` opens every account of its demo."""

    address: str
    folder: Path

    @property
    def passphrase(self) -> str:
        """What everybody in the demo signs in with."""
        lines = (self.folder / "demo-accounts.txt").read_text("utf-8").splitlines()
        return next(line.split()[1] for line in lines if line.startswith("  "))

    def bangvang(self, *arguments: str) -> str:
        """What a command of the command line says about this installation; fails when it does."""
        return bangvang(self.folder, *arguments)


def bangvang(folder: Path, *arguments: str) -> str:
    """Run a command of the command line over a data directory; answers what it prints."""
    done = subprocess.run(command(*arguments), env=environment(folder), capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"bangvang {arguments}: {done.stdout}{done.stderr}"
    return done.stdout


def load_demo(folder: Path) -> Path:
    """A data directory with the demo commune in it, without the whole lists of the villages: every case has its state."""
    bangvang(folder, "demo", "--without-village-lists")
    return folder


@contextmanager
def serving(template: Path, folder: Path, *, clock: str = "") -> Iterator[RunningSite]:
    """Serve a copy of a data directory, with the worker beside it; another ``clock`` starts it at another instant."""
    shutil.copytree(template, folder)
    if clock:
        (folder / "clock.json").unlink(missing_ok=True)
    port = free_port()
    environ = environment(folder) | {"PORT": str(port)} | ({"BANGVANG_CLOCK": clock} if clock else {})
    with (folder / "output.txt").open("wb") as output:
        server = subprocess.Popen(command("serve"), env=environ, stdout=output, stderr=subprocess.STDOUT)
        site = RunningSite(f"http://127.0.0.1:{port}", folder)
        try:
            wait_for(site, server)
            yield site
        finally:
            server.terminate()
            server.wait(PATIENCE)


def working(site: RunningSite) -> AbstractContextManager[None]:
    """The background worker, as long as the block lasts: messages are delivered and papers are set."""
    return _beside(site, "worker")


def signing_the_log(site: RunningSite) -> AbstractContextManager[None]:
    """The signer of the log, as long as the block lasts: papers that bear a checkpoint need not wait for it."""
    return _beside(site, "signer")


@contextmanager
def _beside(site: RunningSite, name: str) -> Iterator[None]:
    with (site.folder / f"{name}.txt").open("wb") as output:
        process = subprocess.Popen(command(name), env=environment(site.folder), stdout=output, stderr=subprocess.STDOUT)
        try:
            yield
        finally:
            process.terminate()
            process.wait(PATIENCE)


def command(*arguments: str) -> list[str]:
    """A command line of the program under test."""
    return [sys.executable, "-m", "web.cli", *arguments]


def environment(folder: Path) -> dict[str, str]:
    """This process's environment without settings of an installation, but for the data directory."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("BANGVANG_")}
    return inherited | {"BANGVANG_DATA_DIR": str(folder)}


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def wait_for(site: RunningSite, server: subprocess.Popen[bytes]) -> None:
    """Until the server answers that it is ready."""
    until = time.monotonic() + PATIENCE
    while True:
        assert server.poll() is None, (site.folder / "output.txt").read_text("utf-8")
        try:
            with urllib.request.urlopen(f"{site.address}/readyz", timeout=5):
                return
        except urllib.error.URLError:
            assert time.monotonic() < until, "the server did not become ready"
            time.sleep(0.1)
