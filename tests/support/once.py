"""What is made once for all processes of a run: the first that asks makes it, the others wait and take it."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable
from pathlib import Path

import pytest


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """A folder that ``make`` fills; nobody writes into it afterwards."""
    own = factory.getbasetemp()
    shared = own.parent if os.environ.get("PYTEST_XDIST_WORKER") else own
    folder, is_made = shared / name, shared / f"{name}-is-made"
    with (shared / f"{name}-lock").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        if not is_made.exists():
            folder.mkdir(exist_ok=True)
            make(folder)
            is_made.touch()
    return folder
