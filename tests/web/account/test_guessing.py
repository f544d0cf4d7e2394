"""Guessing passwords and names, and keeping others out by it, at the page that everybody uses."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from states.vocabulary import Role
from tests.support.site import PASSWORD, Person, Site
from tests.support.world import World
from workflow.sign_in_tries import FREE_TRIES
from workflow.store import Store

NAME = "uyvien1.dong-mau"
AT_ONCE = 8


@pytest.fixture
def site(sqlite_store: Store, tmp_path: Path) -> Site:
    return Site(World.open(sqlite_store), tmp_path / "var")


def tries(visitor: Person, username: str, password: str = "sai", times: int = 1) -> list[int]:
    """The statuses that somebody is answered with."""
    page = visitor.open("/sign-in")
    return [
        page.post("Đăng nhập", {"username": username, "password": password}).status_code for _ in range(times)
    ]  # fmt: skip


def test_haste_gains_no_guess(site: Site) -> None:
    site.person(site.world.members[0])
    start = Barrier(AT_ONCE)

    def rush(visitor: Person) -> list[int]:
        page = visitor.open("/sign-in")
        start.wait()
        return [page.post("Đăng nhập", {"username": NAME, "password": "sai"}).status_code for _ in range(3)]

    with ThreadPoolExecutor(AT_ONCE) as people:
        answers = Counter(
            status for each in people.map(rush, [site.visitor() for _ in range(AT_ONCE)]) for status in each
        )
    assert answers == {422: FREE_TRIES, 429: 3 * AT_ONCE - FREE_TRIES}


def test_a_name_that_nobody_has_is_answered_like_any_other(site: Site) -> None:
    site.person(site.world.members[0])
    answers = [tries(site.visitor(), name, times=FREE_TRIES + 2) for name in (NAME, "khong.co.ai", "UYVIEN2.dong-mau")]
    assert answers == [[422] * FREE_TRIES + [429] * 2] * 3
    assert tries(site.visitor(), "uyvien2.dong-mau") == [429], "in whatever letters it is typed"


def test_strangers_keep_nobody_out_of_a_device_they_know(site: Site) -> None:
    member = site.person(site.world.members[0])
    assert member.client.post("/sign-out", data=_token(member)).status_code == 303
    assert tries(site.visitor(), NAME, times=FREE_TRIES + 1)[-1] == 429

    assert tries(member, NAME, PASSWORD) == [303]
    assert tries(site.visitor(), NAME, PASSWORD) == [429]


def test_a_known_device_is_no_way_to_guess(site: Site) -> None:
    shared = site.person(site.world.members[0])
    assert shared.client.post("/sign-out", data=_token(shared)).status_code == 303
    assert tries(shared, NAME, times=FREE_TRIES + 1) == [422] * FREE_TRIES + [429]
    assert tries(shared, "thuongtruc.dong-mau", times=FREE_TRIES + 1)[-1] == 429, "it is known for one person"
    site.person(site.world.actor(Role.CHAIRMAN))

    forger = site.visitor()
    forger.client.set_cookie("bangvang-device", "WyJhIixbXV0.forged")
    assert tries(forger, NAME, times=FREE_TRIES + 1) == [422] * FREE_TRIES + [429]


def _token(person: Person) -> dict[str, str]:
    """The mark against forged forms, as it stands in the page's head of a signed-in person."""
    field = person.open("/account").root.find(".//input[@name='csrf_token']")
    assert field is not None
    return {"csrf_token": field.get("value", "")}
