"""The files of the dossiers, each under the digest of its content: ``<files>/<organisation>/<sha256>``.

A file is on the disk for good before any record names it; what no record came to name is swept later.
"""

import hashlib
import io
import os
import re
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Sequence, Set
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from states.refusals import FileChanged, NoSuchCase, NotMet, Refusal

LIMIT_MB = 20
_LIMIT = LIMIT_MB * 1_000_000
_PACKAGE = "application/vnd.openxmlformats-officedocument."
DOCX, XLSX = f"{_PACKAGE}wordprocessingml.document", f"{_PACKAGE}spreadsheetml.sheet"
PDF, JPEG, PNG = "application/pdf", "image/jpeg", "image/png"
ALLOWED = ("PDF", "JPEG", "PNG", "DOCX", "XLSX")
"""The kinds of file a dossier takes, as people call them."""

_BEGINNINGS = {b"%PDF-": PDF, b"\xff\xd8\xff": JPEG, b"\x89PNG\r\n\x1a\n": PNG}
_PARTS = {"word/document.xml": DOCX, "xl/workbook.xml": XLSX}
_MACROS = "vbaproject.bin"
"""The part that holds a document's macros: a dossier takes papers, not programs."""
_DIGEST = re.compile(r"[0-9a-f]{64}\Z")
_KEY = re.compile(r"[a-z0-9]{1,40}\Z")
_UNFINISHED = ".unfinished-"
_ASKED_TOGETHER = 500


def media_type_of(data: bytes) -> str | None:
    """The media type by the content, whatever the file is called; ``None`` for a kind no dossier takes."""
    for beginning, media_type in _BEGINNINGS.items():
        if data.startswith(beginning):
            return media_type
    return _office_type(data) if data.startswith(b"PK\x03\x04") else None


def _office_type(data: bytes) -> str | None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = set(package.namelist())
    except zipfile.BadZipFile:
        return None
    if "[Content_Types].xml" not in names or any(name.lower().endswith(_MACROS) for name in names):
        return None
    return next((media_type for part, media_type in _PARTS.items() if part in names), None)


class Attachments:
    """The directory of one installation's files."""

    def __init__(self, files: Path) -> None:
        self.files = files

    def keep(self, organisation_id: str, data: bytes) -> str:
        """Put a file on the disk for good and answer its SHA-256 (hex); the same content is kept once.

        Raises ``NotMet`` with ``file_empty``, ``file_too_large`` or ``file_type_unknown``.
        """
        _refuse_unfit(data)
        digest = hashlib.sha256(data).hexdigest()
        target = self._path(organisation_id, digest)
        if _is_kept_anew(target):
            return digest
        target.parent.mkdir(parents=True, exist_ok=True)
        write_durably(target, data)
        return digest

    def open(self, organisation_id: str, sha256: str) -> BinaryIO:
        """Open a kept file for reading; raises ``NoSuchCase`` where there is none, ``FileChanged`` where it is another."""
        if not (_DIGEST.match(sha256) and _KEY.match(organisation_id)):
            raise NoSuchCase(sha256)
        try:
            data = self._path(organisation_id, sha256).read_bytes()
        except FileNotFoundError as error:
            raise NoSuchCase(sha256) from error
        if (found := hashlib.sha256(data).hexdigest()) != sha256:
            raise FileChanged(f"{organisation_id}/{sha256} holds other bytes than were handed in: those of {found}")
        return io.BytesIO(data)

    def has(self, organisation_id: str, sha256: str) -> bool:
        """Whether there is such a file; its bytes are not looked at."""
        return self._path(organisation_id, sha256).is_file()

    def instant(self) -> int:
        """What time it is by the clock of the disk (UTC microseconds): a demo's clock and another machine's may differ."""
        self.files.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(prefix=_UNFINISHED, dir=self.files) as file:
            return _written_at(Path(file.name))

    def sweep(self, named: Callable[[Sequence[str]], Set[str]], *, before: int) -> int:
        """Remove files that no record names, and answer how many; ``named`` tells which of some digests have a name.

        Only files written before the instant (UTC microseconds) go: a younger one may be on its way into a record.
        """
        old, swept = self._older(before), 0
        while part := list(islice(old, _ASKED_TOGETHER)):
            known = named([path.name for path in part if _DIGEST.match(path.name)])
            swept += sum(_remove(path, before) for path in part if path.name not in known)
        return swept

    def _older(self, before: int) -> Iterator[Path]:
        for path in self.files.glob("*/*"):
            is_ours = _DIGEST.match(path.name) or path.name.startswith(_UNFINISHED)
            if is_ours and _written_at(path) < before:
                yield path

    def _path(self, organisation_id: str, sha256: str) -> Path:
        return self.files / organisation_id / sha256


def _refuse_unfit(data: bytes) -> None:
    if not data:
        raise NotMet([Refusal("file_empty", at="file")])
    if len(data) > _LIMIT:
        raise NotMet([Refusal("file_too_large", {"limit": LIMIT_MB}, at="file")])
    if media_type_of(data) is None:
        raise NotMet([Refusal("file_type_unknown", {"allowed": ALLOWED}, at="file")])


def _is_kept_anew(target: Path) -> bool:
    """Whether the file is there; it is young again then, so that no sweep takes it before a record names it."""
    try:
        os.utime(target)
    except FileNotFoundError:
        return False
    return True


def _remove(path: Path, before: int) -> bool:
    """Take a file away, unless somebody has just kept the same content anew: then it is put back."""
    aside = path.with_name(f"{_UNFINISHED}{path.name[-64:]}")
    try:
        path.rename(aside)
        if _written_at(aside) >= before:
            aside.rename(path)
            return False
        aside.unlink()
    except FileNotFoundError:
        return False
    return True


def _written_at(path: Path) -> int:
    """When the file was written or kept anew, UTC microseconds; a file that is gone was written just now."""
    try:
        return path.stat().st_mtime_ns // 1000
    except FileNotFoundError:
        return sys.maxsize


def write_durably(target: Path, data: bytes) -> None:
    """Write beside, sync, rename, sync the folder: after a power cut there is the whole file or none."""
    handle, name = tempfile.mkstemp(prefix=_UNFINISHED, dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    for folder in (target.parent, target.parent.parent):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
