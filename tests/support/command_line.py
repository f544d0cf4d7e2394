"""The command line in a process of its own that has everything loaded already: most of what a command takes is its start.

It is forked from a server of processes, so that it inherits nothing of the test. That a start from nothing works is seen by
whatever starts the site or loads the demo (``tests/support/running.py``).
"""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from web import cli

PATIENCE = 120


@dataclass(frozen=True)
class Answer:
    """What a command ended with and printed."""

    returncode: int
    stdout: str
    stderr: str


def run_command(arguments: Sequence[str], environ: dict[str, str]) -> Answer:
    """Run one command to its end."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.support.rivals", "tests.support.world", __name__])
    with TemporaryDirectory() as folder:
        told = [Path(folder) / name for name in ("stdout", "stderr")]
        process = context.Process(target=_carry_out, args=([*arguments], environ, *map(str, told)))
        process.start()
        process.join(PATIENCE)
        assert process.exitcode is not None, f"bangvang {arguments} does not end"
        return Answer(process.exitcode, *(path.read_text("utf-8") for path in told))


def _carry_out(arguments: list[str], environ: dict[str, str], stdout: str, stderr: str) -> None:
    os.environ.clear()
    os.environ.update(environ)
    for number, path in ((1, stdout), (2, stderr)):
        opened = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(opened, number)
        os.close(opened)
    sys.argv = ["bangvang", *arguments]
    cli.main()
