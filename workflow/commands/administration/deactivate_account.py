"""Close an account."""

from dataclasses import dataclass

from states.facts import RegisterFacts
from states.vocabulary import Action, RegisterState, Subject
from workflow.commands.command import Outcome, ReasonedCommand


@dataclass(frozen=True, kw_only=True)
class DeactivateAccount(ReasonedCommand):
    """Close an account for good; what its holder did stays. Refused with ``office_still_held`` while an office runs.

    It is done even while an audit has stopped writing: an account in strange hands must not stay open for that.
    """

    action = Action.DEACTIVATE_ACCOUNT
    subject = Subject.ACCOUNT
    needs_seen = True
    needs_whole_log = False

    def decide(self, facts: RegisterFacts) -> Outcome:
        """Nobody signs in to the account any more."""
        return Outcome(to=RegisterState.ENDED, particulars={"reason": self.reason})
