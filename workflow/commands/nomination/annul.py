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
    needs_seen = True

    def decide(self, facts: NominationFacts) -> Outcome:
        """The award no longer holds; it is to be recovered."""
        return Outcome(to=State.ANNULLED, changes={"reason": self.reason, "resumes_to": None})
