"""What makes this house a witness for others, kept outside the database: its key, the keys of the logs it looks after, and
the newest checkpoint of each that it confirmed: a database restored from an old copy does not make it forget.

A log stands here once for each of its keys: while it changes its key it has two.
"""

import fcntl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from workflow.ledger.durable import write_durably
from workflow.ledger.note import COSIGNATURE, ED25519, MalformedNote, Note, SigningKey, VerifierKey

FOLDER, KEY, LOGS, SEEN = "witness", "key", "logs", "seen"


class WitnessFolder:
    """The folder of the witness in the signer's directory."""

    def __init__(self, directory: Path) -> None:
        self.path = directory / FOLDER

    def key(self) -> SigningKey | None:
        """The key that cosigns; none where this house is nobody's witness. Raises ``MalformedNote`` for what is no key."""
        words = self._read(KEY)
        if words is None:
            return None
        key = SigningKey.parse(words)
        if key.algorithm != COSIGNATURE:
            raise MalformedNote("the key of a log is no key of a witness")
        return key

    def make_key(self, name: str) -> SigningKey:
        """The key that cosigns, made under this name where there is none yet; raises ``MalformedNote`` for such a name."""
        with self._alone():
            found = self.key()
            if found is None:
                found = SigningKey.make(name, COSIGNATURE)
                write_durably(self.path / KEY, f"{found}\n")
        return found

    def last_seen(self, origin: str) -> Note | None:
        """The newest checkpoint of a log that was confirmed here, by this folder's own memory; raises ``MalformedNote``."""
        words = self._read(_place(origin))
        return None if words is None else Note.parse(words.encode())

    def remember(self, origin: str, note: Note) -> None:
        """Remember that a checkpoint was confirmed. It lies on the disk when this returns."""
        write_durably(self.path / _place(origin), bytes(note).decode())

    def logs(self, origin: str | None = None) -> list[VerifierKey]:
        """The keys of the logs that are looked after, or of the one of this name."""
        lines = (self._read(LOGS) or "").splitlines()
        return [VerifierKey.parse(line) for line in lines if origin is None or line.startswith(f"{origin}+")]

    def add(self, key: VerifierKey) -> bool:
        """Look after a log; whether that is new. Raises ``MalformedNote`` for a key that signs no log."""
        if key.algorithm != ED25519:
            raise MalformedNote("the key of a witness is no key of a log")
        return self._change(lambda known: known if key in known else [*known, key])

    def remove(self, key: VerifierKey) -> bool:
        """Look after a log by this key no more; whether that changes anything. What was cosigned stays remembered."""
        return self._change(lambda known: [each for each in known if each != key])

    def _change(self, change: Callable[[list[VerifierKey]], list[VerifierKey]]) -> bool:
        with self._alone():
            before = self.logs()
            after = change(before)
            if after == before:
                return False
            write_durably(self.path / LOGS, "".join(f"{key}\n" for key in after))
        return True

    @contextmanager
    def _alone(self) -> Iterator[None]:
        self.path.mkdir(parents=True, exist_ok=True, mode=0o700)
        with (self.path / "lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _read(self, name: str) -> str | None:
        try:
            return (self.path / name).read_text("utf-8")
        except FileNotFoundError:
            return None
        except UnicodeDecodeError as broken:
            raise MalformedNote(f"{name} is no text") from broken


def _place(origin: str) -> str:
    return f"{SEEN}/{sha256(origin.encode()).hexdigest()}"
