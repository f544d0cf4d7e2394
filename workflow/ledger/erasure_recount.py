"""Judges again what makes an erasure lawful: two people, each for an office, and nothing that must be kept."""

from collections.abc import Iterator

from states.vocabulary import Action, RegisterState
from workflow.ledger.history import History
from workflow.ledger.opening import Complaint
from workflow.ledger.step import Step


def erasures(step: Step, history: History) -> Iterator[Complaint]:
    """Who confirms is another one than who proposed, says what was taken away, and no hold kept the person's data."""
    if step.entry.act != Action.CONFIRM_ERASURE:
        return
    said = step.opened.changes
    if step.account_id == step.before.get("proposed_by") or said.get("confirmed_by") != step.account_id:
        yield "erased_by_one", {}
    found = len(step.rows_of("erased_detail")), len(step.rows_of("erased_row"))
    if (said.get("details"), said.get("records")) != found:
        yield "erasure_miscounted", {}
    same = history.same_lines(str(step.before.get("nominee_id")))
    holds = history.rows["legal_hold"].values()
    if any(row["state"] == RegisterState.ACTIVE and row["nominee_id"] in same for row in holds):
        yield "erased_though_held", {}
