"""What docs/receipts.md tells outsiders to run is run here, with programs that nobody here wrote."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.support.go_verifier import GO_PATH, compiled
from tests.support.signing import Signatory
from tests.support.source import ROOT
from tests.support.unavailable import unavailable
from tests.support.world import World
from tests.workflow.ledger.test_reading import fill
from tests.workflow.ledger.test_receipt import package_of
from workflow.ledger.note import SigningKey
from workflow.ledger.receipt_package import Package
from workflow.store import Store

PAGE = (ROOT / "docs" / "receipts.md").read_text("utf-8")
OPENED = 5


@pytest.fixture
def kept(sqlite_store: Store, tmp_path: Path) -> tuple[Path, Signatory]:
    """A receipt with its detail, unpacked, of a log of some hundred entries."""
    world = World.open(sqlite_store)
    fill(world, 300)
    signatory = Signatory(world)
    signatory.sign()
    with sqlite_store.reading() as driver:
        salt, detail = driver.connection.execute(
            f"SELECT salt, detail FROM ledger_detail WHERE idx = {OPENED}"
        ).fetchone()
    proven = package_of(world, OPENED)
    package = Package(proof=proven.proof, entry=proven.entry, salt=bytes(salt), detail=bytes(detail))
    (tmp_path / "receipt.zip").write_bytes(package.zipped())
    shutil.unpack_archive(tmp_path / "receipt.zip", tmp_path)
    return tmp_path, signatory


def test_the_go_program_of_the_page_accepts_a_receipt_and_nothing_else(kept: tuple[Path, Signatory]) -> None:
    folder, signatory = kept
    (source,) = re.findall(r"```go\n(.*?)```", PAGE, re.DOTALL)
    (folder / "receipt.go").write_text(source, "utf-8")
    program = compiled(folder / "receipt.go", folder)

    def says(vkey: object, entry: bytes) -> tuple[int, str]:
        (folder / "asked.entry").write_bytes(entry)
        command = [program, str(vkey), folder / f"muc-{OPENED}.tlog-proof", folder / "asked.entry"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        return done.returncode, done.stdout

    entry = (folder / f"muc-{OPENED}.entry").read_bytes()
    assert GO_PATH.is_dir()
    assert says(signatory.vkey, entry) == (
        0, f"entry {OPENED} stands in {signatory.key.name}, a log of {len_of(folder)} entries\n",
    )  # fmt: skip
    assert says(signatory.vkey, entry[:-1] + b" ")[0] == 1
    assert says(SigningKey.make(signatory.key.name).verifier, entry)[0] == 1


def len_of(folder: Path) -> int:
    """How many entries the checkpoint of the receipt covers."""
    note = (folder / f"muc-{OPENED}.tlog-proof").read_text("utf-8").partition("\n\n")[2]
    return int(note.split("\n")[1])


def test_openssl_opens_a_detail_as_the_page_says(kept: tuple[Path, Signatory]) -> None:
    if not shutil.which("openssl"):
        unavailable("openssl is not installed")
    folder, _ = kept
    (line,) = re.findall(r"^\{ printf.*$", PAGE, re.MULTILINE)
    command = line.replace("muc-812", f"muc-{OPENED}")
    said = subprocess.run(["bash", "-c", command], cwd=folder, capture_output=True, text=True, check=True).stdout
    committed = json.loads((folder / f"muc-{OPENED}.entry").read_bytes())["detail"]
    assert said.strip().endswith(committed)
