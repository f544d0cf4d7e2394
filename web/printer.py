"""Sets papers while somebody waits for them: certificates out of the golden book, samples of a template."""

from pathlib import Path

from flask import Flask, current_app
from werkzeug.wrappers import Response

from web.settings import Settings
from workflow.attachments import PDF
from workflow.documents.rendering import Typesetter

EXTENSION = "bangvang.printer"


class Printer:
    """The compiler with its typefaces, loaded by the first who waits; ``site`` is the address of the installation."""

    def __init__(self, font_dir: Path | None, site: str) -> None:
        self.site, self._font_dir = site, font_dir
        self._loaded: Typesetter | None = None

    @property
    def typesetter(self) -> Typesetter:
        """The compiler."""
        if self._loaded is None:
            self._loaded = Typesetter(self._font_dir, self.site)
        return self._loaded


def init_printer(app: Flask, settings: Settings) -> None:
    """Tell where typefaces are, and at which address papers are looked up."""
    app.extensions[EXTENSION] = Printer(settings.font_dir, settings.base_url)


def printer() -> Printer:
    """The printer of this site."""
    found: Printer = current_app.extensions[EXTENSION]
    return found


def shown_in_place(pdf: bytes, name: str) -> Response:
    """A PDF that was just set, to be read in the browser and kept by nobody on the way."""
    answer = Response(pdf, mimetype=PDF)
    answer.headers["Content-Disposition"] = f'inline; filename="{name}"'
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
