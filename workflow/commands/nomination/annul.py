"""Annul an award."""

from dataclasses import dataclass

from states.facts import NominationFacts
from states.vocabulary import Action, State, Subject
from workflow.commands.command import Outcome, ReasonedCommand


@dataclass(frozen=True, kw_only=True)
class Annul(ReasonedCommand):
    """The chairman annuls an award (hủy bỏ quyết định khen thưởng). The decision stays on record, marked as annulled."""

    action = Action.ANNUL
    subject = Subject.NOMINATION
    needs = frozenset({"office_days", "regime"})
    needs_seen = True

    def decide(self, facts: NominationFacts) -> Outcome:
        """The award no longer holds; it is to be recovered within the term of the rules."""
        due_on = facts.regime.annulment.recovery_term.value.after(facts.today, facts.office_days).isoformat()
        return Outcome(to=State.ANNULLED, changes={"reason": self.reason, "resumes_to": None, "due_on": due_on})
