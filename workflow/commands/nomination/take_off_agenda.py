"""Take a nomination off the agenda."""

from dataclasses import dataclass

from states.facts import NominationFacts
from states.vocabulary import Action, State, Subject
from workflow.commands.command import Outcome, ReasonedCommand


@dataclass(frozen=True, kw_only=True)
class TakeOffAgenda(ReasonedCommand):
    """The council's secretary takes a case off an agenda (đưa ra khỏi chương trình) before the vote opens."""

    action = Action.TAKE_OFF_AGENDA
    subject = Subject.NOMINATION
    needs_seen = True

    def decide(self, facts: NominationFacts) -> Outcome:
        """The case waits to be tabled again."""
        return Outcome(to=State.ELIGIBLE, changes={"reason": self.reason, "session_id": None})
