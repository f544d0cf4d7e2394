"""The log over HTTP, byte for byte: paths, widths, headers, and what is not there, at the sizes where tiles begin and end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.support.filling import fill, open_commune, words
from tests.support.stores import BOTH
from tests.support.tlog_oracle import check_checkpoint, files
from web.database import db
from web.factory import build
from web.settings import read_settings
from workflow.ledger.note import COSIGNATURE, SigningKey
from workflow.ledger.published import latest
from workflow.ledger.signer_folder import SignerFolder
from workflow.ledger.signing import Signer
from workflow.sql import insert_all
from workflow.store import Store

AT = 1_700_000_000_000_000
SIZES = (0, 1, 2, 255, 256, 257, 511, 512)
LARGE = (65_535, 65_536, 65_537, 70_000)
NOWHERE = (
    "tile/0/0", "tile/0/00", "tile/0/0000", "tile/00/000", "tile/0/-01", "tile/0/x000/000", "tile/0/000.p/0",
    "tile/0/000.p/01", "tile/0/000.p/256", "tile/0/000.p/", "tile/0/000.p", "tile/0/000/", "tile/0/000.P/1",
    "tile/8/0/000", "tile/64/000", "tile/0/999", "tile/63/000", "tile/0/%D9%A0%D9%A0%D9%A0", "tile/entries/000.p/%D9%A1",
    "tile/0/%EF%BC%90%EF%BC%90%EF%BC%90", "tile/entries/0", "tile/entries/000.p/0", "tile/entries/x000/000",
    "tile/data/000", "tile/0/000.p/1/2", "tile/0/x999/x999/x999/x999/x999/999", "tile/0/18446744073709551616",
    "tile/0/x999/x999/x999/x999/x999/x999/999", "tile/0//000.p/1", "tile/0/000.p//1",
)  # fmt: skip
"""Spellings that no reader of logs uses, and tiles that no log here has."""


class Outside:
    """Somebody without an account who reads the log of one commune."""

    def __init__(self, store: Store, folder: Path) -> None:
        self.store, self.folder = store, folder
        self.log_id = open_commune(store)
        environ = {
            "BANGVANG_DATA_DIR": str(folder / "var"), "BANGVANG_SECRET_KEY": "k" * 40,
            "BANGVANG_DATABASE_URL": store.url.render_as_string(hide_password=False),
        }  # fmt: skip
        self.app = build(read_settings(environ), store)
        self.client: FlaskClient = self.app.test_client()
        self.entries: list[bytes] = []

    def grow(self, size: int) -> None:
        """Let the log grow; nothing is signed by that."""
        before = len(self.entries)
        self.entries += words(before, size)
        for first in range(before, size, 5000):
            fill(self.store, self.log_id, self.entries[first : first + 5000], first=first)

    def sign(self) -> None:
        """Let the signer look."""
        with Signer(self.folder / "signer") as signer:
            signer.tick(self.store, AT)

    def close(self) -> None:
        """Give the site's connections back."""
        with self.app.app_context():
            db.engine.dispose()

    @property
    def vkey(self) -> str:
        key = SignerFolder(self.folder / "signer", self.log_id).key()
        assert key is not None
        return str(key.verifier)

    def get(self, path: str) -> TestResponse:
        return self.client.get(f"/dong-mau/log/{path}")


@pytest.fixture
def outside(store: Store, tmp_path: Path) -> Iterator[Outside]:
    with closing(Outside(store, tmp_path)) as somebody:
        yield somebody


def expect(answer: TestResponse, data: bytes, kind: str, kept: str) -> None:
    headers = answer.headers
    assert (answer.status_code, answer.data) == (200, data)
    assert headers["Content-Type"] == kind and headers["Cache-Control"] == kept
    assert headers["Content-Length"] == str(len(data))
    assert headers["Access-Control-Allow-Origin"] == "*" and headers["X-Content-Type-Options"] == "nosniff"
    assert "Set-Cookie" not in headers and "Content-Encoding" not in headers


def nothing(answer: TestResponse) -> None:
    assert answer.status_code == 404, answer.request.path
    assert (answer.data, answer.headers["Cache-Control"]) == (b"not here\n", "no-store")
    assert "Set-Cookie" not in answer.headers


def beyond(size: int) -> Iterator[str]:
    """What a log of this size does not have yet: one more of everything."""
    for level in range(4):
        rows = size >> 8 * level
        number, width = divmod(rows, 256)
        for kind in (str(level), "entries") if level == 0 else (str(level),):
            yield f"tile/{kind}/{number:03d}"
            yield f"tile/{kind}/{number:03d}.p/{width + 1}" if width < 255 else f"tile/{kind}/{number + 1:03d}.p/1"


def conforms(outside: Outside, sizes: Sequence[int]) -> None:
    """At each size everything is there and nothing more; what was there before stays."""
    seen: dict[str, bytes] = {}
    nothing(outside.get("checkpoint"))
    for size in sizes:
        outside.grow(size)
        for path in beyond(int(seen.pop("size", b"0"))):
            nothing(outside.get(path))
        outside.sign()
        head = outside.get("checkpoint")
        check_checkpoint(head.data, outside.vkey, outside.entries)
        expect(head, head.data, "text/plain; charset=utf-8", "public, max-age=2")
        seen |= dict(files(outside.entries))
        for path, data in seen.items():
            expect(outside.get(path), data, "application/octet-stream", "public, max-age=31536000, immutable")
        for path in (*beyond(size), *NOWHERE):
            nothing(outside.get(path))
        seen["size"] = str(size).encode()


def test_the_log_is_published_byte_for_byte(outside: Outside) -> None:
    conforms(outside, SIZES)


@pytest.mark.soak
@pytest.mark.parametrize("store", BOTH, indirect=True)
def test_a_large_log_is_published_byte_for_byte(outside: Outside) -> None:
    conforms(outside, LARGE)


@pytest.mark.parametrize(
    "place",
    [
        "log//checkpoint",
        "/log/checkpoint",
        "log/checkpoint/",
        "log/tile//0/000.p/1",
        "log//tile/0/000.p/1",
        "/log/tile/0/000.p/1",
    ],
)
def test_each_address_has_one_spelling(sqlite_store: Store, tmp_path: Path, place: str) -> None:
    with closing(Outside(sqlite_store, tmp_path)) as outside:
        outside.grow(2)
        outside.sign()
        answer = outside.client.get(f"/dong-mau/{place}")
        assert (answer.status_code, answer.headers["Cache-Control"]) == (404, "no-store")


def test_what_is_not_signed_is_not_published(outside: Outside) -> None:
    outside.grow(3)
    outside.sign()
    outside.grow(300)
    assert outside.get("checkpoint").data.split(b"\n")[1] == b"3"
    for path in beyond(3):
        nothing(outside.get(path))


def test_witnesses_stand_under_the_newest_checkpoint(outside: Outside) -> None:
    outside.grow(5)
    outside.sign()
    with outside.store.reading() as driver:
        head = latest(driver, outside.log_id)
    assert head is not None
    bare, keys = outside.get("checkpoint").data, [SigningKey.make(f"w{n}.example", COSIGNATURE) for n in (1, 2)]
    rows = [
        ("ledger_cosignature", {
            "log_id": outside.log_id, "size": 5, "witness": key.name, "seen_at": at,
            "line": str(key.cosign(head.head.text, at)),
        })
        for key in keys for at in (1_709_280_000, 1_709_290_000)
    ]  # fmt: skip
    with outside.store.writing(outside.log_id) as driver:
        insert_all(driver, rows)
        driver.connection.commit()
    lines = [str(key.cosign(head.head.text, 1_709_290_000)) for key in keys]
    assert outside.get("checkpoint").data == bare + "".join(f"{line}\n" for line in lines).encode()


def test_only_reading_and_only_a_log_that_is_there(sqlite_store: Store, tmp_path: Path) -> None:
    with closing(Outside(sqlite_store, tmp_path)) as outside:
        only_what_is_there(outside)


def only_what_is_there(outside: Outside) -> None:
    outside.grow(2)
    outside.sign()
    assert outside.client.head("/dong-mau/log/checkpoint").data == b""
    assert outside.client.get("/dong-mau/log/tile/0/000.p/2?more=1").status_code == 200
    for slug in ("khong-co", "a", "Dong-Mau"):
        nothing(outside.client.get(f"/{slug}/log/checkpoint"))
        nothing(outside.client.get(f"/{slug}/log/tile/0/000.p/2"))
    assert outside.get("tile/0/000.p/2%0A").status_code == 404
    assert outside.client.post("/dong-mau/log/checkpoint").status_code in (400, 405)
    assert outside.client.get("/dong-mau/log/tile/0/000.p/2", headers={"Accept-Encoding": "gzip, br"}).data[:32]
