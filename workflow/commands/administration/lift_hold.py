"""Say that a hold is over."""

from dataclasses import dataclass

from states.facts import RegisterFacts
from states.vocabulary import Action, RegisterState, Subject
from workflow.commands.command import Outcome, ReasonedCommand


@dataclass(frozen=True, kw_only=True)
class LiftHold(ReasonedCommand):
    """The complaint, inspection or lawsuit is over: from today the data may be erased like any other."""

    action = Action.LIFT_HOLD
    subject = Subject.LEGAL_HOLD
    needs_seen = True

    def decide(self, facts: RegisterFacts) -> Outcome:
        """The hold with its last day."""
        return Outcome(
            to=RegisterState.ENDED, changes={"held_until": facts.today.isoformat()},
            particulars={"reason": self.reason},
        )  # fmt: skip
