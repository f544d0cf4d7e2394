"""Record the recovery of an annulled award."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from states.facts import NominationFacts
from states.refusals import Refusal
from states.vocabulary import Action, State, Subject
from workflow.commands.command import Command, Outcome, required


@dataclass(frozen=True, kw_only=True)
class Recover(Command):
    """The office records that certificate and bonus of an annulled award came back (thu hồi)."""

    action = Action.RECOVER
    subject = Subject.NOMINATION
    needs_seen = True

    recovered_on: date
    note: str

    def check(self, facts: NominationFacts) -> Iterable[Refusal]:
        """What came back is said, not after today."""
        yield from required(note=self.note)
        if self.recovered_on > facts.today:
            yield Refusal("day_in_future", at="recovered_on")

    def decide(self, facts: NominationFacts) -> Outcome:
        """The annulment is complete."""
        return Outcome(
            to=State.RECOVERED,
            changes={"due_on": None},
            particulars={"recovered_on": self.recovered_on.isoformat(), "note": self.note},
        )
