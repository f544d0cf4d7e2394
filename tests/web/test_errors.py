"""What people read when something cannot be done."""

from __future__ import annotations

import logging
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from states import refusals
from states.refusals import BangVangError
from tests.support.html import check_page
from web.errors import PAGES, STATUS


@pytest.mark.parametrize("status", sorted(set(PAGES) - {500}))
@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("who", ["public", "person"])
def test_each_status_has_a_page_with_advice(client: FlaskClient, status: int, language: str, who: str) -> None:
    if who == "person":
        with client.session_transaction() as session:
            session["language"] = language
    answer = client.get(f"/error/{status}?as={who}&lang={language}")
    assert answer.status_code == status
    check_page(answer.text)
    assert f'<html lang="{language}">' in answer.text
    assert answer.text.count("<li>") >= len(PAGES[status].advice)
    assert ("bv-side" in answer.text) == (who == "person")


def test_waiting_time_is_said(client: FlaskClient) -> None:
    answer = client.get("/error/429")
    assert "Thử lại sau 3 phút." in answer.text
    assert answer.headers["Retry-After"] == "150"


def test_a_lost_person_may_search(client: FlaskClient) -> None:
    assert 'id="lost-words"' in client.get("/nowhere").text


def test_an_incident_has_a_code_and_says_that_nothing_changed(
    client: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        answer = client.get("/broken")
    assert answer.status_code == 500
    check_page(answer.text)
    assert "Dữ liệu chưa bị thay đổi" in answer.text
    code = re.findall(r"<strong>([0-9A-F]{8})</strong>", answer.text)[0]
    assert f"Incident {code} at /broken" in caplog.text
    assert "ZeroDivisionError" in caplog.text
    assert "ZeroDivisionError" not in answer.text


def test_an_incident_speaks_the_visitors_language(client: FlaskClient) -> None:
    assert "No data has been changed" in client.get("/broken?lang=en").text


@pytest.mark.parametrize(
    ("order", "kind", "status", "words"),
    [
        ("get", "full", 503, "Dữ liệu chưa bị thay đổi"),
        ("post", "full", 503, "Dữ liệu chưa bị thay đổi"),
        ("get", "away", 503, "Dữ liệu chưa bị thay đổi"),
        ("post", "away", 503, "Không có gì bị ghi dở dang."),
        ("get", "mistaken", 500, "Hệ thống gặp sự cố"),
        ("get", "missing", 500, "Hệ thống gặp sự cố"),
    ],
)
def test_what_can_be_waited_for_is_told_from_our_faults(
    gallery: Flask, order: str, kind: str, status: int, words: str
) -> None:
    gallery.config["WTF_CSRF_ENABLED"] = False
    answer = gallery.test_client().open(f"/unwritable/{kind}", method=order.upper())
    assert answer.status_code == status
    check_page(answer.text)
    assert words in answer.text
    assert re.search(r"<strong>[0-9A-F]{8}</strong>", answer.text)
    assert ("Cơ sở dữ liệu tạm thời không ghi được" in answer.text) == (status == 503)
    assert answer.headers.get("Retry-After") == ("60" if status == 503 else None)


def test_a_refusal_gives_every_reason(client: FlaskClient) -> None:
    answer = client.get("/refused")
    assert answer.status_code == 422
    assert "no_quorum" in answer.text, "the gallery words a refusal by its code"


def test_every_error_of_ours_has_a_status() -> None:
    tree = {each for each in vars(refusals).values() if isinstance(each, type) and issubclass(each, BangVangError)}
    assert tree - {BangVangError} == set(STATUS)
    assert set(STATUS.values()) <= set(PAGES)
