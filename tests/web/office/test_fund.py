"""The book of the fund at the screen, and the warning before a decision that it can't pay."""

from __future__ import annotations

from pathlib import Path

import pytest

from states.vocabulary import Action, Role, State
from tests.support.site import Page
from tests.support.standing import take
from tests.support.world import World
from tests.web.office.desk import OpenSite, question
from workflow.store import Store


@pytest.fixture
def world(sqlite_store: Store) -> World:
    return World.open(sqlite_store)


@pytest.fixture
def open_site(world: World, tmp_path: Path) -> OpenSite:
    return OpenSite(world, tmp_path)


def enter(open_site: OpenSite, world: World, kind: str, amount: str, **more: str) -> Page:
    page = open_site.at(Role.SECRETARIAT).open("/fund/new")
    day = world.day.strftime("%d/%m/%Y")
    return page.send("Ghi vào sổ quỹ", {"kind": kind, "amount": amount, "entered_on": day} | more)


def test_a_decision_that_the_fund_can_not_pay_is_warned_of_before_it_is_signed(
    world: World, open_site: OpenSite
) -> None:
    decision = world.draft_decision([world.bring(world.draft("LDTT"), State.BEFORE_CHAIRMAN)])
    path, office = f"/decisions/{decision}", open_site.at(Role.SECRETARIAT)
    assert "Chưa ghi khoản thu, chi nào của nguồn này." in office.open(path).words
    enter(open_site, world, "allocation", "100.000")
    assert "Vượt nguồn chi" in office.open(path).words
    world.submit_decision(decision)
    chairman = open_site.at(Role.CHAIRMAN)
    approval = chairman.open(f"{path}/approval")
    for words in ("Vượt nguồn chi", "540.000", "440.000"):
        assert words in approval.words, words
    approval.send("Duyệt", {"has_read": "y"})
    take(world, Action.NUMBER_DECISION, decision)
    signing = chairman.open(f"{path}/signature").words
    assert "Vượt nguồn chi" in signing and "440.000" in signing
    enter(open_site, world, "contribution", "5.000.000", document="Phiếu thu số 3")
    assert "Nguồn chi đủ" in office.open(path).words
    words = open_site.at(Role.AUDITOR).open("/fund").words
    assert "5.100.000" in words and "Phiếu thu số 3" in words and "(20%)" in words


def test_the_book_of_a_year_cites_the_law_of_that_year(world: World, open_site: OpenSite) -> None:
    enter(open_site, world, "allocation", "100.000")
    first = world.day.year
    world.wait(600)
    enter(open_site, world, "allocation", "200.000")
    office, decree = open_site.at(Role.SECRETARIAT), "Nghị định 98/2023/NĐ-CP, Điều 52"
    now, then = office.open("/fund").words, office.open(f"/fund?year={first}").words
    assert decree in then and "28/2025" not in then
    assert "Thông tư 28/2025/TT-BTC" in now and decree not in now
    office.open(f"/fund?year={world.day.year - 9}")


def test_a_line_is_struck_with_its_reason(world: World, open_site: OpenSite) -> None:
    page = enter(open_site, world, "allocation", "100.000")
    assert "Được tính" in page.words
    key = page.path.rsplit("/", 1)[-1]
    office = open_site.at(Role.SECRETARIAT)
    office.open(f"/fund-entries/{key}/striking").send("Gạch", {"reason": "Ghi hai lần."})
    assert "Đã gạch" in office.open(f"/fund-entries/{key}").words


def test_what_is_missing_is_said_at_its_field(world: World, open_site: OpenSite) -> None:
    page = open_site.at(Role.SECRETARIAT).open("/fund/new")
    words = page.send("Ghi vào sổ quỹ", {"kind": "bonus", "amount": "vài triệu"}, status=422).words
    assert "Chọn quyết định mà tiền thưởng được chi theo." in words and "Nhập số tiền bằng đồng." in words


def test_a_recovery_enters_what_came_back(world: World, open_site: OpenSite) -> None:
    key = world.bring(world.draft("LDTT"), State.CONFERRED)
    office, chairman = open_site.at(Role.SECRETARIAT), open_site.at(Role.CHAIRMAN)
    question(office, key, Action.PROPOSE_ANNULMENT).send(
        "Đề nghị", {"ground": "false_declaration", "reason": "Kê khai gian dối."}
    )
    question(chairman, key, Action.ANNUL).send("Hủy bỏ", {"reason": "Kết luận thanh tra số 5."})
    page = question(office, key, Action.RECOVER)
    day = world.day.strftime("%d/%m/%Y")
    page.send("Ghi", {"recovered_on": day, "note": "Bằng và tiền."})
    words = open_site.at(Role.CHAIRMAN).open("/fund").words
    assert "Thu hồi tiền thưởng" in words
