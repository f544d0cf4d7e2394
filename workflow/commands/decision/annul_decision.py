"""Annul an issued decision."""

from collections.abc import Iterable
from dataclasses import dataclass

from states.facts import DecisionFacts
from states.refusals import Refusal
from states.vocabulary import Action, DecisionState, State, Subject
from workflow.commands.command import Command, Outcome, required
from workflow.commands.nomination.annul import Annul


@dataclass(frozen=True, kw_only=True)
class AnnulDecision(Command):
    """The chairman annuls a whole decision (hủy bỏ quyết định) after the annulment of each of its awards was proposed.

    Refused with ``award_still_stands`` for each award whose annulment nobody proposed.
    """

    action = Action.ANNUL_DECISION
    subject = Subject.DECISION
    needs = frozenset({"lines"})
    needs_seen = True

    reason: str

    def check(self, facts: DecisionFacts) -> Iterable[Refusal]:
        """The reason is said."""
        return required(reason=self.reason)

    def decide(self, facts: DecisionFacts) -> Outcome:
        """The decision no longer holds, and an order to annul each award."""
        proposed = [row["id"] for row in facts.lines if row["state"] == State.ANNULMENT_PROPOSED]
        return Outcome(
            to=DecisionState.ANNULLED,
            changes={"reason": self.reason},
            then=[Annul(on=key, reason=self.reason) for key in proposed],
        )
