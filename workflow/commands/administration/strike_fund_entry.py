"""Strike a wrong line of the book of the fund."""

from dataclasses import dataclass

from states.facts import RegisterFacts
from states.vocabulary import Action, RegisterState, Subject
from workflow.commands.command import Outcome, ReasonedCommand


@dataclass(frozen=True, kw_only=True)
class StrikeFundEntry(ReasonedCommand):
    """Say that a line of the book is wrong (gạch dòng ghi nhầm). It stays visible as struck and no longer counts."""

    action = Action.STRIKE_FUND_ENTRY
    subject = Subject.FUND_ENTRY
    needs_seen = True

    def decide(self, facts: RegisterFacts) -> Outcome:
        """The line no longer counts."""
        return Outcome(to=RegisterState.ENDED, particulars={"reason": self.reason})
