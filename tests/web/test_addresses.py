"""Addresses that are worked out once say what ``url_for`` says, in every language; pieces are drawn once and no more."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask, g, get_template_attribute, url_for

from states.vocabulary import Role
from web.addresses import address, addresses
from web.drawn import Once, drawn
from web.factory import build
from web.navigation import menu
from web.settings import read_settings
from workflow.store import Store

ASKED: list[tuple[str, dict[str, Any]]] = [
    ("home.worklist", {}),
    ("home.worklist", {"award": None}),
    ("home.worklist", {"award": "GDVH", "state": "submitted"}),
    ("home.worklist", {"after": "2024-10-01_abc"}),
    ("home.worklist", {"award": "Gia đình & làng", "state": "{0}%"}),
    ("home.worklist", {"_anchor": "worklist"}),
    ("nominations.detail", {"key": "abcdefghijklmnopqrstuvwxyz"}),
    ("nominations.detail", {"key": "234567"}),
    ("nominations.detail", {"key": "một/hai"}),
    ("nominations.detail", {"key": "hole", "award": "-hole-0-hole-"}),
    ("static", {"filename": "app.css"}),
    ("bootstrap.static", {"filename": "css/bootstrap.min.css"}),
    ("public.board", {"organisation": "huong-lam"}),
    ("public.board", {}),
]


@pytest.fixture
def app(environ: dict[str, str], sqlite_store: Store) -> Flask:
    return build(read_settings(environ), sqlite_store)


@pytest.mark.parametrize("page", ["/", "/?lang=en", "/?lang=fr"])
@pytest.mark.parametrize("slug", ["mau", "khac"])
def test_an_address_is_what_url_for_says(app: Flask, page: str, slug: str) -> None:
    for script in ("", "/thi-dua", ""):
        with app.test_request_context(page, environ_overrides={"SCRIPT_NAME": script}):
            g.organisation = SimpleNamespace(slug=slug)
            for endpoint, values in ASKED * 2:
                assert address(endpoint, **values) == url_for(endpoint, **values)


def test_the_addresses_of_a_list(app: Flask) -> None:
    with app.test_request_context("/?lang=en"):
        to = addresses("nominations.detail")
        for key in ("abcdef", "một hai"):
            assert to(key) == url_for("nominations.detail", key=key)


def test_a_piece_is_drawn_once_for_each_language_and_place(app: Flask) -> None:
    everything = frozenset(Role) - {Role.HOLDER}
    found = {}
    for page in ("/worklist", "/inbox", "/worklist?lang=en", "/elsewhere") * 2:
        with app.test_request_context(page):
            g.language = "en" if "en" in page else "vi"
            lines = menu(everything)
            piece = drawn("layouts/menu.html", "menu_sections", lines.sections)
            assert piece == get_template_attribute("layouts/menu.html", "menu_sections")(lines.sections)
            assert found.setdefault(page, (lines, piece)) == (lines, piece), "the same menu, not one like it"
    assert len({piece for _, piece in found.values()}) == 4


def test_once_asks_once() -> None:
    asked: list[str] = []
    known = Once(lambda word: asked.append(word) or word.upper())  # type: ignore[func-returns-value]
    assert [known["a"], known["b"], known["a"]] == ["A", "B", "A"]
    assert asked == ["a", "b"]
