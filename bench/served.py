"""The site as granian serves it, and beside it on the same server a hello and a plain page of the same rows."""

from __future__ import annotations

import os
from collections.abc import Iterable

from flask import Flask
from jinja2 import Environment
from sqlalchemy import create_engine, select

from web.factory import create_app
from workflow.models.nomination import Nomination
from workflow.models.organisation import Unit

PAGE = 20

_site = create_app()
_plain = Flask("plain")
_engine = create_engine(os.environ["BANGVANG_DATABASE_URL"])
_table = Environment(autoescape=True).from_string(
    "<!doctype html><title>x</title><table>{% for row in rows %}<tr>{% for value in row %}<td>{{ value }}</td>"
    "{% endfor %}<td><a href='/nominations/{{ row[0] }}'>{{ row[2] }}</a></td></tr>{% endfor %}</table>"
)
_rows = (
    select(
        Nomination.id,
        Nomination.code,
        Nomination.name,
        Nomination.award,
        Nomination.state,
        Unit.name,
        Nomination.due_on,
    )
    .join(Unit, Unit.id == Nomination.unit_id)
    .where(Nomination.state == "submitted")
    .order_by(Nomination.due_on, Nomination.id)
    .limit(PAGE)
)


@_plain.get("/plain/hello")
def hello() -> str:
    """The least that this server and framework can do."""
    return "hello"


@_plain.get("/plain/page")
def page() -> str:
    """The rows of a worklist in a bare table: no sign-in, no counts, no frame."""
    with _engine.connect() as connection:
        return _table.render(rows=connection.execute(_rows).all())


def app(environ: dict[str, object], start: object) -> Iterable[bytes]:
    """The plain pages stand beside the site."""
    served = _plain if str(environ["PATH_INFO"]).startswith("/plain/") else _site
    return served(environ, start)  # type: ignore[arg-type]
