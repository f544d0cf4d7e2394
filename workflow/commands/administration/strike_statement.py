"""Strike a wrong statement about a nominee."""

from dataclasses import dataclass

from states.facts import RegisterFacts
from states.vocabulary import Action, RegisterState, Subject
from workflow.commands.command import Outcome, ReasonedCommand


@dataclass(frozen=True, kw_only=True)
class StrikeStatement(ReasonedCommand):
    """Say that a statement was wrong. It stays visible as struck, and no condition looks at it any more."""

    action = Action.STRIKE_STATEMENT
    subject = Subject.STATEMENT
    needs_seen = True

    def decide(self, facts: RegisterFacts) -> Outcome:
        """The statement no longer counts."""
        return Outcome(to=RegisterState.ENDED, particulars={"reason": self.reason})
