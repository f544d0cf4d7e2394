"""The rules of the commune: shown before they are changed, changed only as they were shown, and handed on exactly."""

from __future__ import annotations

import hashlib
import re
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
    assert page.words.count("Căn cứ ghi trong quyết định") == 2 * 2, "the texts that decisions cite, and no figure"
    assert "Văn bản số 15/HD-SNV xác nhận quy định áp dụng" in page.words
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


def test_a_new_base_salary_is_entered_with_its_decree(world: World, tmp_path: Path) -> None:
    key = world.bring(world.draft("LDTT"), State.UNDER_APPRAISAL)
    person = Site(world, tmp_path / "var").person(world.actor(Role.ADMINISTRATOR))
    page = person.open(next(link for link in person.open("/rules").links() if link == "/rules/base-salary"))
    assert "2.340.000" in page.words
    wrong = page.send("Xem trước", {"amount": "0"}, status=422)
    assert "Nhập số tiền lớn hơn 0" in wrong.words
    entered = {
        "amount": "2.700.000",
        "document": "99/2024/NĐ-CP",
        "article": "Điều 3",
        "mark": "V",
        "valid_from": "01/04/2024",
    }
    page = page.send("Xem trước", entered)
    assert "Mức lương cơ sở từ ngày 01/04/2024" in page.words
    assert "1 hồ sơ chưa có quyết định sẽ được tính tiền thưởng theo mức mới" in page.words
    page = page.send("Áp dụng quy định riêng")
    assert "Chính phủ quy định" in page.words
    assert world.nomination(key)["rules"] == world.regime().digest
    world.wait(60)
    assert world.regime().base_salary_on(world.day).value == 2_700_000
    assert verify(world.store).is_whole


def test_a_year_of_holidays_is_entered_and_terms_that_begin_later_end_by_it(world: World, tmp_path: Path) -> None:
    world.day = date(2027, 1, 4)
    written = world.bring(world.draft("LDTT", name="Một"), State.UNDER_APPRAISAL)
    waiting = world.bring(world.draft("LDTT", name="Hai"), State.SUBMITTED)
    before = world.nomination(written)["due_on"]
    sites = OpenSite(world, tmp_path)
    assert (
        "dự kiến: lịch nghỉ năm 2027 chưa được công bố"
        in sites.at(Role.SECRETARIAT).open(f"/nominations/{written}").words
    )
    page = sites.at(Role.ADMINISTRATOR).open("/rules/calendar")
    entered = {"year": "2027", "holidays": "05/01/2027 Nghỉ thử\n06/01/2027\n07/01/2027", "make_up_days": "09/01/2027",
               "document": "99/TB-BNV", "article": "Mục 1", "mark": "V", "valid_from": "04/01/2027"}  # fmt: skip
    wrong = {"holidays": "05/01/2027\n09/01/2027\n05/01/2027\n01/01/2028\nmai", "make_up_days": "08/01/2027"}
    bad = page.send("Xem trước", entered | wrong, status=422)
    for sentence in (
        "là thứ Bảy hoặc Chủ nhật",
        "ngày đã có ở dòng khác",
        "ngày không thuộc năm 2027",
        "là ngày trong tuần",
    ):
        assert sentence in bad.words
    assert bad.entered()["document"] == "99/TB-BNV"
    page = page.send("Xem trước", entered)
    assert "hạn đã ghi giữ nguyên" in page.words
    page = page.send("Áp dụng quy định riêng")
    assert "nghỉ 05/01/2027, 06/01/2027, 07/01/2027; làm bù 09/01/2027" in page.words

    world.bring(waiting, State.UNDER_APPRAISAL)
    later = world.nomination(waiting)["due_on"]
    assert world.nomination(written)["due_on"] == before
    term = world.regime().rules("LDTT", "merit").appraisal_term.value
    assert (
        later
        == term.after(world.day, world.regime().office_days).isoformat()
        > before
        == term.after(world.day).isoformat()
    )
    page = sites.at(Role.SECRETARIAT).open(f"/nominations/{waiting}")
    assert "chưa được công bố" not in page.words
    assert verify(world.store).is_whole


def weak(world: World, place: str, entered: dict[str, str]) -> tuple[str, dict[str, str]]:
    more = {"level": "council", "document": "05/QC-HĐ", "article": "Điều 7", "mark": "V", "valid_from": "01/03/2024"}
    return place, more | entered


@pytest.mark.parametrize(
    ("place", "entered", "told"),
    [
        (
            "threshold?code=CSTDCS",
            {"num": "1", "den": "100", "strict": "no"},
            "từ 1/100 trở lên, trong khi quy định là từ",
        ),
        (
            "posting_term?code=GDVH",
            {"days": "1", "day_kind": "working"},
            "1 ngày làm việc, trong khi quy định là 10 ngày",
        ),
        ("appraisal_term?code=LDTT", {"days": "90", "day_kind": "calendar"}, "90 ngày, trong khi quy định là 20 ngày"),
    ],
)
def test_what_is_looser_than_the_law_is_told_and_only_enacted_knowingly(
    world: World, tmp_path: Path, place: str, entered: dict[str, str], told: str
) -> None:
    sites = OpenSite(world, tmp_path)
    place, values = weak(world, place, entered)
    page = sites.at(Role.ADMINISTRATOR).open(f"/rules/places/awards/{place}").send("Xem trước", values)
    assert told in page.words
    page = page.send("Áp dụng quy định riêng", status=422)
    assert "Xác nhận ông/bà biết rằng quy định riêng này nới lỏng 1 nội dung" in page.words
    assert not world.regime().layers
    page = page.send("Áp dụng quy định riêng", {"acknowledged": "y"})
    assert "theo văn bản 05/QC-HĐ" in page.words
    assert len(world.regime().layers) == 1
    entry = re.search(r"Mục nhật ký số (\d+)", page.words)
    auditor = sites.at(Role.AUDITOR)
    assert entry is not None and told in auditor.open(f"/log/{entry[1]}").words
    award = place.rpartition("=")[2]
    law = auditor.open(f"/dong-mau/cong-khai/quy-dinh/{award}").words
    assert "theo văn bản 05/QC-HĐ" in law
    assert verify(world.store).is_whole


def test_what_is_stricter_than_the_law_needs_no_tick(world: World, administrator: Person) -> None:
    page = administrator.open(FIGURE).send("Xem trước", ENTERED)
    assert "nới lỏng" not in page.words


def test_the_editor_offers_no_figure_without_effect(world: World, administrator: Person) -> None:
    page = administrator.open("/rules/places/forms?code=GK_SUDDEN")
    keys = {link.split("/")[4].partition("?")[0] for link in page.links() if link.startswith("/rules/places/forms/")}
    assert "supplement_rounds_max" in keys
    assert not keys & {"appraisal_term", "notice_term", "threshold", "posting_term", "unit_meeting_step"}
    administrator.open("/rules/places/forms/appraisal_term?code=GK_SUDDEN", status=404)
    simple = next(link for link in page.links() if link == "/rules/places/simple")
    term = next(link for link in administrator.open(simple).links() if "/appraisal_term" in link)
    entered = {"days": "2", "day_kind": "working", "level": "council", "document": "05/QC-HĐ", "article": "Điều 7",
               "mark": "V", "valid_from": "01/03/2024"}  # fmt: skip
    administrator.open(term).send("Xem trước", entered).send("Áp dụng quy định riêng")
    assert world.regime().rules("GK", "sudden").appraisal_term.value.days == 2
    assert world.regime().rules("GK", "merit").appraisal_term.value.days != 2


def test_the_editor_says_which_forms_go_by_rules_of_their_own(administrator: Person) -> None:
    for path in ("/rules/places/awards?code=GK", "/rules/places/awards/appraisal_term?code=GK"):
        page = administrator.open(path)
        assert "Các hình thức sau có quy định riêng" in page.words
        assert any(link.endswith("/forms?code=GK_THEME") for link in page.links())
        assert "GK_THEME" not in page.words
    assert "Các hình thức sau" not in administrator.open("/rules/places/awards?code=LDTT").words


def test_only_the_administrator_changes_rules(world: World, tmp_path: Path) -> None:
    site = Site(world, tmp_path / "var")
    for role in (Role.SECRETARIAT, Role.CHAIRMAN, Role.AUDITOR):
        for path in ("/rules/places", FIGURE, "/rules/base-salary", "/rules/confirmations/R2026"):
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
