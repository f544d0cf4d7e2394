"""Reads one log from its beginning and judges all of it: entries, tiles, heads, opened details, and what was told of it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, func, select

from states.vocabulary import Action
from workflow.ledger import opening
from workflow.ledger.entry import Entry
from workflow.ledger.erasures import Erasures
from workflow.ledger.findings import Findings
from workflow.ledger.heads import HeadsReport
from workflow.ledger.logbook import Logbook
from workflow.ledger.outside import Outside
from workflow.ledger.replay import Replay
from workflow.ledger.walking import DETAIL_COUNT, LEAF_COUNT, Page, StoredDetail, pages
from workflow.models.message import Outbox
from workflow.sql import Driver, Prepared

_TOLD = Prepared(lambda: select(func.max(Outbox.entry)).where(Outbox.organisation_id == bindparam("log_id")))

Progress = Callable[[str, int], None]
"""Told the log's id and how many of its entries are done, after every page."""


@dataclass(frozen=True, kw_only=True)
class Known:
    """What a person has looked at and let pass, by the last entry that says so: findings by code and place, and how many."""

    findings: frozenset[tuple[str, str]] = frozenset()
    count: int = 0

    @classmethod
    def said(cls, particulars: Mapping[str, Any]) -> "Known":
        """Read what such an entry says; nothing is known where it can't be read."""
        try:
            return cls(
                findings=frozenset((str(code), str(place)) for code, place in particulars["known"]),
                count=int(particulars["count"]),
            )
        except (KeyError, TypeError, ValueError):
            return cls()


@dataclass(frozen=True, kw_only=True)
class LogReport:
    """One organisation's log as it was found: its origin, entries, root (hex), how many objects it speaks of, and its heads."""

    organisation_id: str
    origin: str
    size: int
    root_hex: str
    objects: int
    heads: HeadsReport
    known: "Known"
    erased: int
    """How many of its details were erased by entries that say so: what was personal in them can't be compared any more."""


class LogAudit:
    """The reading of one log from its beginning."""

    def __init__(self, driver: Driver, log_id: str, outside: Outside, findings: Findings) -> None:
        self.driver, self.log_id, self.findings = driver, log_id, findings
        self.book = Logbook(driver, log_id, outside, findings)
        self.heads = HeadsReport()
        self.known = Known()
        self.replay = Replay(log_id, findings)
        self.erasures = Erasures(driver, log_id)

    def walk(self, progress: Progress | None) -> "LogAudit":
        """Read the log to its end, note what is wrong, and answer oneself."""
        self.findings.about(self.log_id)
        read = {"ledger_leaf": 0, "ledger_detail": 0}
        for page in pages(self.driver, self.log_id):
            read["ledger_leaf"] += len(page.leaves)
            read["ledger_detail"] += len(page.details)
            self.book.grow(list(self._entries(page)))
            if progress:
                progress(self.log_id, self.book.size)
        self.replay.end()
        self.heads = self.book.close()
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
                opened = self._opened(index, entry, stored)
                self.replay.take(index, entry, made, opened)
                if opened is not None and entry.act == Action.RESUME_WRITING:
                    self.known = Known.said(opened.particulars)
            yield made
        for index in page.details:
            self.findings.add("detail_without_entry", f"ledger_detail/{index}", index=index)

    def _opened(self, index: int, entry: Entry, stored: StoredDetail | None) -> opening.Opened | None:
        if left := self.erasures.opened(index, entry, stored):
            return left
        found = list(opening.complaints(entry, stored))
        opened = opening.read(stored) if stored is not None and not found else None
        if not found and opened is None:
            found = [("detail_unreadable", {})]
        for code, facts in [*found, *self.erasures.not_done(entry, opened)]:
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
            root_hex=self.book.root.hex(), objects=self.replay.history.objects, heads=self.heads, known=self.known,
            erased=self.erasures.count,
        )  # fmt: skip
