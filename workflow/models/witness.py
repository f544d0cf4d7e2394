"""What this house saw of other logs as their witness, and what is wrong with a log, as long as it is wrong."""

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from workflow.records import Instant, Key, Prose, Record, Word


class WitnessHead(Record):
    """A tree head of somebody else's log that this house has cosigned. The longest of an origin is the one that counts."""

    __tablename__ = "witness_head"
    __table_args__ = (CheckConstraint("length(root) = 32", name="root_of_32_bytes"),)

    origin: Mapped[str] = mapped_column(String(500), primary_key=True)
    size: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    root: Mapped[bytes] = mapped_column(LargeBinary)
    note: Mapped[Prose]
    seen_at: Mapped[Instant]


class Alarm(Record):
    """Something is wrong with a log: since when, and, once it is over, until when. Never forgotten, and ended once.

    ``log_id`` is a log of this house; it is empty for what concerns somebody else's. ``about`` tells alarms of one code
    apart: a witness's name, a foreign log's origin. ``facts`` is JSON.
    """

    __tablename__ = "ledger_alarm"
    __table_args__ = (
        CheckConstraint("ended_at IS NULL OR ended_at >= at", name="ends_after_it_began"),
        Index("ix_ledger_alarm_open", "ended_at", "log_id", "code"),
    )

    id: Mapped[Key]
    log_id: Mapped[str | None] = mapped_column(String(26), ForeignKey("ledger_log.id"))
    code: Mapped[Word]
    about: Mapped[str] = mapped_column(String(500))
    facts: Mapped[Prose]
    at: Mapped[Instant]
    ended_at: Mapped[Instant | None]
