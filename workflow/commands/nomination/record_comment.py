"""Record a comment of the people."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from states.facts import NominationFacts
from states.refusals import Refusal
from states.vocabulary import Action, State, Subject
from workflow.commands.command import Command, Outcome, required


@dataclass(frozen=True, kw_only=True)
class RecordComment(Command):
    """The office records what somebody said of a posted nomination (phản ánh). A name is not demanded."""

    action = Action.RECORD_COMMENT
    subject = Subject.NOMINATION

    from_whom: str
    text: str
    received_on: date

    def check(self, facts: NominationFacts) -> Iterable[Refusal]:
        """Something was said, not after today."""
        yield from required(text=self.text)
        if self.received_on > facts.today:
            yield Refusal("day_in_future", at="received_on")

    def decide(self, facts: NominationFacts) -> Outcome:
        """One comment more to verify."""
        row = {
            "id": facts.mint.key(), "nomination_id": self.on, "from_whom": self.from_whom, "text": self.text,
            "received_on": self.received_on.isoformat(),
        }  # fmt: skip
        return Outcome(to=State.POSTED, rows=[("comment", row)])
