"""Keys and salts. A key is 26 lower-case base-32 letters, random ones; the same key stands in URL, record and ledger."""

import secrets
from base64 import b32encode
from hashlib import sha256

LETTERS = 26
"""Of 128 bits in base 32; what follows is padding."""

_BASE_32 = b"abcdefghijklmnopqrstuvwxyz234567" * 8
"""A letter for every byte, and each for eight of them."""


def new_id() -> str:
    """A fresh key: 26 random letters, which hold even more than 128 bits."""
    return secrets.token_bytes(LETTERS).translate(_BASE_32).decode()


def derived_id(key: str, *parts: str) -> str:
    """A key made of another one: what is created beside it on one form is created once, like it."""
    said = "\0".join((key, *parts)).encode()
    return b32encode(sha256(said).digest())[:LETTERS].decode().lower()


class RandomMint:
    """The mint used outside tests of single commands."""

    def key(self) -> str:
        """A fresh key."""
        return new_id()

    def salt(self) -> str:
        """32 random bytes in hex."""
        return secrets.token_hex(32)
