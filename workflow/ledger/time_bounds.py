"""By when an entry existed at the latest: what witnesses saw, by their own clocks.

A witness signs a head together with the instant at which it saw it. Every entry under that head was there by then, whatever
instant the entry itself bears; so nobody can date an entry later than that, nor slip one in behind it.
"""

from bisect import bisect_right
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlalchemy import bindparam, select

from workflow.ledger.checkpoint import head_of
from workflow.ledger.note import COSIGNATURE, MalformedNote, Note, Signature, VerifierKey
from workflow.models.ledger import Checkpoint, Cosignature
from workflow.sql import Driver, Prepared

SECOND = 1_000_000
TOLERANCE = 300 * SECOND
"""Microseconds that our clock and a witness's may differ by."""

MOST_LINES, MOST_SIZES = 50, 5
_AT = b'"at":'
_OVER = Prepared(
    lambda: (
        select(Cosignature.witness, Cosignature.line, Checkpoint.note)
        .join(Checkpoint, (Checkpoint.log_id == Cosignature.log_id) & (Checkpoint.size == Cosignature.size))
        .where(Cosignature.log_id == bindparam("log_id"), Cosignature.size > bindparam("index"))
        .order_by(Cosignature.seen_at, Cosignature.size)
        .limit(MOST_LINES)
    )
)
_SIZES = Prepared(
    lambda: (
        select(Cosignature.size)
        .where(Cosignature.log_id == bindparam("log_id"))
        .distinct()
        .order_by(Cosignature.size.desc())
        .limit(MOST_SIZES)
    )
)


@dataclass(frozen=True, kw_only=True)
class Seen:
    """That a witness saw a head over so many entries: its name, and the instant (UTC microseconds) by its clock."""

    size: int
    at: int
    witness: str


class Bounds:
    """For every entry the earliest instant at which a witness had seen it."""

    def __init__(self, seen: Iterable[Seen]) -> None:
        self._steps: list[Seen] = []
        for each in sorted(seen, key=lambda each: (-each.size, each.at)):
            if not self._steps or each.at < self._steps[-1].at:
                self._steps.append(each)
        self._steps.reverse()
        self._sizes = [each.size for each in self._steps]

    def of(self, index: int) -> Seen | None:
        """The earliest word of a witness on a head that covers an entry; nothing where none is known."""
        place = bisect_right(self._sizes, index)
        return self._steps[place] if place < len(self._steps) else None

    def broken_by(self, index: int, at: int) -> Seen | None:
        """The word that shows that an entry can't be as young as it says (``at``, UTC microseconds)."""
        seen = self.of(index)
        return seen if seen is not None and at > seen.at + TOLERANCE else None


def seen_in(line: object, note: object, keys: Collection[VerifierKey]) -> Seen | None:
    """What a kept line says of a published note, if one of the keys made it; nothing for everything else."""
    try:
        said, read = Signature.parse(str(line)), Note.parse(str(note).encode("utf-8", "surrogateescape"))
        head = head_of(read)
    except MalformedNote:
        return None
    if not any(key.algorithm == COSIGNATURE and said.is_by(key, read.text) for key in keys) or said.seen_at <= 0:
        return None
    return Seen(size=head.size, at=said.seen_at * SECOND, witness=said.name)


def seen_first(driver: Driver, log_id: str, index: int, keys: Collection[VerifierKey]) -> Seen | None:
    """The earliest word on an entry of a witness whose key is known; wrong lines count for nothing."""
    for witness, line, note in driver.rows(_OVER, log_id=log_id, index=index) if keys else ():
        seen = seen_in(line, note, [key for key in keys if key.name == witness])
        if seen is not None and seen.size > index:
            return seen
    return None


def seen_last(driver: Driver, log_id: str, keys: Collection[VerifierKey]) -> Seen | None:
    """The earliest word on the longest head that a witness with a known key saw."""
    for (size,) in driver.rows(_SIZES, log_id=log_id) if keys else ():
        seen = seen_first(driver, log_id, size - 1, keys)
        if seen is not None:
            return seen
    return None


def instant_in(entry: bytes) -> int:
    """The instant that an entry bears, without reading the rest; for entries that were judged before."""
    begins = entry.index(_AT) + len(_AT)
    return int(entry[begins : entry.index(b",", begins)])
