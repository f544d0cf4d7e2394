"""Verifies: derives everything again from stored values and names the first thing that does not agree.

What it proves is that log, details and records agree with each other and with the procedure. Whether the whole log was
exchanged for another only what lies outside the database can tell: a key, the signer's memory, an older checkpoint.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from states.refusals import NoSuchCase
from workflow.attachments import Attachments
from workflow.ledger.comparison import compare
from workflow.ledger.files import check_files
from workflow.ledger.findings import Finding, Findings
from workflow.ledger.log_audit import LogAudit, LogReport, Progress
from workflow.ledger.outside import Outside, recalled
from workflow.ledger.walking import ORGANISATION, log_ids
from workflow.sql import Driver
from workflow.store import Store


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
    store: Store, organisation_id: str | None = None, progress: Progress | None = None, *,
    limit: int = 100, outside: Outside | None = None,
) -> Report:  # fmt: skip
    """Verify one organisation, or everything in the database. Raises ``NoSuchCase`` when no record names the organisation.

    Reads in one transaction, so that what is written meanwhile is not looked at. ``limit`` is how many findings are kept.
    ``outside`` is what is known besides the database.
    """
    begun = time.perf_counter()
    outside = _recalled(store, outside or Outside())
    with store.reading() as driver, _any_text(driver):
        present = log_ids(driver)
        if organisation_id and organisation_id not in present and not driver.rows(ORGANISATION, key=organisation_id):
            raise NoSuchCase(organisation_id)
        findings = Findings(limit)
        chosen = present if organisation_id is None else [organisation_id]
        audits = [LogAudit(driver, log_id, outside, findings).walk(progress) for log_id in chosen]
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
