"""Earlier awards in a workbook: every kind of wrong cell by its name, and whom of the register a line means."""

from __future__ import annotations

import io
import time
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from datetime import time as clock
from typing import Any

import openpyxl
import pytest

from states.text import search_key
from tests.support.past_awards import HEADINGS, SHEET, past_award, past_awards
from tests.support.workbooks import Formula, household, workbook
from workflow.intake.faults import Fault, Problem
from workflow.intake.package import FileProblem, Unreadable
from workflow.intake.past_award_list import AwardKept, PastAwardList, Register, read_past_awards, unknown_awards
from workflow.intake.past_award_template import write_past_award_template
from workflow.intake.register_matching import Registered, is_named_so

TODAY = date(2024, 12, 2)
UNITS = (("u1", "Thôn Đông"), ("u2", "Thôn Đoài"), ("u3", "Trường Tiểu học"))
NEW = {"kind": "Cá nhân", "gender": "Nam"}


def registered(key: str, name: str, unit: str = "u1", *, one: str = "", **more: Any) -> Registered:
    """A line of the register: a person born in 1980, unless said otherwise."""
    about = {"kind": "individual", "birth_year": 1980, "household_code": "", **more}
    return Registered(
        key=key, one=one or key, unit_id=unit, unit=dict(UNITS)[unit], name=name, search_key=search_key(name), **about
    )


def read(
    data: bytes, *lines: Registered, awards: Mapping[str, Sequence[AwardKept]] | None = None
) -> PastAwardList:  # fmt: skip
    register = Register(lines=lines, awards=awards or {})
    return read_past_awards(data, today=TODAY, units=UNITS, register=lambda _lines: register)


BA = registered("ba", "Trần Văn Ba")


def faults(*rows: Mapping[str, object], lines: Sequence[Registered] = (BA,), **more: Any) -> dict[str, Fault]:
    """What is wrong, by cell; the first line of the list is row 2."""
    return {each.cell: each for each in read(past_awards(rows), *lines, **more).faults}


@pytest.mark.parametrize(
    ("column", "value", "cell", "problem", "other"),
    [
        ("name", "", "B2", Problem.MISSING, ""),
        ("name", 12345, "B2", Problem.NO_NAME, ""),
        ("name", "x" * 201, "B2", Problem.TOO_LONG, "200"),
        ("birth_year", "một nghìn", "C2", Problem.YEAR_UNREADABLE, ""),
        ("birth_year", "31/02/1980", "C2", Problem.DAY_UNREAL, ""),
        ("birth_year", 1789, "C2", Problem.YEAR_IMPOSSIBLE, ""),
        ("unit", "Thon Dong", "D2", Problem.UNKNOWN_WORD, "Thôn Đông"),
        ("unit", "Sở Tài chính", "D2", Problem.UNKNOWN_WORD, ""),
        ("register_code", "khongco", "E2", Problem.CODE_UNKNOWN, ""),
        ("household_code", 127, "F2", Problem.NUMBER_FOR_CODE, ""),
        ("kind", "Người", "G2", Problem.UNKNOWN_WORD, ""),
        ("gender", "Nư", "H2", Problem.UNKNOWN_WORD, "Nữ"),
        ("title", date(2024, 5, 1), "I2", Problem.NOT_TEXT, ""),
        ("award", "", "J2", Problem.MISSING, ""),
        ("award", "x" * 201, "J2", Problem.TOO_LONG, "200"),
        ("award", Formula("=A1"), "J2", Problem.LIVE_FORMULA, ""),
        ("basis", "", "K2", Problem.NOT_CHOSEN, ""),
        ("basis", "Cong trang", "K2", Problem.UNKNOWN_WORD, "Công trạng"),
        ("level", "", "L2", Problem.NOT_CHOSEN, ""),
        ("level", "Cấp hyện", "L2", Problem.UNKNOWN_WORD, "Cấp huyện"),
        ("decision_number", "", "M2", Problem.MISSING, ""),
        ("decision_number", date(2023, 3, 12), "M2", Problem.NOT_TEXT, ""),
        ("decision_number", "#REF!", "M2", Problem.EXCEL_ERROR, ""),
        ("decided_on", "", "N2", Problem.MISSING, ""),
        ("decided_on", "31/02/2023", "N2", Problem.DAY_UNREAL, ""),
        ("decided_on", "01/13/2023", "N2", Problem.DAY_UNREAL, ""),
        ("decided_on", "5/1/23", "N2", Problem.DAY_UNREADABLE, ""),
        ("decided_on", "2023-01-05", "N2", Problem.DAY_UNREADABLE, ""),
        ("decided_on", 44931, "N2", Problem.DAY_UNREADABLE, ""),
        ("decided_on", True, "N2", Problem.NOT_TEXT, ""),
        ("decided_on", date(2024, 12, 3), "N2", Problem.DAY_IN_FUTURE, ""),
        ("decided_on", "05/01/1938", "N2", Problem.YEAR_IMPOSSIBLE, ""),
        ("decided_on", Formula("=TODAY()"), "N2", Problem.LIVE_FORMULA, ""),
        ("issuer", "", "O2", Problem.MISSING, ""),
        ("year", 2025, "P2", Problem.YEAR_IMPOSSIBLE, ""),
        ("year", 1944, "P2", Problem.YEAR_IMPOSSIBLE, ""),
        ("year", "hai nghìn", "P2", Problem.YEAR_UNREADABLE, ""),
        ("year", Formula("=2020+2"), "P2", Problem.LIVE_FORMULA, ""),
        ("evidence", "x" * 301, "Q2", Problem.TOO_LONG, "300"),
    ],
)  # fmt: skip
def test_every_wrong_cell_is_named(column: str, value: object, cell: str, problem: Problem, other: str) -> None:
    told = faults(past_award("Trần Văn Ba") | {column: value})
    assert {each: fault.problem for each, fault in told.items()} == {cell: problem}
    assert told[cell].other == other


@pytest.mark.parametrize(
    ("written", "day"),
    [
        (date(2023, 1, 5), date(2023, 1, 5)), (datetime.combine(date(2023, 1, 5), clock(9, 30)), date(2023, 1, 5)),
        ("05/01/2023", date(2023, 1, 5)), (" 5-1-2023 ", date(2023, 1, 5)), ("05.01.2023", date(2023, 1, 5)),
        (date(2024, 12, 2), date(2024, 12, 2)),
    ],
)  # fmt: skip
def test_days_of_excel_and_days_as_text(written: object, day: date) -> None:
    told = read(past_awards([past_award("Trần Văn Ba", decided_on=written, year="")]), BA)
    assert told.faults == ()
    assert (told.lines[0].line.decided_on, told.lines[0].line.year) == (day, day.year), "without a year, the decision's"


def test_letters_apart_from_their_marks_are_the_same_words() -> None:
    row = {name: unicodedata.normalize("NFD", str(value)) for name, value in past_award("Trần Văn Ba").items()}
    told = read(past_awards([row]), BA)
    assert told.faults == ()
    line = told.lines[0].line
    assert (told.lines[0].nominee, line.award, line.level, line.unit_id) == ("ba", "CSTDCS", "district", "u1")
    assert unicodedata.is_normalized("NFC", line.name) and unicodedata.is_normalized("NFC", line.issuer)


def test_awards_by_name_by_code_and_those_that_no_rules_know() -> None:
    written = (
        "Chiến sĩ thi đua cơ sở",
        "chien si thi dua co so",
        "CSTDCS",
        "Bằng khen của Tổng Liên đoàn",
        "Giấy khenn",
    )
    rows = [past_award("Trần Văn Ba", award=name, year=2018 + n) for n, name in enumerate(written)]
    told = read(past_awards(rows), BA)
    assert told.faults == ()
    assert [each.line.award for each in told.lines] == ["CSTDCS"] * 3 + list(written[3:])
    near = dict(unknown_awards(told.lines))
    assert set(near) == set(written[3:]) and near["Giấy khenn"] == "Giấy khen"


@pytest.mark.parametrize(
    ("line", "lines", "sure"),
    [
        ({}, [BA], "ba"),
        ({"name": "tran van ba"}, [BA], "ba"),
        ({"name": "Trần Văn Bá"}, [BA], None),
        ({"birth_year": 1981}, [BA], ""),
        ({"birth_year": ""}, [BA], "ba"),
        ({"birth_year": "", "unit": ""}, [BA], None),
        ({"unit": ""}, [BA], "ba"),
        ({"unit": "Thôn Đoài"}, [BA], None),
        ({"unit": "Thôn Đoài", "birth_year": ""}, [BA], ""),
        ({}, [BA, registered("b2", "Trần Văn Ba", "u2")], "ba"),
        ({"unit": ""}, [BA, registered("b2", "Trần Văn Ba", "u2")], None),
        ({"unit": ""}, [BA, registered("b2", "Trần Văn Ba", "u2", one="ba")], "ba"),
        ({}, [BA, registered("b2", "Trần Văn Bá")], "ba"),
        ({}, [BA, registered("b2", "Trần Văn Ba", birth_year=None)], "ba"),
        ({"birth_year": ""}, [BA, registered("b2", "Trần Văn Ba", birth_year=1985)], None),
        ({"register_code": "b2", "unit": ""}, [BA, registered("b2", "Trần Văn Ba", "u2")], "b2"),
        ({"register_code": "B2", "unit": ""}, [BA, registered("b2", "Trần Văn Ba", "u2", one="ba")], "ba"),
        ({"register_code": "mới"}, [BA], ""),
        ({"kind": "Hộ gia đình", "household_code": "012", "birth_year": ""},
         [BA, registered("h", "Trần Văn Ba", kind="household", household_code="012", birth_year=None)], "h"),
        ({"kind": "Hộ gia đình", "household_code": "012", "birth_year": ""},
         [registered("h", "Lê Thị Tư", kind="household", household_code="012", birth_year=None)], None),
        ({"kind": "Hộ gia đình", "household_code": "013"},
         [registered("h", "Trần Văn Ba", kind="household", household_code="012")], ""),
    ],
)  # fmt: skip
def test_whom_of_the_register_a_line_means(
    line: dict[str, object], lines: Sequence[Registered], sure: str | None
) -> None:
    row = past_award("Trần Văn Ba") | NEW | line
    row |= {"gender": ""} if "kind" in line else {}
    told = read(past_awards([row]), *lines)
    if sure is None:
        assert [each.problem for each in told.faults] in ([Problem.MAY_BE_REGISTERED], [Problem.SEVERAL_REGISTERED])
        assert all(f"{each.key} (" in told.faults[0].other for each in lines)
    else:
        assert told.faults == ()
        assert told.lines[0].nominee == sure and bool(told.lines[0].newcomer) == (not sure)


def test_a_code_of_somebody_else() -> None:
    told = faults(past_award("Lê Thị Hoa", register_code="ba"))
    assert told["E2"].problem == Problem.CODE_OF_ANOTHER and "Trần Văn Ba, 1980, Thôn Đông" in told["E2"].other


def test_somebody_new_is_told_of_once_and_asked_for_all_that_the_register_needs() -> None:
    rows = [
        past_award("Lê Văn Tư", unit=""),
        past_award("Lê Văn Tư", **NEW),
        past_award("Lê Văn Tư", year=2021, unit=""),
        past_award("Lê Văn Tư", year=2020, birth_year=1990, **NEW),
        past_award("Lê Văn Tư", year=2019, birth_year=""),
        past_award("Hội Phụ nữ", kind="Tập thể", birth_year=""),
    ]
    told = read(past_awards(rows))
    assert [(each.cell, each.problem) for each in told.faults] == [
        ("D2", Problem.NEEDED_OF_NEW), ("G2", Problem.NEEDED_OF_NEW), ("B6", Problem.SEVERAL_IN_FILE),
    ]  # fmt: skip
    assert told.faults[-1].other == "3, 5"
    assert [(each.row, each.newcomer.row if each.newcomer else 0) for each in told.lines] == [
        (3, 3), (4, 3), (5, 5), (7, 7),
    ]  # fmt: skip
    assert faults(past_award("Lê Văn Năm", kind="Cá nhân"))["H2"].problem == Problem.NEEDED_OF_NEW


def test_what_is_recorded_already_and_what_stands_twice() -> None:
    kept = {"ba": [("CSTDCS", 2022, "12/QĐ-UBND"), ("LDTT", 2021, "7"), ("Bằng lao động", 2020, "3/QĐ")]}
    rows = [
        past_award("Trần Văn Ba", decision_number="12/qđ-ubnd"),
        past_award("Trần Văn Ba", award="Lao động tiên tiến", year=2021, decision_number="7/QĐ-UBND"),
        past_award("Trần Văn Ba", award="BẰNG LAO ĐỘNG", year=2020, decision_number="3/QĐ"),
        past_award("Trần Văn Ba", year=2021),
        past_award("Trần Văn Ba", decision_number="13/QĐ-UBND"),
        past_award("tran van ba", decision_number="13/QĐ-UBND", unit=""),
        past_award("Trần Văn Ba", register_code="mới", **NEW),
    ]
    told = faults(*rows, awards=kept)
    assert {cell: fault.problem for cell, fault in told.items()} == {
        "M2": Problem.ALREADY_RECORDED, "M3": Problem.ALREADY_RECORDED, "M4": Problem.ALREADY_RECORDED,
        "M7": Problem.TWICE_IN_FILE, "M8": Problem.ALREADY_RECORDED,
    }  # fmt: skip
    assert told["M7"].other == "6"


def test_blank_and_merged_rows_and_columns_of_ones_own() -> None:
    book = openpyxl.load_workbook(io.BytesIO(past_awards([past_award("Trần Văn Ba"), {}, past_award("")])))
    sheet = book[SHEET]
    sheet.insert_rows(1, 3)
    sheet["A1"] = "SỔ KHEN THƯỞNG"
    sheet.merge_cells("A1:Q1")
    sheet.merge_cells("B8:Q8")
    sheet["R4"] = "Ghi chú"
    target = io.BytesIO()
    book.save(target)
    told = read(target.getvalue(), BA)
    assert [each.row for each in told.lines] == [5] and told.ignored == ("Ghi chú",)
    assert {(each.cell, each.problem) for each in told.faults} >= {("B7", Problem.MISSING)} and told.wrong <= 2


@pytest.mark.parametrize(
    ("data", "problem", "about"),
    [
        (b"%PDF-1.7", FileProblem.NO_WORKBOOK, ""),
        (b"PK\x03\x04 broken", FileProblem.DAMAGED, ""),
        (past_awards([]), FileProblem.NO_LINES, ""),
        (workbook([household("Trần Văn Ba")]), FileProblem.COLUMN_NEEDED, "Cấp quyết định"),
        (past_awards([{}], columns=("award", "level")), FileProblem.NO_HEADING, ""),
    ],
)
def test_what_is_no_such_list(data: bytes, problem: FileProblem, about: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read(data)
    assert (refused.value.problem, refused.value.about) == (problem, about)


def test_the_template_is_read_back() -> None:
    data = write_past_award_template([name for _key, name in UNITS])
    with pytest.raises(Unreadable) as refused:
        read(data)
    assert refused.value.problem == FileProblem.NO_LINES, "the example is nobody"
    book = openpyxl.load_workbook(io.BytesIO(data))
    sheet = book[SHEET]
    assert [cell.value for cell in sheet[1]][1:] == list(HEADINGS.values())
    rules = {str(each.sqref).split(":")[0]: each for each in sheet.data_validations.dataValidation}
    assert rules["J2"].formula1 == "hinh_thuc_khen_thuong" and not rules["J2"].showErrorMessage
    assert rules["L2"].formula1 == "cap_quyet_dinh" and rules["L2"].showErrorMessage
    for column, value in past_award("Trần Văn Ba").items():
        sheet.cell(3, list(HEADINGS).index(column) + 2).value = value
    target = io.BytesIO()
    book.save(target)
    assert [each.nominee for each in read(target.getvalue(), BA).lines] == ["ba"]


def test_five_thousand_lines_are_quick() -> None:
    names = [f"Trần Văn {chr(97 + n % 26)}{chr(97 + n // 26 % 26)}" for n in range(2500)]
    people = [registered(f"k{n}", name, birth_year=1950 + n % 50) for n, name in enumerate(names)]
    rows = [past_award(each.name, birth_year=each.birth_year, year=2020 + n) for n in range(2) for each in people]
    rows[4000]["decided_on"] = "32/01/2023"
    data = past_awards(rows)
    start = time.perf_counter()
    told = read(data, *people)
    assert time.perf_counter() - start < 20
    assert len(told.lines) + told.wrong == 5000
    assert {each.cell for each in told.faults} >= {"N4002"}


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Trần Văn Hòa", "Trần Văn Hoà", True), ("Trần Văn Ánh", "TRAN VAN ANH", True),
        ("Tran Văn Anh", "Trần Văn Ánh", False),
        ("Trần Văn Ánh", "Trần Văn Ảnh", False), ("Trần Văn Ánh", "Trần Văn Ánh Tuyết", False),
        ("Đỗ Văn An", "Do Van An", True), ("Trần Văn Ba", "Trần Văn Bá", False),
    ],
)  # fmt: skip
def test_names_with_and_without_marks(one: str, other: str, same: bool) -> None:
    assert is_named_so(one, other) is same
