"""Lay a draft of a decision before the chairman."""

from dataclasses import dataclass

from states.facts import DecisionFacts
from states.vocabulary import Action, DecisionState, Subject
from workflow.commands.command import Command, Outcome


@dataclass(frozen=True, kw_only=True)
class SubmitDecision(Command):
    """The office lays the draft before the chairman (trình dự thảo quyết định), with its list as it stands.

    ``explanation`` answers for what differs from the council's proposal, or for what the chairman asked when he returned it.
    Refused with ``decision_names_nobody``.
    """

    action = Action.SUBMIT_DECISION
    subject = Subject.DECISION
    needs_seen = True

    explanation: str = ""

    def decide(self, facts: DecisionFacts) -> Outcome:
        """The draft on the chairman's desk."""
        return Outcome(to=DecisionState.SUBMITTED, changes={"explanation": self.explanation})
