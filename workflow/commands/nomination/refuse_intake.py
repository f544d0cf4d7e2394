"""Refuse to take a dossier in."""

from dataclasses import dataclass

from states.facts import NominationFacts
from states.vocabulary import Action, State, Subject
from workflow.commands.command import Outcome, ReasonedCommand


@dataclass(frozen=True, kw_only=True)
class RefuseIntake(ReasonedCommand):
    """The office does not take the dossier in (từ chối tiếp nhận): it can't be mended by a supplement.

    The unit is told why. A new nomination may be made when the ground is gone.
    """

    action = Action.REFUSE_INTAKE
    subject = Subject.NOMINATION
    needs_seen = True

    def decide(self, facts: NominationFacts) -> Outcome:
        """The nomination ends."""
        return Outcome(to=State.INTAKE_REFUSED, changes={"reason": self.reason, "due_on": None})
