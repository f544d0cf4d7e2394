"""Lift the hold on a nomination."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from states.council_vocabulary import SessionState
from states.facts import NominationFacts
from states.vocabulary import Action, State, Subject
from workflow.commands.command import Outcome, ReasonedCommand, iso
from workflow.commands.nomination.clock import no_later, term_of

_ENDS: Mapping[str, str] = {State.POSTED: "posting_ends_on", State.IN_CONSULTATION: "consultation_ends_on"}
"""States whose last day is a condition of the next step; it moves with the hold."""

_TAKES_CASES = (SessionState.PLANNED, SessionState.OPEN)


@dataclass(frozen=True, kw_only=True)
class Resume(ReasonedCommand):
    """The office lifts a hold (tiếp tục xem xét) when the pending matter is cleared; the case goes on where it stood.

    The hold stopped the clock: as many days as were left when it began are left now, of a posting as of every other term;
    but a day of the year that a level above sets waits for nobody.
    A case that was on the agenda of a session which has ended meanwhile is eligible again, for another session.
    Refused with ``vote_is_open`` while the session that it was tabled in votes: the agenda is closed to changes.
    """

    action = Action.RESUME
    subject = Subject.NOMINATION
    needs = frozenset({"office_days", "rules", "regime", "session_state"})
    needs_seen = True

    def decide(self, facts: NominationFacts) -> Outcome:
        """The state the case had before the hold, with the days that were left then."""
        state, days_left = facts.case["resumes_to"], facts.case["days_left"]
        has_missed_it = state == State.TABLED and facts.session_state not in _TAKES_CASES
        if has_missed_it:
            state = State.ELIGIBLE
        term = term_of(state, facts)
        left = None if term is None or days_left is None else replace(term, days=days_left)
        due_on = no_later(left.after(facts.today, facts.office_days) if left else None, state, facts)
        changes = {"reason": self.reason, "resumes_to": None, "days_left": None, "due_on": iso(due_on)}
        if has_missed_it:
            changes["session_id"] = None
        if days_left and state in _ENDS:
            changes[_ENDS[state]] = iso(due_on)
        return Outcome(to=state, changes=changes)
