"""Runs a standalone checker as an auditor does: a copy of the one file, an isolated interpreter, an empty folder."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

from tests.support.signing import Signatory
from tests.support.source import ROOT
from workflow.ledger.export import export

VERIFY_LOG = ROOT / "tools" / "verify_log.py"
VERIFY_PAPER = ROOT / "tools" / "verify_paper.py"


def run_checker(place: Path, *arguments: object, tool: Path = VERIFY_LOG) -> subprocess.CompletedProcess[str]:
    """Run a copy of a checker in a folder of its own, with nothing of ours in reach."""
    folder = place / "auditor"
    folder.mkdir(parents=True, exist_ok=True)
    copy = shutil.copy(tool, folder / tool.name)
    command = [sys.executable, "-I", copy, *map(str, arguments)]
    answer = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, env={"LC_ALL": "C.UTF-8"})
    assert "Traceback" not in answer.stderr, answer.stderr
    return answer


def loaded_checker(tool: Path = VERIFY_LOG) -> ModuleType:
    """A checker as a module, for thousands of questions."""
    spec = importlib.util.spec_from_file_location(f"{tool.stem}_under_test", tool)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def exported(signatory: Signatory, folder: Path) -> Path:
    """The log of a world as it is handed to outsiders, with the newest checkpoint."""
    world = signatory.world
    export(world.store, world.organisation_id, folder)
    return folder


def changed_bytes(data: bytes) -> Iterator[bytes]:
    """The data with each of its bytes changed, to several other values; cut short, and longer, by one."""
    for place, byte in enumerate(data):
        for value in {byte ^ 0x01, byte ^ 0x20, byte ^ 0x80, 0x00, 0x0A, 0x20, 0x30, 0x41, 0x3D} - {byte}:
            yield data[:place] + bytes([value]) + data[place + 1 :]
        yield data[:place] + data[place + 1 :]
        yield data[:place] + data[place : place + 1] + data[place:]
