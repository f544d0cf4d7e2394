"""Verifies: derives everything again from stored values and names the first thing that does not agree.

What it proves is that log, details and records agree with each other and with the procedure. Whether the whole log was
exchanged for another only what lies outside the database can tell: a key, the signer's memory, an older checkpoint.
"""

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from states.refusals import NoSuchCase
from workflow.attachments import Attachments
from workflow.documents.paper_audit import PaperAudit
from workflow.ledger.aid_audit import check_aid
from workflow.ledger.comparison import compare
from workflow.ledger.files import check_files
from workflow.ledger.findings import Finding, Findings
from workflow.ledger.kept_audit import AuditFolder
from workflow.ledger.log_audit import LogAudit, LogReport, NotAsKept, Progress
from workflow.ledger.outside import Outside, recalled
from workflow.ledger.papers_seen import Seen
from workflow.ledger.register_audit import check_register
from workflow.ledger.signer_folder import is_log_id
from workflow.ledger.stumbling import STUMBLED, STUMBLES, noted
from workflow.ledger.taking_turns import auditing
from workflow.ledger.walking import ORGANISATION, log_ids
from workflow.sql import Driver
from workflow.store import Store
from workflow.sweeping import named_files

AID = frozenset({"aid_differs", "figures_differ"})
"""What is wrong with the finding aid and the figures, and mended by throwing both away."""

TOLD_ONLY = frozenset({"paper_differs", "paper_missing", "paper_unvouched", "papers_read_beyond", "seal_broken", *AID})
"""What people are told of, and work goes on: what is made from the log and can be made again."""


@dataclass(frozen=True, kw_only=True)
class Report:
    """What an audit found. ``findings`` come in the order of their discovery, the first ones only; ``count`` says how many.

    ``drafts`` are nominations not handed in yet: they hold no history, so nothing vouches for them.
    ``hearsay`` counts what rests on a given key alone, by log. ``seconds`` is how long it took.
    """

    logs: tuple[LogReport, ...]
    drafts: int
    findings: tuple[Finding, ...]
    count: int
    counts: Mapping[str, int]
    hearsay: Mapping[str, int]
    seconds: float

    @property
    def is_whole(self) -> bool:
        """Whether nothing is wrong."""
        return self.count == 0

    def log(self, log_id: str) -> LogReport | None:
        """One of the logs, if it was audited."""
        return next((log for log in self.logs if log.organisation_id == log_id), None)

    def count_of(self, log_id: str) -> int:
        """How many things are wrong with one log; what nobody can tell apart counts for each."""
        return self.counts.get(log_id, 0) + self.counts.get("", 0)

    def of(self, log_id: str) -> list[Finding]:
        """What was found about one log, as far as it was kept."""
        return [finding for finding in self.findings if finding.log_id in ("", log_id)]

    def news(self, log_id: str) -> list[Finding]:
        """What stops writing: what no person has let pass yet; all of it when there is more than was known.

        What rests on a given key alone is not among it: a slip of the pen stops no commune. Where the audit stumbled nobody can
        let pass what it has not seen: that stops writing until it can be read.
        """
        log = self.log(log_id)
        found = [finding for finding in self.of(log_id) if finding.code not in TOLD_ONLY and not finding.is_hearsay]
        if log is None:
            return found
        told_only = sum(finding.code in TOLD_ONLY for finding in self.of(log_id)) + self._hearsay_of(log_id)
        new = [
            finding
            for finding in found
            if finding.code == STUMBLED or (finding.code, finding.place, finding.seen) not in log.known.findings
        ]
        return new or (found if self.count_of(log_id) - told_only > log.known.count else [])

    def _hearsay_of(self, log_id: str) -> int:
        return self.hearsay.get(log_id, 0) + self.hearsay.get("", 0)

    @property
    def size(self) -> int:
        """The entries of all logs."""
        return sum(log.size for log in self.logs)

    @property
    def objects(self) -> int:
        """The objects of all logs."""
        return sum(log.objects for log in self.logs)


def verify(
    store: Store, organisation_id: str | None = None, progress: Progress | None = None, *,
    limit: int = 100, outside: Outside | None = None, folder: AuditFolder | None = None, goes_on: bool = False,
) -> Report:  # fmt: skip
    """Verify one organisation, or everything in the database. Raises ``NoSuchCase`` when no record names the organisation.

    Reads in one transaction, so that what is written meanwhile is not looked at; maintenance waits meanwhile.
    ``limit`` is how many findings are kept.
    ``outside`` is what is known besides the database. In ``folder`` is kept how far was judged; a run that ``goes_on`` takes it
    up where one was cut off, or the last one ended, and judges what is new. Which papers were found right before is read there,
    or where ``outside`` says, by every run.
    """
    begun = time.perf_counter()
    outside = _recalled(store, outside or Outside())
    with auditing(store.files), store.reading() as driver, _any_text(driver):
        present = log_ids(driver)
        if organisation_id and organisation_id not in present and not driver.rows(ORGANISATION, key=organisation_id):
            raise NoSuchCase(organisation_id)
        findings = Findings(limit)
        chosen = present if organisation_id is None else [organisation_id]
        audits = [_walked(driver, log_id, outside, findings, folder, progress, goes_on=goes_on) for log_id in chosen]
        drafts = 0
        if all(audit.replay.is_complete for audit in audits):
            with noted(findings, organisation_id or "", "tables"):
                drafts = compare(
                    driver, [audit.replay.history for audit in audits], findings, all_logs=organisation_id is None
                )
            for audit in audits:
                with noted(findings, audit.log_id, "nominee"):
                    check_register(driver, audit.replay.history, findings)
        papers = PaperAudit(driver, store.files, outside.font_dir, outside.site)
        for audit in audits:
            findings.about(audit.log_id)
            with noted(findings, audit.log_id, "files"):
                _check_made(driver, store, audit, papers, findings, folder, outside)
    return Report(
        logs=tuple(audit.report for audit in audits), drafts=drafts, findings=tuple(findings.kept),
        count=findings.count, counts=dict(findings.counts), hearsay=dict(findings.hearsay),
        seconds=time.perf_counter() - begun,
    )  # fmt: skip


def _check_made(
    driver: Driver, store: Store, audit: LogAudit, papers: PaperAudit, findings: Findings, folder: AuditFolder | None,
    outside: Outside,
) -> None:  # fmt: skip
    """What lies beside a log: files, finding aid and papers; where all is right, that it was judged is kept."""
    before = findings.count
    all_files, audit.files_read = check_files(
        Attachments(store.files), audit.replay.history, findings, audit.read_before,
        lambda digest: _is_named_now(store, digest),
    )  # fmt: skip
    audit.files = len(all_files)
    if findings.count == before and not audit.report.judged_from and not findings.counts[audit.log_id]:
        with noted(findings, audit.log_id, "ledger_index"):
            check_aid(driver, audit.log_id, findings)  # made from the entries: of any weight where these are right
    seen = _papers_seen(audit.log_id, folder or outside.audits)
    audit.papers = papers.check(audit.log_id, findings, audit.read_before, seen)
    if folder:
        folder.keep_papers(audit.log_id, (seen or Seen()).then(audit.papers.seen))
    if findings.count == before:
        audit.keep(all_files | audit.papers.right)


def _walked(
    driver: Driver, log_id: str, outside: Outside, findings: Findings, folder: AuditFolder | None,
    progress: Progress | None, *, goes_on: bool,
) -> LogAudit:  # fmt: skip
    """One log, read to its end: from where it was judged before, or, where it isn't what was judged then, all of it."""
    kept = folder.state(log_id) if folder and goes_on else None
    if kept is not None:
        before = len(findings.kept), dict(findings.counts), dict(findings.hearsay)
        try:
            return LogAudit(driver, log_id, outside, findings, folder=folder, kept=kept).walk(progress)
        except (NotAsKept, *STUMBLES):
            findings.forget_since(*before)
    audit = LogAudit(driver, log_id, outside, findings, folder=folder)
    ended = False
    with noted(findings, log_id, f"ledger_leaf/{log_id}"):
        audit.walk(progress)
        ended = True
    audit.replay.is_complete &= ended
    return audit


def _papers_seen(log_id: str, folder: AuditFolder | None) -> Seen | None:
    return folder.papers(log_id) if folder and is_log_id(log_id) else None


def _is_named_now(store: Store, digest: str) -> bool:
    """Whether a record names a file at this moment, not only when the audit began."""
    with store.reading() as driver:
        return bool(named_files(driver, [digest]))


def _recalled(store: Store, outside: Outside) -> Outside:
    with store.reading() as driver:
        return recalled(outside, log_ids(driver))


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
