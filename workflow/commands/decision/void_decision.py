"""Void a decision that is not signed."""

from dataclasses import dataclass

from states.facts import DecisionFacts
from states.vocabulary import Action, DecisionState, Subject
from workflow.commands.command import Outcome, ReasonedCommand


@dataclass(frozen=True, kw_only=True)
class VoidDecision(ReasonedCommand):
    """A draft is given up (hủy dự thảo), by the office while unnumbered, by the chairman once numbered.

    Its cases stay before the chairman and may stand in another draft; its number stays visible as void.
    """

    action = Action.VOID_DECISION
    subject = Subject.DECISION
    needs_seen = True

    def decide(self, facts: DecisionFacts) -> Outcome:
        """The draft, given up."""
        return Outcome(to=DecisionState.ANNULLED, changes={"reason": self.reason})
