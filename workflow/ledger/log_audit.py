"""Reads one log from its beginning and judges all of it: entries, tiles, heads, opened details, and what was told of it."""

import base64
import hashlib
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, func, select

from states.vocabulary import Action
from workflow.documents.paper_audit import PapersReport
from workflow.ledger import opening
from workflow.ledger.entry import Entry
from workflow.ledger.erasures import Erasures
from workflow.ledger.findings import Findings
from workflow.ledger.heads import HeadsReport
from workflow.ledger.kept_audit import AuditFolder, Kept, judges
from workflow.ledger.logbook import Logbook
from workflow.ledger.outside import Outside
from workflow.ledger.replay import Replay
from workflow.ledger.stopping import ENDED_STOPS
from workflow.ledger.stumbling import noted
from workflow.ledger.walking import DETAIL_COUNT, LEAF_COUNT, Page, StoredDetail, pages
from workflow.models.message import Outbox
from workflow.sql import Driver, Prepared

_TOLD = Prepared(lambda: select(func.max(Outbox.entry)).where(Outbox.organisation_id == bindparam("log_id")))

KEEP_EVERY_SECONDS = 15.0
"""A run that is cut off loses no more than this."""

Progress = Callable[[str, int], None]
"""Told the log's id and how many of its entries are done, after every page."""


class NotAsKept(Exception):
    """The first entries or their details are not those that were judged before: all has to be judged anew."""


@dataclass(frozen=True, kw_only=True)
class Known:
    """What a person has looked at and let pass, by the last entry that says so: findings by code, place, digest."""

    findings: frozenset[tuple[str, str, str]] = frozenset()
    count: int = 0

    @classmethod
    def said(cls, particulars: Mapping[str, Any]) -> "Known":
        """Read what such an entry says; nothing is known where it can't be read."""
        try:
            return cls(
                findings=frozenset((str(code), str(place), str(seen)) for code, place, seen in particulars["known"]),
                count=int(particulars["count"]),
            )
        except (KeyError, TypeError, ValueError):
            return cls()


@dataclass(frozen=True, kw_only=True)
class LogReport:
    """One organisation's log as it was found: its origin, entries, root (hex), how many objects it speaks of, and its heads.

    ``judged_from`` is the first entry that was judged in this run: those before it were hashed, and are what was judged
    earlier. ``files`` are named by its records, ``files_read`` of them were read now. ``papers`` were typeset from it;
    those whose place is in ``papers_not_compared`` were set with other means than today's, and differ from what those give.
    """

    organisation_id: str
    origin: str
    size: int
    root_hex: str
    objects: int
    judged_from: int
    files: int
    files_read: int
    heads: HeadsReport
    known: "Known"
    papers: int
    papers_not_compared: tuple[str, ...]
    erased: int
    """How many of its details were erased by entries that say so: what was personal in them can't be compared any more."""

    @property
    def root_text(self) -> str:
        """The root as checkpoints spell it, so that people compare letter by letter (base64)."""
        return base64.b64encode(bytes.fromhex(self.root_hex)).decode()


class LogAudit:
    """The reading of one log from its beginning."""

    def __init__(
        self, driver: Driver, log_id: str, outside: Outside, findings: Findings, *,
        folder: AuditFolder | None = None, kept: Kept | None = None,
    ) -> None:  # fmt: skip
        self.driver, self.log_id, self.findings = driver, log_id, findings
        self.book = Logbook(driver, log_id, outside, findings)
        self.heads = HeadsReport()
        self.known = Known()
        self.resumed: set[int] = set()
        self.replay = Replay(log_id, findings)
        self.erasures = Erasures(driver, log_id)
        self.files, self.files_read = 0, 0
        self.papers = PapersReport()
        self._folder, self._kept = folder, kept
        self._details = hashlib.sha256()
        self._is_judging = kept is None
        self._kept_at = time.monotonic()

    def walk(self, progress: Progress | None) -> "LogAudit":
        """Read the log to its end, note what is wrong, and answer oneself.

        Raises ``NotAsKept`` where the first entries are not those that were judged before.
        """
        self.findings.about(self.log_id)
        read = {"ledger_leaf": 0, "ledger_detail": 0}
        for page in pages(self.driver, self.log_id):
            read["ledger_leaf"] += len(page.leaves)
            read["ledger_detail"] += len(page.details)
            self._grow(page)
            if progress:
                progress(self.log_id, self.book.size)
            if time.monotonic() > self._kept_at + KEEP_EVERY_SECONDS:
                self.keep()
        if not self._is_judging:
            raise NotAsKept
        self.replay.end()
        self.keep()
        self.heads = self.book.close()
        self._count("ledger_leaf", self.driver.value(LEAF_COUNT, log_id=self.log_id), read["ledger_leaf"])
        self._count("ledger_detail", self.driver.value(DETAIL_COUNT, log_id=self.log_id), read["ledger_detail"])
        for place, check in (
            ("organisation", self._check_name), ("outbox", self._check_end), ("ledger_alarm", self._check_stops),
        ):  # fmt: skip
            with noted(self.findings, self.log_id, f"{place}/{self.log_id}"):
                check()
        return self

    def keep(self, files: frozenset[str] = frozenset()) -> None:
        """Keep how far was judged, if nothing of this log is wrong so far; ``files`` were read, and are right."""
        is_clean = self.replay.is_settled and not self.findings.counts[self.log_id]
        self._kept_at = time.monotonic()
        if self._folder is None or not self._is_judging or not self.book.size or not is_clean:
            return
        kept = Kept(
            judges=judges(), origin=self.book.origin, size=self.book.size, root=self.book.root.hex(),
            details=self._details.hexdigest(),
            latest=self.book.latest, history=self.replay.history, numbering=self.replay.numbering,
            known=(self.known.findings, self.known.count), resumed=frozenset(self.resumed), files=files,
        )  # fmt: skip
        self._folder.keep(self.log_id, kept)

    @property
    def read_before(self) -> frozenset[str]:
        """The digests of the files that an earlier run has read."""
        return self._kept.files if self._kept else frozenset()

    def _grow(self, page: Page) -> None:
        hashes: list[bytes] = []
        for made in self._entries(page):
            hashes.append(made)
            if not self._is_judging and self._kept and self.book.size == self._kept.size:
                self.book.grow(hashes)
                hashes = []
                self._go_on(self._kept)
        self.book.grow(hashes)

    def _go_on(self, kept: Kept) -> None:
        """From here on entries are new; those before must be, to the byte, what was judged."""
        stands = self.book.origin, self.book.root.hex(), self._details.hexdigest()
        if stands != (kept.origin, kept.root, kept.details):
            raise NotAsKept
        self.replay.go_on(kept.history, kept.numbering)
        self.book.go_on_from(kept.latest)
        self.known = Known(findings=kept.known[0], count=kept.known[1])
        self.resumed = set(kept.resumed)
        self._is_judging = True

    def _entries(self, page: Page) -> Iterator[bytes]:
        for index, data, sealed in page.leaves:
            stored = page.details.pop(index, None)
            self._details.update(repr(stored).encode("utf-8", "surrogateescape"))
            if self._is_judging:
                yield self._judged(index, data, sealed, stored)
            elif (made := self.book.take(index, data, sealed)) is not None:
                self.erasures.pass_over(index, stored)
                yield made
            else:
                raise NotAsKept
        for index in page.details:
            self.findings.add("detail_without_entry", f"ledger_detail/{index}", page.details[index], index=index)

    def _judged(self, index: int, data: object, sealed: object, stored: StoredDetail | None) -> bytes:
        entry, made = self.book.read(index, data, sealed)
        if entry is None:
            self.replay.is_complete = False
            return made
        opened = self._opened(index, entry, stored)
        self.replay.take(index, entry, made, opened)
        if entry.act == Action.RESUME_WRITING:
            self.resumed.add(entry.at)
            self.known = Known.said(opened.particulars) if opened is not None else self.known
        return made

    def _opened(self, index: int, entry: Entry, stored: StoredDetail | None) -> opening.Opened | None:
        if left := self.erasures.opened(index, entry, stored):
            return left
        found = list(opening.complaints(entry, stored))
        opened = opening.read(stored) if stored is not None and not found else None
        if not found and opened is None:
            found = [("detail_unreadable", {})]
        for code, facts in [*found, *self.erasures.not_done(entry, opened, self.replay.history)]:
            self.findings.add(code, f"ledger_detail/{index}", stored, index=index, **facts)
        return opened

    def _count(self, name: str, count: int, read: int) -> None:
        if count != read:
            self.findings.add("rows_not_reached", name, count - read, table=name, count=count, found=read)

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

    def _check_stops(self) -> None:
        """Writing went on only by an entry of somebody who answers for it: at the instant when the stop ended."""
        for key, ended_at in self.driver.rows(ENDED_STOPS, log_id=self.log_id):
            if ended_at not in self.resumed:
                self.findings.add("stop_ended", f"ledger_alarm/{key}", ended_at, table="ledger_alarm", id=str(key))

    @property
    def report(self) -> LogReport:
        """The log as it was found."""
        return LogReport(
            organisation_id=self.log_id, origin=self.book.origin or "", size=self.book.size,
            root_hex=self.book.root.hex(), objects=self.replay.history.objects,
            judged_from=self._kept.size if self._kept else 0, files=self.files, files_read=self.files_read,
            heads=self.heads, known=self.known,
            erased=self.erasures.count, papers=self.papers.count, papers_not_compared=self.papers.not_compared,
        )  # fmt: skip
