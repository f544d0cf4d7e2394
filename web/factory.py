"""The only place where things are tied together: settings, store, clock, the frame of pages, and every room of the site."""

# ruff: noqa: E402 - the collector is told before the rest is loaded
import gc

gc.set_threshold(50_000, 20, 50)
"""Starting makes some half a million objects, and nearly all of them stay: looking at them again and again is wasted."""

import os
from collections.abc import Mapping

from flask import Flask
from flask_compress import Compress

from notifications.channels.link_post import link_post
from web.access import init_access, preference, visitor
from web.clock import open_clock
from web.database import init_database
from web.frame import init_frame
from web.installation import open_store
from web.link_post import init_link_post
from web.log_square import init_log_square
from web.packages import init_packages
from web.printer import init_printer
from web.rooms import open_rooms
from web.settings import Settings, read_settings
from web.views.decisions.signing import init_signing
from web.views.witness.house import init_witness
from web.whole_numbers import init_whole_numbers
from web.without_office import without_office
from web.words import init_words, sentence
from workflow.store import Store

gc.freeze()  # Everything loaded so far stays as long as the process: the collector need not look at it, not even at the end.


def create_app(environ: Mapping[str, str] | None = None) -> Flask:
    """The site, as the environment describes it. Its database must be at head already."""
    return build(read_settings(os.environ if environ is None else environ))


def build(settings: Settings, store: Store | None = None) -> Flask:
    """The site on given settings; tests hand in their own store."""
    app = Flask("web")
    kept = store or open_store(settings)
    init_database(app, settings, kept)
    init_frame(
        app,
        settings,
        clock=open_clock(settings),
        visitor=visitor,
        preference=preference,
        sentence=sentence,
        without_office=without_office,
    )
    init_access(app)
    init_words(app)
    links = link_post(kept, settings.mail_url, settings.base_url)
    init_link_post(app, links.send if links else None)
    init_witness(app, settings)
    init_packages(app, settings)
    init_signing(app, settings)
    init_printer(app, settings)
    init_log_square(app)
    init_whole_numbers(app)
    open_rooms(app)
    Compress(app)
    return app
