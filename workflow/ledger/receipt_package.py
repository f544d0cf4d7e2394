"""A receipt as people keep it: one file that holds proof, entry and, for those who may read it, what the entry says in full."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from states.refusals import Fault
from workflow.ledger.findings import LANGUAGES
from workflow.ledger.receipt import LONGEST_RECEIPT, Receipt

PROOF, ENTRY, SALT, DETAIL = ".tlog-proof", ".entry", ".salt", ".detail"
README = "DOC-TOI-READ-ME.txt"
LONGEST_PART = 64 * 1024 * 1024
"""Bytes; the detail of a decision over thousands of cases is the longest part there is."""

_BEFORE_ALL_TIME = (1980, 1, 1, 0, 0, 0)
"""The date of every file within: the same receipt is always the same file."""

_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError)
"""What reading a damaged package meets; ``NotImplementedError`` is a ``RuntimeError``."""


class NoEntryBeside(Fault):
    """A receipt without the bytes of its entry proves nothing about anything."""


@dataclass(frozen=True, kw_only=True)
class Package:
    """Proof and entry, and salt with detail where whoever fetched it may read them (both or neither)."""

    proof: bytes
    entry: bytes
    salt: bytes | None = None
    detail: bytes | None = None

    def zipped(self) -> bytes:
        """The file that is handed out."""
        receipt = Receipt.parse(self.proof)
        name = f"muc-{receipt.index}"
        parts = {f"{name}{PROOF}": self.proof, f"{name}{ENTRY}": self.entry}
        if self.salt is not None and self.detail is not None:
            parts |= {f"{name}{DETAIL}": self.detail, f"{name}{SALT}": self.salt.hex().encode()}
        parts[README] = _readme(receipt, name, is_opened=self.detail is not None)
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w") as kept:
            for each, data in parts.items():
                told = zipfile.ZipInfo(each, _BEFORE_ALL_TIME)
                told.compress_type, told.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
                kept.writestr(told, data)
        return made.getvalue()


def packages_at(path: Path) -> Iterator[tuple[str, Package]]:
    """What lies at a path, with names: a proof with its entry beside it, or every package of a ZIP file and of those in it.

    Of a large one only what is at hand is in memory. Raises ``NoEntryBeside`` and ``OSError``.
    """
    if zipfile.is_zipfile(path):
        found = False
        for each in _unzipped(path.name, path, is_outer=True):
            found = True
            yield each
        if not found:
            raise NoEntryBeside(path.name)
        return
    beside = next((each for each in _places_beside(path) if each.is_file()), None)
    if beside is None:
        raise NoEntryBeside(f"{path.name}{ENTRY}")
    yield path.name, Package(proof=_read(path, LONGEST_RECEIPT), entry=_read(beside, LONGEST_RECEIPT))


def _places_beside(path: Path) -> list[Path]:
    return [path.with_name(path.name + ENTRY), path.with_suffix(ENTRY)]


def _read(path: Path, longest: int) -> bytes:
    with path.open("rb") as file:
        return file.read(longest + 1)


def _unzipped(name: str, file: Path | io.BytesIO, *, is_outer: bool) -> Iterator[tuple[str, Package]]:
    """The packages in a ZIP file: parts that share a name are one. One that is damaged is a package that fails."""
    try:
        kept = zipfile.ZipFile(file)
    except _DAMAGED:
        yield name, Package(proof=b"", entry=b"")
        return
    with kept:
        yield from _within(kept, is_outer=is_outer)


def _within(kept: zipfile.ZipFile, *, is_outer: bool) -> Iterator[tuple[str, Package]]:
    found: dict[str, dict[str, zipfile.ZipInfo]] = {}
    for told in kept.infolist():
        kind = Path(told.filename).suffix
        if told.file_size > LONGEST_PART:
            continue
        if is_outer and kind == ".zip":
            yield from _unzipped(told.filename, io.BytesIO(_part(kept, told)), is_outer=False)
        if kind in (PROOF, ENTRY, SALT, DETAIL):
            parts = found.setdefault(told.filename.removesuffix(kind), {})
            if kind in parts:
                raise NoEntryBeside(told.filename)
            parts[kind] = told
    for name, told_of in found.items():
        if PROOF in told_of:
            if ENTRY not in told_of:
                raise NoEntryBeside(f"{name}{ENTRY}")
            read = {kind: _part(kept, told) for kind, told in told_of.items()}
            yield (
                f"{name}{PROOF}",
                Package(proof=read[PROOF], entry=read[ENTRY], salt=_salt(read.get(SALT)), detail=read.get(DETAIL)),
            )


def _part(kept: zipfile.ZipFile, told: zipfile.ZipInfo) -> bytes:
    """One part; bytes that fail the package's own checksum are as good as none, and the receipt then fails by them."""
    try:
        return kept.read(told)
    except _DAMAGED:
        return b""


def _salt(text: bytes | None) -> bytes | None:
    try:
        return None if text is None else bytes.fromhex(text.decode("ascii").strip())
    except ValueError:
        return b""


def _readme(receipt: Receipt, name: str, *, is_opened: bool) -> bytes:
    facts = {"index": receipt.index, "origin": receipt.head.origin, "size": receipt.head.size, "name": name}
    folder = files("workflow.ledger") / "translations"
    parts = ["receipt_readme.txt", *(["detail_readme.txt"] if is_opened else [])]
    said = [(folder / language / part).read_text("utf-8").format_map(facts) for language in LANGUAGES for part in parts]
    return "\n".join(said).encode()
