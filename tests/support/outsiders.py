"""Verifiers that nobody here wrote: Go's x/mod/sumdb as Debian packs it, and tlog-scales from the Python index."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from tlog_scales.backend import make_backend
from tlog_scales.reader import TilesReader
from tlog_scales.signing import Vkey
from tlog_scales.tlog import Checkpoint

from tests.support.source import ROOT
from tests.support.unavailable import unavailable

GO_PATH = Path("/usr/share/gocode")
_PROGRAM = ROOT / "tests" / "support" / "outsider" / "main.go"


def build_go_verifier(folder: Path) -> Path:
    """Compile the Go program; says so where Go or its sumdb package is missing."""
    if not shutil.which("go") or not (GO_PATH / "src/golang.org/x/mod/sumdb/tlog").is_dir():
        unavailable("no Go with x/mod/sumdb (Debian: golang-go, golang-golang-x-mod-dev)")
    made = folder / "outsider"
    environ = os.environ | {
        "GO111MODULE": "off", "GOPATH": str(GO_PATH), "GOFLAGS": "", "GOCACHE": str(folder / "cache"), "CGO_ENABLED": "0",
        "GOTOOLCHAIN": "local", "GOPROXY": "off",
    }  # fmt: skip
    subprocess.run(["go", "build", "-o", str(made), str(_PROGRAM)], env=environ, check=True)
    return made


def go_says(program: Path, vkey: str, log: Path | str, older: Sequence[Path] = ()) -> str:
    """What Go says of a log in a folder or at an address: ``ok SIZE``, or what is wrong."""
    command = [str(program), vkey, str(log), *map(str, older)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode == 0) == done.stdout.startswith("ok ")
    return (done.stdout + done.stderr).strip()


def scales_accepts(vkey: str, log: Path | str, older: Sequence[Path] = ()) -> int:
    """The size that tlog-scales verifies: signature, root out of the tiles, first and last entry, and older checkpoints.

    Raises whatever it raises on what it doesn't accept."""
    reader, key = TilesReader(make_backend(str(log))), Vkey.from_string(vkey)
    head = reader.get_checkpoint()
    head.verify(key)
    assert reader.calculate_root_hash() == head.root_hash
    for index in sorted({0, head.size // 2, head.size - 1} if head.size else ()):
        proof = reader.get_inclusion_proof(index, head.size)
        proof.check(sha256(b"\x00" + reader.get_entry(index)).digest(), head.root_hash)
    for path in older:
        before = Checkpoint.from_text(path.read_text("utf-8"))
        before.verify(key)
        if before.size:  # it makes no proof that begins at nothing
            reader.get_consistency_proof(before.size, head.size).check(before.root_hash, head.root_hash)
    return int(head.size)
