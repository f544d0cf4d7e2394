"""Squares of dots that a camera reads, as drawings for paper and screen."""

from functools import lru_cache

import segno


@lru_cache(maxsize=256)
def square(text: str, *, border: int = 0, omitsize: bool = False) -> str:
    """Return the square of a text as inline SVG; the same text always gives the same drawing.

    Drawing one takes longer than setting the paper that bears it, and many papers bear the same checkpoint: so they are
    remembered. ``border`` counts dots; with ``omitsize`` the drawing is as large as its surroundings say.
    """
    drawn = segno.make(text, error="m", micro=False, encoding="utf-8")
    return str(drawn.svg_inline(border=border, omitsize=omitsize))
