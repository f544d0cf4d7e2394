"""What an auditor knows from outside the database: keys of logs, older checkpoints, the signer's memory, witnesses.

A database alone can't tell that its whole history was exchanged for another one: only something can that does not lie in it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from workflow.ledger.checkpoint import TreeHead, head_of
from workflow.ledger.kept_audit import AuditFolder
from workflow.ledger.note import COSIGNATURE, Note, VerifierKey
from workflow.ledger.signer_folder import Halted, Memory, SignerFolder, is_log_id


@dataclass(frozen=True)
class Held:
    """An older checkpoint that the auditor kept; its signature counts only where a key of its log is known."""

    note: Note

    @classmethod
    def parse(cls, data: bytes) -> "Held":
        """Read a checkpoint; raises ``MalformedNote``."""
        held = cls(Note.parse(data))
        head_of(held.note)
        return held

    @property
    def head(self) -> TreeHead:
        """The tree head it carries."""
        return head_of(self.note)


@dataclass(frozen=True, kw_only=True)
class Outside:
    """What is known besides the database. Empty, an audit judges the log by itself alone, and says so.

    ``keys`` are what the auditor was given; where they name a log, its heads are judged by them, not by the signer's own.
    A given key may be mistyped, or a stranger's: what rests on it alone is reported and stops nothing.
    ``signer_dir`` is read where that is allowed, and passed over where it isn't. ``font_dir`` and ``site`` are what
    papers are set with. ``audits`` is where earlier audits kept which papers they found right.
    """

    keys: Sequence[VerifierKey] = ()
    held: Sequence[Held] = ()
    signer_dir: Path | None = None
    remembered: Mapping[str, Memory] = field(default_factory=dict)
    font_dir: Path | None = None
    site: str = ""
    audits: AuditFolder | None = None

    def keys_of(self, log_id: str, origin: str | None) -> list[VerifierKey]:
        """The keys by which checkpoints of a log are judged; none where nobody gave one and the signer's can't be read."""
        return self.given_keys(origin) or self.own_keys(log_id, origin)

    def given_keys(self, origin: str | None) -> list[VerifierKey]:
        """The keys of a log that the auditor was given."""
        return [key for key in self.keys if key.name == origin and key.algorithm != COSIGNATURE]

    def own_keys(self, log_id: str, origin: str | None) -> list[VerifierKey]:
        """Every key by which the signer says it ever signed a log; none where its folder can't be read."""
        folder = self._folder(log_id)
        try:
            return [key for key in folder.verifiers() if key.name == origin] if folder else []
        except (Halted, OSError):
            return []

    def memory_of(self, log_id: str) -> Memory | None:
        """How far the signer has signed, by its own files; nothing where they can't be read."""
        folder = self._folder(log_id)
        try:
            return folder.memory() if folder else None
        except (Halted, OSError):
            return None

    def held_of(self, origin: str | None) -> list[Held]:
        """The older checkpoints of one log that a known key of it has signed: no other paper says anything about it."""
        return [each for each in self.held if each.head.origin == origin and self.is_signed(each)]

    def is_signed(self, held: Held) -> bool:
        """Whether a key of its log signed a checkpoint: a given one, or one of the signer's own."""
        origin = held.head.origin
        own = self.own_keys(origin.rpartition("/")[2], origin)
        return bool(held.note.signed_by([*self.given_keys(origin), *own]))

    def witness_keys(self, name: str) -> list[VerifierKey]:
        """The keys known of a witness."""
        return [key for key in self.keys if key.name == name and key.algorithm == COSIGNATURE]

    def _folder(self, log_id: str) -> SignerFolder | None:
        return SignerFolder(self.signer_dir, log_id) if self.signer_dir and is_log_id(log_id) else None


def recalled(outside: Outside, log_ids: Sequence[str]) -> Outside:
    """The same with what the signer remembers now: asked before the log is read, so that the log is at least as long."""
    found = {log_id: memory for log_id in log_ids if (memory := outside.memory_of(log_id)) is not None}
    return replace(outside, remembered=found)
