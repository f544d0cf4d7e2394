"""The rules of the commune: shown before they are changed, changed only as they were shown, and handed on exactly."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

import pytest
from flask import Flask

from states.regime import regime_on
from states.vocabulary import Role, State, SubjectKind
from tests.support.local_rules import own_layer
from tests.support.site import Page, Person, Site
from tests.support.world import World
from tests.web.office.desk import OpenSite
from web.rule_words import standing
from workflow.commands.administration.enact_layer import EnactLayer
from workflow.ids import new_id
from workflow.ledger.verify import verify
from workflow.store import Store

FIGURE = "/rules/places/awards/posting_term?code=GDVH"
ENTERED = {"days": "12", "day_kind": "calendar", "level": "council", "document": "05/QC-HĐ", "article": "Điều 7",
           "mark": "V", "valid_from": "01/03/2024"}  # fmt: skip


@pytest.fixture
def world(sqlite_store: Store) -> World:
    return World.open(sqlite_store)


@pytest.fixture
def administrator(world: World, tmp_path: Path) -> Person:
    return Site(world, tmp_path / "var").person(world.actor(Role.ADMINISTRATOR))


def household(world: World, name: str) -> str:
    return world.draft("GDVH", name=name, kind=SubjectKind.HOUSEHOLD)


def code(world: World, key: str) -> str:
    return str(world.nomination(key)["code"])


def test_a_figure_is_found_previewed_and_enacted(world: World, administrator: Person) -> None:
    waiting, received = household(world, "Hộ ông Chờ"), household(world, "Hộ ông Nhận")
    other = world.bring(world.draft("LDTT"), State.SUBMITTED)
    world.bring(waiting, State.SUBMITTED)
    world.bring(received, State.UNDER_APPRAISAL)
    household(world, "Hộ ông Nháp")

    page = administrator.open("/rules")
    page = administrator.open(next(link for link in page.links() if link == "/rules/places"))
    page = administrator.open(next(link for link in page.links() if link.endswith("?code=GDVH")))
    assert FIGURE in page.links()
    page = administrator.open(FIGURE).send("Xem trước", ENTERED)

    assert "Chưa có gì được ghi" in page.words
    assert "12 ngày" in page.words
    assert code(world, waiting) in page.words
    assert code(world, received) not in page.words
    assert code(world, other) not in page.words
    assert "1 hồ sơ nháp" in page.words
    assert "1 hồ sơ đã nộp khác không liên quan" in page.words
    assert "1 hồ sơ đã tiếp nhận giữ nguyên quy định cũ" in page.words
    assert world.regime() is regime_on(world.day)

    page = page.send("Áp dụng quy định riêng")
    assert "12 ngày" in page.words
    assert "05/QC-HĐ, Điều 7" in page.words
    assert [term.days for term in [world.regime().awards["GDVH"].posting_term.value] if term] == [12]
    assert verify(world.store).is_whole


def test_nothing_is_carried_out_that_was_not_shown(world: World, administrator: Person) -> None:
    page = administrator.open(FIGURE).send("Xem trước", ENTERED)
    world.bring(household(world, "Hộ ông Mới"), State.SUBMITTED)
    page = page.send("Áp dụng quy định riêng", status=422)
    assert "Có thay đổi sau khi xem trước" in page.words
    assert world.regime() is regime_on(world.day)
    page = page.send("Áp dụng quy định riêng", {"days": "15"}, status=422)
    assert world.regime() is regime_on(world.day)
    page.send("Áp dụng quy định riêng")
    assert world.regime() is not regime_on(world.day)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"days": ""}, "Nhập hoặc chọn giá trị mới."),
        ({"days": "0"}, "Nhập một số từ 1 đến"),
        ({"valid_from": "31/02/2024"}, "Ngày không có thật"),
        ({"valid_to": "01/02/2024"}, "Ngày cuối phải từ ngày có hiệu lực trở đi."),
        ({"document": ""}, "Nhập số văn bản làm căn cứ."),
        ({"mark": ""}, "Chọn mức chắc chắn."),
    ],
)
def test_bad_input_gets_a_sentence_and_nothing_is_lost(
    administrator: Person, wrong: dict[str, str], sentence: str
) -> None:
    page = administrator.open(FIGURE).send("Xem trước", {**ENTERED, **wrong}, status=422)
    assert sentence in page.words
    assert page.entered()["article"] == "Điều 7"


def test_what_contradicts_itself_is_said_at_once(administrator: Person) -> None:
    page = administrator.open(FIGURE).send("Xem trước", {**ENTERED, "is_none": "y"}, status=422)
    assert "bộ quy định không ghép được" in page.words


def test_the_forms_of_an_award_are_called_by_their_names(administrator: Person) -> None:
    words = administrator.open("/rules/places").words
    assert "Giấy khen đột xuất" in words
    assert "GK_" not in words


def test_the_language_is_changed_on_the_same_figure(administrator: Person) -> None:
    page = administrator.open(FIGURE)
    backs = {each.get("value") for each in page.root.iter("input") if each.get("name") == "back"}
    assert backs == {FIGURE}


def test_what_is_enacted_for_a_later_day_is_not_called_in_force(world: World, administrator: Person) -> None:
    page = administrator.open(FIGURE).send("Xem trước", {**ENTERED, "valid_from": "01/06/2024"})
    page = page.send("Áp dụng quy định riêng")
    assert "Chưa đến ngày có hiệu lực" in page.words
    assert "Đang hiệu lực" not in page.words
    assert "Chưa đến ngày có hiệu lực" in administrator.open("/rules").words


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("2024-03-01", None, "Đang hiệu lực"),
        ("2024-03-02", None, "Chưa đến ngày có hiệu lực"),
        ("2024-01-01", "2024-03-01", "Đang hiệu lực"),
        ("2024-01-01", "2024-02-29", "Đã kết thúc"),
        ("2024-05-01", "2024-04-30", "Đã kết thúc"),
    ],
)
def test_a_change_counts_from_its_first_day_to_its_last(
    gallery: Flask, first: str, last: str | None, words: str
) -> None:
    with gallery.test_request_context():
        until = date.fromisoformat(last) if last else None
        assert standing(date.fromisoformat(first), until, date(2024, 3, 1))[0] == words


def test_an_end_is_previewed_and_recorded(world: World, tmp_path: Path) -> None:
    key = new_id()
    world.do(EnactLayer(on=key, content=own_layer(world.day)), world.actor(Role.ADMINISTRATOR))
    waiting = world.bring(household(world, "Hộ ông Chờ"), State.SUBMITTED)
    person = Site(world, tmp_path / "var").person(world.actor(Role.ADMINISTRATOR))
    page = person.open(f"/rule-changes/{key}")
    assert "Sẽ là" not in page.words, "it holds already"
    page = person.open(next(link for link in page.links() if link.endswith("/ending")))
    page = page.send("Xem trước", {"last_day": "01/03/2024", "reason": "Quy chế mới thay thế."})
    assert code(world, waiting) in page.words
    assert world.regime().layers
    page = page.send("Chấm dứt áp dụng")
    assert "01/03/2024" in page.words
    world.wait(1)
    assert not world.regime().layers


def test_the_new_law_is_confirmed_on_one_screen_and_intake_says_until_then_that_it_is_not(
    world: World, tmp_path: Path
) -> None:
    world.day = date(2026, 10, 5)
    sites = OpenSite(world, tmp_path)
    intake = sites.at(Role.SECRETARIAT).open("/office/queue")
    assert "chưa được quản trị xác nhận" in intake.words
    assert any(link.endswith("/cong-khai/quy-dinh") for link in intake.links())
    assert not any("/confirmations/" in link for link in intake.links()), "only an administrator may open that screen"
    person = sites.at(Role.ADMINISTRATOR)
    page = person.open("/rules")
    page = person.open(next(link for link in page.links() if "/confirmations/" in link))
    page = page.send("Xem trước", {"document": "15/HD-SNV"})
    assert "chỉ đổi căn cứ hoặc mức chắc chắn" in page.words
    assert "Sẽ là" not in page.words
    assert world.regime().code == "R2025"
    page = page.send("Xác nhận chế độ pháp lý mới")
    assert world.regime().code == "R2026"
    assert "chưa được quản trị xác nhận" not in sites.at(Role.SECRETARIAT).open("/office/queue").words
    law = sites.at(Role.SECRETARIAT).open("/dong-mau/cong-khai/quy-dinh/GDVH")
    assert "15/HD-SNV; theo quy định trước: " in law.words and "R2025" not in law.words


def test_the_shipped_province_is_offered_until_it_is_enacted(world: World, tmp_path: Path) -> None:
    world.day = date(2026, 1, 12)
    person = OpenSite(world, tmp_path).at(Role.ADMINISTRATOR)
    link = next(link for link in person.open("/rules").links() if "/shipped/" in link)
    page = person.open(link)
    assert "10/12" in page.words
    page.send("Áp dụng quy định riêng")
    assert world.regime().layers == ("BAC_NINH_86_2025",)
    assert link not in person.open("/rules").links()


def test_what_is_downloaded_has_the_digest_that_the_log_names(world: World, tmp_path: Path) -> None:
    world.do(EnactLayer(on=new_id(), content=own_layer(world.day)), world.actor(Role.ADMINISTRATOR))
    key = world.bring(household(world, "Hộ ông Nhận"), State.UNDER_APPRAISAL)
    digest = str(world.nomination(key)["rules"])
    site = Site(world, tmp_path / "var")
    office = site.person(world.actor(Role.SECRETARIAT))
    link = next(link for link in office.open(f"/nominations/{key}").links() if digest in link)
    for person in (office, site.visitor()):
        assert "Quy chế xét khen thưởng" in person.open(link).words
        answer = person.client.get(f"{link}.json")
        assert answer.status_code == 200
        assert hashlib.sha256(answer.data).hexdigest() == digest
    assert site.visitor().client.get(link.replace(digest, "0" * 64)).status_code == 404
    auditor = site.person(world.actor(Role.AUDITOR))
    assert any(digest in link for link in auditor.open("/rules").links())


def test_only_the_administrator_changes_rules(world: World, tmp_path: Path) -> None:
    site = Site(world, tmp_path / "var")
    for role in (Role.SECRETARIAT, Role.CHAIRMAN, Role.AUDITOR):
        for path in ("/rules/places", FIGURE, "/rules/confirmations/R2026"):
            page: Page = site.person(world.actor(role)).open(path, status=403)
            assert page


def test_a_received_case_is_moved_only_after_a_look_at_what_differs(world: World, tmp_path: Path) -> None:
    key = world.bring(household(world, "Hộ ông Nhận"), State.UNDER_APPRAISAL)
    before = world.nomination(key)["rules"]
    sites = OpenSite(world, tmp_path)
    link = f"/nominations/{key}/rules"
    assert link not in sites.at(Role.SECRETARIAT).open(f"/nominations/{key}").links()
    world.do(EnactLayer(on=new_id(), content=own_layer(world.day)), world.actor(Role.ADMINISTRATOR))

    office = sites.at(Role.SECRETARIAT)
    assert link in office.open(f"/nominations/{key}").links()
    page = office.open(link)
    assert "10 ngày" in page.words
    assert "12 ngày" in page.words
    page = page.send("Chuyển sang quy định hiện hành", {"reason": ""}, status=422)
    assert world.nomination(key)["rules"] == before
    page = page.send("Chuyển sang quy định hiện hành", {"reason": "Quy chế mới có lợi hơn."})
    assert "Quy chế mới có lợi hơn." in page.words
    assert world.nomination(key)["rules"] == (after := world.regime().digest) != before
    assert verify(world.store).is_whole

    auditor = sites.at(Role.AUDITOR)
    entry = auditor.open(next(link for link in auditor.open("/log").links() if link[5:].isdigit()))
    assert [digest for digest in (before, after) if any(digest in link for link in entry.links())] == [before, after]
