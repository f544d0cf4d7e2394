"""The files of the dossiers, each under the digest of its content: ``<files>/<organisation>/<sha256>``.

A file is on the disk for good before any record names it; what no record came to name is swept later.
"""

import hashlib
import io
import os
import re
import tempfile
import zipfile
from collections.abc import Set
from pathlib import Path
from typing import BinaryIO

from states.refusals import NoSuchCase, NotMet, Refusal

LIMIT_MB = 20
_LIMIT = LIMIT_MB * 1_000_000
_PACKAGE = "application/vnd.openxmlformats-officedocument."
DOCX, XLSX = f"{_PACKAGE}wordprocessingml.document", f"{_PACKAGE}spreadsheetml.sheet"
PDF, JPEG, PNG = "application/pdf", "image/jpeg", "image/png"
ALLOWED = ("PDF", "JPEG", "PNG", "DOCX", "XLSX")
"""The kinds of file a dossier takes, as people call them."""

_BEGINNINGS = {b"%PDF-": PDF, b"\xff\xd8\xff": JPEG, b"\x89PNG\r\n\x1a\n": PNG}
_PARTS = {"word/document.xml": DOCX, "xl/workbook.xml": XLSX}
_DIGEST = re.compile(r"[0-9a-f]{64}\Z")
_KEY = re.compile(r"[a-z0-9]{1,40}\Z")
_UNFINISHED = ".unfinished-"


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
    if "[Content_Types].xml" not in names:
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
        if target.is_file():
            return digest
        target.parent.mkdir(parents=True, exist_ok=True)
        _write_durably(target, data)
        return digest

    def open(self, organisation_id: str, sha256: str) -> BinaryIO:
        """Open a kept file for reading; raises ``NoSuchCase`` where there is none."""
        if not (_DIGEST.match(sha256) and _KEY.match(organisation_id)):
            raise NoSuchCase(sha256)
        try:
            return self._path(organisation_id, sha256).open("rb")
        except FileNotFoundError as error:
            raise NoSuchCase(sha256) from error

    def sweep(self, known: Set[str], *, before: int) -> int:
        """Remove files whose digest no record names, and answer how many.

        Only files written before the instant (UTC microseconds) go: a younger one may be on its way into a record.
        """
        swept = 0
        for path in self.files.glob("*/*"):
            is_ours = _DIGEST.match(path.name) or path.name.startswith(_UNFINISHED)
            if is_ours and path.name not in known and path.stat().st_mtime_ns // 1000 < before:
                path.unlink(missing_ok=True)
                swept += 1
        return swept

    def _path(self, organisation_id: str, sha256: str) -> Path:
        return self.files / organisation_id / sha256


def _refuse_unfit(data: bytes) -> None:
    if not data:
        raise NotMet([Refusal("file_empty", at="file")])
    if len(data) > _LIMIT:
        raise NotMet([Refusal("file_too_large", {"limit": LIMIT_MB}, at="file")])
    if media_type_of(data) is None:
        raise NotMet([Refusal("file_type_unknown", {"allowed": ALLOWED}, at="file")])


def _write_durably(target: Path, data: bytes) -> None:
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
