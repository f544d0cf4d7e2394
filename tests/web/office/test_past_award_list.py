"""Earlier awards from a file at the screen: checked, given back painted, recorded once, and counted in the conditions."""

from __future__ import annotations

import io
import re
from typing import Any

import openpyxl
import pytest
from werkzeug.test import TestResponse

from states.vocabulary import Role
from tests.support.past_awards import HEADINGS, past_award, past_awards
from tests.support.site import Page, Person
from tests.support.workbooks import household, workbook
from tests.support.world import World
from tests.web.office.desk import OpenSite
from tests.web.office.test_past_awards import nominee_of
from tests.workflow.test_award_register import enter, line, look
from web.views.past_awards import listing
from workflow.ledger.verify import verify

PAGE = "/nominees/past-awards/import"
NAME = "Trần Thị Ánh"
NEW = {"unit": "Thôn Đông", "kind": "Cá nhân", "gender": "Nam"}


def send(office: Person, data: bytes, *, status: int = 200, page: Page | None = None) -> Page:
    """Choose a file and have it checked, on a page that stands open already or on a new one."""
    entered = (page or office.open(PAGE)).entered()
    answer = office.client.post(PAGE, data={**entered, "file": (io.BytesIO(data), "khen thưởng.xlsx")})
    answer.request.environ["wsgi.input"].close()
    return office.read(answer, PAGE, status)


def marked(page: Page) -> TestResponse:
    return page.reader.client.get(next(link for link in page.links() if "/marked/" in link))


def recorded(world: World) -> list[tuple[Any, ...]]:
    with world.store.reading() as driver:
        found = driver.connection.execute(
            "SELECT nominee.name, award, year, past_award.level, basis, decision_number, decided_on FROM past_award "
            "JOIN nominee ON nominee.id = past_award.nominee_id ORDER BY nominee.name, year"
        ).fetchall()
        return [tuple(row) for row in found]


def told(page: Page) -> str:
    return " ".join(" ".join(page.root.find(".//table").itertext()).split())


def count_of(world: World, table: str) -> int:
    with world.store.reading() as driver:
        return int(driver.connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def test_from_the_file_to_the_conditions_of_a_nomination(world: World, open_site: OpenSite) -> None:
    key = world.draft("BK_TINH")
    office = open_site.at(Role.SECRETARIAT)
    assert PAGE in list(office.open("/nominees").links())
    wrong = [past_award(NAME, decided_on="31/02/2024"), past_award(NAME, year=2023, decision_number="")]
    page = send(office, past_awards(wrong), status=422)
    assert "0 dòng đúng, 2 dòng lỗi. Chưa ghi gì vào sổ." in page.words
    assert "N2 Ngày quyết định 31/02/2024 Xem lại ngày quyết định: ngày này không có thật." in told(page)
    assert "M3 Số quyết định (để trống) Nhập số quyết định." in told(page)
    sheet = openpyxl.load_workbook(io.BytesIO(marked(page).data))["Khen thưởng đã có"]
    assert "không có thật" in sheet["N2"].comment.text and sheet["M3"].fill.start_color.rgb.endswith("FFC7CE")
    assert recorded(world) == []

    right = [
        past_award(NAME, decided_on="20/12/2023", year="", decision_number="1/QĐ-UBND"),
        past_award(NAME, decided_on="20/12/2022", year="", decision_number="2/QĐ-UBND", award="chien si thi dua co so"),
    ]
    page = send(office, past_awards(right), page=page)
    assert "2 dòng đúng, không có lỗi" in page.words and recorded(world) == []
    assert line(look(world, key), "achievement_of_individual").result == "unknown"
    done = page.send("Nhập 2 dòng đúng")
    assert "Đã ghi 2 khen thưởng đã có vào sổ." in done.words
    assert recorded(world) == [
        (NAME, "CSTDCS", 2022, "district", "merit", "2/QĐ-UBND", "2022-12-20"),
        (NAME, "CSTDCS", 2023, "district", "merit", "1/QĐ-UBND", "2023-12-20"),
    ]
    shown = office.open(f"/nominees/{nominee_of(world, key)}").words
    assert "2023: Chiến sĩ thi đua cơ sở" in shown and "1/QĐ-UBND" in shown
    assert len(line(look(world, key), "achievement_of_individual").history) == 2
    assert verify(world.store, world.organisation_id).is_whole


def test_each_award_has_its_own_entry_and_is_recorded_once(world: World, open_site: OpenSite) -> None:
    world.draft()
    office = open_site.at(Role.SECRETARIAT)
    rows = [past_award(NAME, decision_number=f"{n}/QĐ") for n in range(3)]
    rows += [past_award("Lê Văn Mới", decision_number=f"{n}/QĐ", **(NEW if n == 0 else {})) for n in range(2)]
    page = send(office, past_awards(rows))
    assert "1 đối tượng chưa có trong sổ" in page.words and "Lê Văn Mới, 1980, Thôn Đông" in page.words
    before, nominees = count_of(world, "ledger_leaf"), count_of(world, "nominee")
    answers = [page.post("Nhập 5 dòng đúng") for _ in range(3)]
    assert {(answer.status_code, answer.headers["Location"]) for answer in answers} == {(303, "/nominees")}
    assert count_of(world, "ledger_leaf") == before + 5 and len(recorded(world)) == 5
    assert count_of(world, "nominee") == nominees + 1
    again = send(office, past_awards(rows), status=422)
    assert "0 dòng đúng, 5 dòng lỗi" in again.words
    assert told(again).count("sổ đã có khen thưởng này") == 5
    assert len(recorded(world)) == 5
    assert verify(world.store, world.organisation_id).is_whole


def test_only_the_right_lines_are_recorded(world: World, open_site: OpenSite) -> None:
    world.draft()
    office = open_site.at(Role.SECRETARIAT)
    rows = [past_award(NAME), past_award(NAME, level="Cap huyen", year=2021), past_award("Lê Văn Lạ", unit="")]
    page = send(office, past_awards(rows))
    assert "1 dòng đúng, 2 dòng lỗi" in page.words and "Có phải “Cấp huyện”?" in page.words
    assert "L3" in told(page) and "đối tượng này chưa có trong sổ" in told(page)
    assert "Bỏ qua 2 dòng lỗi" in page.send("Nhập 1 dòng đúng").words
    assert [row[:3] for row in recorded(world)] == [(NAME, "CSTDCS", 2022)]


def test_namesakes_are_told_by_the_code_that_stands_on_their_pages(world: World, open_site: OpenSite) -> None:
    keys = [nominee_of(world, world.draft(unit=unit)) for unit in ("thon-dong", "truong-hoc")]
    office = open_site.at(Role.SECRETARIAT)
    page = send(office, past_awards([past_award(NAME, unit="")]), status=422)
    assert "Trong sổ có nhiều dòng trùng tên" in page.words and all(key in page.words for key in keys)
    assert keys[1] in office.open(f"/nominees/{keys[1]}").words
    page = send(office, past_awards([past_award(NAME, unit="", register_code=keys[1])]))
    page.send("Nhập 1 dòng đúng")
    assert "12/QĐ-UBND" in office.open(f"/nominees/{keys[1]}").words
    assert "12/QĐ-UBND" not in office.open(f"/nominees/{keys[0]}").words


def test_what_somebody_else_recorded_meanwhile_is_not_recorded_twice(world: World, open_site: OpenSite) -> None:
    key = world.draft()
    office = open_site.at(Role.SECRETARIAT)
    page, other = (send(office, past_awards([past_award(NAME, evidence=said)])) for said in ("Bản sao", "Sổ lưu"))
    other.send("Nhập 1 dòng đúng")
    late = send_again(page)
    assert "sổ đã có khen thưởng này" in late.words
    assert len(recorded(world)) == 1 and key


def send_again(page: Page) -> Page:
    answer = page.reader.client.post(PAGE, data=page.entered())
    return page.reader.read(answer, PAGE, 422)


def test_a_register_that_changes_between_check_and_lock_writes_nothing(
    world: World, open_site: OpenSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = world.draft()
    office = open_site.at(Role.SECRETARIAT)
    page = send(office, past_awards([past_award(NAME), past_award("Lê Văn Mới", **NEW)]))
    nominees, judged = count_of(world, "nominee"), listing.execute_all

    def meanwhile(*given: Any, **more: Any) -> Any:
        monkeypatch.setattr(listing, "execute_all", judged)
        enter(world, nominee_of(world, key), "GK", 2021)
        return judged(*given, **more)

    monkeypatch.setattr(listing, "execute_all", meanwhile)
    late = page.send("Nhập 2 dòng đúng", status=409)
    assert "Sổ vừa thay đổi. Chưa có gì được ghi" in late.words
    assert [row[1] for row in recorded(world)] == ["GK"] and count_of(world, "nominee") == nominees
    late.send("Nhập 2 dòng đúng")
    assert len(recorded(world)) == 3
    assert verify(world.store, world.organisation_id).is_whole


@pytest.mark.parametrize("wrong", [Role.UNIT_OFFICER, Role.CHAIRMAN, Role.COUNCIL_SECRETARY, Role.AUDITOR])
def test_nobody_else_may(world: World, open_site: OpenSite, wrong: Role) -> None:
    somebody = open_site.at(wrong)
    for path in ("", "/template.xlsx", f"/marked/{'0' * 64}.xlsx"):
        assert somebody.client.get(PAGE + path).status_code == 403
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', somebody.open("/nominees").text)
    assert token and somebody.client.post(PAGE, data={"csrf_token": token[1]}).status_code == 403
    assert PAGE not in list(somebody.open("/nominees").links())


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"%PDF-1.7", "không phải là bảng tính"),
        (past_awards([]), "chưa có ai"),
        (past_awards([past_award("Trần Văn Ba")], columns=("name", "award")), "Thêm cột “Loại hình”"),
        (workbook([household("Trần Văn Ba")]), "Thêm cột “Cấp quyết định”"),
    ],
)
def test_a_file_that_is_no_list(open_site: OpenSite, data: bytes, words: str) -> None:
    assert words in send(open_site.at(Role.SECRETARIAT), data, status=422).words


def test_no_file_at_all_and_the_template(open_site: OpenSite) -> None:
    office = open_site.at(Role.SECRETARIAT)
    assert "Chọn tệp danh sách" in office.open(PAGE).send("Kiểm tra tệp", status=422).words
    answer = office.client.get(f"{PAGE}/template.xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(answer.data))["Khen thưởng đã có"]
    assert [cell.value for cell in sheet[1]][1:] == list(HEADINGS.values())
    assert "chưa có ai" in send(office, answer.data, status=422).words


def test_names_that_no_rules_know_are_told_before(world: World, open_site: OpenSite) -> None:
    world.draft()
    rows = [
        past_award(NAME, award="Chiến sĩ thi đua cơ sỡ giỏi"),
        past_award(NAME, award="Bảng vàng danh dự", year=2021),
    ]
    page = send(open_site.at(Role.SECRETARIAT), past_awards(rows))
    assert "gần giống “Chiến sĩ thi đua cơ sở”" in page.words and "Bảng vàng danh dự" in page.words
    page.send("Nhập 2 dòng đúng")
    assert [row[1] for row in recorded(world)] == ["Bảng vàng danh dự", "Chiến sĩ thi đua cơ sỡ giỏi"]
