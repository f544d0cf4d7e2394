"""The workbook to fill in, opened again by another program: its lists, its example, its room for codes."""

from __future__ import annotations

import io
from datetime import date

import openpyxl
import pytest

from states.regime import regime_on
from workflow.intake.blank import GUIDE
from workflow.intake.marked import mark_faults
from workflow.intake.nomination_list import read_list
from workflow.intake.package import FileProblem, Unreadable
from workflow.intake.template import SHEET, Template, write_template

REGIME = regime_on(date(2024, 12, 2))


def filled(template: Template, **cells: object) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(write_template(template, REGIME)))
    for address, value in cells.items():
        book[SHEET][address] = value
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def test_lists_to_choose_from_come_from_the_rules_in_force() -> None:
    book = openpyxl.load_workbook(io.BytesIO(write_template(Template.NOMINATIONS, REGIME)))
    rules = {str(each.sqref).split(":")[0]: each for each in book[SHEET].data_validations.dataValidation}
    assert {rules[cell].formula1 for cell in ("C2", "D2", "H2", "I2")} == {
        "loai_doi_tuong", "gioi_tinh", "hinh_thuc_khen_thuong", "loai_hinh",
    }  # fmt: skip
    assert rules["E2"].type == "whole"
    assert all(str(each.sqref).endswith("10002") for each in rules.values())
    sheet, cells = book.defined_names["hinh_thuc_khen_thuong"].attr_text.replace("'", "").split("!")
    assert [row[0].value for row in book[sheet][cells]] == [
        rules.name_vi for rules in REGIME.awards.values() if rules.offered
    ]
    assert book[sheet].sheet_state == "hidden"
    assert book[SHEET].freeze_panes == "C2"
    assert book[SHEET].column_dimensions["G"].width > 10
    assert book[SHEET]["G2"].number_format == "@"
    assert "Cách điền" in book[GUIDE]["A1"].value
    assert book.active.title == SHEET


@pytest.mark.parametrize("template", list(Template))
def test_the_example_is_never_taken_for_a_nominee(template: Template) -> None:
    with pytest.raises(Unreadable) as refused:
        read_list(write_template(template, REGIME), regime=REGIME, year=2024)
    assert refused.value.problem == FileProblem.NO_LINES


def test_what_is_filled_in_is_read_back() -> None:
    data = filled(
        Template.NOMINATIONS, B3="Trần Thị Ánh", C3="Cá nhân", D3="Nữ", E3=1980, F3="Nông dân, thôn Đông", H3="Giấy khen",
        I3="Đột xuất", J3="Cứu người\nđuối nước", B4="Vũ Văn Bảy", C4="Hộ gia đình", G4="00127", H4="Gia đình văn hóa",
    )  # fmt: skip
    told = read_list(data, regime=REGIME, year=2024)
    assert told.faults == ()
    one, two = told.lines
    assert (one.row, one.name, one.kind, one.gender, one.birth_year) == (
        3,
        "Trần Thị Ánh",
        "individual",
        "female",
        1980,
    )
    assert (one.title, one.award, one.basis) == ("Nông dân, thôn Đông", "GK", "sudden")
    assert one.achievement == "Cứu người\nđuối nước"
    assert (two.household_code, two.award, two.basis) == ("00127", "GDVH", "merit")
    households = filled(Template.HOUSEHOLDS, B3="Vũ Văn Bảy", E3="00127", F3="Gia đình văn hóa")
    assert read_list(households, regime=REGIME, year=2024).lines[0].household_code == "00127"


def test_marking_keeps_what_the_author_had() -> None:
    data = filled(Template.NOMINATIONS, B3="Trần Thị Ánh", C3="Cá nhân", H3="Giay khen")
    painted = openpyxl.load_workbook(io.BytesIO(mark_faults(data, SHEET, {"H3": "Có phải “Giấy khen”?"})))
    sheet = painted[SHEET]
    assert sheet["H3"].value == "Giay khen"
    assert sheet["H3"].comment.text == "Có phải “Giấy khen”?"
    assert sheet["H3"].fill.start_color.rgb.endswith("FFC7CE")
    assert sheet["B3"].comment is None
    assert {str(each.sqref) for each in sheet.data_validations.dataValidation} == {
        f"{letter}2:{letter}10002" for letter in "BCDEFGHIJ"
    }
    assert "hinh_thuc_khen_thuong" in painted.defined_names
    assert sheet.freeze_panes == "C2"
