"""Record a return from the higher level."""

from dataclasses import dataclass

from states.facts import NominationFacts
from states.vocabulary import Action, State, Subject
from workflow.commands.command import Outcome, ReasonedCommand


@dataclass(frozen=True, kw_only=True)
class RecordReturnFromAbove(ReasonedCommand):
    """The higher level sent the dossier back (cấp trên trả hồ sơ), and says what it asks for."""

    action = Action.RECORD_RETURN_FROM_ABOVE
    subject = Subject.NOMINATION
    needs_seen = True

    def decide(self, facts: NominationFacts) -> Outcome:
        """The office decides how to go on."""
        return Outcome(to=State.RETURNED_FROM_ABOVE, changes={"reason": self.reason, "due_on": None})
