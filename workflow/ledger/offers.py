"""What is sent to a witness (C2SP tlog-witness): how far it has seen the log, the proof from there on, the new checkpoint."""

import base64
import binascii
import re
from collections.abc import Sequence
from dataclasses import dataclass

from workflow.ledger.checkpoint import TreeHead, head_of
from workflow.ledger.note import MalformedNote, Note
from workflow.ledger.tree import HASH_BYTES

LONGEST_OFFER = 64 * 1024
"""Bytes: 63 hashes, and a note with more signatures than any log has."""

MOST_PROOF_LINES = 63
SIZE_TYPE = "text/x.tlog.size"
"""The content type by which a witness says how far it has seen a log."""

_OLD = re.compile(r"old (0|[1-9][0-9]{0,18})")
_SIZE = re.compile(r"(0|[1-9][0-9]{0,18})\n")


@dataclass(frozen=True)
class Offer:
    """A checkpoint offered to a witness that has seen ``old`` entries of the log, and the hashes (32 bytes) from there on."""

    old: int
    proof: Sequence[bytes]
    note: Note

    @classmethod
    def parse(cls, body: bytes) -> "Offer":
        """Read an offer; raises ``MalformedNote``."""
        if len(body) > LONGEST_OFFER:
            raise MalformedNote("longer than any offer")
        top, gap, note = body.partition(b"\n\n")
        try:
            old, *proof = top.decode("ascii").split("\n")
        except UnicodeDecodeError as broken:
            raise MalformedNote("not ASCII before the checkpoint") from broken
        found = _OLD.fullmatch(old)
        if not gap or found is None:
            raise MalformedNote("an offer begins with the old size, and has an empty line before the checkpoint")
        if len(proof) > MOST_PROOF_LINES:
            raise MalformedNote("a proof has 63 hashes at most")
        offer = cls(int(found[1]), tuple(map(_hash, proof)), Note.parse(note))
        if offer.old > offer.head.size:
            raise MalformedNote("the old size is beyond the checkpoint")
        return offer

    @property
    def head(self) -> TreeHead:
        """The tree head that is offered."""
        return head_of(self.note)

    def __bytes__(self) -> bytes:
        """As it is sent."""
        lines = [f"old {self.old}", *(base64.b64encode(each).decode() for each in self.proof), "", ""]
        return "\n".join(lines).encode() + bytes(self.note)


def seen_size(body: bytes) -> int | None:
    """How far a witness says it has seen a log; nothing where it does not say it as witnesses do."""
    found = _SIZE.fullmatch(body.decode("ascii", "replace"))
    return int(found[1]) if found else None


def _hash(line: str) -> bytes:
    try:
        data = base64.b64decode(line, validate=True)
    except (binascii.Error, ValueError) as broken:
        raise MalformedNote("a line of a proof is not base64") from broken
    if len(data) != HASH_BYTES or base64.b64encode(data).decode() != line:
        raise MalformedNote("a line of a proof is not 32 bytes in base64")
    return data
