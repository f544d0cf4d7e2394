"""Dismiss a proposed annulment."""

from dataclasses import dataclass

from states.facts import NominationFacts
from states.vocabulary import Action, Subject
from workflow.commands.command import Outcome, ReasonedCommand


@dataclass(frozen=True, kw_only=True)
class DismissAnnulment(ReasonedCommand):
    """The chairman finds no ground to annul (không hủy bỏ): the award stands as before."""

    action = Action.DISMISS_ANNULMENT
    subject = Subject.NOMINATION
    needs_seen = True

    def decide(self, facts: NominationFacts) -> Outcome:
        """The state the case had before the proposal."""
        nothing = {"annulment_ground": None, "resumes_to": None, "due_on": None}
        return Outcome(to=facts.case["resumes_to"], changes={"reason": self.reason, **nothing})
