"""Where on a frozen paper the mark of its signature belongs: a blank field between title and name that the paper itself names.

The template lays an empty picture there, with words for those who cannot see it. By these words it is found again in the file.
A paper of an earlier release has none, and bears no mark.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pyhanko.pdf_utils.generic import ArrayObject, DictionaryObject
from pyhanko.pdf_utils.reader import PdfFileReader

from workflow.signing.covering import Box, Matrix, around, steps, times

WORDS = "Chỗ dành cho chữ ký"
_UNMOVED: Matrix = (1, 0, 0, 1, 0, 0)
_SPELT = ("\ufeff" + WORDS).encode("utf-16-be").hex().upper().encode()


@dataclass(frozen=True)
class Place:
    """A field on a page (counted from 0), in points from the lower left corner."""

    page: int
    box: Box


def place_for_mark(reader: PdfFileReader) -> Place | None:
    """Where the mark goes; None where the paper names no such place."""
    for number, page in enumerate(_pages(reader.root["/Pages"])):
        contents = page["/Contents"]
        streams = contents if isinstance(contents, ArrayObject) else [contents]
        content = b"\n".join(each.get_object().data for each in streams)
        if _SPELT in content.upper():
            box = _found(content)
            return None if box is None else Place(number, box)
    return None


def _pages(node: DictionaryObject) -> Iterator[DictionaryObject]:
    if node["/Type"] == "/Page":
        yield node
    for kid in node.get("/Kids", ()):
        yield from _pages(kid.get_object())


def _found(content: bytes) -> Box | None:
    """The field within the marked part of a page: the path by which the empty picture is bounded."""
    here, outer = _UNMOVED, list[Matrix]()
    is_within, points = False, list[tuple[float, float]]()
    for order, given in steps(content):
        match order:
            case "q":
                outer.append(here)
            case "Q":
                here = outer.pop()
            case "cm":
                here = times(_matrix(given), here)
            case "BDC" if _is_named(given):
                is_within = True
            case "m" | "l" if is_within:
                points.append((float(given[0]), float(given[1])))
            case "h" if is_within:
                return around(points, here)
            case "EMC" if is_within:
                return None
    return None


def _is_named(given: list[Any]) -> bool:
    return len(given) == 2 and isinstance(given[1], DictionaryObject) and given[1].get("/Alt") == WORDS


def _matrix(given: list[Any]) -> Matrix:
    a, b, c, d, e, f = map(float, given)
    return a, b, c, d, e, f
