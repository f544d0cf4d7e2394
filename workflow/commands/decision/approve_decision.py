"""Approve a decision."""

from dataclasses import dataclass

from states.facts import DecisionFacts
from states.vocabulary import Action, DecisionState, Subject
from workflow.commands.command import Command, Outcome


@dataclass(frozen=True, kw_only=True)
class ApproveDecision(Command):
    """The chairman approves the draft (duyệt dự thảo): its text, its list, its sums. The clerk may number it now.

    It is not the signature: nobody is awarded yet. What the chairman saw covers the cases of the list: when one of them moved
    meanwhile, the page has to be read again.
    Refused with ``decision_names_nobody``, ``departures_since_submitted``.
    """

    action = Action.APPROVE_DECISION
    subject = Subject.DECISION
    needs_seen = True

    def decide(self, facts: DecisionFacts) -> Outcome:
        """The draft, approved by the holder of the office."""
        return Outcome(
            to=DecisionState.APPROVED,
            changes={"approver_id": facts.actor_id, "approved_at": facts.at, "reason": None},
        )
