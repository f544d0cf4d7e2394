"""The audit that nobody has to think of: every night, of every log, by the worker; once a week from the beginning."""

import logging
from collections.abc import Callable
from pathlib import Path
from threading import Event

from workflow.days import civil_time
from workflow.ledger.auditing import audit
from workflow.ledger.kept_audit import folder_of
from workflow.ledger.outside import Outside
from workflow.ledger.signer_folder import is_log_id
from workflow.ledger.walking import log_ids
from workflow.steadily import steadily
from workflow.store import Store

FROM_HOUR = 2
"""Vietnam time. On a machine that sleeps at night it is done when the machine is on again."""

ALL_ANEW_AFTER_DAYS = 7
LOOK_EVERY_SECONDS = 60.0
_DAY = 86_400_000_000

log = logging.getLogger(__name__)


def run(
    store: Store, clock: Callable[[], int], stop: Event, signer_dir: Path, font_dir: Path | None = None, site: str = ""
) -> None:
    """Audit once a night until ``stop`` is set. ``clock`` answers the present instant (UTC microseconds)."""
    steadily(lambda: audit_due(store, clock(), signer_dir, font_dir, site), stop, "audits", log, LOOK_EVERY_SECONDS)


def audit_due(store: Store, at: int, signer_dir: Path, font_dir: Path | None = None, site: str = "") -> list[str]:
    """Audit whatever has not been audited today; answers those logs. What was judged before is hashed, and not judged again."""
    local, folder = civil_time(at), folder_of(store)
    if local.hour < FROM_HOUR:
        return []
    with store.reading() as driver:
        logs = [log_id for log_id in log_ids(driver) if is_log_id(log_id)]  # others are named by a run over everything
    done = []
    for log_id in logs:
        story = folder.story(log_id, 60)
        if story and civil_time(story[0]["at"]).date() >= local.date():
            continue
        goes_on = any(run["judged_from"] == 0 and run["at"] > at - ALL_ANEW_AFTER_DAYS * _DAY for run in story)
        report, stopped = audit(
            store,
            log_id if len(logs) > 1 else None,
            at,
            outside=Outside(signer_dir=signer_dir, font_dir=font_dir, site=site),
            folder=folder,
            goes_on=goes_on,
        )
        log.info(
            "Audited %s: %d entries, %d things wrong, %.1f seconds", log_id, report.size, report.count, report.seconds
        )
        if stopped:
            log.error("Writing is stopped for %s: the audit found something wrong", log_id)
        done.append(log_id)
    return done
