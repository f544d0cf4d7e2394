"""What the log commits to about papers, leaf by leaf, and the proof of one leaf that whoever holds the paper can check offline.

A *leaf* is what is said about one file, or about one line of its list: canonical JSON, the *words*. Its commitment is
HMAC-SHA-256 under a random salt of its own, and a tree (RFC 6962) stands over the commitments of one seal. The entry names
one digest, over their number and the root, so that a proof opens one leaf and nothing of its neighbours.
"""

import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from workflow.ledger.detail import SALT_BYTES
from workflow.ledger.receipt import Receipt
from workflow.ledger.tree import inclusion_path, leaf_hash, node_hash, root_of

PAPERS = "papers"
"""The kind of document under which an entry names the digest of a seal."""

FIRST_LINE = "bangvang/paper-proof@v1"
SUFFIX = ".paper-proof"

_LEAF, _SEAL = b"tdkt/paper/v1\n", b"tdkt/papers/v1\n"


@dataclass(frozen=True, kw_only=True)
class Leaf:
    """What is said about one file or line, and the salt that hides it. It is looked up by ``code``, which is not hashed."""

    salt: bytes
    words: bytes
    code: str = ""

    @property
    def hash(self) -> bytes:
        """The hash by which it stands in the tree of its seal; raises ``ValueError`` unless the salt has 32 bytes."""
        if len(self.salt) != SALT_BYTES:
            raise ValueError(f"a salt has {SALT_BYTES} bytes, not {len(self.salt)}")
        return leaf_hash(hmac.digest(self.salt, _LEAF + self.words, "sha256"))


def digest_over(leaves: Sequence[bytes]) -> str:
    """The digest (hex) that an entry names for the leaf hashes of a seal."""
    return sha256(_SEAL + f"{len(leaves)}\n".encode() + root_of(leaves)).hexdigest()


@dataclass(frozen=True, kw_only=True)
class PaperProof:
    """The proof of one leaf: where it stands in its seal, the entry of the seal, and that entry's receipt.

    ``receipt`` bears the log's own signatures alone, so that a holder can judge every byte of it by the log's key.
    """

    leaf: Leaf
    place: int
    count: int
    path: tuple[bytes, ...]
    entry: bytes
    receipt: Receipt

    def __bytes__(self) -> bytes:
        """The file that is handed out."""
        from_leaf = [f"{FIRST_LINE}\n".encode(), self.leaf.words, f"\nsalt {self.leaf.salt.hex()}\n".encode()]
        where = [f"place {self.place} of {self.count}\n".encode(), *(each.hex().encode() + b"\n" for each in self.path)]
        return b"".join([*from_leaf, *where, b"\n", self.entry, b"\n\n", bytes(self.receipt)])


class Seal:
    """All leaves of one seal in their order, with its entry and receipt: proves any of them; the tree is hashed once."""

    def __init__(self, leaves: Sequence[Leaf], entry: bytes, receipt: Receipt) -> None:
        self.leaves, self._entry, self._receipt = leaves, entry, receipt
        self._levels = [[each.hash for each in leaves]]
        while len(below := self._levels[-1]) > 1:
            pairs = zip(below[::2], below[1::2], strict=False)
            self._levels.append([node_hash(left, right) for left, right in pairs])

    def prove(self, place: int) -> PaperProof:
        """The proof of one leaf; raises ``IndexError`` where there is none."""
        path = inclusion_path(place, len(self.leaves), lambda level, index: self._levels[level][index])
        return PaperProof(
            leaf=self.leaves[place], place=place, count=len(self.leaves), path=tuple(path), entry=self._entry,
            receipt=self._receipt,
        )  # fmt: skip
