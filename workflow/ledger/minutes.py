"""Checks again what was minuted: each version follows the one that it names, and who is said to have chaired signs it."""

from collections.abc import Iterator, Mapping
from typing import Any

from states.council_vocabulary import Attendance, SessionForm
from states.vocabulary import Action
from workflow.ledger.history import History
from workflow.ledger.opening import Complaint
from workflow.ledger.step import Step

_WRITING = (Action.RECORD_MINUTES, Action.CORRECT_MINUTES)


def minutes(step: Step, history: History) -> Iterator[Complaint]:
    """Minutes are written one version an entry, in order, and signed as they stood last, by the member who chaired."""
    if step.entry.act in _WRITING:
        rows = step.rows_of("minutes_version")
        if len(rows) != 1 or _place(rows[0]) != _next_place(step.key, history):
            yield "minutes_out_of_order", {}
        elif not _is_led(rows[0], step, history):
            yield "minutes_without_a_chair", {}
    elif step.entry.act == Action.SIGN_MINUTES:
        latest = _latest(step.key, history)
        if latest is None or step.account_id != (latest["signer_id"] or latest["chair_id"]):
            yield "minutes_signed_by_another", {}
        elif step.opened.changes.get("signed_entry") != history.written_by[latest["id"]]:
            yield "minutes_out_of_order", {}


def _is_led(row: Mapping[str, Any], step: Step, history: History) -> bool:
    """Whether who is said to have chaired was there and does not write; so was who signs for a chair out of office."""
    fit = _could_chair(step, history) - {str(step.account_id)}
    if row["signer_id"] is None:
        return row["chair_id"] in fit
    seated = {each["account_id"] for each in history.seated(step.day, step.before["body"])}
    return row["chair_id"] in fit - seated and row["signer_id"] in fit & seated


def _could_chair(step: Step, history: History) -> set[str]:
    """Who on the roll was in the meeting; where papers were circulated, everybody on it."""
    roll, marks = set(history.roll.get(step.key, ())), history.marks(step.key)
    if step.before["form"] == SessionForm.CIRCULATION:
        return roll
    return {account for account in roll if marks.get(account) in (Attendance.PRESENT, Attendance.REMOTE)}


def _place(row: Mapping[str, Any]) -> tuple[int, int | None]:
    return row["version"], row["corrects"]


def _next_place(session: str, history: History) -> tuple[int, int | None]:
    """The version that has to follow, and the entry of the one that it has to name."""
    latest = _latest(session, history)
    return (latest["version"] + 1, history.written_by[latest["id"]]) if latest else (1, None)


def _latest(session: str, history: History) -> Mapping[str, Any] | None:
    written = [row for row in history.rows["minutes_version"].values() if row["session_id"] == session]
    return max(written, key=lambda row: int(row["version"]), default=None)
