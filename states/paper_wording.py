"""What an office may word anew on its papers: named blocks of plain text with places for names, and what is wrong with one.

Nothing of a text is ever an order: places in braces are filled in, everything else is printed as it stands.
"""

import hashlib
import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

from states.refusals import Refusal
from states.text import normalise_lines

TEMPLATE = "template"
"""What kind of paper an entry commits to that replaces a template."""

_PLACE = re.compile(r"\{([^{}]*)\}")


class TemplatePart(StrEnum):
    """What of a kind of paper is replaced: the wording of the PDF, or the document that its Word copy is written into."""

    WORDING = "wording"
    DOCUMENT = "document"


@dataclass(frozen=True, kw_only=True)
class Block:
    """A text that an office may word anew. ``places`` may stand in it in braces, those of ``must`` have to.

    ``lines`` is how many paragraphs it may have, ``longest`` how many characters; it closes with ``ends``.
    """

    name: str
    names: Mapping[str, str]
    text: str
    longest: int
    places: tuple[str, ...] = ()
    must: tuple[str, ...] = ()
    lines: int = 1
    ends: str = ""

    def problems(self, text: str) -> Iterator[Refusal]:
        """Everything that keeps a text from standing in this block."""
        lines = paragraphs(text)
        if not lines:
            yield Refusal("wording_empty", at=self.name)
            return
        if len(text) > self.longest:
            yield Refusal("wording_too_long", {"most": self.longest, "n": len(text)}, at=self.name)
        if len(lines) > self.lines:
            yield Refusal("wording_too_many_lines", {"most": self.lines, "n": len(lines)}, at=self.name)
        yield from self._places(text)
        if not text.rstrip().endswith(self.ends):
            yield Refusal("wording_ending", {"ending": self.ends}, at=self.name)

    def _places(self, text: str) -> Iterator[Refusal]:
        used = [place(each) for each in _PLACE.findall(text)]
        for unknown in dict.fromkeys(each for each in used if each not in self.places):
            yield Refusal("wording_place_unknown", {"place": f"{{{unknown}}}"}, at=self.name)
        if set("{}") & set(_PLACE.sub("", text)):
            yield Refusal("wording_brace", at=self.name)
        for missing in (each for each in self.must if each not in used):
            yield Refusal("wording_place_missing", {"place": f"{{{missing}}}"}, at=self.name)


@dataclass(frozen=True, kw_only=True)
class Worded:
    """A kind of paper with the blocks that may be worded anew."""

    paper: str
    names: Mapping[str, str]
    blocks: Mapping[str, Block]


@dataclass(frozen=True, kw_only=True)
class Wording:
    """The wording of one kind of paper. ``version`` counts the replacements, 0 is what the software comes with."""

    paper: str
    version: int = 0
    texts: Mapping[str, str] = field(default_factory=dict)

    def text(self, block: str) -> str:
        """A block as it was written, with its places in braces."""
        return self.texts.get(block) or worded()[self.paper].blocks[block].text

    def says(self, block: str, **known: str) -> str:
        """A block with its places filled in, on one line; what fills a place is never read as another place."""
        return " ".join(self.lines(block, **known))

    def lines(self, block: str, **known: str) -> list[str]:
        """The same, paragraph by paragraph. ``known`` are the places by name, with ``_`` for a space."""
        filled = {name.replace("_", " "): value for name, value in known.items()}
        return [_PLACE.sub(lambda found: filled[place(found[1])], line) for line in paragraphs(self.text(block))]


def place(name: str) -> str:
    """The name of a place however it was typed: small letters, single spaces."""
    return " ".join(name.split()).casefold()


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a text, in NFC, without empty ones."""
    return [line for line in normalise_lines(text).split("\n") if line]


def problems(paper: str, texts: Mapping[str, str]) -> list[Refusal]:
    """Everything that is wrong with a wording of a kind of paper, block by block."""
    blocks = worded()[paper].blocks
    return [problem for name, block in blocks.items() for problem in block.problems(texts.get(name, ""))]


def written(paper: str, texts: Mapping[str, str]) -> str:
    """The whole wording of a kind of paper as it is kept: canonical JSON."""
    said = {name: "\n".join(paragraphs(texts[name])) for name in worded()[paper].blocks}
    return json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def kept(paper: str, version: int, content: str) -> Wording:
    """A wording as it was kept; what the software comes with where ``content`` is empty."""
    return Wording(paper=paper, version=version, texts=json.loads(content) if content else {})


def digest_of(template: Mapping[str, Any]) -> str | None:
    """The SHA-256 (hex) by which the log names a template: of its file, or of its text; none for the built-in one."""
    if template["sha256"]:
        return str(template["sha256"])
    content = str(template["content"])
    return hashlib.sha256(content.encode()).hexdigest() if content else None


def template_name(paper: str, part: str, language: str) -> str:
    """What people call a template: the kind of paper, and whether it is its wording or its Word document."""
    name = worded()[paper].names[language] if paper in worded() else paper
    return f"{name} ({_file()['parts'][part][language]})" if part in _file()["parts"] else name


@cache
def worded() -> Mapping[str, Worded]:
    """Every kind of paper whose wording may be replaced."""
    return {
        paper: Worded(
            paper=paper, names={"vi": each["vi"], "en": each["en"]},
            blocks={name: _block(name, raw) for name, raw in each["blocks"].items()},
        )
        for paper, each in _file()["kinds"].items()
    }  # fmt: skip


@cache
def places() -> Mapping[str, Mapping[str, str]]:
    """What each place stands for, by language."""
    return dict(_file()["places"])


def _block(name: str, raw: Mapping[str, Any]) -> Block:
    return Block(
        name=name, names={"vi": raw["vi"], "en": raw["en"]}, text=raw["text"], places=tuple(raw.get("places", ())),
        must=tuple(raw.get("must", ())), lines=raw.get("lines", 1), longest=raw["longest"], ends=raw.get("ends", ""),
    )  # fmt: skip


@cache
def _file() -> dict[str, Any]:
    return tomllib.loads((files("states") / "paper_wording.toml").read_text("utf-8"))
