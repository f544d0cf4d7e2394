"""Keys and salts. A key is 128 random bits in 26 lower-case base-32 letters; the same key stands in URL, record and ledger."""

import secrets
from base64 import b32encode
from hashlib import sha256

LETTERS = 26
"""Of 128 bits in base 32; what follows is padding."""


def new_id() -> str:
    """A fresh key."""
    return b32encode(secrets.token_bytes(16))[:LETTERS].decode().lower()


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
