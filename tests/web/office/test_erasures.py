"""A person's data erased at the screen: proposed with a preview, confirmed by the other office, listed with its basis."""

import pytest

from states.vocabulary import FactKind, Role, State
from tests.support.world import World
from tests.web.office.desk import OpenSite
from tests.workflow.test_award_register import enter, state
from tests.workflow.test_erasures import NAME, erase, refuse_intake
from tests.workflow.test_maintenance import put_back
from tests.workflow.test_passages import refused_for
from workflow.erasures_remembered import remember, undone

GIVEN = {"ground": "request", "document": "Đơn số 12 ngày 02/01/2024", "requested_on": "02/01/2024"}
OFFICES = (Role.SECRETARIAT, Role.AUDITOR, Role.CHAIRMAN, Role.COUNCIL_SECRETARY)


def test_requested_confirmed_and_done(world: World, open_site: OpenSite) -> None:
    key = refuse_intake(world, world.draft(name=NAME))
    office, other, auditor = (open_site.at(role) for role in (Role.SECRETARIAT, Role.ADMINISTRATOR, Role.AUDITOR))
    nominee = f"/nominees/{world.nomination(key)['nominee_id']}"
    page = office.open(next(link for link in office.open(nominee).links() if link.endswith("/erasure")))
    assert "Hồ sơ đề nghị: 1" in page.words and "chưa tìm thấy nguồn" in page.words
    assert "Nhập số và ngày của văn bản." in page.send("Gửi đề nghị xóa", {"ground": "request"}, status=422).words
    page = page.send("Gửi đề nghị xóa", GIVEN)
    assert "Chờ xác nhận" in page.words and NAME in page.words
    there = next(link for link in other.open("/erasures").links() if link.startswith("/erasures/"))
    page = other.open(f"{there}/confirmation")
    assert NAME in page.words
    page = page.send("Xác nhận xóa dữ liệu cá nhân")
    assert "Đã xóa" in page.words and NAME not in page.words
    page = auditor.open(there)
    assert "Đơn số 12 ngày 02/01/2024" in page.words and "Theo yêu cầu của người đó" in page.words
    assert NAME not in auditor.open("/erasures").words
    assert any(
        link.endswith(f"/log/cases/{there[10:]}") for link in auditor.open("/log/worth-a-look?look=exception").links()
    )
    assert "(đã xóa)" in office.open(nominee).words


def test_a_running_case_and_a_hold_are_said_before_anything_is_sent(world: World, open_site: OpenSite) -> None:
    key = world.draft(name=NAME)
    office = open_site.at(Role.SECRETARIAT)
    there = f"/nominees/{world.nomination(key)['nominee_id']}"
    page = office.open(f"{there}/erasure")
    assert "Chờ hồ sơ đang giải quyết kết thúc" in page.words
    assert "Chờ hồ sơ đang giải quyết kết thúc" in page.send("Gửi đề nghị xóa", GIVEN, status=422).words
    page = office.open(f"{there}/legal-hold").send("Giữ lại", {"document": "Khiếu nại 7", "held_from": "02/01/2024"})
    assert "Khiếu nại 7" in page.words
    assert "phải giữ lại theo văn bản" in office.open(f"{there}/erasure").words
    lifting = next(link for link in page.links() if link.endswith("/lifting"))
    assert "Đã kết thúc" in office.open(lifting).send("Kết thúc việc giữ lại", {"reason": "Đã giải quyết"}).words


def test_every_page_about_an_erased_person_still_opens(world: World, open_site: OpenSite) -> None:
    key = world.bring(world.draft("LDTT", name=NAME), State.PUBLISHED)
    nominee = world.nomination(key)["nominee_id"]
    state(world, nominee, FactKind.MANAGED, "yes")
    state(world, nominee, FactKind.RATING, "good")
    enter(world, nominee, "CSTDCS", 2022)
    gone = refuse_intake(world, world.draft(name="Người Bị Từ Chối"))
    for each in (nominee, world.nomination(gone)["nominee_id"]):
        erase(world, each)
    pages = [f"/nominations/{each}{more}" for each in (key, gone) for more in ("", "/conditions")]
    pages += [f"/nominees/{world.nomination(each)['nominee_id']}" for each in (key, gone)]
    for role in OFFICES:
        reader = open_site.at(role)
        for page in pages:
            assert "Người Bị Từ Chối" not in reader.open(page).words
        if role == Role.AUDITOR:
            for index in range(int(world.nomination(gone)["head"]) + 3):
                assert "Người Bị Từ Chối" not in reader.open(f"/log/{index}").words
            assert "Người Bị Từ Chối" not in reader.open(f"/log/cases/{gone}").words


def test_free_texts_of_others_are_chosen_one_by_one(
    world: World, open_site: OpenSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = refuse_intake(world, world.draft(name=NAME))
    taken = refused_for(world, f"Theo lời bà {NAME}.", monkeypatch)
    spared = refused_for(world, f"Theo đơn của bà {NAME}.", monkeypatch)
    doubtful = refused_for(world, "Theo lời bà Nguyễn Thị Xoạ Ten.", monkeypatch)
    office, other = open_site.at(Role.SECRETARIAT), open_site.at(Role.ADMINISTRATOR)
    page = office.open(f"/nominees/{world.nomination(key)['nominee_id']}/erasure")
    assert f"Theo lời bà {NAME}." in page.words and "Dấu khác với tên trong sổ" in page.words
    page.send("Gửi đề nghị xóa", GIVEN)
    there = next(link for link in other.open("/erasures").links() if link.startswith("/erasures/"))
    page = other.open(f"{there}/confirmation")
    page.send("Xác nhận xóa dữ liệu cá nhân", {"passages": f"nomination.{taken}"})
    assert {case: world.nomination(case)["reason"] for case in (taken, spared, doubtful)} == {
        taken: "Theo lời bà (đã xóa).", spared: f"Theo đơn của bà {NAME}.",
        doubtful: "Theo lời bà Nguyễn Thị Xoạ Ten.",
    }  # fmt: skip


def test_what_an_older_copy_has_undone_is_proposed_again_at_once(world: World, open_site: OpenSite) -> None:
    erased = world.nomination(refuse_intake(world, world.draft(name=NAME)))["nominee_id"]
    erase(world, erased)
    remember(world.store)
    assert "Bản sao cũ" not in open_site.at(Role.ADMINISTRATOR).open("/erasures").words
    put_back(world.store, erased, world.nomination(refuse_intake(world, world.draft(name=NAME)))["nominee_id"])
    office, other = open_site.at(Role.SECRETARIAT), open_site.at(Role.ADMINISTRATOR)
    assert "Bản sao cũ" not in open_site.at(Role.AUDITOR).open("/erasures").words
    page = other.open("/erasures").send("Đề nghị xóa lại tất cả")
    assert "Đã đề nghị xóa lại: 1." in page.words and "Đơn số 12 ngày 02/01/2024" in page.words
    assert "Chưa đề nghị được: 1" in page.send("Đề nghị xóa lại tất cả").words
    waiting = next(link for link in page.links() if link.startswith("/erasures/") and "Chờ" in office.open(link).words)
    office.open(f"{waiting}/confirmation").send("Xác nhận xóa dữ liệu cá nhân")
    assert "Bản sao cũ" not in office.open("/erasures").words and undone(world.store) == []
