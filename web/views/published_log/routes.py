"""The log as outsiders read it, without signing in: checkpoint, tiles and entries, byte for byte as C2SP tlog-tiles has them.

No page, no session, no language. What is not there is a short 404 that no cache keeps: it may be there in a second.
"""

from flask import Blueprint, Response

from states.addresses import is_usable_slug
from web.access import everybody, kept
from web.database import reading
from web.security import A_MOMENT, FOREVER
from workflow.ledger.shelf import Shelf
from workflow.queries.organisations import organisation_with

pages = Blueprint("published_log", __name__)
TEXT = "text/plain; charset=utf-8"
BYTES = "application/octet-stream"


@pages.get("/<organisation>/log/checkpoint", merge_slashes=False)
@kept(A_MOMENT)
@everybody
def checkpoint(organisation: str) -> Response:
    """The newest signed tree head, with the lines of the witnesses who have confirmed it."""
    shelf = _shelf(organisation)
    return _answer(shelf.checkpoint() if shelf else None, TEXT)


@pages.get("/<organisation>/log/tile/<path:place>", merge_slashes=False)
@kept(FOREVER)
@everybody
def tile(organisation: str, place: str) -> Response:
    """A tile of hashes or a bundle of entries, full or up to a width that is published."""
    shelf = _shelf(organisation)
    return _answer(shelf.piece(f"tile/{place}") if shelf else None, BYTES)


def _shelf(slug: str) -> Shelf | None:
    key = organisation_with(reading(), slug) if is_usable_slug(slug) else None
    return None if key is None else Shelf(reading(), key)


def _answer(data: bytes | None, kind: str) -> Response:
    """Whoever reads it from a page of another site may: it is public, and says the same to everybody."""
    found = Response("not here\n", 404, content_type=TEXT) if data is None else Response(data, content_type=kind)
    found.headers["Access-Control-Allow-Origin"] = "*"
    return found
