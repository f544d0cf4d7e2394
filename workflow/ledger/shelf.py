"""What outsiders may fetch of a log: its newest checkpoint, and below it tiles and entries (C2SP tlog-tiles).

Nothing lies here that the signer has not signed. A tile never changes: one that was served at some width is served at that
width for ever, though more of it may be served by now.
"""

from dataclasses import dataclass, field

from sqlalchemy import bindparam, select

from states.refusals import Fault
from workflow.ledger.log import row_reader
from workflow.ledger.note import Note
from workflow.ledger.published import latest, witnessed
from workflow.ledger.tiles import HEIGHT, WIDTH, encode_bundle, parse_path, tile_width
from workflow.models.ledger import Leaf
from workflow.sql import Driver, Prepared

_ENTRIES = Prepared(
    lambda: (
        select(Leaf.entry)
        .where(Leaf.log_id == bindparam("log_id"), Leaf.idx >= bindparam("first"), Leaf.idx < bindparam("end"))
        .order_by(Leaf.idx)
    )
)


@dataclass
class Shelf:
    """One log as it is published. ``size`` counts the entries that may leave the house; 0 before anything is signed."""

    driver: Driver
    log_id: str
    size: int = field(init=False)
    root: bytes | None = field(init=False)

    def __post_init__(self) -> None:
        self._head = latest(self.driver, self.log_id)
        self.size, self.root = (self._head.size, self._head.root) if self._head else (0, None)

    def checkpoint(self) -> bytes | None:
        """The newest checkpoint, with the newest word of every witness who has confirmed it; nothing before the first one."""
        if self._head is None:
            return None
        signed = self._head.signed
        return bytes(Note(signed.text, (*signed.signatures, *witnessed(self.driver, self.log_id, self.size))))

    def piece(self, path: str) -> bytes | None:
        """What lies at ``tile/…``; nothing for another spelling, and nothing beyond the checkpoint."""
        named = parse_path(path)
        if named is None:
            return None
        level, index, width = named
        if width > tile_width(level or 0, index, self.size):
            return None
        return self.entries(index, width) if level is None else self.tile(level, index, width)

    def tile(self, level: int, index: int, width: int) -> bytes:
        """The first hashes of a tile, 32 bytes each; raises ``Fault`` where the database holds fewer."""
        hashes = row_reader(self.driver, self.log_id)(level, index * WIDTH, width)
        if len(hashes) != width:
            raise Fault(f"tile {index} of level {level} of the log {self.log_id} holds {len(hashes)} of {width} hashes")
        return b"".join(hashes)

    def entries(self, index: int, width: int) -> bytes:
        """The first entries of a bundle, each after its length; raises ``Fault`` where the database holds fewer."""
        first = index << HEIGHT
        found = self.driver.rows(_ENTRIES, log_id=self.log_id, first=first, end=first + width)
        if len(found) != width:
            raise Fault(f"bundle {index} of the log {self.log_id} holds {len(found)} of {width} entries")
        return encode_bundle([bytes(entry) for (entry,) in found])
