"""An audit that has consequences: where it finds something new, writing stops for that organisation, and people are told."""

from dataclasses import dataclass
from typing import Any

from workflow.ledger.alarms import Alarm, end_alarm, open_alarms, raise_alarm
from workflow.ledger.indexing import throw_away
from workflow.ledger.kept_audit import AuditFolder
from workflow.ledger.log_audit import LogReport, Progress
from workflow.ledger.outside import Outside
from workflow.ledger.signer_folder import is_log_id
from workflow.ledger.stopping import AUDIT_FAILED
from workflow.ledger.verify import AID, Report, verify
from workflow.store import Store


@dataclass(frozen=True, kw_only=True)
class Stop:
    """Why writing is stopped for an organisation: the first new thing that was found, how many there are, and since when."""

    code: str
    place: str
    count: int
    at: int


def audit(
    store: Store, organisation_id: str | None, at: int, *, outside: Outside | None = None, progress: Progress | None = None,
    folder: AuditFolder | None = None, goes_on: bool = False,
) -> tuple[Report, list[str]]:  # fmt: skip
    """Verify, and stop writing where something new is wrong; answers the report and the logs stopped by it.

    A finding aid and figures that are not what the entries give are thrown away; the worker makes them anew.
    In ``folder`` the story of the audits is kept too.
    """
    report = verify(store, organisation_id, progress, outside=outside, folder=folder, goes_on=goes_on)
    for log in report.logs if folder else ():
        if folder and is_log_id(log.organisation_id):
            folder.tell(log.organisation_id, _told(report, log, at))
    for log in report.logs:
        if any(finding.code in AID and finding.log_id == log.organisation_id for finding in report.findings):
            throw_away(store, log.organisation_id)
    return report, [log.organisation_id for log in report.logs if stop(store, report, log.organisation_id, at)]


def _told(report: Report, log: LogReport, at: int) -> dict[str, Any]:
    """What a run covered, for the story."""
    found = report.of(log.organisation_id)
    return {
        "at": at, "seconds": round(report.seconds, 1), "size": log.size, "root": log.root_hex,
        "judged_from": log.judged_from, "files": log.files, "files_read": log.files_read,
        "heads": log.heads.count, "keys": list(log.heads.keys), "remembered": log.heads.remembered,
        "held": list(log.heads.held), "count": report.count_of(log.organisation_id),
        "first": [found[0].code, found[0].place] if found else None,
    }  # fmt: skip


def stop(store: Store, report: Report, log_id: str, at: int) -> bool:
    """Raise the alarm that stops writing, if the report holds something about this log that no person has let pass yet."""
    new = report.news(log_id)
    if not new:
        return False
    log = report.log(log_id)
    facts: dict[str, str | int] = {"count": report.count_of(log_id), "code": new[0].code, "place": new[0].place}
    is_declared = bool(log and log.origin)
    raise_alarm(store, Alarm(AUDIT_FAILED, log_id if is_declared else None, "" if is_declared else log_id, facts), at)
    return True


def stops(store: Store, log_id: str) -> list[Stop]:
    """Why writing is stopped for one organisation; nothing where it isn't."""
    with store.reading() as driver:
        found = open_alarms(driver, log_id)
    return [
        Stop(code=str(each.alarm.facts["code"]), place=str(each.alarm.facts["place"]),
             count=int(each.alarm.facts["count"]), at=each.at)
        for each in found if each.alarm.code == AUDIT_FAILED and log_id in (each.alarm.log_id, each.alarm.about)
    ]  # fmt: skip


def end_stop(store: Store, log_id: str, at: int) -> bool:
    """Let writing go on. Only after the entry that says why; answers whether it was stopped."""
    declared = end_alarm(store, Alarm(AUDIT_FAILED, log_id), at)
    return end_alarm(store, Alarm(AUDIT_FAILED, None, log_id), at) or declared
