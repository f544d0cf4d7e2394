"""A one-time link sent by e-mail: it works, it is kept nowhere, and a mail server that is away is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from notifications.channels.link_post import link_post
from states.vocabulary import Role
from tests.support.mail import MailRoom, free_port, mail_room
from tests.support.site import Page, Site
from tests.support.world import World
from tests.web.administration.release import release_code_of
from web.link_post import init_link_post
from workflow.store import Store

OURS = "https://thidua.dong-mau.example"


@pytest.fixture
def site(sqlite_store: Store, tmp_path: Path) -> Site:
    return Site(World.open(sqlite_store), tmp_path / "var")


def invited(site: Site, room: MailRoom | None, email: str = "moi.vu@dong-mau.example") -> Page:
    """The page on which an administrator makes the link for somebody new."""
    links = link_post(site.world.store, room.url if room else "", OURS)
    init_link_post(site.app, links.send if links else None)
    page = site.person(site.world.actor(Role.ADMINISTRATOR)).open("/accounts")
    return page.send(
        "Tạo tài khoản", {"full_name": "Vũ Thị Mới", "post_title": "Trưởng thôn", "username": "moi.vu", "email": email}
    )


def test_the_link_in_the_e_mail_opens_the_account(site: Site) -> None:
    with mail_room() as room:
        page = invited(site, room).send("Tạo liên kết và gửi tới moi.vu@dong-mau.example")
    assert "Đã gửi liên kết tới moi.vu@dong-mau.example." in page.text
    assert page.root.find(".//input[@id='address']") is None, "nobody but its person sees it"
    (mail,) = room.mails
    assert room.addresses == ["moi.vu@dong-mau.example"]
    assert mail["Subject"] == "Liên kết đặt mật khẩu hệ thống Bảng Vàng"
    text = mail.get_body(("plain",))
    assert text is not None
    address = next(line for line in text.get_content().splitlines() if line.startswith(f"{OURS}/invitation/"))
    code = release_code_of(site, "Vũ Thị Mới")
    page = site.visitor().open(address.removeprefix(OURS))
    page = page.send("Đặt mật khẩu", {"password": "bốn từ dễ nhớ", "again": "bốn từ dễ nhớ", "code": code})
    assert page.path == "/worklist"


def test_the_link_stands_nowhere_in_the_database(site: Site) -> None:
    with mail_room() as room:
        invited(site, room).send("Tạo liên kết và gửi tới")
    text = room.mails[0].get_body(("plain",))
    assert text is not None
    token = text.get_content().split("/invitation/")[1].split()[0].encode()
    folder = Path(str(site.world.store.url.database)).parent
    assert len(token) > 40
    assert not any(token in path.read_bytes() for path in folder.glob("bangvang.db*"))


def test_a_mail_server_that_is_away_leaves_the_link_on_the_screen(site: Site) -> None:
    page = invited(site, MailRoom(port=free_port())).send("Tạo liên kết và gửi tới")
    assert "Không gửi được thư (ConnectionRefusedError" in page.text
    assert page.root.find(".//input[@id='address']") is not None


def test_what_is_no_address_is_said(site: Site) -> None:
    with mail_room() as room:
        page = invited(site, room, email="không có").send("Tạo liên kết và gửi tới")
    assert "not an e-mail address" in page.text
    assert page.root.find(".//input[@id='address']") is not None


def test_without_server_or_address_there_is_one_button(site: Site) -> None:
    assert "gửi tới" not in invited(site, None).words


def test_without_address_there_is_one_button(site: Site) -> None:
    with mail_room() as room:
        assert "gửi tới" not in invited(site, room, email="").words
