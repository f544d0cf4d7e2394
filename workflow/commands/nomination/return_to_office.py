"""Return a nomination to the office."""

from dataclasses import dataclass

from states.facts import NominationFacts
from states.vocabulary import Action, State, Subject
from workflow.commands.command import Outcome, ReasonedCommand


@dataclass(frozen=True, kw_only=True)
class ReturnToOffice(ReasonedCommand):
    """The chairman sends one case back to the office with questions (trả lại thường trực).

    It leaves the draft decision; the office submits it again with an answer, or appraises it anew. Then it is drafted anew.
    Brought about as well when the chairman gives up a decision that was signed and not issued: the award is taken back.
    """

    action = Action.RETURN_TO_OFFICE
    subject = Subject.NOMINATION
    needs_seen = True

    def decide(self, facts: NominationFacts) -> Outcome:
        """The case is back with the office."""
        return Outcome(
            to=State.RETURNED_BY_CHAIRMAN, changes={"reason": self.reason, "due_on": None, "decision_id": None}
        )
