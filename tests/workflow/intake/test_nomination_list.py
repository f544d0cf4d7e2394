"""A nomination list in a spreadsheet: five thousand lines with errors of every kind, each named by its cell."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest

from states.regime import regime_on
from tests.support.workbooks import HEADING, Formula, household, workbook
from workflow.intake import list_sheet
from workflow.intake.faults import Problem
from workflow.intake.nomination_list import Living, NominationList, Whole, read_list
from workflow.intake.package import FileProblem, Unreadable

REGIME = regime_on(date(2024, 12, 2))
FAMILIES = ("Nguyễn Văn", "Trần Thị", "Lê Văn", "Phạm Thị", "Hoàng Đình", "Vũ Thị", "Đặng Hữu", "Bùi Thị")
GIVEN = ("An", "Bình", "Cường", "Dũng", "Hạnh", "Khánh", "Lan", "Minh", "Nga", "Phượng", "Sơn", "Thảo", "Ưởng")
PERSON = {"kind": "Cá nhân", "gender": "Nữ", "birth_year": 1980, "award": "Lao động tiên tiến", "basis": "Công trạng"}


def read(data: bytes, *, award: str = "") -> NominationList:
    return read_list(data, regime=REGIME, year=2024, said={Whole.AWARD: award})


def found(*rows: dict[str, object]) -> dict[str, tuple[str, str, str]]:
    """What is wrong, by cell; the columns stand as in the template, the first line of the list is row 2."""
    return {each.cell: (each.problem.value, each.value, each.other) for each in read(workbook(rows)).faults}


def five_thousand() -> list[dict[str, object]]:
    return [
        household(f"{FAMILIES[n % 8]} {GIVEN[n % 13]}", year=1930 + n % 70, code=f"{n:06}") for n in range(1, 5001)
    ]  # fmt: skip


WRONG: dict[int, tuple[str, object, str, Problem]] = {
    9: ("birth_year", "31/02/1980", "E", Problem.DAY_UNREAL),
    100: ("name", "", "B", Problem.MISSING),
    200: ("award", "Gia dinh van hoa", "H", Problem.UNKNOWN_WORD),
    300: ("name", Formula('=HYPERLINK("http://evil.example","Trần Văn Bấm")'), "B", Problem.LIVE_FORMULA),
    400: ("household_code", 402, "G", Problem.NUMBER_FOR_CODE),
    500: ("birth_year", "một nghìn", "E", Problem.YEAR_UNREADABLE),
    600: ("birth_year", 1789, "E", Problem.YEAR_IMPOSSIBLE),
    700: ("name", 12345, "B", Problem.NO_NAME),
    800: ("household_code", "000790", "G", Problem.TWICE_IN_FILE),
    900: ("kind", "Cá nhân", "C", Problem.KIND_NOT_FOR_AWARD),
    1000: ("basis", "Đột xuất", "I", Problem.BASIS_NOT_FOR_AWARD),
    1100: ("kind", "", "C", Problem.MISSING),
    1200: ("award", "", "H", Problem.MISSING),
    1300: ("title", date(2024, 5, 1), "F", Problem.NOT_TEXT),
    1400: ("achievement", "x" * 20_001, "J", Problem.TOO_LONG),
    1500: ("birth_year", Formula("=1900+80"), "E", Problem.LIVE_FORMULA),
    1600: ("title", "#N/A", "F", Problem.EXCEL_ERROR),
    4990: ("birth_year", 1980.5, "E", Problem.YEAR_UNREADABLE),
}


def test_five_thousand_lines_with_errors_of_every_kind() -> None:
    rows = five_thousand()
    for row, (column, value, _letter, _problem) in WRONG.items():
        rows[row - 2][column] = value
    rows[900 - 2]["household_code"], rows[900 - 2]["gender"] = "", "Nữ"
    rows[4001 - 2] = dict(rows[4000 - 2])
    rows[4002 - 2]["name"] = unicodedata.normalize("NFD", str(rows[4002 - 2]["name"]))
    rows[4003 - 2]["birth_year"] = "1971"
    rows[4004 - 2]["birth_year"] = date(1971, 2, 5)
    rows[4005 - 2]["birth_year"] = "05/02/1971"
    told = read(workbook(rows))
    faults = {each.cell: each for each in told.faults}
    expected = {f"{letter}{row}": problem for row, (_column, _value, letter, problem) in WRONG.items()}
    expected["B4001"] = Problem.TWICE_IN_FILE
    assert {cell: fault.problem for cell, fault in faults.items()} == expected
    assert faults["B4001"].other == "4000"
    assert faults["H200"].other == "Gia đình văn hóa"
    assert faults["E9"].value == "31/02/1980"
    assert (told.wrong, len(told.lines)) == (len(expected), 5000 - len(expected))
    by_row = {line.row: line for line in told.lines}
    assert unicodedata.is_normalized("NFC", by_row[4002].name)
    assert {by_row[row].birth_year for row in (4003, 4004, 4005)} == {1971}
    assert told.ignored == ()


def test_columns_in_any_order_with_others_between() -> None:
    columns = ("Ghi chú", "award", "HỌ TÊN/TÊN TẬP THỂ", "Số điện thoại", "loai doi tuong", "Giới tính")
    row = {
        "Ghi chú": "gọi lại", "award": "Lao động tiên tiến", "HỌ TÊN/TÊN TẬP THỂ": "", "Số điện thoại": 912345678,
        "loai doi tuong": "Cá nhân", "Giới tính": "Nam",
    }  # fmt: skip
    told = read(workbook([row], columns=columns, extra=()))
    assert told.ignored == ("Ghi chú", "Số điện thoại")
    assert [fault.cell for fault in told.faults] == ["C2"]
    right = read(workbook([{**row, "HỌ TÊN/TÊN TẬP THỂ": "Trần Văn Ba"}], columns=columns, extra=()))
    assert (right.lines[0].name, right.lines[0].gender, right.lines[0].basis) == ("Trần Văn Ba", "male", "merit")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Giay khen", "Giấy khen"), ("giấy khen", None), ("GK", None), ("Giấy  khên", "Giấy khen"),
        ("Lao động tiến tiến", "Lao động tiên tiến"), ("Huân chương", ""), ("Gia đình văn hoá", None),
    ],
)  # fmt: skip
def test_a_misspelt_award_is_guessed(written: str, meant: str | None) -> None:
    kind = {"kind": "Hộ gia đình"} if "đình" in written else {"kind": "Cá nhân", "gender": "Nam"}
    told = found({"name": "Trần Văn Ba", "award": written, "basis": "Công trạng", **kind})
    assert told == ({} if meant is None else {"H2": ("unknown_word", " ".join(written.split()), meant)})


def test_what_is_asked_of_whom() -> None:
    told = found(
        {**PERSON, "name": "Trần Thị Ánh", "gender": ""},
        {"name": "Đội 5", "kind": "Tập thể", "gender": "Nam", "birth_year": 1980, "award": "Giấy khen"},
        {**PERSON, "name": "Lê Thị Hoa", "household_code": "012"},
        {**PERSON, "name": "=1+1"},
        {**PERSON, "name": "Lê Thị 7"},
        {**PERSON, "name": "Lê Thị Sương", "gender": "Nư"},
    )
    assert told == {
        "D2": ("missing", "", ""), "D3": ("not_asked", "Nam", ""), "E3": ("not_asked", "1980", ""),
        "I3": ("missing", "", ""), "G4": ("not_asked", "012", ""), "B5": ("no_name", "=1+1", ""),
        "B6": ("no_name", "Lê Thị 7", ""), "D7": ("unknown_word", "Nư", "Nữ"),
    }  # fmt: skip


def test_namesakes_are_told_apart() -> None:
    same = {**PERSON, "name": "Trần Thị Ánh"}
    assert found(same, {**same, "birth_year": 1981}, {**same, "award": "Giấy khen"}) == {}
    assert found(same, {**same, "name": "tran thi anh"}) == {"B3": ("twice_in_file", "tran thi anh", "2")}
    assert found(household("Vũ Văn Bảy", code="01"), household("Vũ Văn Bảy", code="02")) == {}


def test_this_years_nominations_are_not_repeated() -> None:
    def living(award: str) -> dict[str, list[Living]]:
        assert award == "GDVH"
        return {"vu van bay": [Living(kind="household", birth_year=None, household_code="01", called="2024-0012")]}

    rows = [household("Vũ Văn Bảy", code="01"), household("Vũ Văn Bảy", code="02")]
    told = read_list(workbook(rows), regime=REGIME, year=2024, living=living)
    assert [(each.cell, each.problem, each.other) for each in told.faults] == [
        ("B2", Problem.ALREADY_NOMINATED, "2024-0012")
    ]


@pytest.mark.parametrize(
    ("data", "problem", "about"),
    [
        (workbook([]), FileProblem.NO_LINES, ""),
        (workbook([{}, {"name": "  "}]), FileProblem.NO_LINES, ""),
        (workbook([{"x": "y"}], columns=("x", "z")), FileProblem.NO_HEADING, ""),
        (workbook([PERSON], columns=("name", "kind")), FileProblem.COLUMN_MISSING, "Hình thức khen thưởng"),
        (workbook([PERSON], columns=("name", "award")), FileProblem.COLUMN_MISSING, "Loại đối tượng"),
        (workbook([PERSON], columns=("name", "kind", "award", "Họ tên")), FileProblem.COLUMN_TWICE, HEADING["name"]),
    ],
)
def test_a_workbook_that_is_no_list(data: bytes, problem: FileProblem, about: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read(data)
    assert (refused.value.problem, refused.value.about) == (problem, about)


def test_no_more_than_so_many_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    assert list_sheet.MOST_LINES == 10_000
    monkeypatch.setattr(list_sheet, "MOST_LINES", 100)
    rows = [household("Vũ Văn Bảy", code=f"{n}") for n in range(101)]
    assert len(read(workbook(rows[:-1])).lines) == 100
    with pytest.raises(Unreadable) as refused:
        read(workbook(rows))
    assert refused.value.problem == FileProblem.TOO_MANY_LINES


def test_a_list_of_households_says_its_kind_in_its_heading() -> None:
    rows = [{"Họ và tên chủ hộ": "Vũ Văn Bảy", "award": "Giấy khen", "basis": "Phong trào thi đua"}]
    line = read(workbook(rows, columns=("Họ và tên chủ hộ", "award", "basis"))).lines[0]
    assert (line.kind, line.award, line.basis) == ("household", "GK", "movement")


def test_what_holds_for_all_lines() -> None:
    told = read(workbook([{"name": "Vũ Văn Bảy"}], columns=("name", "title")), award="GDVH")
    assert (told.lines[0].kind, told.lines[0].award, told.lines[0].basis) == ("household", "GDVH", "merit")
