"""Record an award of the higher level."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from states.facts import NominationFacts
from states.refusals import Refusal
from states.vocabulary import Action, State, Subject
from workflow.commands.command import Command, Outcome, required


@dataclass(frozen=True, kw_only=True)
class RecordAwardAbove(Command):
    """The office records the decision by which the higher level awarded (cấp trên đã khen thưởng)."""

    action = Action.RECORD_AWARD_ABOVE
    subject = Subject.NOMINATION
    needs_seen = True

    number: str
    decided_on: date
    authority: str

    def check(self, facts: NominationFacts) -> Iterable[Refusal]:
        """The outside decision is named in full."""
        yield from required(number=self.number, authority=self.authority)
        if self.decided_on > facts.today:
            yield Refusal("day_in_future", at="decided_on")

    def decide(self, facts: NominationFacts) -> Outcome:
        """The award, by the outside decision."""
        return Outcome(
            to=State.AWARDED_ABOVE,
            changes={
                "above_number": self.number,
                "above_on": self.decided_on.isoformat(),
                "above_authority": self.authority,
            },
        )
