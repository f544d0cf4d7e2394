"""Where an entry leads: its receipt, the rules and the table of moves in force when it was made."""

from flask import current_app, request
from werkzeug.exceptions import HTTPException

from web.access import person
from workflow.ledger.tables_in_force import BY_DIGEST


def receipt_url(index: int, published: int) -> str:
    """Where the receipt of an entry is fetched; empty while no checkpoint covers it."""
    path = f"/{person().slug}/log/receipt/{index}"
    return path if index < published and _is_there(path) else ""


def is_known_table(digest: str) -> bool:
    """Whether a table of moves is known here by its digest."""
    return digest in BY_DIGEST


def _is_there(path: str) -> bool:
    try:
        current_app.url_map.bind(request.host).match(path, "GET")
    except HTTPException:
        return False
    return True
