"""A checkpoint: how long a log is and what its root is, signed. Who keeps an old one can't be shown another past."""

import base64
import binascii
import re
from dataclasses import dataclass

from workflow.ledger.note import MalformedNote, Note
from workflow.ledger.tree import HASH_BYTES

_SIZE = re.compile(r"0|[1-9][0-9]{0,18}")


@dataclass(frozen=True)
class TreeHead:
    """What a checkpoint says: the log's name, how many entries it has, and the root over all of them (32 bytes)."""

    origin: str
    size: int
    root: bytes

    @property
    def text(self) -> str:
        """The three lines that are signed."""
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode()}\n"

    @classmethod
    def parse(cls, text: str) -> "TreeHead":
        """Read the three lines; raises ``MalformedNote``. Lines that others add after them are refused: ours have none."""
        lines = text.split("\n")
        if len(lines) != 4 or lines[3] or not lines[0] or not _SIZE.fullmatch(lines[1]):
            raise MalformedNote("a tree head is origin, size and root")
        try:
            root = base64.b64decode(lines[2], validate=True)
        except (binascii.Error, ValueError) as broken:
            raise MalformedNote("the root is not base64") from broken
        head = cls(lines[0], int(lines[1]), root)
        if len(root) != HASH_BYTES or head.text != text:
            raise MalformedNote("the root is not 32 bytes in base64")
        return head


def head_of(note: Note) -> TreeHead:
    """The tree head that a note carries; raises ``MalformedNote``."""
    return TreeHead.parse(note.text)
