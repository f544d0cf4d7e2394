"""Reject a proposed erasure."""

from dataclasses import dataclass

from states.facts import RegisterFacts
from states.vocabulary import Action, ErasureState, Subject
from workflow.commands.command import Outcome, ReasonedCommand


@dataclass(frozen=True, kw_only=True)
class RejectErasure(ReasonedCommand):
    """Either office says that the proposal is not followed, and why; everything stays as it is."""

    action = Action.REJECT_ERASURE
    subject = Subject.ERASURE
    needs_seen = True

    def decide(self, facts: RegisterFacts) -> Outcome:
        """The proposal is at its end."""
        return Outcome(to=ErasureState.REJECTED, particulars={"reason": self.reason})
