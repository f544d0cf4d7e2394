"""Put a nomination on hold."""

from dataclasses import dataclass
from datetime import date

from states.facts import NominationFacts
from states.vocabulary import Action, State, Subject
from workflow.commands.command import Outcome, ReasonedCommand
from workflow.commands.nomination.clock import term_of


@dataclass(frozen=True, kw_only=True)
class Suspend(ReasonedCommand):
    """The office holds a case (tạm dừng) while discipline, inspection, a complaint or a denunciation is pending.

    The case remembers where it stood; nothing is awarded or forwarded meanwhile (Decree 152/2025, Art. 4 as restated
    by practice). The clock stops: the days that were left of the term, of a posting or of a consultation are kept, the day
    of the hold among them. Refused with ``vote_is_open`` while the council votes on it.
    """

    action = Action.SUSPEND
    subject = Subject.NOMINATION
    needs = frozenset({"office_days", "rules", "regime"})
    needs_seen = True

    def decide(self, facts: NominationFacts) -> Outcome:
        """The case rests where it stood."""
        state, due_on = facts.case["state"], facts.case["due_on"]
        term = term_of(state, facts)
        days_left = term.left(facts.today, date.fromisoformat(due_on), facts.office_days) if term and due_on else None
        return Outcome(
            to=State.SUSPENDED,
            changes={"reason": self.reason, "resumes_to": state, "days_left": days_left, "due_on": None},
        )
