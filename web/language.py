"""Which language a person reads, and the words in it.

Vietnamese is the source: the sentences in templates and Python are the Vietnamese ones. English stands in
``translations/en/*.po``, one file per part of the site; they are read and merged when the application starts, so there
is nothing to compile. ``%`` in a sentence is written ``%%``, because every sentence is filled in with its variables.
"""

from collections.abc import Callable
from functools import cache, partial
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import LazyProxy, Translations
from flask import Flask, current_app, g, has_request_context, request
from jinja2 import pass_context
from jinja2.runtime import Context

LANGUAGES = ("vi", "en")
FOLDER = Path(__file__).parent / "translations"
EXTENSION = "bangvang.language"

Preference = Callable[[], str | None]


@cache
def catalogue(language: str) -> Translations:
    """All words of one language, merged from its files; a sentence that is missing stays Vietnamese."""
    whole = Catalog(locale=language)
    for path in sorted((FOLDER / language).glob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale=language, abort_invalid=True):
                if message.id:
                    whole.add(message.id, message.string)
    compiled = BytesIO()
    write_mo(compiled, whole)
    compiled.seek(0)
    return Translations(compiled)


def language() -> str:
    """The language of the page being made: the account's, else ``?lang=``, else the installation's."""
    if not has_request_context():
        return LANGUAGES[0]
    chosen: str | None = g.get("language")
    if chosen is None:
        default, preference = current_app.extensions[EXTENSION]
        wanted = preference() or request.args.get("lang")
        chosen = g.language = wanted if wanted in LANGUAGES else default
    return chosen


def carried() -> str | None:
    """The language that links of this page carry on: a visitor's, where it is not the installation's."""
    if "lang" not in request.args:
        return None
    default, preference = current_app.extensions[EXTENSION]
    return language() if preference() is None and language() != default else None


def plain_gettext(message: str) -> str:
    """The sentence in the page's language, its variables not yet filled in."""
    return str(catalogue(language()).ugettext(message))


def plain_ngettext(one: str, many: str, count: int) -> str:
    """The sentence for this count; Vietnamese knows one form, English two."""
    return str(catalogue(language()).ungettext(one, many, count))


def _(message: str, **variables: Any) -> str:
    """The sentence in the page's language with its variables filled in."""
    return plain_gettext(message) % variables


def ngettext(one: str, many: str, count: int, **variables: Any) -> str:
    """As ``_``, for a counted thing; the count is also the variable ``num``, in the language's own groups of digits."""
    return plain_ngettext(one, many, count) % {"num": in_groups(f"{count:,}"), **variables}


def in_groups(english: str) -> str:
    """A number written in English groups (1,234.5), as the page's language writes it (1.234,5)."""
    return english if language() == "en" else english.translate({ord(","): ".", ord("."): ","})


def lazy(message: str, **variables: Any) -> LazyProxy:
    """A sentence that is declared once (a label, a menu) and read in each page's own language."""
    return LazyProxy(partial(_, message, **variables), enable_cache=False)


def fix_language(wanted: str) -> None:
    """Settle the page's language without asking the account, which may be what failed (an error page)."""
    if "language" not in g:
        g.language = wanted if wanted in LANGUAGES else current_app.extensions[EXTENSION][0]


def other_language() -> str:
    """The language that the page offers to change to."""
    return next(name for name in LANGUAGES if name != language())


def _count_in_groups(app: Flask) -> None:
    """Let templates write counts as ``ngettext`` does: 2.726, not 2726."""
    plain = app.jinja_env.globals["ngettext"]

    @pass_context
    def counted(context: Context, one: str, many: str, count: int, **variables: Any) -> str:
        return str(plain(context, one, many, count, **{"num": in_groups(f"{count:,}"), **variables}))

    app.jinja_env.globals["ngettext"] = counted


def init_language(app: Flask, *, default: str, preference: Preference) -> None:
    """Teach templates the words.

    ``preference`` returns the signed-in person's language, or None for a visitor. A visitor's language travels in the
    address (``?lang=en``), never in a cookie; links made by ``url_for`` carry it on.
    """
    app.extensions[EXTENSION] = (default, preference)
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.install_gettext_callables(plain_gettext, plain_ngettext, newstyle=True)
    app.jinja_env.globals.update(language=language, other_language=other_language)
    _count_in_groups(app)

    @app.url_defaults
    def carry_language(endpoint: str, values: dict[str, Any]) -> None:
        if has_request_context() and not endpoint.endswith("static") and (wanted := carried()):
            values.setdefault("lang", wanted)

    for name in LANGUAGES:
        catalogue(name)
