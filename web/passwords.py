"""Passwords: argon2, in one spelling (NFC), compared in the same time whether the user name exists or not."""

import unicodedata
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

SHORTEST = 10
LONGEST = 200
_hasher = PasswordHasher()


def hashed(password: str) -> str:
    """The argon2 hash of a password."""
    return _hasher.hash(_one_spelling(password))


def matches(password_hash: str | None, password: str) -> bool:
    """Whether the password is the one; without a hash the same work is done and the answer is no."""
    try:
        return _hasher.verify(password_hash or _nobody(), _one_spelling(password)) and password_hash is not None
    except (VerifyMismatchError, InvalidHashError):
        return False


@cache
def _nobody() -> str:
    return _hasher.hash("nobody has this password")


def _one_spelling(password: str) -> str:
    return unicodedata.normalize("NFC", password)
