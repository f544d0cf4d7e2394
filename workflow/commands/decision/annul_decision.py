"""Annul an issued decision."""

from dataclasses import dataclass

from states.facts import DecisionFacts
from states.vocabulary import Action, DecisionState, State, Subject
from workflow.commands.command import Outcome, ReasonedCommand
from workflow.commands.nomination.annul import Annul


@dataclass(frozen=True, kw_only=True)
class AnnulDecision(ReasonedCommand):
    """The chairman annuls a whole decision (hủy bỏ quyết định) after the annulment of each of its awards was proposed.

    Refused with ``award_still_stands`` for each award whose annulment nobody proposed.
    """

    action = Action.ANNUL_DECISION
    subject = Subject.DECISION
    needs = frozenset({"lines"})
    needs_seen = True

    def decide(self, facts: DecisionFacts) -> Outcome:
        """The decision no longer holds, and an order to annul each award."""
        proposed = [row["id"] for row in facts.lines if row["state"] == State.ANNULMENT_PROPOSED]
        return Outcome(
            to=DecisionState.ANNULLED,
            changes={"reason": self.reason},
            then=[Annul(on=key, reason=self.reason) for key in proposed],
        )
