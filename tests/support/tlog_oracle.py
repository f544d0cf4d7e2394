"""What a published log has to look like, byte for byte, told from its entries alone; it shares nothing with the house's tree.

RFC 6962 for the hashes, C2SP tlog-tiles for the places, signed-note and tlog-checkpoint for the head.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator, Sequence
from hashlib import sha256

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey


def leaf(entry: bytes) -> bytes:
    """The hash of an entry."""
    return sha256(b"\x00" + entry).digest()


def tree_root(hashes: Sequence[bytes]) -> bytes:
    """The root as RFC 6962 defines it: cut after the largest power of two below the size."""
    if not hashes:
        return sha256(b"").digest()
    if len(hashes) == 1:
        return hashes[0]
    cut = 1
    while cut * 2 < len(hashes):
        cut *= 2
    return sha256(b"\x01" + tree_root(hashes[:cut]) + tree_root(hashes[cut:])).digest()


def place(number: int) -> str:
    """A tile's number in groups of three digits."""
    digits = f"{number:03d}"
    digits = digits.zfill(-(-len(digits) // 3) * 3)
    groups = [digits[start : start + 3] for start in range(0, len(digits), 3)]
    return "/".join([*(f"x{group}" for group in groups[:-1]), groups[-1]])


def files(entries: Sequence[bytes]) -> Iterator[tuple[str, bytes]]:
    """Every file that a log of these entries has, but for its checkpoint."""
    for start in range(0, len(entries), 256):
        some = entries[start : start + 256]
        bundle = b"".join(len(entry).to_bytes(2, "big") + entry for entry in some)
        yield f"tile/entries/{_named(start // 256, len(some))}", bundle
    level, rows = 0, [leaf(entry) for entry in entries]
    while rows:
        for start in range(0, len(rows), 256):
            some = rows[start : start + 256]
            yield f"tile/{level}/{_named(start // 256, len(some))}", b"".join(some)
        rows = [tree_root(rows[start : start + 256]) for start in range(0, len(rows) - 255, 256)]
        level += 1


def _named(number: int, width: int) -> str:
    return place(number) if width == 256 else f"{place(number)}.p/{width}"


def check_checkpoint(data: bytes, vkey: str, entries: Sequence[bytes]) -> None:
    """The checkpoint is spelled as the standard says, stands for these entries, and is signed by the key."""
    name, key_id, public = vkey.split("+", 2)
    text, _, signatures = data.partition(b"\n\n")
    root = base64.b64encode(tree_root([leaf(entry) for entry in entries])).decode()
    assert text.decode() == f"{name}\n{len(entries)}\n{root}"
    assert data.endswith(b"\n") and not data.endswith(b"\n\n")
    lines = [line.split(" ") for line in signatures.decode().removesuffix("\n").split("\n")]
    assert all(mark == "\u2014" and len(rest) == 2 for mark, *rest in lines)
    own = base64.b64decode(next(made for _, by, made in lines if by == name))
    raw = base64.b64decode(public)
    assert raw[0] == 1 and len(raw) == 33 and len(own) == 68
    assert own[:4].hex() == key_id == sha256(f"{name}\n".encode() + raw).digest()[:4].hex()
    Ed25519PublicKey.from_public_bytes(raw[1:]).verify(own[4:], text + b"\n")
