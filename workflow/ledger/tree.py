"""The Merkle tree over the entries of a log: one root stands for every entry and its place (RFC 6962, SHA-256).

Hashes are 32 bytes. A *complete node* ``(level, index)`` covers the ``2**level`` leaves from ``index << level``. Paths
run from the leaf up. Verifiers answer yes or no and never raise on what a stranger hands in.
"""

from collections.abc import Callable, Iterable, Sequence
from hashlib import sha256

HASH_BYTES = 32

EMPTY_ROOT = sha256(b"").digest()
"""The root of a log without entries."""

NodeReader = Callable[[int, int], bytes]
"""Gives the hash of the complete node at (level, index); asked only for nodes inside the tree."""


def leaf_hash(entry: bytes) -> bytes:
    """The hash by which an entry stands in the tree."""
    return sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of two neighbouring subtrees."""
    return sha256(b"\x01" + left + right).digest()


def _paired(hashes: Sequence[bytes]) -> list[bytes]:
    """One level up; the last of an odd number is left out."""
    each = iter(hashes)
    return [sha256(b"\x01" + left + right).digest() for left, right in zip(each, each, strict=False)]


def fold(hashes: Sequence[bytes]) -> bytes:
    """The root of a complete subtree; raises ``ValueError`` unless there are 1, 2, 4, 8 … hashes."""
    if len(hashes).bit_count() != 1:
        raise ValueError(f"{len(hashes)} hashes do not make a complete subtree")
    while len(hashes) > 1:
        hashes = _paired(hashes)
    return hashes[0]


class CompactRange:
    """What one must remember of a log to go on hashing it: at most one node a level, whatever its length."""

    __slots__ = ("_nodes", "_size")

    def __init__(self) -> None:
        self._size = 0
        self._nodes: list[bytes | None] = []  # by level; filled exactly where the size has a bit

    @classmethod
    def restore(cls, size: int, frontier: Sequence[bytes]) -> "CompactRange":
        """Take up a remembered ``size`` and ``frontier``; raises ``ValueError`` when the two cannot belong together."""
        if size < 0 or len(frontier) != size.bit_count() or not _all_hashes(frontier):
            raise ValueError(f"this frontier of {len(frontier)} hashes is not that of a log of {size} entries")
        smallest_first = iter(reversed(frontier))
        kept = cls()
        kept._size = size
        kept._nodes = [next(smallest_first) if size >> level & 1 else None for level in range(size.bit_length())]
        return kept

    @property
    def size(self) -> int:
        """The number of leaves."""
        return self._size

    @property
    def frontier(self) -> tuple[bytes, ...]:
        """The complete subtrees from left to right, the largest first; with ``size``, all there is to remember."""
        return tuple(node for node in reversed(self._nodes) if node is not None)

    def append(self, leaf: bytes) -> None:
        """Add one leaf hash."""
        self._size += 1
        for level, waiting in enumerate(self._nodes):
            if waiting is None:
                self._nodes[level] = leaf
                return
            self._nodes[level] = None
            leaf = node_hash(waiting, leaf)
        self._nodes.append(leaf)

    def extend(self, leaves: Sequence[bytes]) -> None:
        """Add leaf hashes in their order: one pass a level, as in adding two binary numbers."""
        self._size += len(leaves)
        carried: Sequence[bytes] = leaves
        level = 0
        while carried:
            if level == len(self._nodes):
                self._nodes.append(None)
            waiting = self._nodes[level]
            row = carried if waiting is None else [waiting, *carried]
            self._nodes[level] = row[-1] if len(row) % 2 else None
            carried = _paired(row)
            level += 1

    def root(self) -> bytes:
        """The root of all leaves so far."""
        return _joined(self.frontier) if self._size else EMPTY_ROOT


def root_of(hashes: Iterable[bytes]) -> bytes:
    """The root of a whole list of leaf hashes."""
    whole = CompactRange()
    whole.extend(tuple(hashes))
    return whole.root()


def inclusion_path(index: int, size: int, read: NodeReader) -> list[bytes]:
    """What proves that leaf ``index`` stands in the log of ``size``; ``IndexError`` when it does not."""
    if not 0 <= index < size:
        raise IndexError(f"a log of {size} entries has no entry {index}")
    first, end, path = 0, size, []
    while end - first > 1:
        middle = _middle(first, end)
        if index < middle:
            path.append(_range_root(middle, end, read))
            end = middle
        else:
            path.append(_range_root(first, middle, read))
            first = middle
    return path[::-1]


def consistency_path(old: int, new: int, read: NodeReader) -> list[bytes]:
    """What proves that the log of ``new`` entries begins with that of ``old``; empty for ``old`` 0 or equal to ``new``.

    Raises ``IndexError`` unless 0 ≤ ``old`` ≤ ``new``.
    """
    if not 0 <= old <= new:
        raise IndexError(f"a log of {new} entries does not begin with {old}")
    first, end, path = 0, new, []
    while old not in (0, end):
        middle = _middle(first, end)
        if old <= middle:
            path.append(_range_root(middle, end, read))
            end = middle
        else:
            path.append(_range_root(first, middle, read))
            first = middle
    if first:
        path.append(_range_root(first, end, read))
    return path[::-1]


def verify_inclusion(index: int, size: int, leaf: bytes, path: Sequence[bytes], root: bytes) -> bool:
    """Whether the path proves the leaf hash at ``index`` in the log of ``size`` with this root (RFC 9162)."""
    if not 0 <= index < size or not _all_hashes((leaf, root, *path)):
        return False
    at, last, found = index, size - 1, leaf
    for sibling in path:
        if last == 0:
            return False
        if at & 1 or at == last:
            found = node_hash(sibling, found)
            at, last = _up_to_right_child(at, last)
        else:
            found = node_hash(found, sibling)
        at, last = at >> 1, last >> 1
    return last == 0 and found == root


def verify_consistency(old: int, new: int, old_root: bytes, new_root: bytes, path: Sequence[bytes]) -> bool:
    """Whether the path proves that the newer log only added entries to the older (RFC 9162).

    The empty log is the beginning of every log: ``old`` 0 needs the empty root and an empty path.
    """
    if not 0 <= old <= new or not _all_hashes((old_root, new_root, *path)):
        return False
    if old == new:
        return not path and old_root == new_root and (new > 0 or new_root == EMPTY_ROOT)
    if old == 0:
        return not path and old_root == EMPTY_ROOT
    if not path:
        return False
    hashes = [old_root, *path] if old.bit_count() == 1 else path
    at, last = old - 1, new - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    older = newer = hashes[0]
    for sibling in hashes[1:]:
        if last == 0:
            return False
        if at & 1 or at == last:
            older, newer = node_hash(sibling, older), node_hash(sibling, newer)
            at, last = _up_to_right_child(at, last)
        else:
            newer = node_hash(newer, sibling)
        at, last = at >> 1, last >> 1
    return last == 0 and older == old_root and newer == new_root


def _all_hashes(values: Iterable[bytes]) -> bool:
    return all(isinstance(value, bytes) and len(value) == HASH_BYTES for value in values)


def _up_to_right_child(at: int, last: int) -> tuple[int, int]:
    """Climb the right edge, where a node without a sibling is its own parent."""
    while at and not at & 1:
        at, last = at >> 1, last >> 1
    return at, last


def _middle(first: int, end: int) -> int:
    """Where RFC 6962 cuts a range: after the largest power of two smaller than its length."""
    return first + (1 << (end - first - 1).bit_length() - 1)


def _range_root(first: int, end: int, read: NodeReader) -> bytes:
    """The root of the leaves from ``first`` up to ``end``, a range cut by ``_middle``, out of its complete nodes."""
    nodes = []
    while first < end:
        level = (end - first).bit_length() - 1
        nodes.append(read(level, first >> level))
        first += 1 << level
    return _joined(nodes)


def _joined(nodes: Sequence[bytes]) -> bytes:
    """The root over complete subtrees, the largest first."""
    root = nodes[-1]
    for node in reversed(nodes[:-1]):
        root = node_hash(node, root)
    return root
