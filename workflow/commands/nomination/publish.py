"""Publish an award."""

from dataclasses import dataclass

from states.facts import NominationFacts
from states.vocabulary import Action, State, Subject
from workflow.commands.command import Command, Outcome


@dataclass(frozen=True, kw_only=True)
class Publish(Command):
    """An award comes on the public board (công khai): name, unit, award, decision.

    Brought about by issuing the decision; for an award of a higher level the office does it once that decision is recorded.
    """

    action = Action.PUBLISH
    subject = Subject.NOMINATION

    def decide(self, facts: NominationFacts) -> Outcome:
        """The award on the board."""
        return Outcome(to=State.PUBLISHED, changes={"published_on": facts.today.isoformat(), "due_on": None})
