"""A workbook as somebody sent it, unpacked with care before any library reads it.

An ``.xlsx`` is a zip of XML parts. Every part is read within limits and gone through once; what is read later is a package
built anew from the parts that were looked at, so nothing that was not looked at is ever read.
"""

import io
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from xml.parsers import expat
from zipfile import ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from workflow.intake.worksheet import Bounds, Position, TooManyCells, Worksheet, is_plain

LIMIT_MB = 5
_LIMIT = LIMIT_MB * 1_000_000
_MOST_UNPACKED = 50_000_000
_MOST_PARTS = 500
_MOST_RATIO = 100
_SMALL = 1_000_000
_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WORKBOOK = "xl/workbook.xml"
_MACROS = "xl/vbaProject.bin"
_LONG_AGO = (1980, 1, 1, 0, 0, 0)


class FileProblem(StrEnum):
    """Why a file can't be read as a list at all."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    NO_WORKBOOK = "no_workbook"
    OLD_FORMAT = "old_format"
    HAS_MACROS = "has_macros"
    DAMAGED = "damaged"
    UNPACKS_TOO_LARGE = "unpacks_too_large"
    DECLARES_ENTITIES = "declares_entities"
    TOO_MANY_CELLS = "too_many_cells"
    NO_HEADING = "no_heading"
    COLUMN_MISSING = "column_missing"
    COLUMN_NEEDED = "column_needed"
    COLUMN_TWICE = "column_twice"
    NO_LINES = "no_lines"
    TOO_MANY_LINES = "too_many_lines"


class Unreadable(Exception):
    """The file is no list that can be read. ``about`` names what the sentence needs: a column, a number."""

    def __init__(self, problem: FileProblem, about: str = "") -> None:
        super().__init__(f"{problem} {about}".strip())
        self.problem = problem
        self.about = about


@dataclass(frozen=True)
class Package:
    """A workbook that may be read: ``content`` is the package built anew, ``formulas`` the live formulas by part."""

    content: bytes
    formulas: Mapping[str, frozenset[Position]]


def unpack(data: bytes) -> Package:
    """Look through a file that was sent; raises ``Unreadable`` for whatever is no harmless ``.xlsx``."""
    _refuse_foreign(data)
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            parts = _parts(archive)
    except (BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError) as error:
        raise Unreadable(FileProblem.DAMAGED) from error
    bounds = Bounds()
    try:
        formulas = {name: _look_through(part, bounds) for name, part in parts.items()}
    except TooManyCells as error:
        raise Unreadable(FileProblem.TOO_MANY_CELLS) from error
    return Package(_built_anew(parts), formulas)


def _refuse_foreign(data: bytes) -> None:
    if not data:
        raise Unreadable(FileProblem.EMPTY)
    if len(data) > _LIMIT:
        raise Unreadable(FileProblem.TOO_LARGE, str(LIMIT_MB))
    if data.startswith(_OLD):
        raise Unreadable(FileProblem.OLD_FORMAT)
    if not data.startswith(b"PK\x03\x04"):
        raise Unreadable(FileProblem.NO_WORKBOOK)


def _parts(archive: ZipFile) -> dict[str, bytes]:
    """The XML parts of the workbook; pictures, printer settings and the like stay behind."""
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    names = [entry.filename for entry in entries]
    if _MACROS in names:
        raise Unreadable(FileProblem.HAS_MACROS)
    if _WORKBOOK not in names:
        raise Unreadable(FileProblem.NO_WORKBOOK)
    if len(set(names)) < len(names) or any(entry.flag_bits & 1 for entry in entries):
        raise Unreadable(FileProblem.DAMAGED)
    is_bomb = any(_is_bomb(entry) for entry in entries)
    if is_bomb or len(entries) > _MOST_PARTS or sum(entry.file_size for entry in entries) > _MOST_UNPACKED:
        raise Unreadable(FileProblem.UNPACKS_TOO_LARGE)
    return {entry.filename: archive.read(entry) for entry in entries if entry.filename.endswith((".xml", ".rels"))}


def _is_bomb(entry: ZipInfo) -> bool:
    return entry.file_size > _SMALL and entry.file_size > _MOST_RATIO * entry.compress_size


def _look_through(part: bytes, bounds: Bounds) -> frozenset[Position]:
    """The live formulas of a part, if it is a worksheet; no part may declare anything of its own."""
    root = _Root()
    _parse(part, root.first)
    if root.name != "worksheet" or is_plain(part, bounds):
        return frozenset()
    worksheet = Worksheet(bounds)
    _parse(part, worksheet.element)
    return frozenset(worksheet.formulas)


class _Root:
    """The name of the outermost element; what is inside goes by unnoticed, which is what makes it fast."""

    name = ""

    def first(self, name: str, _attributes: Mapping[str, str]) -> bool:
        """The first element; whether any more are wanted."""
        self.name = name.rpartition(":")[2]
        return False


def _parse(part: bytes, element: Callable[[str, Mapping[str, str]], bool]) -> None:
    """Go through a part to its end; ``element`` is told of each one for as long as it wants."""
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _refuse_declaration

    def told(name: str, attributes: Mapping[str, str]) -> None:
        if not element(name, attributes):
            parser.StartElementHandler = None

    parser.StartElementHandler = told
    try:
        parser.Parse(part, True)
    except expat.ExpatError as error:
        raise Unreadable(FileProblem.DAMAGED) from error


def _refuse_declaration(*_declared: object) -> None:
    raise Unreadable(FileProblem.DECLARES_ENTITIES)


def _built_anew(parts: Mapping[str, bytes]) -> bytes:
    target = io.BytesIO()
    with ZipFile(target, "w", ZIP_STORED) as archive:
        for name, part in parts.items():
            archive.writestr(ZipInfo(name, _LONG_AGO), part)
    return target.getvalue()
