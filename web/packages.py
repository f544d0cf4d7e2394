"""Packages to carry away: one file that is written while it is sent, and the keys of the log that lie in it."""

from collections.abc import Iterable, Sequence

from flask import Flask, Response, current_app, render_template, request

from web.access import actor
from web.settings import Settings
from workflow.desk.worker import signer_keys
from workflow.documents.zip_stream import Part, zipped

EXTENSION = "bangvang.packages"


def init_packages(app: Flask, settings: Settings) -> None:
    """Tell where the signer's keys may be read."""
    app.extensions[EXTENSION] = settings.signer_dir


def own_keys() -> list[str]:
    """The verifier keys of the log of the reader's organisation."""
    return signer_keys(current_app.extensions[EXTENSION], actor().organisation_id)


def package(parts: Iterable[Part], name: str) -> Response:
    """The parts (a path and its bytes each) as one file of this name."""
    answer = Response(zipped(parts), mimetype="application/zip")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.zip"'
    return answer


def awaited(indexes: Sequence[int], again: str = "") -> tuple[str, int]:
    """The page that says that the signer has not come to the last of these entries yet; ``again`` is where to ask."""
    page = render_template("views/public/receipt_awaited.html", index=max(indexes), again=again or request.path)
    return page, 202
