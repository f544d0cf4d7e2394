"""Decline to award."""

from dataclasses import dataclass

from states.facts import NominationFacts
from states.vocabulary import Action, State, Subject
from workflow.commands.command import Outcome, ReasonedCommand


@dataclass(frozen=True, kw_only=True)
class Decline(ReasonedCommand):
    """The chairman decides not to award (không khen thưởng), with a reason that the unit is told.

    The council's endorsement is advice; the decision is the chairman's.
    """

    action = Action.DECLINE
    subject = Subject.NOMINATION
    needs_seen = True

    def decide(self, facts: NominationFacts) -> Outcome:
        """The nomination ends without an award."""
        return Outcome(to=State.DECLINED, changes={"reason": self.reason, "due_on": None})
