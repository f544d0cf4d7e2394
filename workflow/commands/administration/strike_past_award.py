"""Strike a wrongly recorded earlier award."""

from collections.abc import Iterable
from dataclasses import dataclass

from states.facts import RegisterFacts
from states.refusals import Refusal
from states.vocabulary import Action, RegisterState, Subject
from workflow.commands.command import Command, Outcome, required


@dataclass(frozen=True, kw_only=True)
class StrikePastAward(Command):
    """Say that a line of an award history is wrong or was annulled elsewhere. The line stays visible as struck."""

    action = Action.STRIKE_PAST_AWARD
    subject = Subject.PAST_AWARD
    needs_seen = True

    reason: str

    def check(self, facts: RegisterFacts) -> Iterable[Refusal]:
        """A reason is given."""
        return required(reason=self.reason)

    def decide(self, facts: RegisterFacts) -> Outcome:
        """The line no longer counts."""
        return Outcome(to=RegisterState.ENDED, particulars={"reason": self.reason})
