"""What every answer carries, and what is turned away."""

from __future__ import annotations

import re

import pytest
from flask import Flask, url_for
from flask.testing import FlaskClient

from tests.support.html import check_page
from tests.web.gallery import make_gallery
from web.factory import build
from web.security import BODY_LIMIT
from web.settings import read_settings
from workflow.store import Store


@pytest.mark.parametrize("address", ["/", "/xa/board?as=public", "/nowhere", "/broken", "/static/app.css"])
def test_every_answer_is_closed(client: FlaskClient, address: str) -> None:
    headers = client.get(address, buffered=True).headers
    policy = headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self';")
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"


def test_pages_are_not_kept_and_static_files_are(gallery: Flask, client: FlaskClient) -> None:
    assert client.get("/").headers["Cache-Control"] == "no-store"
    with gallery.test_request_context("/"):
        addresses = [
            url_for("static", filename="app.css"),
            url_for("bootstrap.static", filename="css/bootstrap.min.css"),
        ]
    for address in addresses:
        assert re.search(r"\?v=[0-9a-f]{16}$", address)
        assert "immutable" in client.get(address, buffered=True).headers["Cache-Control"]
    assert "immutable" not in client.get("/static/app.css?v=0000000000000000", buffered=True).headers["Cache-Control"]
    assert client.get("/static/nothing.css").headers["Cache-Control"] == "no-store"


def test_nothing_is_fetched_from_elsewhere(client: FlaskClient) -> None:
    fetched = re.findall(r'<(?:link|script|img)[^>]+(?:href|src)="([^"]+)"', client.get("/").text)
    assert fetched
    assert all(address.startswith("/") and not address.startswith("//") for address in fetched)
    assert all(client.get(address, buffered=True).status_code == 200 for address in fetched)


def test_the_session_cookie_is_closed(environ: dict[str, str]) -> None:
    plain = make_gallery(environ).test_client().get("/signed-in").headers["Set-Cookie"]
    assert plain.startswith("bangvang=") and "HttpOnly" in plain and "SameSite=Lax" in plain
    behind_tls = make_gallery(environ | {"BANGVANG_BASE_URL": "https://thidua.example.vn"}).test_client()
    answer = behind_tls.get("/signed-in", base_url="https://thidua.example.vn")
    cookie = answer.headers["Set-Cookie"]
    assert (
        cookie.startswith("__Host-bangvang=") and "Secure" in cookie and "Path=/" in cookie and "Domain" not in cookie
    )
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"


def test_another_host_is_turned_away_where_ours_is_known(environ: dict[str, str], client: FlaskClient) -> None:
    ours = make_gallery(environ | {"BANGVANG_BASE_URL": "https://thidua.example.vn:8443"}).test_client()
    for host, status in {
        "thidua.example.vn": 200, "THIDUA.example.vn:8443": 200, "127.0.0.1:8000": 200, "[::1]:8000": 200,
        "evil.example": 400, "thidua.example.vn.evil.example": 400, "evil.example:8443": 400,
    }.items():  # fmt: skip
        answer = ours.get("/", headers={"Host": host})
        assert answer.status_code == status, host
        assert "evil.example" not in answer.text
    assert client.get("/", headers={"Host": "thidua.example.vn"}).status_code == 200, "nobody has said which is ours"


def test_whoever_watches_the_machine_asks_by_any_name(environ: dict[str, str], sqlite_store: Store) -> None:
    url = sqlite_store.url.render_as_string(hide_password=False)
    named = {"BANGVANG_BASE_URL": "https://thidua.example.vn", "BANGVANG_DATABASE_URL": url}
    site = build(read_settings(environ | named), sqlite_store).test_client()
    assert site.get("/healthz", headers={"Host": "10.0.0.7"}).status_code == 200
    assert site.get("/readyz", headers={"Host": "10.0.0.7"}).status_code == 200
    assert site.get("/sign-in", headers={"Host": "10.0.0.7"}).status_code == 400


def test_a_form_without_token_does_nothing(client: FlaskClient) -> None:
    answer = client.post("/form", data={"full_name": "Hồ Văn Ưởng"})
    assert answer.status_code == 400
    assert "Phiên làm việc đã kết thúc" in answer.text
    check_page(answer.text)


def test_a_too_large_file_is_told_the_limit(client: FlaskClient) -> None:
    answer = client.post("/form", data=b"x" * (BODY_LIMIT + 1), content_type="multipart/form-data; boundary=b")
    assert answer.status_code == 413
    assert "tối đa 20 MB" in answer.text
    check_page(answer.text)
