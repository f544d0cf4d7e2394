"""The audit that nobody has to think of: every night, of every log, by the worker; once a week from the beginning."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from threading import Event

from workflow.days import civil_time
from workflow.ledger.auditing import audit
from workflow.ledger.kept_audit import AuditFolder, folder_of
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


def run(store: Store, clock: Callable[[], int], stop: Event, known: Callable[[], Outside]) -> None:
    """Audit once a night until ``stop`` is set. ``clock`` answers the present instant (UTC microseconds).

    ``known`` answers what is known that night besides the database: the signer's folder, the keys of the witnesses.
    """
    audited: dict[str, date] = {}
    steadily(lambda: audit_due(store, clock(), known(), audited), stop, "audits", log, LOOK_EVERY_SECONDS)


@dataclass(frozen=True, kw_only=True)
class LastRuns:
    """When a log was audited last, and when last in full (UTC microseconds), as far as is told; nothing where it never was."""

    any: int | None
    full: int | None


def last_runs(folder: AuditFolder, log_id: str, at: int) -> LastRuns:
    """What the story of a log's audits says of them at an instant; a run from the future counts for nothing."""
    runs = [run for run in folder.story(log_id, 60) if run["at"] <= at]
    return LastRuns(
        any=max((run["at"] for run in runs), default=None),
        full=max((run["at"] for run in runs if run["judged_from"] == 0), default=None),
    )


def audit_due(store: Store, at: int, outside: Outside, audited: dict[str, date] | None = None) -> list[str]:
    """Audit whatever has not been audited today; answers those logs. What was judged before is hashed, and not judged again.

    ``audited`` is what the worker itself remembers: the day of the last audit of each log, so that a folder that can't be
    written calls for no second one. A run told of from the future is passed over, and the log is judged in full.
    """
    audited = {} if audited is None else audited
    local, folder = civil_time(at), folder_of(store)
    if local.hour < FROM_HOUR:
        return []
    with store.reading() as driver:
        logs = [log_id for log_id in log_ids(driver) if is_log_id(log_id)]  # others are named by a run over everything
    done = []
    for log_id in logs:
        told = folder.story(log_id, 60)
        story = [run for run in told if run["at"] <= at]
        is_done = any(civil_time(run["at"]).date() == local.date() for run in story)
        if is_done or audited.get(log_id) == local.date():
            continue
        goes_on = story == told and any(
            run["judged_from"] == 0 and run["at"] > at - ALL_ANEW_AFTER_DAYS * _DAY for run in story
        )
        report, stopped = audit(
            store,
            log_id if len(logs) > 1 else None,
            at,
            outside=outside,
            folder=folder,
            goes_on=goes_on,
        )
        log.info(
            "Audited %s: %d entries, %d things wrong, %.1f seconds", log_id, report.size, report.count, report.seconds
        )
        if stopped:
            log.error("Writing is stopped for %s: the audit found something wrong", log_id)
        audited[log_id] = local.date()
        done.append(log_id)
    return done
