"""Close an account."""

from collections.abc import Iterable
from dataclasses import dataclass

from states.facts import RegisterFacts
from states.refusals import Refusal
from states.vocabulary import Action, RegisterState, Subject
from workflow.commands.command import Command, Outcome, required


@dataclass(frozen=True, kw_only=True)
class DeactivateAccount(Command):
    """Close an account for good; what its holder did stays. Refused with ``office_still_held`` while an office runs."""

    action = Action.DEACTIVATE_ACCOUNT
    subject = Subject.ACCOUNT
    needs_seen = True

    reason: str

    def check(self, facts: RegisterFacts) -> Iterable[Refusal]:
        """A reason is given."""
        return required(reason=self.reason)

    def decide(self, facts: RegisterFacts) -> Outcome:
        """Nobody signs in to the account any more."""
        return Outcome(to=RegisterState.ENDED, particulars={"reason": self.reason})
