"""The folder that outsiders read: byte for byte what is published, added to, never rewritten, and with a memory."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text

from states.refusals import Fault
from tests.support.filling import fill, fill_to, open_log, words
from tests.support.tlog_oracle import check_checkpoint, files
from workflow.ledger import export as exporting
from workflow.ledger.export import AnotherPast, NothingSigned, export
from workflow.ledger.signer_folder import SignerFolder
from workflow.ledger.signing import Signer
from workflow.store import Store

AT = 1_700_000_000_000_000


def sign(store: Store, folder: Path) -> None:
    with Signer(folder) as signer:
        signer.tick(store, AT)


def found(directory: Path) -> dict[str, bytes]:
    return {
        path.relative_to(directory).as_posix(): path.read_bytes() for path in directory.rglob("*") if path.is_file()
    }


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "log"


def test_each_export_adds_what_is_new(store: Store, place: Path, tmp_path: Path) -> None:
    log_id, there = open_log(store), dict[str, bytes]()
    for size in fill_to(store, log_id, [0, 1, 255, 256, 257, 700]):
        sign(store, tmp_path / "signer")
        assert export(store, log_id, place) == size
        there |= dict(files(words(0, size)))
        key = SignerFolder(tmp_path / "signer", log_id).key()
        assert key is not None
        check_checkpoint((place / "checkpoint").read_bytes(), str(key.verifier), words(0, size))
        assert {**found(place), "checkpoint": b""} == {**there, "checkpoint": b""}
    kept = {path: path.stat().st_mtime_ns for path in place.rglob("*") if path.name != "checkpoint" and path.is_file()}
    export(store, log_id, place)
    assert {path: path.stat().st_mtime_ns for path in kept} == kept


def test_only_what_is_signed_is_exported(store: Store, place: Path, tmp_path: Path) -> None:
    log_id = open_log(store)
    fill(store, log_id, words(0, 3))
    with pytest.raises(NothingSigned):
        export(store, log_id, place)
    assert not place.exists()
    sign(store, tmp_path / "signer")
    fill(store, log_id, words(3, 9), first=3)
    assert export(store, log_id, place) == 3
    assert found(place).keys() == {"checkpoint", "tile/0/000.p/3", "tile/entries/000.p/3"}


class Died(BaseException):
    """The machine stops here."""


def dying_after(count: int) -> Callable[[Path, bytes], None]:
    """Lay down one file, if any may be laid down at all, and die before the next."""
    laid, done = list[Path](), exporting._put

    def put(path: Path, data: bytes) -> None:
        if len(laid) == min(count, 1):
            raise Died
        laid.append(path)
        done(path, data)

    return put


def test_an_export_that_dies_leaves_the_older_log_whole(
    sqlite_store: Store, place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log_id = open_log(sqlite_store)
    fill(sqlite_store, log_id, words(0, 3))
    sign(sqlite_store, tmp_path / "signer")
    export(sqlite_store, log_id, place)
    before = (place / "checkpoint").read_bytes()
    fill(sqlite_store, log_id, words(3, 600), first=3)
    sign(sqlite_store, tmp_path / "signer")
    for count in range(7):
        with monkeypatch.context() as patched, pytest.raises(Died):
            patched.setattr(exporting, "_put", dying_after(count))
            export(sqlite_store, log_id, place)
        assert (place / "checkpoint").read_bytes() == before
    assert export(sqlite_store, log_id, place) == 600
    assert found(place).items() >= dict(files(words(0, 600))).items()


def test_the_folder_remembers(sqlite_store: Store, place: Path, tmp_path: Path) -> None:
    store, first, other = sqlite_store, open_log(sqlite_store), open_log(sqlite_store)
    for log_id in (first, other):
        fill(store, log_id, words(0, 5))
    sign(store, tmp_path / "signer")
    export(store, first, place)
    kept = found(place)
    with pytest.raises(AnotherPast, match="holds the log"):
        export(store, other, place)
    with store.writer.begin() as connection:
        for name in connection.scalars(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).all():
            connection.execute(text(f"DROP TRIGGER {name}"))
        connection.execute(text(f"DELETE FROM ledger_checkpoint WHERE log_id = '{first}'"))
        connection.execute(text(f"DELETE FROM ledger_leaf WHERE log_id = '{first}'"))
    fill(store, first, [b"another past", *words(1, 6)])
    sign(store, tmp_path / "another signer")
    with pytest.raises(AnotherPast, match="it shows that the log was changed"):
        export(store, first, place)
    assert found(place) == kept


def test_entries_that_are_not_stored_by_their_hash_are_not_exported(
    sqlite_store: Store, place: Path, tmp_path: Path
) -> None:
    log_id = open_log(sqlite_store)
    fill(sqlite_store, log_id, words(0, 5))
    sign(sqlite_store, tmp_path / "signer")
    with sqlite_store.writer.begin() as connection:
        connection.execute(text("DROP TRIGGER ledger_leaf_no_update"))
        connection.execute(text("UPDATE ledger_leaf SET entry = X'00' WHERE idx = 2"))
    with pytest.raises(Fault, match="not stored by their hashes"):
        export(sqlite_store, log_id, place)
    assert found(place) == {}
