"""Checks again what was reported of a campaign: figures of its own plan, one report an entry, corrections in their order."""

from collections.abc import Iterator, Mapping
from typing import Any

from states.vocabulary import Action, ReportPeriod
from workflow.ledger.history import History
from workflow.ledger.opening import Complaint
from workflow.ledger.step import Step

_PERIODS = frozenset(ReportPeriod)


def actuals(step: Step, history: History) -> Iterator[Complaint]:
    """A report is about the campaign's own plan, follows the one before it, and only its own files come with it."""
    if step.entry.act != Action.REPORT_ACTUAL:
        return
    rows = step.rows_of("actual")
    if len(rows) != 1 or any(file["actual_id"] != rows[0]["id"] for file in step.rows_of("actual_evidence")):
        yield "report_incomplete", {}
        return
    if not _is_on_the_plan(rows[0], step.key, history):
        yield "report_off_the_plan", {}
    place = rows[0]["target_figure_id"], rows[0]["unit_id"], rows[0]["period"]
    if rows[0]["version"] != history.reports.get(place, 0) + 1:
        yield "report_out_of_order", {}


def _is_on_the_plan(row: Mapping[str, Any], campaign_id: str, history: History) -> bool:
    figure = history.rows["target_figure"].get(row["target_figure_id"], {})
    target = history.rows["target"].get(figure.get("target_id", ""), {})
    is_known = row["unit_id"] is None or row["unit_id"] in history.rows["unit"]
    return target.get("campaign_id") == campaign_id and is_known and row["period"] in _PERIODS
