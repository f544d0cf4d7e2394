"""Lists that were sent and checked and wait for their author's word: kept for a day, under the digest of their content."""

import hashlib
import re
from pathlib import Path

from workflow.attachments import write_durably

KEPT_FOR = 24 * 3600
"""How long a list waits, in seconds."""
_FOLDER = "lists-awaiting"
_NAME = re.compile(r"[a-z0-9]{1,40}-[0-9a-f]{64}\Z")


class Awaiting:
    """The lists of one installation that wait. Each is its author's alone: nobody else finds it by its digest."""

    def __init__(self, files: Path) -> None:
        self._folder = files / _FOLDER

    def keep(self, account_id: str, data: bytes) -> str:
        """Keep a list and answer its SHA-256 (hex); what had waited too long when it came goes."""
        digest = hashlib.sha256(data).hexdigest()
        target = self._path(account_id, digest)
        if target is not None:
            target.parent.mkdir(parents=True, exist_ok=True)
            write_durably(target, data)
            self._sweep(before=target.stat().st_mtime - KEPT_FOR)
        return digest

    def find(self, account_id: str, digest: str) -> bytes | None:
        """A list of this author; ``None`` when it is gone or never was."""
        path = self._path(account_id, digest)
        try:
            return path.read_bytes() if path else None
        except FileNotFoundError:
            return None

    def let_go(self, account_id: str, digest: str) -> None:
        """The list is no longer waited for."""
        path = self._path(account_id, digest)
        if path:
            path.unlink(missing_ok=True)

    def _sweep(self, *, before: float) -> None:
        for path in self._folder.iterdir():
            if path.stat().st_mtime < before:
                path.unlink(missing_ok=True)

    def _path(self, account_id: str, digest: str) -> Path | None:
        name = f"{account_id}-{digest}"
        return self._folder / name if _NAME.match(name) else None
