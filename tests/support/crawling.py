"""Reading everything that somebody can reach, and the same in a second world that differs in what must not be told."""

from __future__ import annotations

import io
import re
import shutil
import sqlite3
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

from tests.support.site import Person
from tests.support.workbooks import cells_of
from tests.support.world import World
from workflow.store import Store

LINK = re.compile(r'(?:href|action|src)="(/[^"]*)"')
SKIPPED = (
    "/static/", "/sign-out", "/sign-in", "/session/", "/account/", "/dong-mau/", "/tra-cuu", "/kha-nang-tiep-can", "/huong-dan",
    "/cong-khai", "/nominees/past-awards/import", "/unit/nominations/import", "/rules/",
)  # fmt: skip
"""What changes something, and what is the same for everybody or for nobody's eyes in particular."""
PLACES = (
    "/", "/worklist", "/worklist.xlsx", "/inbox", "/account", "/search?q=2024", "/nominees?q=nguyen", "/campaigns",
    "/office/queue", "/office/queue?group=elsewhere", "/office/queue?group=endorsed", "/office/queue?group=over",
    "/office/queue.xlsx?group=elsewhere", "/office/queue.xlsx?group=endorsed", "/office/postings", "/unit/nominations",
    "/unit/nominations.xlsx", "/decisions", "/decisions/new", "/decisions/bonuses", "/decisions/numbers", "/fund",
    "/office/notices", "/chairman/inbox", "/chairman/signed",
    "/council/planning", "/council/sessions", "/council/receipts", "/accounts", "/accounts.xlsx", "/log", "/log.xlsx",
    "/log/entries.jsonl", "/log/verification", "/log/witnesses", "/log/checkpoint", "/log/held", "/rules", "/metrics",
)  # fmt: skip
OF_A_SESSION = (
    "", "/live", "/projection", "/record", "/receipt", "/agenda", "/ballot", "/declaration", "/conflict", "/attendance",
    "/closure", "/minutes", "/voiding", "/hand-answer", "/written-opinion",
)  # fmt: skip
OF_A_CASE = ("", "/conditions")
_MASKED = (
    (re.compile(r"\b[a-z2-7]{26}\b"), "ID"),
    (re.compile(r"\b[0-9a-f]{64}\b"), "HASH"),
    (re.compile(r'(name="csrf_token"[^>]*value=)"[^"]*"'), r"\1TOKEN"),
    (re.compile(r'(nonce)="[^"]*"'), r"\1=NONCE"),
    (re.compile(r"[A-Za-z0-9+/]{43}="), "BASE64"),
    (re.compile(r"\b[0-2][0-9]:[0-5][0-9]\b"), "HOUR"),
    (re.compile(r'data-remaining="[0-9]+"'), "REMAINING"),
    (re.compile(r"\b[0-9]+ (?:phút|giờ)"), "DURATION"),
)


def masked(text: str) -> str:
    """A text without what is drawn by lot in every world, and without the hour, which goes on while somebody reads."""
    for pattern, put in _MASKED:
        text = pattern.sub(put, text)
    return text


@contextmanager
def copy_of(world: World, folder: Path) -> Iterator[World]:
    """A world of its own with everything that has happened so far; what is done afterwards is done in one of them."""
    folder.mkdir(parents=True)
    path = folder / "copy.db"
    with closing(sqlite3.connect(str(world.store.url.database))) as now, closing(sqlite3.connect(path)) as then:
        now.backup(then)
    if world.store.files.is_dir():
        shutil.copytree(world.store.files, folder / "files")
    with closing(Store(f"sqlite:///{path}", files=folder / "files")) as store:
        yield replace(world, store=store, units=dict(world.units), people=dict(world.people))


Read = Counter[tuple[str, str]]
"""What was read: masked address and masked text, as often as that."""


def everything(somebody: Person, starts: Sequence[str], *, most: int = 400) -> Read:
    """What stands on every page that can be reached from these places: pages, workbooks, lines of JSON."""
    waiting, found = list(starts), dict[str, str]()
    while waiting and len(found) < most:
        path = waiting.pop(0).split("#")[0].replace("&amp;", "&")
        if path in found or (path.startswith(SKIPPED) and path not in starts) or "lang=" in path:
            continue
        with somebody.client.get(path) as answer:
            found[path] = _said(answer.status_code, answer.mimetype, answer.data, answer.headers.get("Location", ""))
        if answer.mimetype == "text/html":
            waiting += LINK.findall(found[path])
        elif answer.status_code == 303:
            waiting.append(urlsplit(answer.headers["Location"])._replace(scheme="", netloc="").geturl())
    assert len(found) < most, "more pages than this crawl reads"
    return Counter((masked(path), _in_order(path, masked(text))) for path, text in found.items())


def _in_order(path: str, text: str) -> str:
    """Messages of one instant stand in the order of their keys, which are drawn by lot."""
    return "\n".join(sorted(text.split("\n"))) if path.startswith("/inbox") else text


def differing(here: Read, there: Read) -> set[str]:
    """Where the one reads something that the other doesn't."""
    return {path for path, _text in ((here - there) + (there - here))}


def _said(status: int, kind: str, data: bytes, leads_to: str) -> str:
    if status != 200:
        return f"{status} {leads_to}"
    if "spreadsheet" in kind:
        return "\n".join(" | ".join(str(cell) for cell in row) for row in cells_of(data))
    if kind == "application/zip":
        with zipfile.ZipFile(io.BytesIO(data)) as kept:
            told = [name for name in kept.namelist() if name.endswith((".detail", ".entry"))]
            return "\n".join([*kept.namelist(), *(kept.read(name).decode() for name in told)])
    return data.decode("utf-8", "replace") if kind.startswith(("text/", "application/json")) else repr(data)
