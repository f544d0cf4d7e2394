"""Record the recovery of an annulled award."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from states.decision_vocabulary import FundKind
from states.facts import NominationFacts
from states.refusals import Refusal
from states.vocabulary import Action, State, Subject
from workflow.commands.administration.record_fund_entry import MOST, RecordFundEntry
from workflow.commands.command import Command, Outcome, required


@dataclass(frozen=True, kw_only=True)
class Recover(Command):
    """The office records that certificate and bonus of an annulled award came back (thu hồi).

    ``amount`` is the bonus that came back, in đồng: it is entered as income of the fund that had paid it. Zero where none had
    been paid. Refused with ``day_in_future``, ``day_too_early``, ``amount_negative``, ``amount_too_large`` and
    ``more_than_paid``.
    """

    action = Action.RECOVER
    subject = Subject.NOMINATION
    needs = frozenset({"bonus", "decision_fund"})
    needs_seen = True

    recovered_on: date
    note: str
    amount: int = 0

    def check(self, facts: NominationFacts) -> Iterable[Refusal]:
        """What came back is said: not after today, not before the award was published, and no more than it brought."""
        yield from required(note=self.note)
        if self.recovered_on > facts.today:
            yield Refusal("day_in_future", at="recovered_on")
        elif facts.case["published_on"] and self.recovered_on.isoformat() < facts.case["published_on"]:
            yield Refusal("day_too_early", {"day": date.fromisoformat(facts.case["published_on"])}, at="recovered_on")
        if self.amount < 0:
            yield Refusal("amount_negative", at="amount")
        elif self.amount > MOST:
            yield Refusal("amount_too_large", at="amount")
        elif facts.bonus is not None and self.amount > facts.bonus:
            yield Refusal("more_than_paid", {"sum": facts.bonus}, at="amount")

    def decide(self, facts: NominationFacts) -> Outcome:
        """The annulment is complete, and an order to enter what came back in the book of the fund."""
        return Outcome(
            to=State.RECOVERED,
            changes={"due_on": None},
            particulars={"recovered_on": self.recovered_on.isoformat(), "note": self.note, "amount": self.amount},
            then=[self._income(facts)] if self.amount > 0 else [],
        )

    def _income(self, facts: NominationFacts) -> RecordFundEntry:
        return RecordFundEntry(
            on=facts.mint.key(), kind=FundKind.RECOVERY, amount=self.amount, entered_on=self.recovered_on,
            fund=facts.decision_fund, decision_id=facts.case["decision_id"], nomination_id=self.on,
        )  # fmt: skip
