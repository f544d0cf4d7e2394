"""The reports of one figure of a campaign, corrections and all, each with its entry in the log and the files it rests on."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import bindparam, select

from states.vocabulary import Subject
from workflow.commands.command import Actor
from workflow.judging import read_cases
from workflow.ledger.reading import entries_of
from workflow.models.account import Account
from workflow.models.campaign import Actual, ActualEvidence
from workflow.models.organisation import Unit
from workflow.queries.campaign_results import REPORT, Report, as_report
from workflow.queries.visibility import may_see
from workflow.sql import Driver, Prepared, PreparedForIds


@dataclass(frozen=True, kw_only=True)
class EvidenceFile:
    """A file that a report rests on."""

    key: str
    campaign_id: str
    report_id: str
    name: str
    media_type: str
    size: int
    sha256: str


@dataclass(frozen=True, kw_only=True)
class ReportEntry:
    """One report as the log tells it; ``is_latest`` when no correction followed it."""

    report: Report
    is_latest: bool
    files: tuple[EvidenceFile, ...]
    entry: int | None
    person: str


_REPORTS = Prepared(
    lambda: (
        select(*REPORT)
        .outerjoin(Unit, Unit.id == Actual.unit_id)
        .where(Actual.campaign_id == bindparam("campaign_id"), Actual.target_figure_id == bindparam("figure_id"))
        .order_by(Actual.reported_at.desc(), Actual.version.desc(), Actual.id)
    )
)
_FILE = (
    ActualEvidence.id, ActualEvidence.campaign_id, ActualEvidence.actual_id, ActualEvidence.file_name,
    ActualEvidence.media_type, ActualEvidence.size, ActualEvidence.sha256,
)  # fmt: skip
_FILES = PreparedForIds(lambda ids: select(*_FILE).where(ActualEvidence.actual_id.in_(ids)).order_by(ActualEvidence.id))
_ONE_FILE = Prepared(lambda: select(*_FILE).where(ActualEvidence.id == bindparam("key")))
_NAMES = PreparedForIds(lambda ids: select(Account.id, Account.full_name).where(Account.id.in_(ids)))


def reports_of(driver: Driver, organisation_id: str, campaign_id: str, figure_id: str) -> list[ReportEntry]:
    """Every report of one figure, newest first."""
    rows = driver.rows(_REPORTS, campaign_id=campaign_id, figure_id=figure_id)
    reports = [as_report(*row) for row in rows]
    keys = [report.key for report in reports]
    files = [_file(*row) for row in driver.rows_for(_FILES, keys)]
    places = _places(driver, organisation_id, campaign_id, keys)
    seen: set[tuple[str | None, str]] = set()
    answer = []
    for report in sorted(reports, key=lambda each: -each.version):
        is_latest = (report.unit_id, report.period) not in seen
        seen.add((report.unit_id, report.period))
        entry, person = places.get(report.key, (None, ""))
        own = tuple(file for file in files if file.report_id == report.key)
        answer.append(ReportEntry(report=report, is_latest=is_latest, files=own, entry=entry, person=person))
    return sorted(answer, key=lambda each: keys.index(each.report.key))


def _places(
    driver: Driver, organisation_id: str, campaign_id: str, keys: Sequence[str]
) -> dict[str, tuple[int | None, str]]:
    """The entry that holds each report, and who made it."""
    if not keys:
        return {}
    entries = {
        row["id"]: entry
        for entry in entries_of(driver, organisation_id, campaign_id)
        for row in entry.rows_of("actual")
    }
    people = {entry.account_id for entry in entries.values() if entry.account_id}
    names = dict(driver.rows_for(_NAMES, sorted(people)))
    return {key: (entries[key].index, names.get(entries[key].account_id, "")) for key in keys if key in entries}


def evidence_for(driver: Driver, key: str, actor: Actor) -> EvidenceFile | None:
    """One file, for whoever may see the campaign it was handed in for."""
    for row in driver.rows(_ONE_FILE, key=key):
        file = _file(*row)
        case = read_cases(driver, Subject.CAMPAIGN, [file.campaign_id], actor.organisation_id).get(file.campaign_id)
        return file if case and may_see(actor, Subject.CAMPAIGN, case) else None
    return None


def _file(
    key: str, campaign_id: str, report_id: str, name: str, media_type: str, size: int, sha256: str
) -> EvidenceFile:  # fmt: skip
    return EvidenceFile(
        key=key, campaign_id=campaign_id, report_id=report_id, name=name, media_type=media_type, size=size,
        sha256=sha256,
    )  # fmt: skip
