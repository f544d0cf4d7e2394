"""A verifier that nobody here wrote: Go's x/mod/sumdb as Debian packs it, in the small program ``tools/verify_log.go``."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.support.once import made_once
from tests.support.source import ROOT
from tests.support.unavailable import unavailable

GO_PATH = Path("/usr/share/gocode")
PROGRAM = "verify_log"
_PROGRAM = ROOT / "tools" / "verify_log.go"


@pytest.fixture(scope="session")
def go(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Go verifier, compiled."""
    return made_once(tmp_path_factory, "go", lambda folder: compiled(_PROGRAM, folder)) / PROGRAM


def compiled(source: Path, folder: Path) -> Path:
    """Compile a Go program that needs nothing but x/mod; says so where Go or its sumdb package is missing."""
    if not shutil.which("go") or not (GO_PATH / "src/golang.org/x/mod/sumdb/tlog").is_dir():
        unavailable("no Go with x/mod/sumdb (Debian: golang-go, golang-golang-x-mod-dev)")
    made = folder / PROGRAM
    environ = os.environ | {
        "GO111MODULE": "off", "GOPATH": str(GO_PATH), "GOFLAGS": "", "GOCACHE": str(folder / "cache"), "CGO_ENABLED": "0",
        "GOTOOLCHAIN": "local", "GOPROXY": "off",
    }  # fmt: skip
    subprocess.run(["go", "build", "-o", str(made), str(source)], env=environ, check=True)
    return made


def go_says(program: Path, vkey: str, log: Path | str, older: Sequence[Path] = ()) -> str:
    """What Go says of a log in a folder or at an address: ``ok SIZE``, or what is wrong."""
    command = [str(program), vkey, str(log), *map(str, older)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode == 0) == done.stdout.startswith("ok ")
    return (done.stdout + done.stderr).strip()
