"""Keys and salts. A key is 128 random bits in 26 lower-case base-32 letters; the same key stands in URL, record and ledger."""

import secrets

_LETTERS = "abcdefghijklmnopqrstuvwxyz234567"
_PAIRS = tuple(first + second for first in _LETTERS for second in _LETTERS)
_PLACES = tuple(range(120, -10, -10))
"""A key is thirteen pairs of letters, ten bits each; the last two bits are none."""


def new_id() -> str:
    """A fresh key."""
    bits = secrets.randbits(128) << 2
    return "".join([_PAIRS[bits >> place & 1023] for place in _PLACES])


class RandomMint:
    """The mint used outside tests of single commands."""

    def key(self) -> str:
        """A fresh key."""
        return new_id()

    def salt(self) -> str:
        """32 random bytes in hex."""
        return secrets.token_hex(32)
