"""Verifies: derives everything again from stored values and names the first thing that does not agree.

What it proves is that log, details and records agree with each other and with the procedure. Whether the whole log was
exchanged for another only an older published head can tell.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, func, select

from states.refusals import NoSuchCase
from workflow.attachments import Attachments
from workflow.ledger import opening
from workflow.ledger.comparison import compare
from workflow.ledger.entry import Entry
from workflow.ledger.files import check_files
from workflow.ledger.findings import Finding, Findings
from workflow.ledger.logbook import Logbook
from workflow.ledger.replay import Replay
from workflow.ledger.walking import DETAIL_COUNT, LEAF_COUNT, ORGANISATION, Page, StoredDetail, log_ids, pages
from workflow.models.message import Outbox
from workflow.sql import Driver, Prepared
from workflow.store import Store

_TOLD = Prepared(lambda: select(func.max(Outbox.entry)).where(Outbox.organisation_id == bindparam("log_id")))

Progress = Callable[[str, int], None]
"""Told the log's id and how many of its entries are done, after every page."""


@dataclass(frozen=True, kw_only=True)
class LogReport:
    """One organisation's log as it was found: its origin, entries, root (hex), and how many objects it speaks of."""

    organisation_id: str
    origin: str
    size: int
    root_hex: str
    objects: int


@dataclass(frozen=True, kw_only=True)
class Report:
    """What an audit found. ``findings`` come in the order of their discovery, the first ones only; ``count`` says how many.

    ``drafts`` are nominations not handed in yet: they hold no history, so nothing vouches for them.
    ``seconds`` is how long it took.
    """

    logs: tuple[LogReport, ...]
    drafts: int
    findings: tuple[Finding, ...]
    count: int
    seconds: float

    @property
    def is_whole(self) -> bool:
        """Whether nothing is wrong."""
        return self.count == 0

    @property
    def size(self) -> int:
        """The entries of all logs."""
        return sum(log.size for log in self.logs)

    @property
    def objects(self) -> int:
        """The objects of all logs."""
        return sum(log.objects for log in self.logs)


def verify(
    store: Store, organisation_id: str | None = None, progress: Progress | None = None, *, limit: int = 100
) -> Report:
    """Verify one organisation, or everything in the database. Raises ``NoSuchCase`` when no record names the organisation.

    Reads in one transaction, so that what is written meanwhile is not looked at. ``limit`` is how many findings are kept.
    """
    begun = time.perf_counter()
    with store.reading() as driver, _any_text(driver):
        present = log_ids(driver)
        if organisation_id and organisation_id not in present and not driver.rows(ORGANISATION, key=organisation_id):
            raise NoSuchCase(organisation_id)
        findings = Findings(limit)
        chosen = present if organisation_id is None else [organisation_id]
        audits = [_Audit(driver, log_id, findings).walk(progress) for log_id in chosen]
        drafts = 0
        if all(audit.replay.is_complete for audit in audits):
            drafts = compare(
                driver, [audit.replay.history for audit in audits], findings, all_logs=organisation_id is None
            )
        for audit in audits:
            check_files(Attachments(store.files), audit.replay.history, findings)
    return Report(
        logs=tuple(audit.report for audit in audits), drafts=drafts, findings=tuple(findings.kept),
        count=findings.count, seconds=time.perf_counter() - begun,
    )  # fmt: skip


class _Audit:
    """The reading of one log from its beginning."""

    def __init__(self, driver: Driver, log_id: str, findings: Findings) -> None:
        self.driver, self.log_id, self.findings = driver, log_id, findings
        self.book = Logbook(driver, log_id, findings)
        self.replay = Replay(log_id, findings)

    def walk(self, progress: Progress | None) -> "_Audit":
        """Read the log to its end, note what is wrong, and answer oneself."""
        read = {"ledger_leaf": 0, "ledger_detail": 0}
        for page in pages(self.driver, self.log_id):
            read["ledger_leaf"] += len(page.leaves)
            read["ledger_detail"] += len(page.details)
            self.book.grow(list(self._entries(page)))
            if progress:
                progress(self.log_id, self.book.size)
        self.replay.end()
        self.book.close()
        self._count("ledger_leaf", self.driver.value(LEAF_COUNT, log_id=self.log_id), read["ledger_leaf"])
        self._count("ledger_detail", self.driver.value(DETAIL_COUNT, log_id=self.log_id), read["ledger_detail"])
        self._check_name()
        self._check_end()
        return self

    def _entries(self, page: Page) -> Iterator[bytes]:
        for index, data, sealed in page.leaves:
            entry, made = self.book.read(index, data, sealed)
            stored = page.details.pop(index, None)
            if entry is None:
                self.replay.is_complete = False
            else:
                self.replay.take(index, entry, made, self._opened(index, entry, stored))
            yield made
        for index in page.details:
            self.findings.add("detail_without_entry", f"ledger_detail/{index}", index=index)

    def _opened(self, index: int, entry: Entry, stored: StoredDetail | None) -> opening.Opened | None:
        found = list(opening.complaints(entry, stored))
        opened = opening.read(stored) if stored is not None and not found else None
        if not found and opened is None:
            found = [("detail_unreadable", {})]
        for code, facts in found:
            self.findings.add(code, f"ledger_detail/{index}", index=index, **facts)
        return opened

    def _count(self, name: str, count: int, read: int) -> None:
        if count != read:
            self.findings.add("rows_not_reached", name, table=name, count=count, found=read)

    def _check_name(self) -> None:
        """The log is named by the domain of its organisation and the organisation's id."""
        organisation = self.replay.history.rows["organisation"].get(self.log_id)
        expected = f"{organisation['domain']}/log/{self.log_id}" if organisation else None
        if self.book.origin is not None and self.book.origin != expected:
            self.findings.add("origin_changed", f"ledger_log/{self.log_id}", table="ledger_log", id=self.log_id)

    def _check_end(self) -> None:
        """Nobody was told of an entry that is not there: who cuts the log leaves more traces than its last leaf."""
        told = self.driver.value(_TOLD, log_id=self.log_id)
        if told is not None and told >= self.book.size:
            self.findings.add("entry_told_of", f"outbox/{told}", index=told, size=self.book.size)

    @property
    def report(self) -> LogReport:
        """The log as it was found."""
        return LogReport(
            organisation_id=self.log_id, origin=self.book.origin or "", size=self.book.size,
            root_hex=self.book.root.hex(), objects=self.replay.history.objects,
        )  # fmt: skip


@contextmanager
def _any_text(driver: Driver) -> Iterator[None]:
    """Let SQLite hand over even text that is no Unicode: a forged value is to be named, not stumbled over."""
    connection: Any = driver.connection
    if driver.dialect != "sqlite":
        yield
        return
    before = connection.text_factory
    connection.text_factory = _lenient
    try:
        yield
    finally:
        connection.text_factory = before


def _lenient(data: bytes) -> str:
    return data.decode("utf-8", "surrogateescape")
