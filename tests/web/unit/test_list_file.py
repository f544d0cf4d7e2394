"""A list that comes as an Excel file: checked, shown, given back with its faults painted, and taken over once."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any

import openpyxl
import pytest
from werkzeug.test import TestResponse

from tests.support.site import Page, Person
from tests.support.workbooks import HEADING, household, workbook
from tests.support.world import World
from tests.web.unit.steps import lay_in

LETTER = {"title": "Danh sách đề nghị khen thưởng năm 2024", "number": "07/TTr-TĐ", "dated_on": "01/03/2024"}
PAGE = "/unit/lists/from-file"


def send(officer: Person, data: bytes, *, status: int = 200, **entries: str) -> Page:
    """Choose a file and have it checked."""
    page = officer.open(PAGE)
    values = {**page.entered(), **LETTER, "achievement": "Đạt tiêu chuẩn, được bình xét.", **entries}
    answer = officer.client.post(PAGE, data={**values, "file": (io.BytesIO(data), "danh sách.xlsx")})
    answer.request.environ["wsgi.input"].close()
    return officer.read(answer, PAGE, status)


def drafts(world: World) -> list[tuple[Any, ...]]:
    with world.store.reading() as driver:
        return driver.connection.execute(
            "SELECT name, award, subject_kind, birth_year, household_code, basis FROM nomination ORDER BY name"
        ).fetchall()


def marked(page: Page) -> TestResponse:
    return page.reader.client.get(next(link for link in page.links() if "/marked/" in link))


def test_a_right_list_becomes_drafts(officer: Person, world: World) -> None:
    page = send(officer, workbook([household("Trần Văn Ba", code="00012"), household("Trần Văn Tư", code="00013")]))
    assert "2 dòng đúng, không có lỗi" in page.words
    assert drafts(world) == []
    done = page.send("Nhập 2 dòng đúng")
    assert "Đã lập 2 hồ sơ nháp" in done.words
    assert [tuple(row) for row in drafts(world)] == [
        ("Trần Văn Ba", "GDVH", "household", 1970, "00012", "merit"),
        ("Trần Văn Tư", "GDVH", "household", 1970, "00013", "merit"),
    ]


def test_the_right_lines_are_taken_over_and_the_wrong_ones_told(officer: Person, world: World) -> None:
    rows = [household("Trần Văn Ba"), household(""), household("Trần Văn Tư", award="Gia dinh van hoa")]
    page = send(officer, workbook(rows))
    assert "1 dòng đúng, 2 dòng lỗi" in page.words
    table = " ".join(" ".join(page.root.find(".//table").itertext()).split())
    assert "B3 Họ tên, tên tập thể (để trống) Ghi họ và tên" in table
    assert "H4 Hình thức khen thưởng Gia dinh van hoa Có phải “Gia đình văn hóa”?" in table
    painted = openpyxl.load_workbook(io.BytesIO(marked(page).data))["Danh sách"]
    assert "Ghi họ và tên" in painted["B3"].comment.text
    assert painted["H4"].fill.start_color.rgb.endswith("FFC7CE")
    assert painted["B2"].comment is None
    assert "Bỏ qua 2 dòng lỗi" in page.send("Nhập 1 dòng đúng").words
    assert [row[0] for row in drafts(world)] == ["Trần Văn Ba"]


def test_every_award_and_kind_in_one_list(officer: Person, world: World) -> None:
    rows: Sequence[Mapping[str, object]] = (
        {"name": "Trần Thị Ánh", "kind": "Cá nhân", "gender": "Nữ", "birth_year": 1980, "title": "Nông dân",
         "award": "Giấy khen", "basis": "Đột xuất", "achievement": "Cứu người đuối nước."},
        {"name": "Đội 5", "kind": "Tập thể", "award": "Tập thể lao động tiên tiến"},
        {"name": "Trần Thị Ánh", "kind": "Cá nhân", "gender": "Nữ", "birth_year": 1980, "award": "Lao động tiên tiến"},
    )  # fmt: skip
    page = send(officer, workbook(rows)).send("Nhập 3 dòng đúng")
    assert "Lao động tiên tiến" in page.words
    laid = lay_in(officer, page.path, "unit_minutes", to="/papers", kind="unit_minutes")
    assert "vào 2 hồ sơ của danh sách" in laid.words
    assert {(row[0], row[1], row[5]) for row in drafts(world)} == {
        ("Trần Thị Ánh", "GK", "sudden"), ("Trần Thị Ánh", "LDTT", "merit"), ("Đội 5", "TTLDTT", "merit"),
    }  # fmt: skip
    with world.store.reading() as driver:
        assert len(driver.connection.execute("SELECT id FROM nominee WHERE name = 'Trần Thị Ánh'").fetchall()) == 1


def test_sent_twice_and_sent_again_creates_once(officer: Person, world: World) -> None:
    data = workbook([household("Trần Văn Ba"), household("Trần Văn Tư")])
    page = send(officer, data)
    assert page.post("Nhập 2 dòng đúng").headers["Location"] == page.post("Nhập 2 dòng đúng").headers["Location"]
    assert len(drafts(world)) == 2
    again = send(officer, data, status=422)
    assert "0 dòng đúng, 2 dòng lỗi" in again.words
    assert "đã được đề nghị trong năm (hồ sơ nháp)" in again.words
    assert len(drafts(world)) == 2


def test_what_was_changed_after_the_check_is_shown_again(officer: Person, world: World) -> None:
    page = send(officer, workbook([household("Trần Văn Ba")]))
    again = page.send("Nhập 1 dòng đúng", {"title": "Danh sách khác"})
    assert drafts(world) == []
    again.send("Nhập 1 dòng đúng")
    assert len(drafts(world)) == 1


def test_an_undone_list_is_put_aside(officer: Person, world: World) -> None:
    done = send(officer, workbook([household("Trần Văn Ba")])).send("Nhập 1 dòng đúng")
    aside = officer.open(f"{done.path}/putting-aside").send("Bỏ các hồ sơ nháp của danh sách")
    assert "Đã bỏ 1 hồ sơ nháp" in aside.words


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "Chọn tệp danh sách"),
        (b"%PDF-1.7", "không phải là bảng tính"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old", "dạng cũ hoặc có mật khẩu"),
        (b"PK\x03\x04 broken", "bị hỏng"),
        (workbook([]), "chưa có ai"),
        (b"PK\x03\x04" + b"0" * 5_000_001, "tối đa 5 MB"),
    ],
)
def test_a_file_that_is_no_list(officer: Person, data: bytes, words: str) -> None:
    page = send(officer, data, status=422) if data else officer.open(PAGE).send("Kiểm tra tệp", LETTER, status=422)
    assert words in page.words


def test_an_award_for_all_lines(officer: Person, world: World) -> None:
    rows = [{"name": "Trần Văn Ba", "household_code": "01"}]
    data = workbook(rows, columns=("name", "household_code"))
    assert "Thêm cột “Loại đối tượng”" in send(officer, data, status=422).words
    wrong = send(
        officer,
        workbook([*rows, {"name": ""}, {"household_code": "7"}], columns=("name", "household_code")),
        award="GDVH",
    )
    assert openpyxl.load_workbook(io.BytesIO(marked(wrong).data))["Danh sách"]["B4"].comment
    send(officer, data, award="GDVH").send("Nhập 1 dòng đúng")
    assert drafts(world)[0][:3] == ("Trần Văn Ba", "GDVH", "household")


def test_nobody_else_finds_a_waiting_list(officer: Person, other_officer: Person) -> None:
    entered = send(officer, workbook([household("Trần Văn Ba")])).entered()
    page = other_officer.open(PAGE)
    stolen = {**page.entered(), **LETTER, "achievement": "Đạt.", "digest": entered["digest"]}
    answer = other_officer.client.post(PAGE, data=stolen)
    assert answer.status_code == 422
    assert other_officer.client.get(f"{PAGE}/marked/{entered['digest']}.xlsx").status_code == 404
    assert officer.client.get(f"{PAGE}/marked/{entered['digest']}.xlsx").status_code == 200
    assert officer.client.get(f"{PAGE}/marked/{'0' * 64}.xlsx").status_code == 404


@pytest.mark.parametrize("kind", ["nominations", "households"])
def test_the_template_is_read_back_as_an_empty_list(officer: Person, kind: str) -> None:
    data = officer.client.get(f"{PAGE}/{kind}.xlsx").data
    assert "chưa có ai" in send(officer, data, status=422).words
    assert officer.client.get(f"{PAGE}/others.xlsx").status_code == 404


def test_headings_of_the_support_are_the_templates(officer: Person) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(officer.client.get(f"{PAGE}/nominations.xlsx").data))["Danh sách"]
    assert [cell.value for cell in sheet[1]][1:] == list(HEADING.values())
