"""Receipts: what proves, years later and without this house, that an entry stands in the log (C2SP tlog-proof).

A receipt is an index, the hashes from the entry up to the root, and a signed checkpoint. Who keeps it beside the entry's own
bytes needs the log's verifier key and nothing else of ours.
"""

import base64
import binascii
import re
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Integer, bindparam, select

from states.refusals import Fault
from workflow.ledger.checkpoint import TreeHead, head_of
from workflow.ledger.log import row_reader
from workflow.ledger.note import MalformedNote, Note
from workflow.ledger.published import Published, at_size, latest, witnessed
from workflow.ledger.tiles import LONGEST_ENTRY, node_reader
from workflow.ledger.tree import HASH_BYTES, inclusion_path, leaf_hash, verify_inclusion
from workflow.models.ledger import Cosignature, Leaf
from workflow.sql import Driver, Prepared

FIRST_LINE = "c2sp.org/tlog-proof@v1"
LONGEST_PATH = 63
LONGEST_RECEIPT = LONGEST_ENTRY
"""Bytes; one with a hundred witnesses is a fifth of it."""

_INDEX = re.compile(r"index (0|[1-9][0-9]{0,18})")
_ENTRY = Prepared(lambda: select(Leaf.entry).where(Leaf.log_id == bindparam("log_id"), Leaf.idx == bindparam("index")))
_SEEN = Prepared(
    lambda: (
        select(Cosignature.size, Cosignature.witness)
        .where(Cosignature.log_id == bindparam("log_id"), Cosignature.size > bindparam("index"))
        .order_by(Cosignature.size.desc())
        .limit(bindparam("most", type_=Integer))
    )
)
_NEWEST_WORDS = 64
"""How many words of witnesses are looked at: enough for the last few checkpoints, however many there ever were."""


class MalformedReceipt(ValueError):
    """These bytes are no receipt that this house would have written; the message says why, in English."""


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """Where an entry stands, the hashes from its neighbour up to the child of the root, and the signed checkpoint."""

    index: int
    path: tuple[bytes, ...]
    checkpoint: Note

    def __bytes__(self) -> bytes:
        """The text that is handed out."""
        lines = [FIRST_LINE, f"index {self.index}", *(base64.b64encode(each).decode() for each in self.path), "", ""]
        return "\n".join(lines).encode() + bytes(self.checkpoint)

    @property
    def head(self) -> TreeHead:
        """The tree head that it leads up to; raises ``MalformedNote``."""
        return head_of(self.checkpoint)

    @classmethod
    def parse(cls, data: bytes) -> "Receipt":
        """Read a receipt; raises ``MalformedReceipt`` for anything but the one spelling of it."""
        if len(data) > LONGEST_RECEIPT:
            raise MalformedReceipt("longer than any receipt")
        proof, gap, note = data.partition(b"\n\n")
        try:
            lines, checkpoint = proof.decode("ascii").split("\n"), Note.parse(note)
            head_of(checkpoint)
        except (UnicodeDecodeError, MalformedNote) as broken:
            raise MalformedReceipt(str(broken)) from broken
        found = _INDEX.fullmatch(lines[1]) if len(lines) > 1 else None
        if not gap or lines[0] != FIRST_LINE or found is None or len(lines) > 2 + LONGEST_PATH:
            raise MalformedReceipt(f"a receipt begins with {FIRST_LINE} and the index")
        receipt = cls(index=int(found[1]), path=tuple(map(_hash, lines[2:])), checkpoint=checkpoint)
        if bytes(receipt) != data:
            raise MalformedReceipt("not spelled as receipts are")
        return receipt

    def proves(self, entry: bytes) -> bool:
        """Whether these bytes stand at the index in the tree of the checkpoint; who signed that is another question."""
        head = self.head
        return verify_inclusion(self.index, head.size, leaf_hash(entry), self.path, head.root)


def receipt_for(driver: Driver, log_id: str, index: int) -> Receipt | None:
    """The receipt of an entry; nothing while no checkpoint covers it. Raises ``Fault`` where the stored log proves nothing."""
    chosen = checkpoint_over(driver, log_id, index)
    entry = entry_bytes(driver, log_id, index) if chosen else None
    if chosen is None or entry is None:
        return None
    prover = Prover(driver, log_id, chosen.size, with_words(driver, log_id, chosen))
    return prover.receipt(index, entry)


class Prover:
    """Proves entries of one log up to one checkpoint; what neighbours share is read once."""

    def __init__(self, driver: Driver, log_id: str, size: int, checkpoint: Note) -> None:
        self._log_id, self._size, self._checkpoint = log_id, size, checkpoint
        self._node = node_reader(size, row_reader(driver, log_id))

    def receipt(self, index: int, entry: bytes) -> Receipt:
        """The receipt of an entry; raises ``Fault`` where the stored log does not prove it."""
        path = inclusion_path(index, self._size, self._node)
        receipt = Receipt(index=index, path=tuple(path), checkpoint=self._checkpoint)
        if not receipt.proves(entry):
            raise Fault(
                f"entry {index} of the log {self._log_id} does not lead up to the checkpoint of {self._size} entries"
            )
        return receipt


def with_words(driver: Driver, log_id: str, chosen: Published) -> Note:
    """A checkpoint with the newest word of every witness on it."""
    signed = chosen.signed
    return Note(signed.text, (*signed.signatures, *witnessed(driver, log_id, chosen.size)))


def entry_bytes(driver: Driver, log_id: str, index: int) -> bytes | None:
    """The canonical bytes of an entry, which no person is named in."""
    found = driver.value(_ENTRY, log_id=log_id, index=index)
    return None if found is None else bytes(found)


def checkpoint_over(driver: Driver, log_id: str, index: int) -> Published | None:
    """The checkpoint that most witnesses confirmed lately, among those that cover an entry; the newest where none did."""
    newest = latest(driver, log_id)
    if newest is None or not 0 <= index < newest.size:
        return None
    size = _most_witnessed(driver.rows(_SEEN, log_id=log_id, index=index, most=_NEWEST_WORDS))
    return (at_size(driver, log_id, size) if size else None) or newest


def _most_witnessed(words: Sequence[Sequence[object]]) -> int:
    """Of ``(size, witness)``, the size with most witnesses, the larger one of equals; 0 where there is none."""
    by_size: dict[int, set[str]] = {}
    for size, witness in words:
        by_size.setdefault(int(str(size)), set()).add(str(witness))
    return max(by_size, key=lambda size: (len(by_size[size]), size), default=0)


def _hash(line: str) -> bytes:
    try:
        made = base64.b64decode(line, validate=True)
    except (binascii.Error, ValueError) as broken:
        raise MalformedReceipt("a hash is not base64") from broken
    if len(made) != HASH_BYTES:
        raise MalformedReceipt("a hash does not have 32 bytes")
    return made
