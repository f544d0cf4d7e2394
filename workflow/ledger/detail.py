"""The sealed half of an entry: what names people stays outside the log, and the log holds only a commitment to it.

A commitment is HMAC-SHA-256 under a random 32-byte salt of its own, in hex. With salt and detail in hand anyone opens
it, with ``openssl`` if they like; once the salt is erased the commitment says nothing, not even to a guess.
"""

import hmac
import os
import re

SALT_BYTES = 32

EVIDENCE = "evidence"
"""What entries call a file that a report of a campaign's figure rests on."""

_DETAIL = b"tdkt/detail/v1\n"
_DOCUMENT = b"tdkt/document/v1\n"
_SHA256_HEX = re.compile(r"[0-9a-f]{64}")


def new_salt() -> bytes:
    """A fresh salt; never used for a second detail, even an equal one."""
    return os.urandom(SALT_BYTES)


def commitment(salt: bytes, detail: bytes) -> str:
    """The commitment (hex) to the canonical bytes of a detail; raises ``ValueError`` unless the salt has 32 bytes."""
    return _sealed(salt, _DETAIL + detail)


def document_commitment(salt: bytes, sha256_hex: str) -> str:
    """The commitment (hex) to a document that is not public, by its SHA-256 in lower-case hex."""
    if not _SHA256_HEX.fullmatch(sha256_hex):
        raise ValueError("a document is named by its SHA-256, 64 lower-case hex digits")
    return _sealed(salt, _DOCUMENT + sha256_hex.encode())


def opens(salt: bytes, detail: bytes, committed: str) -> bool:
    """Whether salt and detail are those that an entry committed to."""
    return len(salt) == SALT_BYTES and hmac.compare_digest(commitment(salt, detail).encode(), committed.encode())


def _sealed(salt: bytes, message: bytes) -> str:
    if len(salt) != SALT_BYTES:
        raise ValueError(f"a salt has {SALT_BYTES} bytes, not {len(salt)}")
    return hmac.digest(salt, message, "sha256").hex()
