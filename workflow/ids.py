"""Keys and salts. A key is 128 random bits in 26 lower-case base-32 letters; the same key stands in URL, record and ledger."""

import base64
import secrets


def new_id() -> str:
    """A fresh key."""
    return base64.b32encode(secrets.token_bytes(16)).decode("ascii").rstrip("=").lower()


class RandomMint:
    """The mint used outside tests of single commands."""

    def key(self) -> str:
        """A fresh key."""
        return new_id()

    def salt(self) -> str:
        """32 random bytes in hex."""
        return secrets.token_hex(32)
