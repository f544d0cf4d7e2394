"""The archive package of a decision: every paper, the dossiers, entries with proofs, and an index that fits them."""

from __future__ import annotations

import csv
import hashlib
import io
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from states.vocabulary import Role, State
from tests.support.site import Site
from tests.support.world import World
from workflow.documents.archive_package import _harmless
from workflow.documents.rendering import Typesetter
from workflow.documents.sealing import seal
from workflow.documents.worker import turn as set_papers
from workflow.ledger.signer_folder import SignerFolder
from workflow.ledger.signing import Signer
from workflow.store import Store

AT = 1_800_000_000_000_000
CHECKER = Path(__file__).parents[3] / "tools" / "verify_log.py"


@pytest.fixture
def world(sqlite_store: Store) -> World:
    return World.open(sqlite_store)


@pytest.fixture
def decision(world: World) -> str:
    key = world.bring(world.draft("LDTT", name="Trần Thị Ánh"), State.PUBLISHED)
    return str(world.nomination(key)["decision_id"])


@pytest.fixture
def site(world: World, tmp_path: Path) -> Site:
    return Site(world, tmp_path / "var")


def sign(site: Site, folder: Path) -> None:
    with Signer(folder / "var" / "signer") as signer:
        signer.tick(site.world.store, AT)


def fetched(site: Site, decision: str) -> bytes:
    with site.person(site.world.actor(Role.SECRETARIAT)).client.get(f"/decisions/{decision}/archive.zip") as answer:
        assert (answer.status_code, answer.mimetype) == (200, "application/zip"), answer.text
        return bytes(answer.data)


def test_the_package_holds_everything_and_proves_itself(site: Site, decision: str, tmp_path: Path) -> None:
    set_papers(site.world.store, Typesetter(None, "http://127.0.0.1:8000"), lambda: AT)
    assert seal(site.world.store, AT)
    sign(site, tmp_path)
    page = site.person(site.world.actor(Role.SECRETARIAT)).open(f"/decisions/{decision}")
    assert f"/decisions/{decision}/archive.zip" in page.links()
    data = fetched(site, decision)
    assert data == fetched(site, decision)
    folder = tmp_path / "taken"
    with zipfile.ZipFile(io.BytesIO(data)) as kept:
        assert kept.testzip() is None
        names = kept.namelist()
        kept.extractall(folder)
    assert any(name.startswith("giay-to/decision-") and name.endswith(".pdf") for name in names)
    assert any(name.startswith("giay-to/minutes-") for name in names)
    assert any(name.startswith("ho-so/") for name in names)
    assert not any(name.endswith(".missing.txt") for name in names)
    summed = subprocess.run(["sha256sum", "--quiet", "-c", "SHA256SUMS"], cwd=folder, capture_output=True, check=False)
    assert summed.returncode == 0, summed.stderr
    rows = list(csv.reader(io.StringIO((folder / "MUC-LUC.csv").read_text("utf-8-sig"))))
    assert [row[1] for row in rows[1:]] == names[:-2]
    assert all(hashlib.sha256((folder / row[1]).read_bytes()).hexdigest() == row[6] for row in rows[1:])
    (key,) = SignerFolder(tmp_path / "var" / "signer", site.world.organisation_id).vkeys()
    for each in sorted((folder / "nhat-ky").glob("*.zip")):
        command = [sys.executable, folder / "nhat-ky" / CHECKER.name, "receipt", each, "--vkey", key]
        answer = subprocess.run(command, capture_output=True, text=True, check=False)
        assert answer.returncode == 0, answer.stdout + answer.stderr
    with zipfile.ZipFile(folder / "bang-chung.zip") as proofs:
        proofs.extractall(folder)
    proven = [
        (each, next((folder / "giay-to").glob("decision-*.pdf"))) for each in folder.glob("decision-*.paper-proof")
    ]
    assert len(proven) == 2, "the decision and the line of its list"
    proven += [(each, next((folder / "giay-to").glob("certificates-*.pdf"))) for each in folder.glob("certificates-*")]
    assert len(proven) == 3
    for proof, paper in proven:
        command = [sys.executable, folder / "nhat-ky" / "verify_paper.py", proof, paper, "--vkey", key]
        answer = subprocess.run(command, capture_output=True, text=True, check=False)
        assert answer.returncode == 0, answer.stdout + answer.stderr


def test_the_package_waits_for_the_signer(site: Site, decision: str) -> None:
    with site.person(site.world.actor(Role.SECRETARIAT)).client.get(f"/decisions/{decision}/archive.zip") as answer:
        assert answer.status_code == 202


def test_no_package_of_what_has_no_number_or_for_others(site: Site, decision: str, world: World) -> None:
    with site.person(world.actor(Role.UNIT_OFFICER)).client.get(f"/decisions/{decision}/archive.zip") as answer:
        assert answer.status_code in (403, 404)
    with site.person(world.actor(Role.SECRETARIAT)).client.get(f"/decisions/{'a' * 26}/archive.zip") as answer:
        assert answer.status_code == 404


def test_a_file_that_is_gone_is_told(site: Site, decision: str, tmp_path: Path) -> None:
    sign(site, tmp_path)
    for path in site.world.store.files.glob("*/*"):
        path.unlink()
    with zipfile.ZipFile(io.BytesIO(fetched(site, decision))) as kept:
        lost = [name for name in kept.namelist() if name.startswith("ho-so/")]
    assert lost and all(name.endswith(".missing.txt") for name in lost)


def test_no_cell_is_worked_out_by_a_spreadsheet() -> None:
    assert _harmless("=1+1") == "'=1+1" and _harmless("Hồ sơ") == "Hồ sơ"
