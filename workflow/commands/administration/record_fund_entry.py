"""Enter income or a payment in the book of the fund."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from states.decision_vocabulary import FundKind
from states.facts import RegisterFacts
from states.refusals import Refusal
from states.vocabulary import Action, RegisterState, Subject
from workflow.commands.command import Command, Outcome

MOST = 10**15
"""More đồng than any fund holds: a slip of the keyboard."""


@dataclass(frozen=True, kw_only=True)
class RecordFundEntry(Command):
    """The office enters what came into the fund or was paid out of it (ghi thu, chi quỹ), in whole đồng.

    ``fund`` is empty for the commune's own emulation fund. A bonus names the signed decision it is paid by
    (``decision_not_payable``), comes out of the fund that this one names (``another_fund``), not before its day
    (``day_too_early``), and is paid once (``bonus_paid_already``). What a recovery brings back names the annulled award
    (``recovery_without_award``), and is entered with the recovery itself. An award that is named is one of this commune
    (``not_in_decision``). Refused with ``amount_not_positive``, ``amount_too_large`` and ``day_in_future``.
    """

    action = Action.RECORD_FUND_ENTRY
    subject = Subject.FUND_ENTRY

    kind: FundKind
    amount: int
    entered_on: date
    fund: str = ""
    decision_id: str | None = None
    nomination_id: str | None = None
    document: str = ""
    note: str = ""

    def check(self, facts: RegisterFacts) -> Iterable[Refusal]:
        """A sum that can be, on a day that has been."""
        if self.amount <= 0:
            yield Refusal("amount_not_positive", at="amount")
        if self.amount > MOST:
            yield Refusal("amount_too_large", at="amount")
        if self.entered_on > facts.today:
            yield Refusal("day_in_future", at="entered_on")

    def decide(self, facts: RegisterFacts) -> Outcome:
        """A line of the book, with who entered it."""
        return Outcome(
            to=RegisterState.ACTIVE,
            changes={
                "fund": self.fund, "kind": self.kind.value, "amount": self.amount,
                "entered_on": self.entered_on.isoformat(), "decision_id": self.decision_id,
                "nomination_id": self.nomination_id, "document": self.document, "note": self.note,
                "recorded_by": facts.actor_id,
            },
        )  # fmt: skip
