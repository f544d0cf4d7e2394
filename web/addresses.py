"""The addresses of pages in templates and menus: the form of each is worked out once, and what varies is put in its place.

Working an address out takes longer than writing a cell of a table, and a page names many of the same form.
"""

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from flask import Flask, current_app, g, has_request_context, request, url_for

from web.language import carried
from web.security import is_static

EXTENSION = "bangvang.addresses"
MOST = 5_000
"""How many forms are kept; there are some hundreds, times the organisations whose pages the frame leads to."""

_PLAIN = re.compile(r"[0-9A-Za-z_-]+")
"""What stands in an address as it is: ids, codes, names of languages."""
_HOLE = "-hole-"


def address(endpoint: str, **values: Any) -> str:
    """What ``url_for`` says."""
    given = {name: value for name, value in values.items() if value is not None}
    if not has_request_context() or endpoint.startswith("."):
        return url_for(endpoint, **values)
    if is_static(endpoint):
        return _kept((endpoint, *given.values(), request.script_root), lambda: url_for(endpoint, **given))
    if not all(map(_is_plain, given, given.values())):
        return url_for(endpoint, **values)
    form = _kept((endpoint, *given, surroundings()), lambda: _form(endpoint, list(given)))
    return form.format(*given.values())


def addresses(endpoint: str) -> Callable[[str], str]:
    """The addresses of records whose ids are ``key``, for the rows of a list."""
    before, after = address(endpoint, key=_HOLE).split(_HOLE)
    return lambda key: f"{before}{quote(key)}{after}"


def surroundings() -> tuple[str, str | None, str]:
    """What every address of a page depends on: where the site lies, the language carried on, and the organisation."""
    where = g.get("organisation") or g.get("signed_in")
    return request.script_root, carried(), where.slug if where else ""


def init_addresses(app: Flask) -> None:
    """Templates find addresses under the name they know."""
    app.extensions[EXTENSION] = {}
    app.jinja_env.globals.update(url_for=address, addresses=addresses)


def _kept(key: tuple[Any, ...], make: Callable[[], str]) -> str:
    """What was made for this key before, or is made now; all of it is forgotten when it has grown too much."""
    kept: dict[tuple[Any, ...], str] = current_app.extensions[EXTENSION]
    found = kept.get(key)
    if found is None:
        if len(kept) >= MOST:
            kept.clear()
        found = kept[key] = make()
    return found


def _is_plain(name: str, value: object) -> bool:
    return isinstance(value, str) and not name.startswith("_") and _PLAIN.fullmatch(value) is not None


def _form(endpoint: str, names: list[str]) -> str:
    holes = {name: f"{_HOLE}{place}{_HOLE}" for place, name in enumerate(names)}
    form = url_for(endpoint, **holes).replace("{", "{{").replace("}", "}}")
    for place, hole in enumerate(holes.values()):
        form = form.replace(hole, f"{{{place}}}")
    return form
