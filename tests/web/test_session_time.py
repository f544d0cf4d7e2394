"""The two limits of a session, the warning, and "Giữ phiên"."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.web.gallery import AT, make_gallery
from web.clock import Clock

MINUTE = 60 * 1_000_000


@dataclass(frozen=True)
class TurnedClock(Clock):
    """A clock whose hands the test moves."""

    hands: tuple[list[int], ...] = ([AT],)

    def now(self) -> int:
        return self.hands[0][0]

    def turn(self, minutes: int) -> None:
        self.hands[0][0] += minutes * MINUTE


@pytest.fixture
def turned() -> TurnedClock:
    return TurnedClock(hands=([AT],))


@pytest.fixture
def person(environ: dict[str, str], turned: TurnedClock) -> FlaskClient:
    """Somebody who has just signed in."""
    app: Flask = make_gallery(environ, clock=turned)
    client = app.test_client()
    client.get("/signed-in")
    return client


def remaining(client: FlaskClient) -> int | None:
    """The seconds that the page names; None once the session has ended."""
    found = re.search(r'data-remaining="(\d+)"', client.get("/").text)
    return int(found[1]) if found else None


def test_a_visitor_has_no_session(client: FlaskClient) -> None:
    assert remaining(client) is None


def test_an_hour_without_a_page_ends_it(person: FlaskClient, turned: TurnedClock) -> None:
    assert remaining(person) == 3600
    turned.turn(59)
    assert remaining(person) == 3600, "a visit starts the hour anew"
    turned.turn(60)
    assert remaining(person) is None


def test_twelve_hours_end_it_in_any_case(person: FlaskClient, turned: TurnedClock) -> None:
    for _each in range(14):
        turned.turn(50)
        assert remaining(person)
    assert remaining(person) == 20 * 60
    turned.turn(20)
    assert remaining(person) is None


def token(client: FlaskClient) -> str:
    """A CSRF token of the session."""
    return re.findall(r'name="csrf_token" value="([^"]+)"', client.get("/").text)[0]


def test_staying_keeps_what_is_typed(person: FlaskClient, turned: TurnedClock) -> None:
    data = {"csrf_token": token(person), "back": "/form"}
    turned.turn(55)
    answer = person.post("/session/extension", data=data, headers={"Accept": "application/json"})
    assert answer.get_json() == {"remaining": 3600}
    turned.turn(55)
    assert person.post("/session/extension", data=data).headers["Location"] == "/form"
    assert remaining(person) == 3600


@pytest.mark.parametrize("back", ["https://elsewhere.example", "//elsewhere.example", "/\\elsewhere.example", "x", ""])
def test_the_way_back_stays_here(person: FlaskClient, back: str) -> None:
    answer = person.post("/session/extension", data={"csrf_token": token(person), "back": back})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/")


def test_who_comes_back_late_is_told_so(person: FlaskClient, turned: TurnedClock) -> None:
    data = {"csrf_token": token(person), "full_name": "Hồ Văn Ưởng"}
    turned.turn(61)
    answer = person.post("/form", data=data)
    assert answer.status_code == 400
    assert "Phiên làm việc đã hết hạn" in answer.text
