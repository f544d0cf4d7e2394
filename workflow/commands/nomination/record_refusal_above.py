"""Record a refusal of the higher level."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from states.facts import NominationFacts
from states.refusals import Refusal
from states.vocabulary import Action, State, Subject
from workflow.commands.command import Command, Outcome, required
from workflow.commands.nomination.clock import last_day_of_notice


@dataclass(frozen=True, kw_only=True)
class RecordRefusalAbove(Command):
    """The office records that the higher level did not award (cấp trên không khen thưởng), by which letter and why."""

    action = Action.RECORD_REFUSAL_ABOVE
    subject = Subject.NOMINATION
    needs = frozenset({"office_days", "rules"})
    needs_seen = True

    reason: str
    number: str
    decided_on: date
    authority: str

    def check(self, facts: NominationFacts) -> Iterable[Refusal]:
        """The outside letter is named in full."""
        yield from required(reason=self.reason, number=self.number, authority=self.authority)
        if self.decided_on > facts.today:
            yield Refusal("day_in_future", at="decided_on")

    def decide(self, facts: NominationFacts) -> Outcome:
        """The nomination ends without an award."""
        return Outcome(
            to=State.REFUSED_ABOVE,
            changes={
                "reason": self.reason, "above_number": self.number, "above_on": self.decided_on.isoformat(),
                "above_authority": self.authority, "due_on": last_day_of_notice(facts).isoformat(),
                "noticed_on": None,
            },
        )  # fmt: skip
