"""P13: how long the application takes to be imported, beside a process that imports the same third-party packages."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

from bench.bars import Figure

OURS = ("states", "workflow", "notifications", "web", "migrations")
_LIST = "import sys; before = set(sys.modules); import web.factory; print(*(set(sys.modules) - before))"


def imports(*, rounds: int) -> Iterator[Figure]:
    """Interleaved processes; the reference imports every third-party module that the application imports."""
    others = third_party()
    reference = "; ".join(f"import {name}" for name in others)
    run("import web.factory"), run(reference)
    ratios = []
    for _ in range(rounds):
        theirs = run(reference)
        ratios.append(run("import web.factory") / theirs)
    yield Figure(key="P13", runs=ratios, note=f"{len(others)} modules of others")


def third_party() -> list[str]:
    """The modules of installed packages that are loaded with the application, shortest names first."""
    answer = subprocess.run([sys.executable, "-c", _LIST], check=True, capture_output=True, text=True)
    installed = packages_distributions().keys() - set(OURS)
    found = [name for name in answer.stdout.split() if name.split(".")[0] in installed]
    return sorted((name for name in found if _is_importable(name)), key=lambda name: (name.count("."), name))


def _is_importable(name: str) -> bool:
    return all(part.isidentifier() for part in name.split("."))


def run(words: str) -> float:
    """Seconds of a fresh process."""
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", words], check=True, cwd=Path(__file__).parents[1])
    return time.perf_counter() - start
