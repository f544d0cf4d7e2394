"""The immutable log of an organisation: insert-only, guarded by the database itself."""

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, LargeBinary, SmallInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from workflow.records import Key, Line, Prose, Record


class Log(Record):
    """One log per organisation, named by an origin that outlives mergers."""

    __tablename__ = "ledger_log"

    id: Mapped[Key]
    origin: Mapped[Line] = mapped_column(unique=True)


class Leaf(Record):
    """One entry: its canonical bytes and their RFC 6962 leaf hash."""

    __tablename__ = "ledger_leaf"
    __table_args__ = (
        CheckConstraint("length(hash) = 32", name="hash_of_32_bytes"),
        CheckConstraint("length(entry) <= 65535", name="entry_fits_a_bundle"),
    )

    log_id: Mapped[str] = mapped_column(String(26), ForeignKey("ledger_log.id"), primary_key=True)
    idx: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    entry: Mapped[bytes] = mapped_column(LargeBinary)
    hash: Mapped[bytes] = mapped_column(LargeBinary)


class Node(Record):
    """The hash of one full tile of 256 hashes."""

    __tablename__ = "ledger_node"
    __table_args__ = (CheckConstraint("length(hash) = 32", name="hash_of_32_bytes"),)

    log_id: Mapped[str] = mapped_column(String(26), ForeignKey("ledger_log.id"), primary_key=True)
    lvl: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False)
    idx: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    hash: Mapped[bytes] = mapped_column(LargeBinary)


class Checkpoint(Record):
    """A signed tree head as it was published."""

    __tablename__ = "ledger_checkpoint"
    __table_args__ = (CheckConstraint("length(root) = 32", name="root_of_32_bytes"),)

    log_id: Mapped[str] = mapped_column(String(26), ForeignKey("ledger_log.id"), primary_key=True)
    size: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    root: Mapped[bytes] = mapped_column(LargeBinary)
    note: Mapped[Prose]


class Cosignature(Record):
    """The line by which a witness confirms a checkpoint. The same size is confirmed again and again: silence shows."""

    __tablename__ = "ledger_cosignature"

    log_id: Mapped[str] = mapped_column(String(26), ForeignKey("ledger_log.id"), primary_key=True)
    size: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    witness: Mapped[str] = mapped_column(String(500), primary_key=True)
    seen_at: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    line: Mapped[Prose]


class Detail(Record):
    """What an entry says in words and values. Erasable; the entry keeps only a salted commitment to it."""

    __tablename__ = "ledger_detail"
    __table_args__ = (Index("ix_ledger_detail_object", "log_id", "object_id", "idx"),)

    log_id: Mapped[str] = mapped_column(String(26), ForeignKey("ledger_log.id"), primary_key=True)
    idx: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    object_id: Mapped[str] = mapped_column(String(26))
    account_id: Mapped[str | None] = mapped_column(String(26))
    salt: Mapped[bytes | None] = mapped_column(LargeBinary)
    detail: Mapped[bytes | None] = mapped_column(LargeBinary)
    erased_by: Mapped[int | None] = mapped_column(BigInteger)
