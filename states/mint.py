"""What commands may ask for that nobody can foresee."""

from typing import Protocol


class Mint(Protocol):
    """Where commands get what must be random, so that they stay pure."""

    def key(self) -> str:
        """A fresh key: 26 letters."""

    def salt(self) -> str:
        """32 random bytes in hex."""
