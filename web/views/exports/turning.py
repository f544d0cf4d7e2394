"""A list of a page read to its end: the same question asked again from the last line on."""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

Line = TypeVar("Line")
Place = TypeVar("Place")


def to_the_end(read: Callable[[Place | None], tuple[Sequence[Line], Place | None]]) -> Iterator[Line]:
    """Every line; ``read`` gives the lines from a place on (``None``: from the beginning), and where more follow."""
    place: Place | None = None
    while True:
        lines, place = read(place)
        yield from lines
        if place is None:
            return
