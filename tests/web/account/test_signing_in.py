"""Signing in: one spelling of passwords, a pause after guessing, sessions that end with the password."""

import unicodedata
from pathlib import Path

import pytest

from states.vocabulary import Role, Subject
from tests.support.site import PASSWORD, Site
from tests.support.world import World
from workflow.commands.administration.end_office import EndOffice
from workflow.store import Store


@pytest.fixture
def site(sqlite_store: Store, tmp_path: Path) -> Site:
    return Site(World.open(sqlite_store), tmp_path / "var")


def test_a_password_typed_in_the_other_spelling_opens_too(site: Site) -> None:
    site.person(site.world.actor(Role.SECRETARIAT))
    visitor = site.visitor()
    page = visitor.open("/sign-in").send(
        "Đăng nhập",
        {"username": "thuongtruc.dong-mau", "password": unicodedata.normalize("NFD", PASSWORD)},
    )

    assert page.path == "/worklist"


def test_a_wrong_password_says_what_to_do_and_keeps_the_name(site: Site) -> None:
    site.person(site.world.actor(Role.SECRETARIAT))
    page = (
        site.visitor()
        .open("/sign-in")
        .send("Đăng nhập", {"username": "thuongtruc.dong-mau", "password": "sai"}, status=422)
    )

    assert "nhập lại mật khẩu" in page.words
    assert page.entered()["username"] == "thuongtruc.dong-mau"
    assert page.entered()["password"] == ""


def test_guessing_is_answered_with_a_pause(site: Site) -> None:
    site.person(site.world.actor(Role.SECRETARIAT))
    visitor = site.visitor()
    for _ in range(5):
        visitor.open("/sign-in").send("Đăng nhập", {"username": "thuongtruc.dong-mau", "password": "sai"}, status=422)

    page = visitor.open("/sign-in").send(
        "Đăng nhập", {"username": "thuongtruc.dong-mau", "password": PASSWORD}, status=429
    )
    assert "15 phút" in page.words


def test_a_page_asked_for_before_signing_in_is_found_after(site: Site) -> None:
    site.person(site.world.actor(Role.AUDITOR))
    page = site.visitor().open("/log").send("Đăng nhập", {"username": "giamsat.dong-mau", "password": PASSWORD})

    assert page.path == "/log"


def test_the_way_back_never_leads_to_another_site(site: Site) -> None:
    site.person(site.world.actor(Role.AUDITOR))
    page = (
        site.visitor()
        .open("/sign-in?back=//evil.example/")
        .send("Đăng nhập", {"username": "giamsat.dong-mau", "password": PASSWORD})
    )

    assert page.path == "/worklist"


def test_changing_the_password_ends_other_sessions(site: Site) -> None:
    me = site.world.actor(Role.AUDITOR)
    here, elsewhere = site.person(me), site.person(me)
    page = here.open("/account").send(
        "Đổi mật khẩu", {"present": PASSWORD, "password": "một câu hoàn toàn mới", "again": "một câu hoàn toàn mới"}
    )

    assert "Đã đổi mật khẩu" in page.words
    assert here.client.get("/worklist").status_code == 200
    assert elsewhere.client.get("/worklist").status_code == 303


def test_signing_out_ends_copied_cookies_and_every_other_session(site: Site) -> None:
    me = site.world.actor(Role.CHAIRMAN)
    here, elsewhere = site.person(me), site.person(me)
    cookie = here.client.get_cookie("bangvang")
    assert cookie is not None
    thief = site.visitor()
    thief.client.set_cookie("bangvang", cookie.value)
    assert thief.client.get("/chairman/inbox").status_code == 200

    form = here.open("/account").root.find(".//form[@action='/sign-out']//input[@name='csrf_token']")
    assert form is not None
    assert here.client.post("/sign-out", data={"csrf_token": form.get("value", "")}).status_code == 303

    thief.client.set_cookie("bangvang", cookie.value)
    for each in (here, elsewhere, thief):
        assert each.client.get("/chairman/inbox").status_code == 303
    assert site.person(me).client.get("/chairman/inbox").status_code == 200


def test_an_office_that_ended_opens_nothing_any_more(site: Site) -> None:
    auditor = site.person(site.world.actor(Role.AUDITOR))
    site.world.person("giamsat2", "Lý Thị Hai", Role.AUDITOR)
    assert auditor.client.get("/log").status_code == 200
    held = site.world.actor(Role.AUDITOR).offices[0].id
    seen = site.world.seen(held, Subject.OFFICE)
    site.world.do(
        EndOffice(on=held, seen=seen, last_day=site.world.day, reason="QĐ 11/QĐ-UBND"),
        site.world.actor(Role.ADMINISTRATOR),
    )

    assert auditor.client.get("/log").status_code == 403
