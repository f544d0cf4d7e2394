"""Judges again what makes a count lawful: enough take part, papers circulate long enough, who counts and votes may do so."""

from collections.abc import Iterator, Mapping
from typing import Any

from states.council_vocabulary import Attendance, Method, SessionForm
from states.paper_ballots import LEAST_TELLERS
from states.refusals import Fault, LedgerBroken
from states.regime import CouncilRules
from states.turnout import taking_part, there
from states.vocabulary import Action, Subject
from workflow.ledger.history import History
from workflow.ledger.opening import Complaint
from workflow.ledger.recount import counting_in, has_declared, tabled_in
from workflow.ledger.step import Step


def quorum(step: Step, history: History) -> Iterator[Complaint]:
    """A meeting opens a vote with enough of those who count there; a vote closes when enough of the roll have taken part."""
    council = _council(step, history)
    if council is None:
        return
    key, marks = step.key, history.marks(step.key)
    if step.entry.act == Action.OPEN_VOTE and not _is_circulated(step):
        members = counting_in(step, history)
        present, needed = len(there(members, marks)), council.needed_to_meet(len(members))
        if present < needed:
            yield "opened_without_quorum", {"present": present, "needed": needed}
    elif step.entry.act == Action.CLOSE_VOTE:
        roll, counts = history.roll.get(key, []), council.written_opinions_count.value
        said, written = history.votes.get(key, {}), history.written.get(key, set())
        holding = {member for member, (_, given) in history.urns.handouts.get(key, {}).items() if given}
        present = sum(taking_part(roll, marks, said, written, written_count=counts, holding=holding))
        needed = council.needed_to_award(len(roll))
        if present < needed:
            yield "closed_without_quorum", {"present": present, "needed": needed}


def _council(step: Step, history: History) -> CouncilRules | None:
    """The rules of the council that a step of a session names; nothing where others say already that they are broken."""
    if step.subject != Subject.SESSION or not step.before:
        return None
    try:
        return history.regime(str(step.entry.rules)).council
    except (Fault, LedgerBroken, ValueError):
        return None


def _is_circulated(step: Step) -> bool:
    return bool(step.before.get("form") == SessionForm.CIRCULATION)


def windows(step: Step, history: History) -> Iterator[Complaint]:
    """An hour for opinions lies ahead; a circulation has one, ends after it or with the last word, and holds no ballot."""
    if step.entry.act == Action.OPEN_VOTE:
        until = step.opened.changes.get("opinions_until")
        if (until is None and _is_circulated(step)) or (until is not None and until <= step.entry.at):
            yield "window_wrong", {}
        if _is_circulated(step):
            yield from _circulated(step, history)
    elif step.entry.act == Action.CLOSE_VOTE and _is_circulated(step):
        until = step.before["opinions_until"]
        if until is not None and step.entry.at <= until and _is_awaited(step.key, history):
            yield "circulation_closed_early", {}


def _circulated(step: Step, history: History) -> Iterator[Complaint]:
    council = _council(step, history)
    if _on_paper_now(step) or (council is not None and not council.written_opinions_count.value):
        yield "circulation_unlawful", {}


def _is_awaited(session: str, history: History) -> bool:
    """Whether a member has yet to say something to an item in which that member takes part."""
    said = history.votes.get(session, {}).keys() | history.recused
    asked = ((item, member) for item in tabled_in(session, history) for member in history.roll.get(session, ()))
    return any(place not in said for place in asked)


def _on_paper_now(step: Step) -> set[str]:
    """What is put to a secret ballot as the vote opens."""
    return {row["nomination_id"] for row in step.rows_of("agenda_item") if row["method"] == Method.SECRET_PAPER}


def tellers(step: Step, history: History) -> Iterator[Complaint]:
    """When a vote opens and closes, the tellers are on the roll and in the room, and enough of them take part in each item."""
    if step.entry.act == Action.OPEN_VOTE:
        items, roll = _on_paper_now(step), {row["account_id"] for row in step.rows_of("session_roll")}
    elif step.entry.act == Action.CLOSE_VOTE:
        items, roll = _on_paper(step, history), set(history.roll.get(step.key, ()))
    else:
        return
    if not items or not step.before:
        return
    _version, named = history.urns.tellers.get(step.key, (0, frozenset()))
    marks = history.marks(step.key)
    is_there = all(marks.get(teller) == Attendance.PRESENT for teller in named)
    are_enough = all(len(history.urns.tellers_of(step.key, item)) >= LEAST_TELLERS for item in items)
    if not (is_there and are_enough and named <= roll):
        yield "tellers_unfit", {}


def _on_paper(step: Step, history: History) -> set[str]:
    return history.urns.on_paper(step.key) & tabled_in(step.key, history)


def ballots(step: Step, history: History) -> Iterator[Complaint]:
    """A ballot is given to who is in the room, has declared, and takes part in something on it."""
    fresh = [row for row in step.rows_of("ballot_handout") if row["is_given"]]
    if any(not _may_be_given(row, step, history) for row in fresh):
        yield "ballot_given_wrongly", {}


def _may_be_given(row: Mapping[str, Any], step: Step, history: History) -> bool:
    account, items = row["account_id"], _on_paper(step, history)
    return (
        history.marks(step.key).get(account) == Attendance.PRESENT
        and has_declared(account, step.key, tabled_in(step.key, history), history)
        and any((item, account) not in history.recused for item in items)
    )


def conflicts(step: Step, history: History) -> Iterator[Complaint]:
    """Who holds a ballot, or has cast it, leaves no item on it any more: the urn knows nobody's paper."""
    held = history.urns.handouts.get(step.key, {})
    for row in step.rows_of("conflict"):
        is_given = held.get(row["account_id"], (0, 0))[1]
        if is_given and row["nomination_id"] in history.urns.on_paper(step.key):
            yield "conflict_over_a_ballot", {}
