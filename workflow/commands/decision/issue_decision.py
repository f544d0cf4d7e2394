"""Issue a decision."""

from dataclasses import dataclass

from states.facts import DecisionFacts
from states.vocabulary import Action, DecisionState, State, Subject
from workflow.commands.command import Command, Outcome
from workflow.commands.nomination.publish import Publish


@dataclass(frozen=True, kw_only=True)
class IssueDecision(Command):
    """The office issues the signed decision (phát hành, công khai): its awards come on the public board."""

    action = Action.ISSUE_DECISION
    subject = Subject.DECISION
    needs = frozenset({"lines"})
    needs_seen = True

    def decide(self, facts: DecisionFacts) -> Outcome:
        """The decision in force, and an order to publish each award."""
        awarded = [row["id"] for row in facts.lines if row["state"] == State.AWARDED and row["awarded_here"]]
        return Outcome(
            to=DecisionState.ISSUED,
            changes={"issued_on": facts.today.isoformat()},
            then=[Publish(on=key) for key in awarded],
        )
