"""Sets papers with typst: one compiler serves them all, and the same data always gives the same bytes."""

import hashlib
import json
import unicodedata
from collections.abc import Mapping
from contextlib import suppress
from ctypes import CDLL
from datetime import UTC, date, datetime
from functools import cached_property
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from threading import Lock
from typing import Any, Final

import typst

from states.refusals import Fault
from workflow.days import VIETNAM

TEMPLATES = Path(str(files("workflow.documents") / "templates"))
TYPEFACES = ("Times New Roman", "Tinos", "Liberation Serif", "Libertinus Serif")
"""What papers are set in, the first one that is there. The last one comes with the compiler, so there always is one."""

ARCHIVE: Final = "a-2b"
"""PDF/A for archives, as typst writes it; no independent validator was asked."""


_SETS = ("states", "workflow.documents", "workflow.facts", "workflow.queries")
"""Where it is decided what papers say and how they look."""

_REMEMBERS = 10
"""How many papers on the compiler keeps all it worked out for one: a list of 3,000 lines takes 500 MB that long."""

_LONG = 100_000
"""From how much text on (characters) the room of a paper is given back to the machine, not only to the next paper."""

_MOST_DIGESTS = 20_000
_DIGESTS: dict[bytes, str] = {}
"""The digest of each paper that was set to be compared, by that of all it was set from."""


class PaperFailed(Fault):
    """A paper could not be set; the message says why, for the operator."""


class Typesetter:
    """Sets papers. ``font_dir`` holds further typefaces; those of the machine are never used, so that bytes don't differ.

    ``site`` is the address of the installation, which papers name.
    """

    def __init__(self, font_dir: Path | None = None, site: str = "") -> None:
        self.site, self._font_dir = site, font_dir
        folders = [str(font_dir)] if font_dir else []
        fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=folders)
        self.typeface = next(name for name in TYPEFACES if name in fonts.families())
        self._compiler = typst.Compiler(root=TEMPLATES, font_paths=fonts, ignore_system_fonts=True)
        self._one_at_a_time = Lock()

    @cached_property
    def setting(self) -> str:
        """The digest (hex) of what besides the log decides on the bytes: release, typeface, address, compiler."""
        made = hashlib.sha256(repr((version("typst"), self.typeface, self.site)).encode())
        for source in sorted(path for name in _SETS for path in Path(str(files(name))).rglob("*.*")):
            if source.suffix in (".py", ".typ", ".toml"):
                made.update(repr((source.name, source.read_bytes())).encode())
        return made.hexdigest()

    def digest(self, template: str, data: Mapping[str, Any], *, on: date) -> str:
        """The SHA-256 (hex) of the paper; raises ``PaperFailed``.

        The same data give the same bytes, so that what this process has set once it needs not set again to know them.
        """
        said = repr((self.setting, self._font_dir, template, self._said(data), on)).encode()
        known = hashlib.sha256(said).digest()
        if known not in _DIGESTS:
            if len(_DIGESTS) >= _MOST_DIGESTS:
                _DIGESTS.clear()
            _DIGESTS[known] = hashlib.sha256(self.pdf(template, data, on=on)).hexdigest()
        return _DIGESTS[known]

    def _said(self, data: Mapping[str, Any]) -> str:
        said = json.dumps({**data, "typeface": self.typeface}, ensure_ascii=False, sort_keys=True)
        return unicodedata.normalize("NFC", said)

    def pdf(self, template: str, data: Mapping[str, Any], *, on: date) -> bytes:
        """The paper as PDF, dated ``on``; raises ``PaperFailed``.

        All text goes as data, in NFC: what looks like an order of the typesetter's language is printed as it stands.
        """
        moment = datetime(on.year, on.month, on.day, tzinfo=VIETNAM).astimezone(UTC)
        said = self._said(data)
        with self._one_at_a_time:  # the compiler bears no second paper while it sets one
            try:
                pdf = self._compiler.compile(
                    TEMPLATES / f"{template}.typ", format="pdf", sys_inputs={"data": said}, pdf_standards=[ARCHIVE],
                    timestamp=int(moment.timestamp()),
                )  # fmt: skip
            except typst.TypstError as error:
                raise PaperFailed(f"{template}: {error.message}") from error
            finally:
                self._forget(is_long=len(said) > _LONG)
        assert isinstance(pdf, bytes), "one paper comes as one file"
        return pdf

    def _forget(self, *, is_long: bool) -> None:
        """Gives back what the compiler remembers; the next paper has other words, so nothing of it would be used again."""
        for _ in range(_REMEMBERS + 1):
            self._compiler.compile(b"", format="pdf")
        if is_long:
            with suppress(OSError, AttributeError):  # another C library gives back by itself or not at all
                CDLL(None).malloc_trim(0)
