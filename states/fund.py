"""The book of the emulation fund (quỹ thi đua, khen thưởng): what comes in, what is paid, and how a year adds up.

A line is never edited: a wrong one is struck with its reason, and another says it right.
"""

from dataclasses import dataclass

from states.decision_vocabulary import FundKind
from states.guards import fund as guards
from states.process import Move, Process
from states.vocabulary import Action as A
from states.vocabulary import RegisterState, Subject
from states.vocabulary import Role as R

FUND_ENTRY = Process(
    Subject.FUND_ENTRY,
    tuple(RegisterState),
    (
        Move(A.RECORD_FUND_ENTRY, None, RegisterState.ACTIVE, R.SECRETARIAT,
             (guards.bonus_names_a_signed_decision, guards.bonus_is_what_the_decision_pays,
              guards.recovery_is_of_an_annulled_award)),
        Move(A.STRIKE_FUND_ENTRY, RegisterState.ACTIVE, RegisterState.ENDED, R.SECRETARIAT),
    ),
)  # fmt: skip

INCOME = (FundKind.CARRIED_OVER, FundKind.ALLOCATION, FundKind.CONTRIBUTION, FundKind.RECOVERY)
PAYMENTS = (FundKind.BONUS, FundKind.ARTEFACTS, FundKind.ORGANISATION)


@dataclass(frozen=True, kw_only=True)
class FundYear:
    """One fund in one year, in đồng. ``brought_forward`` is what earlier years left over.

    ``committed`` is what signed decisions promise and nobody has paid yet, of whatever year.
    """

    fund: str
    year: int
    brought_forward: int = 0
    income: int = 0
    paid: int = 0
    committed: int = 0
    is_kept: bool = False

    @property
    def balance(self) -> int:
        """What is in the fund."""
        return self.brought_forward + self.income - self.paid

    @property
    def available(self) -> int:
        """What is left when every signed decision is paid; below zero where more was promised than there is."""
        return self.balance - self.committed

    def short_of(self, wanted: int) -> int:
        """How much is missing for one more decision that pays ``wanted``; zero where the fund suffices."""
        return max(0, wanted - self.available)
