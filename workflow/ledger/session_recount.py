"""Judges again what makes a count lawful: enough take part, and where papers circulate they do so alone and long enough."""

from collections.abc import Iterator

from states.council_vocabulary import IN_WRITING, SessionForm, SessionState
from states.refusals import Fault, LedgerBroken
from states.regime import CouncilRules
from states.turnout import taking_part, there
from states.vocabulary import Action, Subject
from workflow.ledger.history import History
from workflow.ledger.opening import Complaint
from workflow.ledger.paper_recount import put_to_ballot
from workflow.ledger.recount import counting_in, tabled_in
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


def circulation(step: Step, history: History) -> Iterator[Complaint]:
    """Where papers are circulated nobody is marked and every vote is in writing; without a meeting no other vote opens."""
    if step.subject != Subject.SESSION or not step.before:
        return
    is_circulated = _is_circulated(step)
    met = step.rows_of("attendance") or any(row["manner"] not in IN_WRITING for row in step.rows_of("vote"))
    if is_circulated and (met or step.entry.act == Action.OPEN_SESSION):
        yield "circulation_met", {}
    if step.entry.act == Action.OPEN_VOTE and is_circulated != (step.entry.src == SessionState.PLANNED):
        yield "vote_without_a_meeting", {}


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
    if put_to_ballot(step) or (council is not None and not council.written_opinions_count.value):
        yield "circulation_unlawful", {}


def _is_awaited(session: str, history: History) -> bool:
    """Whether a member has yet to say something to an item in which that member takes part."""
    said = history.votes.get(session, {}).keys() | history.recused
    asked = ((item, member) for item in tabled_in(session, history) for member in history.roll.get(session, ()))
    return any(place not in said for place in asked)
