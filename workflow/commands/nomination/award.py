"""Award."""

from dataclasses import dataclass

from states.facts import NominationFacts
from states.vocabulary import Action, State, Subject
from workflow.commands.command import Command, Outcome


@dataclass(frozen=True, kw_only=True)
class Award(Command):
    """The chairman's signature awards one nomination of the decision. Brought about by signing, never by itself."""

    action = Action.AWARD
    subject = Subject.NOMINATION

    decision_id: str

    def decide(self, facts: NominationFacts) -> Outcome:
        """The award, by this decision."""
        return Outcome(to=State.AWARDED, changes={"decision_id": self.decision_id, "due_on": None})
