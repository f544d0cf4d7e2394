"""The book of the emulation fund: one line for whatever comes in or is paid."""

from sqlalchemy import BigInteger, CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from states.decision_vocabulary import FundKind
from workflow.records import Case, Day, Line, Record, Word, refers

_KINDS = ", ".join(f"'{kind}'" for kind in FundKind)


class FundEntry(Case, Record):
    """A line of the book, in whole đồng. ``fund`` is empty for the commune's own emulation fund.

    ``decision_id`` is the decision that a bonus is paid by, or that an annulled award was made by; ``nomination_id`` the
    award whose bonus came back. A line is never changed: a wrong one is struck.
    """

    __tablename__ = "fund_entry"
    __table_args__ = (
        CheckConstraint(f"kind IN ({_KINDS})", name="kind_known"),
        CheckConstraint("amount > 0", name="amount_positive"),
        CheckConstraint("kind <> 'bonus' OR decision_id IS NOT NULL", name="bonus_by_decision"),
        CheckConstraint("kind <> 'recovery' OR nomination_id IS NOT NULL", name="recovery_of_award"),
    )

    fund: Mapped[Line]
    kind: Mapped[Word]
    amount: Mapped[int] = mapped_column(BigInteger)
    entered_on: Mapped[Day]
    decision_id: Mapped[str | None] = refers("decision", index=True)
    nomination_id: Mapped[str | None] = refers("nomination", index=True)
    document: Mapped[Line]
    note: Mapped[Line]
    recorded_by: Mapped[str] = refers("account")
