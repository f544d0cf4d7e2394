"""The signer as operators run it: ``bangvang signer``, a process of its own over a store, with a directory of its own."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.support.running import PATIENCE, command, environment
from workflow.ledger.published import latest
from workflow.store import Store

Signing = subprocess.Popen[bytes]


def environ_of(store: Store, folder: Path) -> dict[str, str]:
    """The environment of a signer that knows the database and its own directory, and no secret of the site."""
    url = store.url.render_as_string(hide_password=False)
    return environment(folder) | {"BANGVANG_DATABASE_URL": url, "BANGVANG_SIGNER_DIR": str(folder / "signer")}


def start_signer(store: Store, folder: Path) -> Signing:
    """Start one; what it prints goes to ``signer.txt``."""
    folder.mkdir(exist_ok=True)
    with (folder / "signer.txt").open("ab") as output:
        return subprocess.Popen(
            command("signer"), env=environ_of(store, folder), stdout=output, stderr=subprocess.STDOUT
        )


@contextmanager
def signing(store: Store, folder: Path) -> Iterator[Signing]:
    """A signer for as long as the block lasts; it has to end by itself when it is told to."""
    process = start_signer(store, folder)
    try:
        yield process
        process.terminate()
        assert process.wait(PATIENCE) == 0, said(folder)
    finally:
        process.kill()
        process.wait(PATIENCE)


def wait_until_signed(store: Store, log_id: str, size: int, folder: Path) -> None:
    """Until the newest checkpoint covers so many entries."""
    until = time.monotonic() + PATIENCE
    while signed_size(store, log_id) < size:
        assert time.monotonic() < until, f"{signed_size(store, log_id)} of {size} entries are signed: {said(folder)}"
        time.sleep(0.02)


def signed_size(store: Store, log_id: str) -> int:
    """How many entries the newest checkpoint covers; -1 where there is none."""
    with store.reading() as driver:
        found = latest(driver, log_id)
    return -1 if found is None else found.size


def ask(store: Store, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """A command on the signer's machine, as the signer's user."""
    return subprocess.run(
        command(*arguments), env=environ_of(store, folder), capture_output=True, text=True, check=False
    )


def said(folder: Path) -> str:
    """What the signer printed."""
    return (folder / "signer.txt").read_text("utf-8")
