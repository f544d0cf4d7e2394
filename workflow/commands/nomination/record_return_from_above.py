"""Record a return from the higher level."""

from collections.abc import Iterable
from dataclasses import dataclass

from states.facts import NominationFacts
from states.refusals import Refusal
from states.vocabulary import Action, State, Subject
from workflow.commands.command import Command, Outcome, required


@dataclass(frozen=True, kw_only=True)
class RecordReturnFromAbove(Command):
    """The higher level sent the dossier back (cấp trên trả hồ sơ), and says what it asks for."""

    action = Action.RECORD_RETURN_FROM_ABOVE
    subject = Subject.NOMINATION
    needs_seen = True

    reason: str

    def check(self, facts: NominationFacts) -> Iterable[Refusal]:
        """What it asks for is said."""
        return required(reason=self.reason)

    def decide(self, facts: NominationFacts) -> Outcome:
        """The office decides how to go on."""
        return Outcome(to=State.RETURNED_FROM_ABOVE, changes={"reason": self.reason, "due_on": None})
