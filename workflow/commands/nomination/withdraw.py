"""Withdraw a nomination."""

from dataclasses import dataclass

from states.facts import NominationFacts
from states.vocabulary import Action, State, Subject
from workflow.commands.command import Outcome, ReasonedCommand


@dataclass(frozen=True, kw_only=True)
class Withdraw(ReasonedCommand):
    """The unit takes its nomination back (rút hồ sơ), at the latest before the council has it before it."""

    action = Action.WITHDRAW
    subject = Subject.NOMINATION
    needs_seen = True

    def decide(self, facts: NominationFacts) -> Outcome:
        """The nomination ends."""
        return Outcome(to=State.WITHDRAWN, changes={"reason": self.reason, "due_on": None})
