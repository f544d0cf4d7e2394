"""Void a decision that is not issued."""

from dataclasses import dataclass

from states.facts import DecisionFacts
from states.vocabulary import Action, DecisionState, Subject
from workflow.commands.command import Outcome, ReasonedCommand
from workflow.commands.nomination.return_to_office import ReturnToOffice


@dataclass(frozen=True, kw_only=True)
class VoidDecision(ReasonedCommand):
    """A decision is given up before it is issued (hủy khi chưa ban hành): by the office while it drafts, then by the chairman.

    Cases of a draft stay before the chairman and may stand in another one. Where the chairman had signed, nobody was told of
    an award yet: its cases go back to the office, which appraises them anew or answers. The number stays visible as void.
    """

    action = Action.VOID_DECISION
    subject = Subject.DECISION
    needs = frozenset({"lines"})
    needs_seen = True

    def decide(self, facts: DecisionFacts) -> Outcome:
        """The decision, given up, and an order to take back each award that its signature made."""
        awarded = [row["id"] for row in facts.lines if row["awarded_here"]]
        return Outcome(
            to=DecisionState.ANNULLED,
            changes={"reason": self.reason},
            then=[ReturnToOffice(on=key, reason=self.reason) for key in awarded],
        )
