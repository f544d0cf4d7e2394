"""Logs of every awkward size, read by programs that nobody here wrote; and what they say of logs that are not right."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.support.filling import fill, open_log, words
from tests.support.go_verifier import go_says
from tests.support.scales import scales_accepts
from tests.support.stores import BOTH
from workflow.ledger.export import export
from workflow.ledger.note import SigningKey
from workflow.ledger.signer_folder import SignerFolder
from workflow.ledger.signing import Signer
from workflow.store import Store

AT = 1_700_000_000_000_000
SIZES = (0, 1, 2, 255, 256, 257, 511, 512)
LARGE = (0, 3, 65_535, 65_536, 65_537, 70_000)


def accepted(store: Store, folder: Path, go: Path, sizes: Sequence[int]) -> None:
    """At every size both accept the exported log, against every checkpoint that was published before."""
    log_id, before, older = open_log(store), 0, list[Path]()
    for size in sizes:
        for first in range(before, size, 5000):
            fill(store, log_id, words(first, min(first + 5000, size)), first=first)
        before = size
        with Signer(folder / "signer") as signer:
            signer.tick(store, AT)
        key = SignerFolder(folder / "signer", log_id).key()
        assert key is not None
        assert export(store, log_id, folder / "log") == size
        assert go_says(go, str(key.verifier), folder / "log", older) == f"ok {size}"
        assert scales_accepts(str(key.verifier), folder / "log", older) == size
        older.append(folder / f"checkpoint-{size}")
        shutil.copy(folder / "log" / "checkpoint", older[-1])


def test_outsiders_accept_the_log_at_every_size(store: Store, tmp_path: Path, go: Path) -> None:
    accepted(store, tmp_path, go, SIZES)


@pytest.mark.soak
@pytest.mark.parametrize("store", BOTH, indirect=True)
def test_outsiders_accept_a_large_log(store: Store, tmp_path: Path, go: Path) -> None:
    accepted(store, tmp_path, go, LARGE)


def test_outsiders_refuse_what_is_not_right(sqlite_store: Store, tmp_path: Path, go: Path) -> None:
    """That they accept says something only because they refuse."""
    log_id, log = open_log(sqlite_store), tmp_path / "log"
    fill(sqlite_store, log_id, words(0, 300))
    with Signer(tmp_path / "signer") as signer:
        signer.tick(sqlite_store, AT)
    export(sqlite_store, log_id, log)
    key = SignerFolder(tmp_path / "signer", log_id).key()
    assert key is not None
    another = str(SigningKey.make(key.name).verifier)
    assert "signature" in go_says(go, another, log)
    with pytest.raises(RuntimeError, match="no signature matched"):
        scales_accepts(another, log)
    older = tmp_path / "older"
    older.write_bytes(forged_head(key, 200))
    assert "an older checkpoint" in go_says(go, str(key.verifier), log, [older])
    for name, word in (
        ("tile/entries/000", "the entries do not come to the root"), ("tile/entries/001.p/44", "the entries do not come to"),
        ("tile/0/000", "tile 0 of level 0 is not"), ("tile/1/000.p/1", "downloaded inconsistent tile"),
    ):  # fmt: skip
        whole = (log / name).read_bytes()
        (log / name).write_bytes(whole[:9] + bytes([whole[9] ^ 1]) + whole[10:])
        assert word in go_says(go, str(key.verifier), log), name
        (log / name).write_bytes(whole)
    assert go_says(go, str(key.verifier), log) == "ok 300"


def forged_head(key: SigningKey, size: int) -> bytes:
    """A checkpoint of another past, signed by the right key."""
    text = f"{key.name}\n{size}\n{'A' * 43}=\n"
    return f"{text}\n{key.sign(text)}\n".encode()
