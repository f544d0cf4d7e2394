"""End a unit."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from states.facts import RegisterFacts
from states.refusals import Refusal
from states.vocabulary import Action, RegisterState, Subject
from workflow.commands.command import Command, Outcome, required


@dataclass(frozen=True, kw_only=True)
class EndUnit(Command):
    """Say that a unit exists until a day (a merger, a dissolution). Its nominations go on; it proposes no new ones."""

    action = Action.END_UNIT
    subject = Subject.UNIT
    needs_seen = True

    last_day: date
    reason: str

    def check(self, facts: RegisterFacts) -> Iterable[Refusal]:
        """The act that ends the unit is named, and the unit existed before it ends."""
        yield from required(reason=self.reason)
        if self.last_day.isoformat() < facts.case["valid_from"]:
            yield Refusal("day_before_beginning", at="last_day")

    def decide(self, facts: RegisterFacts) -> Outcome:
        """The unit, with its last day."""
        return Outcome(
            to=RegisterState.ENDED,
            changes={"valid_until": self.last_day.isoformat()},
            particulars={"reason": self.reason},
        )
