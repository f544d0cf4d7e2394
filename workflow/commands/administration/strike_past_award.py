"""Strike a wrongly recorded earlier award."""

from dataclasses import dataclass

from states.facts import RegisterFacts
from states.vocabulary import Action, RegisterState, Subject
from workflow.commands.command import Outcome, ReasonedCommand


@dataclass(frozen=True, kw_only=True)
class StrikePastAward(ReasonedCommand):
    """Say that a line of an award history is wrong or was annulled elsewhere. The line stays visible as struck."""

    action = Action.STRIKE_PAST_AWARD
    subject = Subject.PAST_AWARD
    needs_seen = True

    def decide(self, facts: RegisterFacts) -> Outcome:
        """The line no longer counts."""
        return Outcome(to=RegisterState.ENDED, particulars={"reason": self.reason})
