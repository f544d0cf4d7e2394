"""An officer proposes somebody: from a name to a receipt, back for a supplement, and out again."""

from __future__ import annotations

from typing import Literal
from unicodedata import normalize

import pytest

from states.vocabulary import Role, State
from tests.support.site import Person, Site
from tests.support.world import World
from tests.web.unit.steps import PDF, begin, complete, key_of, lay_in, tell
from workflow.commands.nomination.return_for_supplement import ReturnForSupplement
from workflow.documents import worker
from workflow.documents.rendering import Typesetter


def test_from_a_name_to_a_receipt(officer: Person, world: World) -> None:
    tasks = begin(officer)
    key = key_of(tasks)
    assert "Đã xong 1 trên 3 phần" in tasks.words
    review = officer.open(f"/nominations/{key}/submission")
    assert "Còn thiếu trước khi nộp được" in review.words
    assert f"/unit/nominations/{key}/achievement" in set(review.links())
    assert f"/unit/nominations/{key}/papers#unit_minutes" in set(review.links())
    complete(officer, tasks.path)
    assert "Sẵn sàng nộp" in officer.open(tasks.path).words
    receipt = officer.open(f"/nominations/{key}/submission").send("Nộp hồ sơ")
    assert "Đã nộp hồ sơ" in receipt.words
    assert "2024-0001" in receipt.words
    case = world.nomination(key)
    assert case["state"] == State.SUBMITTED
    assert str(case["head"]) in receipt.words
    assert receipt.path.endswith(f"/unit/nominations/{key}/receipt")


def test_a_returned_dossier_goes_in_again(officer: Person, world: World, site: Site) -> None:
    tasks = begin(officer)
    key = key_of(tasks)
    complete(officer, tasks.path)
    officer.open(f"/nominations/{key}/submission").send("Nộp hồ sơ")
    order = ReturnForSupplement(on=key, seen=world.seen(key), reason="Báo cáo thiếu số liệu.")
    world.do(order, world.actor(Role.SECRETARIAT))
    page = officer.open(f"/nominations/{key}/supplement")
    assert "Báo cáo thiếu số liệu." in page.words
    assert "Sản xuất giỏi" in page.entered()["achievement"]
    lay_in(officer, f"/unit/nominations/{key}/papers", "achievement_report", PDF + b"more", "bổ sung.pdf")
    refused = officer.open(f"/nominations/{key}/supplement").send("Nộp lại hồ sơ", {"answer": " "}, status=422)
    assert "Ghi những gì đã bổ sung" in refused.words
    draft = officer.open(f"/nominations/{key}/supplement").send("Lưu nháp", {"answer": "Đã thêm"})
    assert draft.entered()["answer"] == "Đã thêm"
    receipt = draft.send("Nộp lại hồ sơ", {"answer": "Đã thêm số liệu."})
    assert "Đã nộp hồ sơ" in receipt.words
    with world.store.reading() as driver:
        names = {row[0] for row in driver.connection.execute("SELECT file_name FROM document").fetchall()}
    assert "bổ sung.pdf" in names


def test_what_can_still_be_changed_is_said_on_both_sides(officer: Person, world: World, site: Site) -> None:
    key = world.bring(world.draft(), State.SUBMITTED)
    office = site.person(world.actor(Role.SECRETARIAT))
    page = office.open(f"/nominations/{key}/return")
    assert "Tên, hình thức và loại hình khen thưởng không sửa được nữa." in page.words
    page.send("Trả lại", {"reason": "Thiếu chữ ký."})
    assert "rút hồ sơ này rồi lập hồ sơ mới" in officer.open(f"/nominations/{key}/supplement").words


def test_the_receipt_of_the_second_submission_is_told_to_be_on_its_way(
    officer: Person, world: World, site: Site
) -> None:
    key = world.bring(world.draft(), State.SUBMITTED)
    worker.turn(world.store, Typesetter(), lambda: world.at)
    on_its_way = "Biên nhận của lần nộp này đang được lập"
    assert on_its_way not in officer.open(f"/unit/nominations/{key}/receipt").words
    office = site.person(world.actor(Role.SECRETARIAT))
    office.open(f"/nominations/{key}/return").send("Trả lại", {"reason": "Thiếu chữ ký."})
    page = officer.open(f"/nominations/{key}/supplement").send("Nộp lại", {"answer": "Đã ký."})
    assert on_its_way in page.words
    worker.turn(world.store, Typesetter(), lambda: world.at)
    assert on_its_way not in officer.open(f"/unit/nominations/{key}/receipt").words


def test_withdrawn_with_a_reason(officer: Person, world: World) -> None:
    key = world.bring(world.draft(), State.SUBMITTED)
    page = officer.open(f"/nominations/{key}/withdrawal")
    assert "Ghi lý do rút hồ sơ." in page.send("Rút hồ sơ", {"reason": ""}, status=422).words
    page.send("Rút hồ sơ", {"reason": "Đơn vị xin rút để bổ sung."})
    assert world.nomination(key)["state"] == State.WITHDRAWN


def test_a_draft_is_put_aside_and_taken_up_again(officer: Person, world: World) -> None:
    tasks = begin(officer)
    key = key_of(tasks)
    officer.open(f"{tasks.path}/putting-aside").send("Bỏ hồ sơ nháp")
    assert "Trần Thị Ánh" not in officer.open("/unit/nominations").words
    assert "Trần Thị Ánh" in officer.open("/unit/nominations?group=discarded").words
    assert world.nomination(key)["is_discarded"] == 1
    blocked = officer.open(f"/nominations/{key}/submission")
    assert "Khôi phục" in blocked.words
    officer.open(tasks.path).send("Khôi phục hồ sơ nháp")
    assert world.nomination(key)["is_discarded"] == 0


def test_the_facts_are_mended(officer: Person, world: World) -> None:
    tasks = begin(officer)
    page = officer.open(f"{tasks.path}/facts")
    assert page.entered()["name"] == "Trần Thị Ánh"
    page.send("Lưu nháp", {"name": "Trần Thị Ánh Nguyệt", "award": "GK", "basis": "movement"})
    case = world.nomination(key_of(tasks))
    assert (case["name"], case["award"], case["basis"]) == ("Trần Thị Ánh Nguyệt", "GK", "movement")
    assert case["search_key"] == "tran thi anh nguyet"


def test_an_award_is_given_on_its_own_grounds_only(officer: Person) -> None:
    page = begin(officer, status=422, basis="sudden")
    assert "Chọn loại hình khác" in page.words


def test_a_form_sent_twice_creates_once(officer: Person, world: World) -> None:
    page = officer.open("/unit/nominations/new/individual")
    entries = {"name": "Lý Văn Tư", "gender": "male", "award": "LDTT", "basis": "merit"}
    first, second = page.post("Lập hồ sơ nháp", entries), page.post("Lập hồ sơ nháp", entries)
    assert first.headers["Location"] == second.headers["Location"]
    with world.store.reading() as driver:
        assert driver.connection.execute("SELECT count(*) FROM nomination").fetchall()[0][0] == 1
        assert driver.connection.execute("SELECT count(*) FROM nominee").fetchall()[0][0] == 1


def test_text_with_marks_apart_is_kept_in_one_spelling(officer: Person, world: World) -> None:
    tasks = begin(officer, "Nguye\u0302\u0303n Thi\u0323 A\u0301nh\u200b")
    assert world.nomination(key_of(tasks))["name"] == "Nguyễn Thị Ánh"
    tell(officer, tasks.path, "Gia\u0300nh nhie\u0302\u0300u tha\u0300nh ti\u0301ch.")
    assert world.nomination(key_of(tasks))["achievement"] == "Giành nhiều thành tích."


def test_the_same_name_is_warned_of(officer: Person, world: World) -> None:
    begin(officer)
    again = begin(officer, "tran thi anh", status=422)
    assert "Danh sách của đơn vị đã có tên này" in again.words
    assert "Trần Thị Ánh" in again.words and "sinh năm 1980" in again.words
    another = again.send("Lập hồ sơ nháp", {"who": "another"})
    assert "Đã xong" in another.words and world.nomination(key_of(another))["name"] == "tran thi anh"
    with world.store.reading() as driver:
        assert driver.connection.execute("SELECT count(*) FROM nominee").fetchone() == (2,)


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_somebody_known_is_warned_of_whatever_the_award_and_nothing_is_typed_again(
    officer: Person, world: World, form: Literal["NFC", "NFD"]
) -> None:
    first = begin(officer, "Nguyễn Thị Hương", birth_year="1979", title="Bí thư chi bộ")
    again = begin(officer, "Nguyen Thi Huong", birth_year="1979", award="GK", status=422)
    assert "Danh sách của đơn vị đã có tên này" in again.words and "Bí thư chi bộ" in again.words
    again = begin(officer, normalize(form, "Nguyễn Thị Hương"), birth_year="1979", award="GK", status=422)
    nominee = str(world.nomination(key_of(first))["nominee_id"])
    done = again.send("Lập hồ sơ nháp", {"who": nominee})
    made = world.nomination(key_of(done))
    assert (made["nominee_id"], made["award"], made["title"]) == (nominee, "GK", "Bí thư chi bộ")


def test_whom_the_register_cannot_mean_is_not_asked_about(officer: Person, world: World) -> None:
    begin(officer, "Nguyễn Thị Hương", birth_year="1979")
    assert "Đã xong" in begin(officer, "Nguyễn Thị Hương", birth_year="1990", award="GK").words, "another year"


def test_a_known_one_with_the_same_award_is_warned_of_once_more(officer: Person, world: World) -> None:
    first = begin(officer)
    again = begin(officer, status=422).send(
        "Lập hồ sơ nháp", {"who": str(world.nomination(key_of(first))["nominee_id"])}, status=422
    )
    assert "đã có hồ sơ cùng tên" in again.words and first.path.rsplit("?", 1)[0] in again.links()
    assert "Đã xong" in again.send("Lập hồ sơ nháp", {"is_another": "y"}).words


def test_somebody_of_the_register_is_found_without_marks(officer: Person, world: World) -> None:
    world.draft(name="Đặng Văn Ước")
    found = officer.open("/unit/nominations/new?name=uoc dang")
    address = next(link for link in found.links() if "/new/of/" in link)
    tasks = officer.open(address).send("Lập hồ sơ nháp", {"award": "GK", "basis": "merit"})
    assert world.nomination(key_of(tasks))["name"] == "Đặng Văn Ước"
    assert "Đặng Văn Ước" not in officer.open("/unit/nominations/new?name=100%_").words


def test_a_name_has_letters_and_no_hidden_signs(officer: Person, world: World) -> None:
    assert "Ghi tên bằng chữ." in begin(officer, "12345 !?", status=422).words
    key = key_of(begin(officer, "Trần\u202e Thị\u200b Ánh"))
    assert world.nomination(key)["name"] == "Trần Thị Ánh"
