"""A log of another house, in memory: it signs heads of itself, and can fork."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from workflow.ledger.checkpoint import TreeHead
from workflow.ledger.note import Note, SigningKey, signed
from workflow.ledger.offers import Offer
from workflow.ledger.tree import consistency_path, leaf_hash, root_of


@dataclass
class ForeignLog:
    """Entries are numbers in words; ``fork`` makes another past under the same key."""

    origin: str = "xa-khac.example/log/a"
    keys: list[SigningKey] = field(default_factory=list)
    leaves: list[bytes] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.keys = self.keys or [SigningKey.make(self.origin)]

    def grow(self, count: int, word: str = "mục") -> ForeignLog:
        """Some more entries."""
        first = len(self.leaves)
        self.leaves += [leaf_hash(f"{word} {number}".encode()) for number in range(first, first + count)]
        return self

    def fork(self, at: int) -> ForeignLog:
        """The same up to a size; what follows may be another story."""
        return ForeignLog(self.origin, self.keys, self.leaves[:at])

    def note(self, size: int | None = None) -> Note:
        """The checkpoint over the first entries, or all of them."""
        size = len(self.leaves) if size is None else size
        return signed(TreeHead(self.origin, size, root_of(self.leaves[:size])).text, self.keys)

    def proof(self, old: int, size: int | None = None) -> Sequence[bytes]:
        """What proves that it only grew."""
        size = len(self.leaves) if size is None else size
        return consistency_path(
            old, size, lambda level, index: root_of(self.leaves[index << level : (index + 1) << level])
        )

    def offer(self, old: int, size: int | None = None) -> bytes:
        """What a witness is sent."""
        return bytes(Offer(old, tuple(self.proof(old, size)), self.note(size)))
