"""A form that is sent after its session has ended: its text is shown, and comes back to its author alone."""

from pathlib import Path

import pytest

from states.vocabulary import Role
from tests.support.site import PASSWORD, Page, Person, Site
from tests.support.world import World
from tests.web.unit.steps import begin
from workflow.store import Store

WORDS = "Sản xuất giỏi, <b>giúp đỡ</b> hàng xóm.\nBa năm liền."


@pytest.fixture
def site(sqlite_store: Store, tmp_path: Path) -> Site:
    world = World.open(sqlite_store)
    world.wait(1)
    return Site(world, tmp_path / "var")


@pytest.fixture
def officer(site: Site) -> Person:
    return site.person(site.world.people["thon-dong"])


def sent_too_late(officer: Person) -> tuple[Page, str]:
    """An achievement written on a page whose session has ended since; answers the page that says so, and the form's address."""
    form = officer.open(f"{begin(officer).path}/achievement")
    officer.open("/worklist")
    sign_out(officer)
    return form.send("Lưu nháp", {"achievement": WORDS}, status=400), form.path


def sign_out(person: Person) -> None:
    person.client.delete_cookie("bangvang")


def sign_in(page: Page, name: str, *, status: int = 200) -> Page:
    return page.send("Đăng nhập", {"username": f"{name}.dong-mau", "password": PASSWORD}, status=status)


def test_what_was_typed_is_shown_and_comes_back_after_signing_in(officer: Person) -> None:
    late, address = sent_too_late(officer)
    assert "Phiên làm việc đã kết thúc" in late.words
    assert "giúp đỡ</b> hàng xóm." not in late.text.replace("&lt;b&gt;giúp đỡ&lt;/b&gt;", "")
    assert WORDS in [box.text for box in late.root.iter("textarea")]

    page = sign_in(late, "thon-dong")
    assert page.path == address
    assert page.entered()["achievement"] == WORDS
    assert "còn nguyên dưới đây" in page.words

    page.send("Lưu nháp")
    assert officer.open(address).entered()["achievement"] == WORDS
    saved = officer.open(address).send("Lưu nháp", {"achievement": "Gọn hơn."})
    assert officer.open(address).entered()["achievement"] == "Gọn hơn.", saved.words


def test_a_wrong_password_does_not_lose_it(officer: Person) -> None:
    late, address = sent_too_late(officer)
    again = late.send("Đăng nhập", {"username": "thon-dong.dong-mau", "password": "sai"}, status=422)
    page = sign_in(again, "thon-dong")
    assert (page.path, page.entered()["achievement"]) == (address, WORDS)


def test_nobody_else_gets_it(site: Site, officer: Person) -> None:
    site.person(site.world.people["truong-hoc"])
    late, address = sent_too_late(officer)
    page = sign_in(late, "truong-hoc", status=404)
    assert page.path == address
    assert "hàng xóm" not in page.text
    sign_out(officer)
    assert sign_in(officer.open("/sign-in"), "thon-dong").path == "/worklist"
    assert "hàng xóm" not in officer.open(address).text


def test_another_who_signed_in_meanwhile_is_not_shown_it(site: Site, officer: Person) -> None:
    site.person(site.world.people["truong-hoc"])
    form = officer.open(f"{begin(officer).path}/achievement")
    sign_out(officer)
    sign_in(officer.open("/sign-in"), "truong-hoc")
    late = form.send("Lưu nháp", {"achievement": WORDS}, status=400)
    assert "tài khoản khác" in late.words
    assert "hàng xóm" not in late.text


def test_who_signed_in_again_beside_it_goes_straight_back(officer: Person) -> None:
    form = officer.open(f"{begin(officer).path}/achievement")
    sign_out(officer)
    sign_in(officer.open("/sign-in"), "thon-dong")
    page = form.send("Lưu nháp", {"achievement": WORDS}, status=400).send("Trở lại trang với nội dung đã nhập")
    assert (page.path, page.entered()["achievement"]) == (form.path, WORDS)


def test_a_form_of_no_session_is_shown_to_nobody(site: Site) -> None:
    answer = site.visitor().client.post("/unit/nominations/new/individual", data={"name": "Chữ của kẻ lạ"})
    assert answer.status_code == 400
    assert "kẻ lạ" not in answer.text


def test_no_password_is_kept(site: Site) -> None:
    someone = site.person(site.world.actor(Role.AUDITOR))
    form = someone.open("/account")
    sign_out(someone)
    late = form.send(
        "Đổi mật khẩu", {"present": PASSWORD, "password": "một câu mới toanh", "again": "một câu mới toanh"}, status=400
    )
    assert "mới toanh" not in late.text
    assert late.entered()["kept"] == ""
