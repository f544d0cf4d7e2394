"""Refuse to take a dossier in."""

from collections.abc import Iterable
from dataclasses import dataclass

from states.facts import NominationFacts
from states.refusals import Refusal
from states.vocabulary import Action, State, Subject
from workflow.commands.command import Command, Outcome, required


@dataclass(frozen=True, kw_only=True)
class RefuseIntake(Command):
    """The office does not take the dossier in (từ chối tiếp nhận): it can't be mended by a supplement.

    The unit is told why. A new nomination may be made when the ground is gone.
    """

    action = Action.REFUSE_INTAKE
    subject = Subject.NOMINATION
    needs_seen = True

    reason: str

    def check(self, facts: NominationFacts) -> Iterable[Refusal]:
        """The ground is said."""
        return required(reason=self.reason)

    def decide(self, facts: NominationFacts) -> Outcome:
        """The nomination ends."""
        return Outcome(to=State.INTAKE_REFUSED, changes={"reason": self.reason, "due_on": None})
