"""The frame of every page, put up in the one right order; the factory and the tests' gallery both stand on it."""

from collections.abc import Callable, MutableMapping
from typing import Any

from flask import Flask
from flask.templating import Environment
from flask_bootstrap import Bootstrap5

from states.refusals import Refusal
from web.addresses import init_addresses
from web.clock import Clock, init_clock
from web.drawn import init_drawn
from web.errors import init_errors
from web.filters import init_filters
from web.icons import init_icons
from web.language import Preference, init_language
from web.navigation import Visitor, init_navigation
from web.security import init_security
from web.session_time import init_session_time
from web.settings import Settings


class Pages(Environment):
    """Templates that know every name at once: all are given before the first page, and none is added later."""

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """One dictionary, where Jinja would look through a chain of two for every name of every imported component."""
        return {**self.globals, **(d or {})}


def init_frame(
    app: Flask,
    settings: Settings,
    *,
    clock: Clock,
    visitor: Callable[[], Visitor],
    preference: Preference,
    sentence: Callable[[Refusal], str],
    without_office: Callable[[], tuple[str, ...]] = tuple,
) -> None:
    """Put up clock, language, session limits, security, filters, pictures, menus and error pages.

    The session's limits are judged before the forged-form check, so that whoever comes back late reads that the
    session has ended. ``visitor`` and ``preference`` tell who looks and in which language; ``sentence`` words a refusal,
    ``without_office`` says why somebody holds none.
    """
    app.jinja_environment = Pages
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.config["BOOTSTRAP_SERVE_LOCAL"] = True
    Bootstrap5(app)
    init_clock(app, clock)
    init_language(app, default=settings.language, preference=preference)
    init_session_time(app)
    init_security(app, settings)
    init_filters(app)
    init_icons(app)
    init_addresses(app)
    init_drawn(app)
    init_navigation(app, visitor)
    init_errors(app, sentence, without_office)
