"""What the signer has published of a log: its checkpoints, and what witnesses said. All that leaves the house rests on it.

Entries that no checkpoint covers yet are inside the house only: no tile, proof or receipt shows them.
"""

from dataclasses import dataclass

from sqlalchemy import bindparam, select

from workflow.ledger.checkpoint import TreeHead, head_of
from workflow.ledger.note import Note, Signature
from workflow.models.ledger import Checkpoint, Cosignature
from workflow.sql import Driver, Prepared

_COLUMNS = (Checkpoint.size, Checkpoint.root, Checkpoint.note)
_LATEST = Prepared(
    lambda: select(*_COLUMNS).where(Checkpoint.log_id == bindparam("log_id")).order_by(Checkpoint.size.desc()).limit(1)
)
_AT = Prepared(
    lambda: select(*_COLUMNS).where(Checkpoint.log_id == bindparam("log_id"), Checkpoint.size == bindparam("size"))
)
_OVER = Prepared(
    lambda: (
        select(*_COLUMNS)
        .where(Checkpoint.log_id == bindparam("log_id"), Checkpoint.size > bindparam("index"))
        .order_by(Checkpoint.size)
        .limit(1)
    )
)
_BEFORE = Prepared(
    lambda: (
        select(*_COLUMNS)
        .where(Checkpoint.log_id == bindparam("log_id"), Checkpoint.size <= bindparam("index"))
        .order_by(Checkpoint.size.desc())
        .limit(1)
    )
)
_LINES = Prepared(
    lambda: (
        select(Cosignature.witness, Cosignature.line)
        .where(Cosignature.log_id == bindparam("log_id"), Cosignature.size == bindparam("size"))
        .order_by(Cosignature.witness, Cosignature.seen_at)
    )
)


@dataclass(frozen=True, kw_only=True)
class Published:
    """A checkpoint as it was signed: how many entries, their root, and the note's text with its signatures."""

    size: int
    root: bytes
    note: str

    @property
    def signed(self) -> Note:
        """The note, read."""
        return Note.parse(self.note.encode())

    @property
    def head(self) -> TreeHead:
        """The tree head it carries."""
        return head_of(self.signed)


def latest(driver: Driver, log_id: str) -> Published | None:
    """The newest checkpoint of a log; nothing before the signer has signed one."""
    found = driver.rows(_LATEST, log_id=log_id)
    return _published(*found[0]) if found else None


def at_size(driver: Driver, log_id: str, size: int) -> Published | None:
    """The checkpoint of just this size, if one was published."""
    found = driver.rows(_AT, log_id=log_id, size=size)
    return _published(*found[0]) if found else None


def first_over(driver: Driver, log_id: str, index: int) -> Published | None:
    """The earliest checkpoint that covers an entry: once there is one, it stays the same for ever."""
    found = driver.rows(_OVER, log_id=log_id, index=index)
    return _published(*found[0]) if found else None


def last_before(driver: Driver, log_id: str, index: int) -> Published | None:
    """The latest checkpoint that does not cover an entry yet."""
    found = driver.rows(_BEFORE, log_id=log_id, index=index)
    return _published(*found[0]) if found else None


def witnessed(driver: Driver, log_id: str, size: int) -> list[Signature]:
    """The newest word of each witness on the checkpoint of this size, by the witness's name."""
    newest = dict(driver.rows(_LINES, log_id=log_id, size=size))
    return [Signature.parse(line) for line in newest.values()]


def _published(size: int, root: bytes, note: str) -> Published:
    return Published(size=size, root=bytes(root), note=note)
