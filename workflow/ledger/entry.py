"""An entry of the log, version 1: who did what to which case, in which office, under which rules, without a name.

People stand in it under pseudonyms, reasons and names behind a commitment (see ``detail``). Its canonical bytes are
what is hashed, signed and published, so a reader refuses bytes that this house would not have written.
"""

import json
import re
from dataclasses import dataclass
from typing import Any

from workflow.ledger.canonical import LARGEST, canonical
from workflow.ledger.tiles import LONGEST_ENTRY

VERSION = 1

_ID = "[a-z0-9]{26}"
_WORD = re.compile("[a-z][a-z0-9_]{0,63}")
_DIGEST = re.compile("[0-9a-f]{64}")
_PERSON = re.compile(f"act:{_ID}")
_DOCUMENT_KIND = re.compile("[a-z0-9][a-z0-9_:.-]{0,127}")
_OBJECT = re.compile(f"[a-z][a-z0-9_]{{0,63}}:{_ID}")
_FORMS = {
    "log": re.compile(r"[!-*,-~]{1,255}"),  # printable ASCII without space and plus
    "act": _WORD,
    "obj": _OBJECT,
    "prev": _DIGEST,
    "src": _WORD,
    "dst": _WORD,
    "actor": _PERSON,
    "office": re.compile(f"[a-z][a-z0-9_]{{0,63}}(:{_ID})?"),
    "wf": _DIGEST,
    "rules": _DIGEST,
    "detail": _DIGEST,
}
_COUNTS = ("seq", "at", "oseq")
_OPTIONAL = frozenset({"prev", "src", "for", "rules", "detail"})
_REQUIRED = frozenset({"v", "docs", *_COUNTS, *_FORMS}) - _OPTIONAL


class MalformedEntry(ValueError):
    """These bytes or values are no entry; ``field`` names where (``bytes`` when it is their spelling)."""

    def __init__(self, field: str, complaint: str) -> None:
        super().__init__(f"{field}: {complaint}")
        self.field = field


@dataclass(frozen=True, slots=True)
class Document:
    """A paper that the action rests on: its kind, and its SHA-256 if public or else its salted commitment (hex)."""

    kind: str
    digest: str

    def __post_init__(self) -> None:
        _demand("docs.k", self.kind, _DOCUMENT_KIND)
        _demand("docs.h", self.digest, _DIGEST)


@dataclass(frozen=True, slots=True)
class OnBehalf:
    """For whom the actor acted: the principal's pseudonym and the mandate (``kind:id``) that allows it."""

    principal: str
    mandate: str

    def __post_init__(self) -> None:
        _demand("for.principal", self.principal, _PERSON)
        _demand("for.mandate", self.mandate, _OBJECT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the log.

    ``log`` is its origin, ``seq`` the place in it (from 0), ``at`` the instant in UTC microseconds, ``act`` the stored
    action. ``obj`` is ``kind:id`` of the case, ``oseq`` the place among the entries of that case (from 0) and ``prev``
    the leaf hash (hex) of the one before, missing for the first only. ``src`` and ``dst`` are the states before and
    after; ``src`` may be missing only in a first entry, where the case comes into being. ``actor`` is a pseudonym
    (``act:id``), ``office`` the office used. ``wf`` and ``rules`` are digests (hex) of the process table and of the
    rule set in force, ``detail`` the commitment to what was decided.

    Raises ``MalformedEntry`` for a value that has no place in an entry.
    """

    log: str
    seq: int
    at: int
    act: str
    obj: str
    oseq: int
    dst: str
    actor: str
    office: str
    wf: str
    prev: str | None = None
    src: str | None = None
    on_behalf: OnBehalf | None = None
    rules: str | None = None
    detail: str | None = None
    docs: tuple[Document, ...] = ()

    def __post_init__(self) -> None:
        for name in _COUNTS:
            count = getattr(self, name)
            if type(count) is not int or not 0 <= count <= LARGEST:
                raise MalformedEntry(name, "not a whole number within bounds")
        for name, form in _FORMS.items():
            value = getattr(self, name)
            if value is not None or name not in _OPTIONAL:
                _demand(name, value, form)
        if (self.prev is None) != (self.oseq == 0):
            raise MalformedEntry("prev", "every entry of a case but its first names the one before")
        if self.src is None and self.oseq:
            raise MalformedEntry("src", "only the first entry of a case may lack the state before")

    def encode(self) -> bytes:
        """The canonical bytes: what is hashed, stored and published. Refused beyond 65,535 bytes."""
        wire: dict[str, object] = {name: value for name in _FORMS if (value := getattr(self, name)) is not None}
        wire.update(v=VERSION, seq=self.seq, at=self.at, oseq=self.oseq)
        wire["docs"] = [{"k": paper.kind, "h": paper.digest} for paper in self.docs]
        if self.on_behalf is not None:
            wire["for"] = {"principal": self.on_behalf.principal, "mandate": self.on_behalf.mandate}
        written = canonical(wire)
        if len(written) > LONGEST_ENTRY:
            raise MalformedEntry("bytes", f"longer than {LONGEST_ENTRY}")
        return written

    @classmethod
    def decode(cls, data: bytes) -> "Entry":
        """Read an entry back; raises ``MalformedEntry`` for anything that ``encode`` does not write."""
        wire = _members("bytes", _parsed(data), _REQUIRED, _OPTIONAL)
        version = wire.pop("v")
        if type(version) is not int or version != VERSION:
            raise MalformedEntry("v", "not a version known here")
        papers = wire.pop("docs")
        if not isinstance(papers, list):
            raise MalformedEntry("docs", "not a list")
        for name in _OPTIONAL & wire.keys():
            if wire[name] is None:
                raise MalformedEntry(name, "present but empty")
        on_behalf = _on_behalf(wire.pop("for")) if "for" in wire else None
        entry = cls(docs=tuple(map(_document, papers)), on_behalf=on_behalf, **wire)
        if entry.encode() != data:
            raise MalformedEntry("bytes", "not in canonical form")
        return entry


def _demand(field: str, value: object, form: re.Pattern[str]) -> None:
    if not isinstance(value, str) or form.fullmatch(value) is None:
        raise MalformedEntry(field, "missing or not in its form")


def _parsed(data: bytes) -> object:
    if len(data) > LONGEST_ENTRY:
        raise MalformedEntry("bytes", f"longer than {LONGEST_ENTRY}")
    try:
        return json.loads(data.decode())
    except (ValueError, RecursionError) as broken:
        raise MalformedEntry("bytes", "not JSON in UTF-8") from broken


def _members(
    field: str, value: object, required: frozenset[str], optional: frozenset[str] = frozenset()
) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise MalformedEntry(field, "not an object")
    prefix = "" if field == "bytes" else f"{field}."
    for name in sorted(required - value.keys()):
        raise MalformedEntry(prefix + name, "missing")
    for name in sorted(value.keys() - required - optional):
        raise MalformedEntry(prefix + name, "unknown")
    return value


def _document(value: object) -> Document:
    paper = _members("docs", value, frozenset({"k", "h"}))
    return Document(paper["k"], paper["h"])


def _on_behalf(value: object) -> OnBehalf:
    mandate = _members("for", value, frozenset({"principal", "mandate"}))
    return OnBehalf(mandate["principal"], mandate["mandate"])
