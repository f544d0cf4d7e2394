"""Finds a person's name in free text, however it was typed, and blots it out.

``Nguyễn Thị Hoà`` is found in ``NGUYỄN THỊ HÒA``, in ``Nguyen Thi Hoa``, over the end of a line and in decomposed text, and
not in ``Nguyễn Thị Hoàn``. With other marks it may be somebody else (``Lê Văn An``, ``Lê Vân Ấn``): that is told apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from states.personal_data import ERASED
from states.text import normalise, search_key, sort_key

_LATIN = (range(0x41, 0x250), range(0x1E00, 0x1F00))
_MARKS = "\u0300-\u036f"
"""Marks that stand apart from their letter in decomposed text."""
_BREAK = r"(?:\s|\\+[bfnrt])+"
r"""Between two words of a name; in a text of JSON they may follow on ``\n`` and the like."""
_AROUND = 60


class Named:
    """A name to be looked for. One of a single word is found as it is written only: without its marks it means too much."""

    def __init__(self, name: str) -> None:
        self.name = normalise(name)
        words = search_key(name).split()
        is_one_word = len(words) == 1
        inner = re.escape(self.name) if is_one_word else _BREAK.join("".join(map(_any_of, word)) for word in words)
        self._pattern = re.compile(rf"(?:(?<![\w{_MARKS}])|(?<=\\[bfnrt]))(?:{inner})(?![\w{_MARKS}])")
        self.like = f"%{'%'.join(''.join(map(_roughly, word)) for word in words)}%"
        """What LIKE may ask for first, without regard to case: every letter that can bear marks stands for any."""

    def is_in(self, text: str) -> bool:
        """Whether the name stands in a text, be it with other marks."""
        return self._pattern.search(text) is not None

    def is_surely_in(self, text: str) -> bool:
        """Whether it stands there with its own marks, or without any."""
        return any(self._is_sure(found.group()) for found in self._pattern.finditer(text))

    def blotted(self, text: str, *, with_doubtful: bool = False) -> str:
        """The text without the name; ``with_doubtful`` also where its marks are others."""
        return self._pattern.sub(
            lambda found: ERASED if with_doubtful or self._is_sure(found.group()) else found.group(), text
        )

    def around(self, text: str) -> str:
        """The name where it stands first, with a few words on both sides."""
        found = self._pattern.search(text)
        if found is None:
            return ""
        start, end = max(0, found.start() - _AROUND), found.end() + _AROUND
        said = normalise(text[start:end])
        return f"{'…' if start else ''}{said}{'…' if end < len(text) else ''}"

    def _is_sure(self, found: str) -> bool:
        found = re.sub(_BREAK, " ", found)
        return sort_key(found) == sort_key(self.name) or search_key(found) == found.casefold()


@cache
def _variants() -> dict[str, str]:
    """The letters of which one is left without its marks."""
    found: dict[str, str] = {}
    for code in (code for part in _LATIN for code in part):
        bare = search_key(chr(code))
        if len(bare) == 1 and bare.isalpha():
            found[bare] = found.get(bare, "") + chr(code)
    return found


def _any_of(letter: str) -> str:
    return f"[{_variants().get(letter, re.escape(letter))}][{_MARKS}]*"


def _roughly(letter: str) -> str:
    """A letter that takes no marks in any case stands for itself, any other for one sign or more."""
    return letter if letter in "bcfghjklmnpqrstvwxz0123456789" else "_"


def strings_of(value: object) -> Iterator[str]:
    """Every text within a value of JSON."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from strings_of(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from strings_of(each)
