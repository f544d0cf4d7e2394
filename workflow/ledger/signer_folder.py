"""What the signer keeps of one log outside the database: its key, how far it has signed, and why it stopped.

The folder belongs to the signer's user alone. Each file appears whole or not at all, and lies on the disk before anything
that rests on it is said to anybody. Only the verifier keys are for everybody: they are shown in a folder that others may enter.
"""

import json
import os
import re
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from workflow.ledger.durable import settle, write_durably
from workflow.ledger.note import MalformedNote, SigningKey, VerifierKey
from workflow.ledger.tree import HASH_BYTES, CompactRange

KEY, STATE, HALT, STORY = "key", "state.json", "halted.json", "halts.jsonl"
NEXT, ROTATION, VKEYS = "key.next", "rotation.json", "vkeys"
SHOWN = "public"
"""The folder of the verifier keys in the signer's directory, one file for each log; there may stand a copy, or a link."""

_LOG_ID = re.compile(r"[a-z0-9]{26}")


class Halted(Exception):
    """The signer signs nothing more of this log until a person has looked: a code, and what it is about."""

    def __init__(self, code: str, **facts: str | int) -> None:
        super().__init__(code)
        self.code, self.facts = code, facts


@dataclass(frozen=True, kw_only=True)
class Memory:
    """How far a log was signed: its name, the range over its entries, and the hash of the last of them."""

    origin: str
    range: CompactRange
    last: bytes | None

    @property
    def size(self) -> int:
        """The number of entries."""
        return self.range.size

    def as_json(self) -> str:
        """As it is kept."""
        words = {
            "origin": self.origin, "size": self.size, "frontier": [node.hex() for node in self.range.frontier],
            "last": self.last.hex() if self.last else None,
        }  # fmt: skip
        return json.dumps(words, indent=1) + "\n"

    @classmethod
    def parse(cls, words: str) -> "Memory":
        """Read it back; raises ``ValueError`` for anything that was not kept so."""
        try:
            said = json.loads(words)
            kept = CompactRange.restore(said["size"], [bytes.fromhex(node) for node in said["frontier"]])
            last = None if said["last"] is None else bytes.fromhex(said["last"])
            origin = said["origin"]
        except (KeyError, TypeError, AttributeError) as broken:
            raise ValueError("not the state of a signer") from broken
        if not isinstance(origin, str) or (last is None) != (kept.size == 0) or (last and len(last) != HASH_BYTES):
            raise ValueError("not the state of a signer")
        return cls(origin=origin, range=kept, last=last)


@dataclass(frozen=True, kw_only=True)
class Halt:
    """Why the signer stopped, and since when (UTC microseconds)."""

    code: str
    facts: Mapping[str, Any]
    at: int


@dataclass(frozen=True, kw_only=True)
class Rotation:
    """That two keys sign: since which entry, and until when (UTC microseconds)."""

    index: int
    until: int


def is_log_id(log_id: str) -> bool:
    """Whether this is how logs are called: it names a folder too."""
    return _LOG_ID.fullmatch(log_id) is not None


class SignerFolder:
    """The files of one log in the signer's directory."""

    def __init__(self, directory: Path, log_id: str) -> None:
        if not is_log_id(log_id):
            raise ValueError(f"no log is called {log_id!r}")
        self.path = directory / log_id
        self.shown = directory / SHOWN / f"{log_id}.vkeys"

    def memory(self) -> Memory | None:
        """How far was signed; nothing where nobody has begun, or where it was lost. Raises ``Halted`` if it is no state."""
        words = self._read(STATE)
        try:
            return None if words is None else Memory.parse(words)
        except ValueError as broken:
            raise Halted("state_unreadable") from broken

    def remember(self, memory: Memory) -> None:
        """Keep how far is signed. It lies on the disk when this returns."""
        self._write(STATE, memory.as_json())

    def key(self) -> SigningKey | None:
        """The key that signs now; nothing where there is none. Raises ``Halted`` for what is no key."""
        return self.key_in(KEY)

    def key_in(self, name: str) -> SigningKey | None:
        """The key in one of the files."""
        words = self._read(name)
        try:
            return None if words is None else SigningKey.parse(words)
        except MalformedNote as broken:
            raise Halted("key_unreadable", file=name) from broken

    def keep_key(self, key: SigningKey, name: str = KEY) -> None:
        """Keep a key for good. It lies on the disk when this returns."""
        self._write(name, f"{key}\n")

    def vkeys(self) -> list[str]:
        """Every verifier key by which this log was ever signed, the oldest first, the present one last.

        Where the folder is another user's, they are what the signer shows.
        """
        try:
            known = (self._read(VKEYS) or "").split()
            own = list(dict.fromkeys([*known, *(str(key.verifier) for key in (self.key(),) if key)]))
        except PermissionError:
            own = []
        return own or self._shown()

    def show_keys(self) -> None:
        """Lay the verifier keys where other users of this machine find them, such as the site's. Nothing else is opened."""
        lines = self.vkeys()
        if lines == self._shown():
            return
        write_durably(self.shown, "".join(f"{line}\n" for line in lines), 0o644)
        self.shown.parent.chmod(0o755)
        directory = self.shown.parent.parent
        directory.chmod(stat.S_IMODE(directory.stat().st_mode) | 0o011)  # to pass through, not to look round

    def _shown(self) -> list[str]:
        try:
            return self.shown.read_text("utf-8").split()
        except (OSError, UnicodeDecodeError):
            return []

    def verifiers(self) -> list[VerifierKey]:
        """The same, read. Raises ``Halted`` for what is no key."""
        try:
            return [VerifierKey.parse(line) for line in self.vkeys()]
        except MalformedNote as broken:
            raise Halted("key_unreadable", file=VKEYS) from broken

    def rotation(self) -> Rotation | None:
        """Whether two keys sign now. Raises ``Halted`` for what says nothing of the kind."""
        words = self._read(ROTATION)
        try:
            said = None if words is None else json.loads(words)
            return said and Rotation(index=int(said["index"]), until=int(said["until"]))
        except (ValueError, TypeError, KeyError) as broken:
            raise Halted("rotation_unreadable") from broken

    def begin_rotation(self, rotation: Rotation) -> None:
        """From now on the key that waits signs too."""
        self._write(ROTATION, json.dumps({"index": rotation.index, "until": rotation.until}) + "\n")

    def promote(self) -> None:
        """The key that waited takes the place of the old one, which is gone then; what it verified stays known."""
        following = self.key_in(NEXT)
        known = [*self.vkeys(), *([str(following.verifier)] if following else [])]
        self._write(VKEYS, "".join(f"{line}\n" for line in dict.fromkeys(known)))
        (self.path / NEXT).replace(self.path / KEY)
        settle(self.path)

    def end_rotation(self) -> None:
        """One key signs."""
        (self.path / ROTATION).unlink(missing_ok=True)
        settle(self.path)

    def halt(self) -> Halt | None:
        """Why the signer stopped, if it did."""
        words = self._read(HALT)
        if words is None:
            return None
        try:
            said = json.loads(words)
            return Halt(code=str(said["code"]), facts=dict(said["facts"]), at=int(said["at"]))
        except (ValueError, TypeError, KeyError):
            return Halt(code="halt_unreadable", facts={}, at=0)

    def stop(self, halted: Halted, at: int) -> Halt:
        """Note why nothing more is signed; it stays noted until a person lifts it, and in the story of all halts for good."""
        words = json.dumps({"code": halted.code, "facts": halted.facts, "at": at})
        self.path.mkdir(parents=True, exist_ok=True, mode=0o700)
        with os.fdopen(os.open(self.path / STORY, os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600), "a") as story:
            story.write(words + "\n")
        self._write(HALT, words + "\n")
        return Halt(code=halted.code, facts=halted.facts, at=at)

    def lift(self) -> None:
        """A person has looked and lets the signer go on; whether it does, its own checks say."""
        (self.path / HALT).unlink(missing_ok=True)

    def _read(self, name: str) -> str | None:
        try:
            return (self.path / name).read_text("utf-8")
        except FileNotFoundError:
            return None
        except UnicodeDecodeError:
            return ""

    def _write(self, name: str, words: str) -> None:
        write_durably(self.path / name, words)
