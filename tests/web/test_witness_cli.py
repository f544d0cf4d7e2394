"""``bangvang witness`` as the person who looks after other communes' logs meets it, and the address machines ask."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.support.foreign_log import ForeignLog
from tests.support.site import Site
from tests.support.world import World
from tests.web.test_cli import bangvang
from workflow.ledger.note import VerifierKey
from workflow.ledger.witness_folder import WitnessFolder
from workflow.store import Store

NAMED = {"BANGVANG_BASE_URL": "https://thidua.example.vn"}


@pytest.fixture
def folder(sqlite_template: Path, tmp_path: Path) -> Path:
    """A data directory with the newest schema."""
    (tmp_path / "var").mkdir()
    shutil.copy(sqlite_template, tmp_path / "var" / "bangvang.db")
    return tmp_path / "var"


def test_the_key_is_made_once_and_named_after_the_site(folder: Path) -> None:
    unnamed = bangvang(folder, "witness", "vkey")
    assert unnamed.returncode == 2 and "--name" in unnamed.stderr and "Traceback" not in unnamed.stderr
    first = bangvang(folder, "witness", "vkey", **NAMED)
    assert first.returncode == 0
    assert VerifierKey.parse(first.stdout.strip()).name == "thidua.example.vn/witness"
    assert bangvang(folder, "witness", "vkey").stdout == first.stdout
    assert bangvang(folder, "witness", "vkey", "--name", "khac.example/w").returncode == 2


def test_logs_are_added_listed_and_removed(folder: Path) -> None:
    vkey = str(ForeignLog().keys[0].verifier)
    added = bangvang(folder, "witness", "add", vkey)
    assert added.returncode == 0 and "bangvang witness vkey" in added.stdout
    assert "already" in bangvang(folder, "witness", "add", vkey).stdout
    listed = bangvang(folder, "witness", "list").stdout
    assert "nothing confirmed yet" in listed and vkey in listed
    assert bangvang(folder, "witness", "remove", vkey).returncode == 0
    assert bangvang(folder, "witness", "list").stdout == ""
    again = bangvang(folder, "witness", "remove", vkey)
    assert again.returncode == 2 and "Traceback" not in again.stderr
    for wrong in ("", "a+b", vkey[:-1], str(WitnessFolder(folder / "other").make_key("a.example/w").verifier)):
        answer = bangvang(folder, "witness", "add", wrong)
        assert answer.returncode == 2 and "LOG_VKEY" in answer.stderr and "Traceback" not in answer.stderr


def test_machines_ask_by_http(sqlite_store: Store, tmp_path: Path) -> None:
    client = Site(World.open(sqlite_store), tmp_path / "var").app.test_client()
    log, folder = ForeignLog().grow(5), WitnessFolder(tmp_path / "var" / "signer")
    assert client.post("/witness/add-checkpoint", data=log.offer(0)).status_code == 404
    folder.make_key("thidua.example.vn/witness")
    folder.add(log.keys[0].verifier)
    answer = client.post("/witness/add-checkpoint", data=log.offer(0, 3))
    assert (answer.status_code, answer.text[:2]) == (200, "\u2014 ")
    assert "Set-Cookie" not in answer.headers and answer.headers["Cache-Control"] == "no-store"
    behind = client.post("/witness/add-checkpoint", data=log.offer(0))
    assert (behind.status_code, behind.text) == (409, "3\n")
    assert behind.headers["Content-Type"] == "text/x.tlog.size"
    assert client.post("/witness/add-checkpoint", data=b"x" * 70_000).status_code == 413
    assert client.post("/witness/add-checkpoint", data=b"").status_code == 400
    assert client.get("/witness/add-checkpoint").status_code == 405
    form = client.post("/witness/add-checkpoint", data={"old": "0"})
    assert form.status_code == 400
