"""Pieces of pages that are drawn once: for as long as the site runs, or for the rows of one page."""

from collections.abc import Callable
from typing import Any

from flask import Flask, current_app
from markupsafe import Markup

from web.addresses import surroundings
from web.language import language

EXTENSION = "bangvang.drawn"
MOST = 1_000
"""How many pieces are kept; there are a few for each menu, language and page."""


def drawn(template: str, macro: str, *about: Any) -> Markup:
    """What a macro draws, remembered by what it is about, by language and by the surroundings of its addresses.

    Only for macros that depend on nothing else: no token, no time, nobody's name.
    """
    pieces: dict[tuple[Any, ...], Markup] = current_app.extensions[EXTENSION]
    key = (template, macro, about, language(), surroundings())
    found = pieces.get(key)
    if found is None:
        if len(pieces) >= MOST:
            pieces.clear()
        found = pieces[key] = getattr(current_app.jinja_env.get_template(template).module, macro)(*about)
    return found


class Once(dict[Any, Any]):
    """What a function says of each value, asked once for each: ``{% set tag = once(status) %}``, then ``tag[state]``."""

    def __init__(self, function: Callable[[Any], Any]) -> None:
        super().__init__()
        self._function = function

    def __missing__(self, value: Any) -> Any:
        self[value] = found = self._function(value)
        return found


def init_drawn(app: Flask) -> None:
    """Give templates both."""
    app.extensions[EXTENSION] = {}
    app.jinja_env.globals.update(drawn=drawn, once=Once)
