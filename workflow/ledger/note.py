"""Signed notes (C2SP signed-note): a text, and under it who signed it. A tree head, a witness's word, a closing all travel so.

A *verifier key* is one line, ``name+8 hex digits+base64``; an auditor who has it needs nothing else of ours. Signatures are
Ed25519. Whoever reads a note may meet lines of keys unknown to them: those are passed over, never an error.
"""

import base64
import binascii
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

ED25519 = 0x01
"""The algorithm of a log's own signature."""

COSIGNATURE = 0x04
"""The algorithm of a witness: an Ed25519 signature over the note and the instant it was seen at."""

LONGEST_NOTE = 1_000_000
MOST_SIGNATURES = 100

_KEY_ID_BYTES = 4
_PUBLIC_BYTES = 32
_SIGNATURE_BYTES = 64
_MARK = "\u2014 "
_NAME = re.compile(r"[!-*,-~]+")
"""ASCII without space and plus: what every reader of notes agrees on."""


class MalformedNote(ValueError):
    """A note, a key or a line that no writer of them would have made; the message says what is wrong, in English."""


@dataclass(frozen=True)
class VerifierKey:
    """The public half: whose signatures it verifies, by which algorithm, and 32 bytes of key."""

    name: str
    public: bytes
    algorithm: int = ED25519

    @classmethod
    def parse(cls, line: str) -> "VerifierKey":
        """Read a verifier key; raises ``MalformedNote`` unless its id belongs to its name and key."""
        parts = line.split("+", 2)
        if len(parts) != 3 or not _NAME.fullmatch(parts[0]):
            raise MalformedNote("a verifier key is name+id+key")
        data = _decoded(parts[2])
        if len(data) != 1 + _PUBLIC_BYTES or data[0] not in (ED25519, COSIGNATURE):
            raise MalformedNote("a verifier key of a kind unknown here")
        key = cls(parts[0], data[1:], data[0])
        if parts[1] != key.key_id.hex():
            raise MalformedNote("the id of a verifier key does not belong to it")
        return key

    @property
    def key_id(self) -> bytes:
        """Four bytes by which a signature names its key."""
        named = self.name.encode() + b"\n" + bytes([self.algorithm]) + self.public
        return sha256(named).digest()[:_KEY_ID_BYTES]

    def __str__(self) -> str:
        """The line that is given to auditors."""
        data = base64.b64encode(bytes([self.algorithm]) + self.public).decode()
        return f"{self.name}+{self.key_id.hex()}+{data}"

    def verifies(self, text: str, signature: bytes) -> bool:
        """Whether this key signed the text; of a witness, at the instant that its line begins with."""
        message = text.encode()
        if self.algorithm == COSIGNATURE:
            if len(signature) != 8 + _SIGNATURE_BYTES:
                return False
            message = cosigned(text, int.from_bytes(signature[:8], "big"))
            signature = signature[8:]
        if len(signature) != _SIGNATURE_BYTES:
            return False
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature, message)
        except InvalidSignature:
            return False
        return True


@dataclass(frozen=True)
class SigningKey:
    """The secret half: 32 bytes that stay with the signer. Its words are a file of one line, as Go's notes keep them."""

    name: str
    private: bytes
    algorithm: int = ED25519

    @classmethod
    def make(cls, name: str, algorithm: int = ED25519) -> "SigningKey":
        """A fresh key; raises ``MalformedNote`` for a name that notes can't carry."""
        if not _NAME.fullmatch(name):
            raise MalformedNote(f"no key can be named {name!r}")
        return cls(name, Ed25519PrivateKey.generate().private_bytes_raw(), algorithm)

    @classmethod
    def parse(cls, line: str) -> "SigningKey":
        """Read a secret key; raises ``MalformedNote``."""
        parts = line.strip().split("+", 4)
        if len(parts) != 5 or parts[:2] != ["PRIVATE", "KEY"] or not _NAME.fullmatch(parts[2]):
            raise MalformedNote("a secret key is PRIVATE+KEY+name+id+key")
        data = _decoded(parts[4])
        if len(data) != 1 + _PUBLIC_BYTES or data[0] not in (ED25519, COSIGNATURE):
            raise MalformedNote("a secret key of a kind unknown here")
        key = cls(parts[2], data[1:], data[0])
        if parts[3] != key.verifier.key_id.hex():
            raise MalformedNote("the id of a secret key does not belong to it")
        return key

    def __str__(self) -> str:
        """The line that is kept in the key's file, and nowhere else."""
        data = base64.b64encode(bytes([self.algorithm]) + self.private).decode()
        return f"PRIVATE+KEY+{self.name}+{self.verifier.key_id.hex()}+{data}"

    def __repr__(self) -> str:
        """Never the secret: a key may end in a message or a log."""
        return f"SigningKey({self.name!r})"

    @property
    def verifier(self) -> VerifierKey:
        """The public half."""
        public = Ed25519PrivateKey.from_private_bytes(self.private).public_key().public_bytes_raw()
        return VerifierKey(self.name, public, self.algorithm)

    def sign(self, text: str) -> "Signature":
        """Sign a text that ends with a line break, as a log."""
        return self._signed(Ed25519PrivateKey.from_private_bytes(self.private).sign(text.encode()))

    def cosign(self, text: str, at: int) -> "Signature":
        """Sign a tree head as a witness who saw it at an instant (whole seconds since 1970, UTC)."""
        made = Ed25519PrivateKey.from_private_bytes(self.private).sign(cosigned(text, at))
        return self._signed(at.to_bytes(8, "big") + made)

    def _signed(self, made: bytes) -> "Signature":
        return Signature(self.name, self.verifier.key_id, made)


@dataclass(frozen=True)
class Signature:
    """One line under a note: who, with which key, and the signature's bytes."""

    name: str
    key_id: bytes
    made: bytes

    @classmethod
    def parse(cls, line: str) -> "Signature":
        """Read one line, without its line break; raises ``MalformedNote``."""
        parts = line[len(_MARK) :].split(" ")
        if not line.startswith(_MARK) or len(parts) != 2 or not _NAME.fullmatch(parts[0]):
            raise MalformedNote("a signature line is a dash, a name and base64")
        data = _decoded(parts[1])
        if len(data) <= _KEY_ID_BYTES:
            raise MalformedNote("a signature without a signature")
        return cls(parts[0], data[:_KEY_ID_BYTES], data[_KEY_ID_BYTES:])

    def __str__(self) -> str:
        """The line, without its line break."""
        return f"{_MARK}{self.name} {base64.b64encode(self.key_id + self.made).decode()}"

    def is_by(self, key: VerifierKey, text: str) -> bool:
        """Whether this line is a right signature of that key under the text."""
        return (self.name, self.key_id) == (key.name, key.key_id) and key.verifies(text, self.made)

    @property
    def seen_at(self) -> int:
        """Of a witness's line: the instant (whole seconds since 1970, UTC) it says it saw the note at."""
        return int.from_bytes(self.made[:8], "big")


@dataclass(frozen=True)
class Note:
    """A text that ends with a line break, and its signatures in their order."""

    text: str
    signatures: tuple[Signature, ...]

    @classmethod
    def parse(cls, data: bytes) -> "Note":
        """Read a note; raises ``MalformedNote`` for anything that a writer of notes would not write."""
        if len(data) > LONGEST_NOTE:
            raise MalformedNote("longer than any note")
        try:
            words = data.decode()
        except UnicodeDecodeError as broken:
            raise MalformedNote("not UTF-8") from broken
        if any(letter < " " and letter != "\n" for letter in words):
            raise MalformedNote("a control character")
        text, gap, lines = words.rpartition("\n\n")
        if not gap or not text or not lines.endswith("\n"):
            raise MalformedNote("a note has an empty line between its text and its signatures")
        signatures = tuple(Signature.parse(line) for line in lines[:-1].split("\n"))
        if len(signatures) > MOST_SIGNATURES:
            raise MalformedNote("more signatures than anyone reads")
        return cls(text + "\n", signatures)

    def __bytes__(self) -> bytes:
        """The note as it is published."""
        return "\n".join((self.text, *map(str, self.signatures), "")).encode()

    def signed_by(self, keys: Iterable[VerifierKey]) -> list[VerifierKey]:
        """Which of these keys have signed the text. A key's own line that is wrong makes the note as good as unsigned by it."""
        return [key for key in keys if self._is_signed_by(key)]

    def _is_signed_by(self, key: VerifierKey) -> bool:
        own = [line for line in self.signatures if (line.name, line.key_id) == (key.name, key.key_id)]
        return bool(own) and all(line.is_by(key, self.text) for line in own)


def signed(text: str, keys: Sequence[SigningKey]) -> Note:
    """A note signed by every one of these keys."""
    return Note(text, tuple(key.sign(text) for key in keys))


def cosigned(text: str, at: int) -> bytes:
    """What a witness signs: the instant and the whole tree head (C2SP cosignature/v1)."""
    return f"cosignature/v1\ntime {at}\n{text}".encode()


def _decoded(words: str) -> bytes:
    try:
        data = base64.b64decode(words, validate=True)
    except (binascii.Error, ValueError) as broken:
        raise MalformedNote("not base64") from broken
    if base64.b64encode(data).decode() != words:
        raise MalformedNote("base64 with bits to spare")
    return data
