"""Release a nomination from a vote that came to nothing."""

from dataclasses import dataclass

from states.facts import NominationFacts
from states.vocabulary import Action, State, Subject
from workflow.commands.command import Outcome, ReasonedCommand


@dataclass(frozen=True, kw_only=True)
class Release(ReasonedCommand):
    """A case goes back from a vote that came to nothing (trả hồ sơ về): it is eligible, as before it was tabled.

    Brought about by the voiding of the vote, or by a close that says to vote anew on it; never by itself. No finding
    is written.
    """

    action = Action.RELEASE
    subject = Subject.NOMINATION

    def decide(self, facts: NominationFacts) -> Outcome:
        """The case waits to be tabled again."""
        return Outcome(to=State.ELIGIBLE, changes={"reason": self.reason, "session_id": None})
