"""The cells of a worksheet as its XML tells them: how far they reach, and which of them hold a live formula."""

import re
from collections.abc import Mapping
from functools import lru_cache

Position = tuple[int, int]
"""Row and column of a cell, both counted from 1."""

_MOST_CELLS = 2_000_000
"""Readers keep a sheet as one full rectangle: so large may it be, empty cells counted."""
_MOST_SPANNED = 100_000
_ADDRESS = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9][0-9]{0,6})")


_UTF_8 = re.compile(rb"(?:\xef\xbb\xbf)?<\?xml [^<>]*encoding=[\"'](?i:utf-8)[\"']")
_UNUSUAL = (re.compile(rb"<f[\s/>]"), re.compile(rb"<[^\s<>/\"'=:]+:"))
_UNUSUAL_WORDS = (b"<!", b"<mergeCell", b"<hyperlink")
_ANY_CELL = re.compile(rb"<c[\s/>]")
_ANY_ROW = re.compile(rb"<row[\s/>]")
_CELL = re.compile(rb"<(?:[^\s<>/\"'=]*:)?c[\s/>]")
_ANY_ROW = re.compile(rb"<(?:[^\s<>/\"'=]*:)?row[\s/>]")
_CELL = re.compile(rb'<c r="([A-Z]{1,3})([1-9][0-9]{0,6})"')
_ROW = re.compile(rb'<row r="[1-9][0-9]{0,6}"')


class TooManyCells(Exception):
    """The sheets reach further than any list does."""


class Bounds:
    """How much room all worksheets of a workbook take together."""

    def __init__(self) -> None:
        self.cells = 0
        self.spanned = 0

    def add(self, cells: int) -> None:
        """Room for one sheet."""
        self.cells += cells
        if self.cells > _MOST_CELLS:
            raise TooManyCells

    def span(self, cells: int) -> None:
        """Room for merged cells and links over several cells."""
        self.spanned += cells
        if self.spanned > _MOST_SPANNED:
            raise TooManyCells


def is_plain(part: bytes, bounds: Bounds) -> bool:
    """Whether a well-formed worksheet without declarations is written as spreadsheet programs write one, and holds no
    formula; its room is then known without following every element. Anything else has to be gone through."""
    if not _UTF_8.match(part) or any(each in part for each in _UNUSUAL_WORDS):
        return False
    if any(each.search(part) for each in _UNUSUAL):
        return False
    cells = _CELL.findall(part)
    if len(cells) != len(_ANY_CELL.findall(part)) or len(_ROW.findall(part)) != len(_ANY_ROW.findall(part)):
        return False
    columns, rows = {letters for letters, _row in cells}, {row for _letters, row in cells}
    if cells:
        bounds.add(max(_column(each.decode()) for each in columns) * max(map(int, rows)))
    return True


class _Kinds(dict[str, str]):
    """The name of an element without its prefix, remembered."""

    def __missing__(self, name: str) -> str:
        self[name] = found = name.rpartition(":")[2]
        return found


class Worksheet:
    """Follows the elements of one worksheet, however they are written."""

    def __init__(self, bounds: Bounds) -> None:
        self.formulas: set[Position] = set()
        self._bounds = bounds
        self._kinds = _Kinds()
        self._row = self._column = self._last_row = self._last_column = 0

    def element(self, name: str, attributes: Mapping[str, str]) -> bool:
        """The next element; more of them are wanted."""
        kind = self._kinds[name]
        if kind == "c":
            self._cell(attributes.get("r"))
        elif kind == "f":
            self.formulas.add((self._row, self._column))
        elif kind == "row":
            self._row = _number(attributes.get("r")) or self._row + 1
            self._column = 0
        elif kind in ("mergeCell", "hyperlink"):
            self._bounds.span(_area(attributes.get("ref", "A1")))
        return True

    def _cell(self, address: str | None) -> None:
        if address:
            self._row, self._column = position(address)
        else:
            self._column += 1
        if self._row > self._last_row or self._column > self._last_column:
            self._bounds.add(-self._last_row * self._last_column)
            self._last_row, self._last_column = max(self._row, self._last_row), max(self._column, self._last_column)
            self._bounds.add(self._last_row * self._last_column)


def position(address: str) -> Position:
    """Row and column of ``D9``; raises ``TooManyCells`` for what is no address."""
    match = _ADDRESS.fullmatch(address)
    if match is None:
        raise TooManyCells
    return int(match[2]), _column(match[1])


@lru_cache(maxsize=1000)
def _column(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


@lru_cache(maxsize=1000)
def letters(column: int) -> str:
    """The letters of a column counted from 1, as they stand on top of it."""
    found = ""
    while column:
        column, rest = divmod(column - 1, 26)
        found = chr(65 + rest) + found
    return found


def _area(reference: str) -> int:
    first, _, last = reference.partition(":")
    (top, left), (bottom, right) = position(first), position(last or first)
    return (abs(bottom - top) + 1) * (abs(right - left) + 1)


def _number(text: str | None) -> int:
    if text is None:
        return 0
    if not (text.isascii() and text.isdigit() and len(text) <= 7):
        raise TooManyCells
    return int(text)
