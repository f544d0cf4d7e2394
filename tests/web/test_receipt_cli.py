"""``bangvang ledger receipt check`` as its holder runs it: a folder with files, no database, no network."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.checker import run_checker
from tests.support.signing import Signatory
from tests.support.world import World
from tests.web.test_cli import bangvang
from tests.workflow.ledger.test_receipt import package_of
from workflow.documents.receipt_files import checkpoint_for, receipts
from workflow.documents.zip_stream import zipped
from workflow.store import Store


@pytest.fixture
def folder(sqlite_store: Store, tmp_path: Path) -> tuple[Path, str]:
    """A receipt with its entry beside it and the package of both; and the log's key."""
    world = World.open(sqlite_store)
    signatory = Signatory(world)
    signatory.sign()
    package = package_of(world, 4)
    (tmp_path / "a.tlog-proof").write_bytes(package.proof)
    (tmp_path / "a.tlog-proof.entry").write_bytes(package.entry)
    (tmp_path / "a.zip").write_bytes(package.zipped())
    return tmp_path, str(signatory.vkey)


def test_a_receipt_is_checked_by_a_key(folder: tuple[Path, str]) -> None:
    path, vkey = folder
    for name in ("a.tlog-proof", "a.zip"):
        answer = bangvang(path / "none", "ledger", "receipt", "check", str(path / name), "--vkey", vkey)
        assert (answer.returncode, answer.stderr) == (0, "")
        assert "ĐÚNG theo khóa" in answer.stdout and "RIGHT by the key" in answer.stdout
    assert not (path / "none").exists(), "nothing of an installation is needed or made"


def test_without_a_key_it_is_not_judged(folder: tuple[Path, str]) -> None:
    answer = bangvang(folder[0], "ledger", "receipt", "check", str(folder[0] / "a.tlog-proof"))

    assert answer.returncode == 2
    assert "NOT checked" in answer.stdout and "RIGHT" not in answer.stdout


def test_a_changed_entry_is_wrong(folder: tuple[Path, str]) -> None:
    path, vkey = folder
    beside = path / "a.tlog-proof.entry"
    beside.write_bytes(beside.read_bytes().replace(b'"oseq":0', b'"oseq":1'))
    answer = bangvang(path, "ledger", "receipt", "check", str(path / "a.tlog-proof"), "--vkey", vkey)

    assert answer.returncode == 1
    assert answer.stdout.startswith("SAI:") and "WRONG:" in answer.stdout


def test_a_wrong_call_says_what_is_missing(folder: tuple[Path, str]) -> None:
    path, vkey = folder
    proof = str(path / "a.tlog-proof")
    (path / "a.tlog-proof.entry").unlink()
    for arguments in ([proof, "--vkey", vkey], [proof, "--vkey", vkey[:-4]], [str(path / "b.tlog-proof")]):
        answer = bangvang(path, "ledger", "receipt", "check", *arguments)
        assert answer.returncode == 2
        assert answer.stderr.strip() and "Traceback" not in answer.stderr


def test_many_at_once_are_told_as_one_and_what_is_wrong_by_name(sqlite_store: Store, tmp_path: Path) -> None:
    world = World.open(sqlite_store)
    signatory = Signatory(world)
    size = signatory.sign().size
    many, log_id = range(2, size), world.organisation_id
    checkpoint = checkpoint_for(sqlite_store, log_id, many)
    assert checkpoint is not None
    parts = list(receipts(sqlite_store, log_id, many, checkpoint))
    good, bad, alone = tmp_path / "good.zip", tmp_path / "bad.zip", tmp_path / "alone.zip"
    good.write_bytes(b"".join(zipped(parts)))
    changed = [(name, data.replace(b'"v":1', b'"v":2') if name == "muc-7.entry" else data) for name, data in parts]
    bad.write_bytes(b"".join(zipped(changed)))
    alone.write_bytes(b"".join(zipped(part for part in parts if part[0] != "muc-7.entry")))
    check, key = ("ledger", "receipt", "check"), ("--vkey", str(signatory.vkey))

    answer = bangvang(tmp_path, *check, str(good), str(good), *key)
    assert (answer.returncode, answer.stderr) == (0, "")
    assert f"{2 * len(many)} mục, trong khoảng từ số 2 đến số {size - 1}" in answer.stdout
    assert len(answer.stdout.splitlines()) == 2, "one sentence in two languages, and not one for each"
    answer = bangvang(tmp_path, *check, str(bad), *key)
    assert answer.returncode == 1
    assert answer.stdout.startswith("muc-7.tlog-proof: SAI:") and f"{len(many) - 1} entries" in answer.stdout
    assert bangvang(tmp_path, *check, str(good)).returncode == 2
    answer = bangvang(tmp_path, *check, str(alone), *key)
    assert answer.returncode == 2 and "muc-7.entry" in answer.stderr and "Traceback" not in answer.stderr
    checker = run_checker(tmp_path, "receipt", good, *key)
    assert checker.returncode == 0, checker.stdout
