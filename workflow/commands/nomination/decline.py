"""Decline to award."""

from collections.abc import Iterable
from dataclasses import dataclass

from states.facts import NominationFacts
from states.refusals import Refusal
from states.vocabulary import Action, State, Subject
from workflow.commands.command import Command, Outcome, required


@dataclass(frozen=True, kw_only=True)
class Decline(Command):
    """The chairman decides not to award (không khen thưởng), with a reason that the unit is told.

    The council's endorsement is advice; the decision is the chairman's.
    """

    action = Action.DECLINE
    subject = Subject.NOMINATION
    needs_seen = True

    reason: str

    def check(self, facts: NominationFacts) -> Iterable[Refusal]:
        """The reason is said."""
        return required(reason=self.reason)

    def decide(self, facts: NominationFacts) -> Outcome:
        """The nomination ends without an award."""
        return Outcome(to=State.DECLINED, changes={"reason": self.reason, "due_on": None})
