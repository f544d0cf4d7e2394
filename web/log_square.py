"""The newest checkpoint of a log as a square, at the foot of what is printed from a screen: reports, figures, results."""

from dataclasses import dataclass

from flask import Flask

from web.database import reading
from workflow.documents.checkpoint_square import text_of
from workflow.documents.square import square
from workflow.ledger.published import latest


@dataclass(frozen=True, kw_only=True)
class LogSquare:
    """The square as SVG, and its words for readers without a camera."""

    drawing: str
    size: int
    origin: str
    root: str


def log_square(organisation_id: str) -> LogSquare | None:
    """The newest checkpoint of an organisation's log; nothing before one was signed."""
    found = latest(reading(), organisation_id)
    if found is None:
        return None
    drawing = square(text_of(found), border=2, omitsize=True)
    root = found.head.text.splitlines()[2]
    return LogSquare(drawing=drawing, size=found.size, origin=found.head.origin, root=root)


def init_log_square(app: Flask) -> None:
    """Let templates ask for it."""
    app.add_template_global(log_square)
