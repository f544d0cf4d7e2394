"""The administrator's day: a unit, an invitation, an office; and what an administrator can't do."""

from pathlib import Path

import pytest

from states.vocabulary import Role
from tests.support.site import Site
from tests.support.world import World
from tests.web.administration.release import release_code_of
from workflow.store import Store


@pytest.fixture
def site(sqlite_store: Store, tmp_path: Path) -> Site:
    return Site(World.open(sqlite_store), tmp_path / "var")


def test_a_unit_is_added_and_stands_in_the_list(site: Site) -> None:
    administrator = site.person(site.world.actor(Role.ADMINISTRATOR))
    page = administrator.open("/units").send(
        "Thêm đơn vị", {"kind": "association", "name": "Hội  Khuyến học", "valid_from": "05/02/2024"}
    )

    assert "Hội Khuyến học" in page.words
    assert "05/02/2024" in page.words


def test_a_wrong_day_keeps_what_was_entered(site: Site) -> None:
    administrator = site.person(site.world.actor(Role.ADMINISTRATOR))
    page = administrator.open("/units").send(
        "Thêm đơn vị", {"kind": "village", "name": "Thôn Mới", "valid_from": "31/02/2024"}, status=422
    )

    assert "Ngày không có thật" in page.words
    assert page.entered()["name"] == "Thôn Mới"
    assert page.entered()["valid_from"] == "31/02/2024"


def test_an_invited_person_sets_their_own_password_once(site: Site) -> None:
    administrator = site.person(site.world.actor(Role.ADMINISTRATOR))
    page = administrator.open("/accounts").send(
        "Tạo tài khoản", {"full_name": "Vũ Thị Mới", "post_title": "Trưởng thôn", "username": "moi.vu"}
    )
    page = page.send("Tạo liên kết mới")
    link = page.root.find(".//input[@id='address']")
    assert link is not None
    path = str(link.get("value")).removeprefix("http://127.0.0.1:8000")
    assert path.startswith("/invitation/")

    code = release_code_of(site, "Vũ Thị Mới")
    person = next(link for link in administrator.open("/accounts").links() if link.startswith("/accounts/"))
    assert code not in administrator.open(person).text

    newcomer = site.visitor()
    page = newcomer.open(path).send("Đặt mật khẩu", {"password": "ngắn", "again": "ngắn", "code": code}, status=422)
    assert "ít nhất 10 ký tự" in page.words
    wanted = {"password": "bốn từ dễ nhớ", "again": "bốn từ dễ nhớ"}
    page = page.send("Đặt mật khẩu", {**wanted, "code": "ABCDE-FGHIJ"}, status=422)
    assert "Mã xác nhận chưa đúng" in page.words
    page = page.send("Đặt mật khẩu", {**wanted, "code": code.lower().replace("-", " ")})
    assert page.path == "/worklist"

    site.visitor().open(path, status=404)


def test_an_office_is_granted_by_its_document_and_ended(site: Site) -> None:
    administrator = site.person(site.world.actor(Role.ADMINISTRATOR))
    clerk = site.world.person("vanthu", "Bùi Văn Thư", Role.SECRETARIAT)
    page = administrator.open(f"/accounts/{clerk.account_id}/offices").send(
        "Giao vai trò",
        {"role": "council_member", "title": "Ủy viên", "held_from": "01/03/2024", "document": "QĐ 09/QĐ-UBND"},
    )
    assert "QĐ 09/QĐ-UBND" in page.words

    ending = next(link for link in page.links() if link.endswith("/ending"))
    page = administrator.open(ending).send("Kết thúc", {"last_day": "01/03/2024", "reason": "QĐ 10/QĐ-UBND"})
    assert "01/03/2024" in page.words


def test_no_office_for_oneself_none_beside_administration_and_no_second_chairman(site: Site) -> None:
    me = site.world.actor(Role.ADMINISTRATOR)
    page = (
        site.person(me)
        .open(f"/accounts/{me.account_id}/offices")
        .send(
            "Giao vai trò",
            {"role": "chairman", "title": "Chủ tịch", "held_from": "01/03/2024", "document": "tự giao"},
            status=422,
        )
    )

    assert len(page.root.findall(".//*[@class='bv-summary__list']/li")) == 3
    assert page.entered()["document"] == "tự giao"


def test_an_auditor_reads_the_registers_and_changes_nothing(site: Site) -> None:
    auditor = site.person(site.world.actor(Role.AUDITOR))
    page = auditor.open("/units")

    assert page.root.find(".//main//form[@class='bv-form']") is None
    assert auditor.client.post("/units", data={"name": "x"}).status_code in (400, 403)


@pytest.mark.parametrize("role", [Role.UNIT_OFFICER, Role.SECRETARIAT, Role.CHAIRMAN, Role.COUNCIL_MEMBER])
def test_others_do_not_open_the_registers(site: Site, role: Role) -> None:
    somebody = site.person(site.world.actor(role))

    for path in ("/units", "/accounts"):
        assert somebody.client.get(path).status_code == 403


def test_the_password_of_another_can_nowhere_be_set(site: Site) -> None:
    administrator = site.person(site.world.actor(Role.ADMINISTRATOR))
    other = site.world.actor(Role.SECRETARIAT)
    for path in ("/accounts", f"/accounts/{other.account_id}", f"/accounts/{other.account_id}/link", "/units"):
        assert administrator.open(path).root.find(".//input[@type='password']") is None


def test_a_link_leads_to_our_site_whatever_host_a_request_names(site: Site) -> None:
    administrator = site.person(site.world.actor(Role.ADMINISTRATOR))
    form = administrator.open(f"/accounts/{site.world.members[0].account_id}/link").root.find(".//main//form/input")
    assert form is not None
    answer = administrator.client.post(
        f"/accounts/{site.world.members[0].account_id}/link",
        data={"csrf_token": form.get("value", "")},
        headers={"Host": "localhost", "X-Forwarded-Host": "evil.example"},
    )
    assert "http://127.0.0.1:8000/invitation/" in answer.text
    assert "evil.example" not in answer.text
