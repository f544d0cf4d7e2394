"""The small pictures beside words, drawn into the page: no font of two thousand is fetched for a few."""

import re
from functools import cache
from pathlib import Path

import flask_bootstrap
from flask import Flask
from markupsafe import Markup

_SHEET = Path(flask_bootstrap.__file__).parent / "static/bootstrap5/icons/bootstrap-icons.svg"
_DRAWN = re.compile(r'<symbol [^>]*viewBox="0 0 16 16" id="([a-z0-9-]+)">(.*?)</symbol>', re.DOTALL)


@cache
def _drawings() -> dict[str, Markup]:
    """Every picture of the sheet by its name: the lines within a square of 16."""
    return {name: Markup(lines) for name, lines in _DRAWN.findall(_SHEET.read_text("utf-8"))}


def drawing(name: str) -> Markup:
    """The lines of a picture; a name that the sheet doesn't have is a ``KeyError``."""
    return _drawings()[name]


def init_icons(app: Flask) -> None:
    """Let templates draw."""
    app.jinja_env.globals["drawing"] = drawing
    _drawings()
