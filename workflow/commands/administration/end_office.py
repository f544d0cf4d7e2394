"""End an office."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from states.facts import RegisterFacts
from states.refusals import Refusal
from states.vocabulary import Action, RegisterState, Subject
from workflow.commands.command import Command, Outcome, iso, required


@dataclass(frozen=True, kw_only=True)
class EndOffice(Command):
    """Enter that a person's office ended on a day. What was done in it stays done.

    The office counts through its last day, for the roll of the council as for every action; to end it at once, the day
    before is entered. The last day can't lie ahead (``day_in_future``): a term known in advance is entered with the grant.
    A roll that was frozen stays as it was: who leaves while the vote is open, even by an earlier last day, does not vote any
    more and is counted as missing, never skipped.
    Refused with ``last_administrator`` when nobody would be left to keep the registers, and with ``last_auditor`` when nobody
    would be left to watch whoever keeps them.
    It is done even while an audit has stopped writing: who did harm must be able to lose the office for it.
    """

    action = Action.END_OFFICE
    subject = Subject.OFFICE
    needs_seen = True
    needs_whole_log = False

    last_day: date
    reason: str

    def check(self, facts: RegisterFacts) -> Iterable[Refusal]:
        """The act that ends the office is named, and the office began before."""
        yield from required(reason=self.reason)
        if self.last_day.isoformat() < facts.case["held_from"]:
            yield Refusal("day_before_beginning", at="last_day")
        if self.last_day > facts.today:
            yield Refusal("day_in_future", at="last_day")

    def decide(self, facts: RegisterFacts) -> Outcome:
        """The office, with its last day."""
        return Outcome(
            to=RegisterState.ENDED, changes={"held_until": iso(self.last_day)}, particulars={"reason": self.reason}
        )
