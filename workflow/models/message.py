"""What must be told, and to whom it was told."""

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from workflow.records import Instant, Key, Line, Prose, Record, Word, refers


class Outbox(Record):
    """One row per entry, written in the same transaction; the worker drains it.

    ``fault`` says why nobody could be told; the acts after it are told all the same.
    """

    __tablename__ = "outbox"
    __table_args__ = (Index("ix_outbox_waiting", "drained_at", "entry"), {"sqlite_with_rowid": False})

    id: Mapped[Key]
    organisation_id: Mapped[str] = refers("organisation")
    entry: Mapped[Instant]
    action: Mapped[Word]
    object_id: Mapped[Word]
    actor_id: Mapped[Word]
    at: Mapped[Instant]
    drained_at: Mapped[Instant | None]
    fault: Mapped[Line | None]


class Message(Record):
    """A message in somebody's inbox, in words that were right when it was written."""

    __tablename__ = "message"
    __table_args__ = (Index("ix_message_inbox", "account_id", "at", "id"),)

    id: Mapped[Key]
    account_id: Mapped[str] = refers("account")
    outbox_id: Mapped[str] = refers("outbox")
    at: Mapped[Instant]
    subject: Mapped[Line]
    body: Mapped[Prose]
    link: Mapped[Line]
    read_at: Mapped[Instant | None]


class Delivery(Record):
    """A message on its way out of the house, to a reader who gave an address: one row for each message and channel.

    It waits until ``next_try_at``; ``answer`` is what the other side said last. ``language`` is the one the message was
    written in. The address is not kept here: it is read when the message leaves.
    """

    __tablename__ = "delivery"
    __table_args__ = (Index("ix_delivery_due", "channel", "state", "next_try_at"),)

    message_id: Mapped[str] = refers("message", primary_key=True)
    channel: Mapped[Word] = mapped_column(primary_key=True)
    state: Mapped[Word]
    language: Mapped[Word]
    tries: Mapped[int]
    next_try_at: Mapped[Instant | None]
    tried_at: Mapped[Instant | None]
    answer: Mapped[Line | None]
