"""Whether the picture of a signature lies over what a paper says: words, lines and squares of the frozen page stay in sight.

A picture belongs to the signature and changes no object of the paper, and yet it can be white with other words on it. So it
may stand where the page is blank.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from pyhanko.pdf_utils.generic import (
    ArrayObject,
    ByteStringObject,
    DictionaryObject,
    NumberObject,
    TextStringObject,
    TrailerReference,
    read_object,
)

Box = tuple[float, float, float, float]
Matrix = tuple[float, float, float, float, float, float]

_SAME: Matrix = (1, 0, 0, 1, 0, 0)
_SLACK = 1.0
"""By how much a picture may touch the room around a letter, in points."""
_ABOVE, _BELOW = 0.68, 0.21
"""How far letters reach above and below their line, in sizes of the type."""
_BLANK, _OPENS_VALUE = b" \t\r\n\f\0", b"[(<+-.0123456789/"
_ENDS_WORD = _BLANK + b"[(</"
_PAINTS = frozenset({"f", "F", "f*", "S", "s", "B", "B*", "b", "b*"})
_POINTS = frozenset({"m", "l", "c", "v", "y"})


def covers(page: DictionaryObject, place: DictionaryObject) -> bool:
    """Whether the place of a signature lies over ink of a page; one without breadth or height lies nowhere."""
    corners = [float(each) for each in place["/Rect"]]
    across, up = sorted(corners[0::2]), sorted(corners[1::2])
    left, low, right, high = across[0] + _SLACK, up[0] + _SLACK, across[1] - _SLACK, up[1] - _SLACK
    if across[0] == across[1] or up[0] == up[1]:
        return False
    return any(
        box[0] < right and left < box[2] and box[1] < high and low < box[3]
        for box in _Reading(page["/Resources"]).of(page)
    )


def times(first: Matrix, then: Matrix) -> Matrix:
    """One movement after another."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def around(points: Sequence[tuple[float, float]], by: Matrix) -> Box:
    """The box around points after a movement."""
    a, b, c, d, e, f = by
    across, up = [x * a + y * c + e for x, y in points], [x * b + y * d + f for x, y in points]
    return min(across), min(up), max(across), max(up)


def _corners(left: float, low: float, right: float, high: float) -> list[tuple[float, float]]:
    return [(left, low), (right, low), (left, high), (right, high)]


def _widths(font: DictionaryObject) -> Callable[[int], float]:
    """How broad a letter of a font is, in thousandths of its size."""
    inner = font["/DescendantFonts"][0]
    given, known = list(inner.get("/W", ())), dict[int, float]()
    while given:
        first, second = int(given.pop(0)), given.pop(0)
        if isinstance(second, ArrayObject):
            known.update(enumerate(map(float, second), first))
        else:
            known.update(dict.fromkeys(range(first, int(second) + 1), float(given.pop(0))))
    default = float(inner.get("/DW", 1000))
    return lambda code: known.get(code, default)


def steps(content: bytes) -> Iterator[tuple[str, list[Any]]]:
    """The orders of a page, each with what it is given."""
    stream, given = BytesIO(content), list[Any]()
    while letter := stream.read(1):
        if letter in _BLANK:
            continue
        stream.seek(-1, 1)
        if letter in _OPENS_VALUE:
            given.append(read_object(stream, TrailerReference(None)))
            continue
        word = b""
        while (letter := stream.read(1)) and letter not in _ENDS_WORD:
            word += letter
        stream.seek(-len(letter), 1)
        yield word.decode("latin-1"), given
        given = []


@dataclass
class _Reading:
    """What has been said so far of where a page draws, and with which letters."""

    resources: DictionaryObject
    here: Matrix = _SAME
    line: Matrix = _SAME
    width: Callable[[int], float] = float
    size: float = 0
    outer: list[Matrix] = field(default_factory=list)
    path: list[tuple[float, float]] = field(default_factory=list)

    def of(self, page: DictionaryObject) -> Iterator[Box]:
        """Where the page has ink, as boxes in its own points."""
        contents = page["/Contents"]
        streams = contents if isinstance(contents, ArrayObject) else [contents]
        for order, given in steps(b"\n".join(each.get_object().data for each in streams)):
            yield from self._follow(order, given)

    def _follow(self, order: str, given: list[Any]) -> Iterator[Box]:
        match order:
            case "q":
                self.outer.append(self.here)
            case "Q":
                self.here = self.outer.pop()
            case "cm":
                self.here = times(_matrix(given), self.here)
            case "BT":
                self.line = _SAME
            case "Tf":
                self.width, self.size = _widths(self.resources["/Font"][given[0]]), float(given[1])
            case "Tm":
                self.line = _matrix(given)
            case "Td":
                self.line = times((1, 0, 0, 1, float(given[0]), float(given[1])), self.line)
            case "TJ" | "Tj":
                yield self._words(given[0] if order == "TJ" else given)
            case "Do":
                yield self._drawing(self.resources["/XObject"][given[0]])
            case "re":
                x, y, across, up = map(float, given)
                self.path += _corners(x, y, x + across, y + up)
            case _ if order in _POINTS:
                self.path += zip(map(float, given[0::2]), map(float, given[1::2]), strict=True)
            case "n":
                self.path = []
            case _ if order in _PAINTS:
                path, self.path = self.path, []
                yield around(path, self.here)

    def _words(self, parts: Sequence[Any]) -> Box:
        run = 0.0
        for part in parts:
            if isinstance(part, ByteStringObject | TextStringObject):
                data = part.original_bytes
                run += sum(self.width(int.from_bytes(data[at : at + 2], "big")) for at in range(0, len(data), 2))
            else:
                run -= float(part)
        run *= self.size / 1000
        box = around(_corners(0, -_BELOW * self.size, run, _ABOVE * self.size), times(self.line, self.here))
        self.line = times((1, 0, 0, 1, run, 0), self.line)
        return box

    def _drawing(self, drawn: DictionaryObject) -> Box:
        """A picture fills the square of one; a form its own box."""
        if drawn["/Subtype"] == "/Image":
            return around(_corners(0, 0, 1, 1), self.here)
        by = times(_matrix(drawn["/Matrix"]), self.here) if "/Matrix" in drawn else self.here
        return around(_corners(*map(float, drawn["/BBox"])), by)


def _matrix(given: Sequence[NumberObject]) -> Matrix:
    a, b, c, d, e, f = map(float, given)
    return a, b, c, d, e, f
