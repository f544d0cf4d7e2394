"""Which language a page speaks, and how the choice travels."""

from __future__ import annotations

import pytest
from flask import Flask, url_for
from flask.testing import FlaskClient

from tests.web.gallery import make_gallery
from web.language import _, lazy, ngettext


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("/?as=public", "vi"),
        ("/?as=public&lang=en", "en"),
        ("/?as=public&lang=fr", "vi"),
    ],
)
def test_a_visitor_chooses_in_the_address(client: FlaskClient, address: str, expected: str) -> None:
    answer = client.get(address)
    assert f'<html lang="{expected}">' in answer.text


def test_an_account_keeps_its_own(client: FlaskClient) -> None:
    with client.session_transaction() as session:
        session["language"] = "en"
    assert '<html lang="en">' in client.get("/?lang=vi").text
    assert ">To do<" in client.get("/").text.replace("</svg> ", ">")


def test_the_installation_has_a_default(environ: dict[str, str]) -> None:
    english = make_gallery(environ | {"BANGVANG_LANGUAGE": "en"}).test_client()
    assert '<html lang="en">' in english.get("/?as=public").text
    assert '<html lang="vi">' in english.get("/?as=public&lang=vi").text


def test_public_pages_set_no_cookie_and_carry_the_language(client: FlaskClient) -> None:
    answer = client.get("/xa/board?as=public&lang=en")
    assert "Set-Cookie" not in answer.headers
    assert "Vary" not in answer.headers
    assert 'href="/other/board?lang=en"' in answer.text
    assert 'hreflang="vi"' in answer.text


def test_stylesheets_carry_no_language(gallery: Flask) -> None:
    with gallery.test_request_context("/?as=public&lang=en"):
        assert "lang" not in url_for("static", filename="app.css")


def test_words_with_variables_and_counts(gallery: Flask) -> None:
    label = lazy("Còn %(n)s ký tự.", n=3)
    with gallery.test_request_context("/?as=public&lang=en"):
        assert str(label) == "3 characters left."
        assert ngettext("Thử lại sau %(num)s phút.", "Thử lại sau %(num)s phút.", 1) == "Try again in 1 minute."
        assert ngettext("Thử lại sau %(num)s phút.", "Thử lại sau %(num)s phút.", 4) == "Try again in 4 minutes."
    with gallery.test_request_context("/?as=public"):
        assert str(label) == "Còn 3 ký tự."
        assert ngettext("Thử lại sau %(num)s phút.", "Thử lại sau %(num)s phút.", 4) == "Thử lại sau 4 phút."
    assert _("Sửa") == "Sửa"


def test_counts_are_written_in_the_languages_groups(gallery: Flask) -> None:
    template = gallery.jinja_env.from_string("{{ ngettext('%(num)s hồ sơ', '%(num)s hồ sơ', n) }}")
    for address, wanted in (("/?as=public", "3.065 hồ sơ"), ("/?as=public&lang=en", "3,065 cases")):
        with gallery.test_request_context(address):
            assert ngettext("%(num)s hồ sơ", "%(num)s hồ sơ", 3065) == wanted
            assert template.render(n=3065) == wanted
