"""Withdraw a nomination."""

from collections.abc import Iterable
from dataclasses import dataclass

from states.facts import NominationFacts
from states.refusals import Refusal
from states.vocabulary import Action, State, Subject
from workflow.commands.command import Command, Outcome, required


@dataclass(frozen=True, kw_only=True)
class Withdraw(Command):
    """The unit takes its nomination back (rút hồ sơ), at the latest before the council has it before it."""

    action = Action.WITHDRAW
    subject = Subject.NOMINATION
    needs_seen = True

    reason: str

    def check(self, facts: NominationFacts) -> Iterable[Refusal]:
        """The unit says why."""
        return required(reason=self.reason)

    def decide(self, facts: NominationFacts) -> Outcome:
        """The nomination ends."""
        return Outcome(to=State.WITHDRAWN, changes={"reason": self.reason, "due_on": None})
