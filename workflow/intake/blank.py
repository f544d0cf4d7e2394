"""A workbook to fill in: a heading, one marked example, lists to choose from, and how to fill it in."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import xlsxwriter

from workflow.commands.administration.record_past_award import FIRST_YEAR
from workflow.intake.cell_reading import LONGEST, OLDEST
from workflow.intake.columns import HEADINGS, Column
from workflow.intake.list_sheet import MOST_LINES

GUIDE, WORDS = "Hướng dẫn", "Danh mục"
_RANGES = {
    Column.AWARD: "hinh_thuc_khen_thuong", Column.KIND: "loai_doi_tuong", Column.BASIS: "loai_hinh",
    Column.GENDER: "gioi_tinh", Column.UNIT: "don_vi", Column.LEVEL: "cap_quyet_dinh",
}  # fmt: skip
_WIDTHS = {
    Column.NUMBER: 7, Column.NAME: 32, Column.KIND: 18, Column.GENDER: 10, Column.BIRTH_YEAR: 10, Column.TITLE: 34,
    Column.HOUSEHOLD_CODE: 14, Column.AWARD: 36, Column.BASIS: 20, Column.ACHIEVEMENT: 60,
    Column.UNIT: 26, Column.REGISTER_CODE: 16, Column.LEVEL: 16, Column.DECISION_NUMBER: 18, Column.DECIDED_ON: 14,
    Column.ISSUER: 30, Column.YEAR: 12, Column.EVIDENCE: 36,
}  # fmt: skip
_YEARS = (Column.BIRTH_YEAR, Column.YEAR)


@dataclass(frozen=True, kw_only=True)
class Blank:
    """What a workbook asks for. ``choices`` are offered in a cell; those of ``open_to`` take other words as well."""

    sheet: str
    columns: Sequence[Column]
    choices: Mapping[Column, Sequence[str]]
    example: Mapping[Column, Any]
    guide: Sequence[str]
    open_to: Sequence[Column] = ()
    headings: Mapping[Column, str] = field(default_factory=dict)

    def heading(self, column: Column) -> str:
        """What stands on top of a column."""
        return self.headings.get(column, HEADINGS[column][0])


def write_blank(blank: Blank) -> bytes:
    """The workbook to fill in."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        sheet, guide, words = (book.add_worksheet(name) for name in (blank.sheet, GUIDE, WORDS))
        _write_words(book, words, blank.choices)
        _write_list(book, sheet, blank)
        _write_guide(book, guide, blank.guide)
        words.hide()
        sheet.activate()
    return target.getvalue()


def _write_words(book: Any, sheet: Any, choices: Mapping[Column, Sequence[str]]) -> None:
    """The words of each list, under a name of their own."""
    for place, (column, words) in enumerate(choices.items()):
        sheet.write_string(0, place, HEADINGS[column][0])
        for row, word in enumerate(words, start=1):
            sheet.write_string(row, place, word)
        letter = chr(65 + place)
        book.define_name(_RANGES[column], f"='{WORDS}'!${letter}$2:${letter}${len(words) + 1}")


def _write_list(book: Any, sheet: Any, blank: Blank) -> None:
    head = book.add_format(
        {
            "bold": True,
            "text_wrap": True,
            "valign": "vcenter",
            "border": 1,
            "bg_color": "#0B5D3B",
            "font_color": "#FFFFFF",
        }
    )
    text = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
    whole = book.add_format({"num_format": "0", "valign": "top"})
    example = book.add_format({"italic": True, "font_color": "#595959", "bg_color": "#F2F2F2", "num_format": "@"})
    for place, column in enumerate(blank.columns):
        sheet.set_column(place, place, _WIDTHS[column], whole if column in _YEARS else text)
        sheet.write_string(0, place, blank.heading(column), head)
        value = blank.example.get(column, "")
        if isinstance(value, int):
            sheet.write_number(1, place, value, example)
        else:
            sheet.write_string(1, place, value, example)
        rule = _validation(column, blank)
        if rule:
            sheet.data_validation(1, place, MOST_LINES + 1, place, rule)
    sheet.set_row(0, 32)
    sheet.freeze_panes(1, 2)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


def _validation(column: Column, blank: Blank) -> dict[str, Any] | None:
    """What Excel itself refuses while a cell is filled in."""
    title = HEADINGS[column][0][:32]
    if column in blank.choices:
        words = {"error_title": title, "error_message": "Chọn một giá trị trong danh sách thả xuống."}
        is_closed = column not in blank.open_to
        return {"validate": "list", "source": f"={_RANGES[column]}", "show_error": is_closed, **words}
    if column == Column.BIRTH_YEAR:
        words = {"error_title": title, "error_message": "Ghi năm sinh bằng bốn chữ số, ví dụ 1980."}
        this_year = {"minimum": f"=YEAR(TODAY())-{OLDEST}", "maximum": "=YEAR(TODAY())"}
        return {"validate": "integer", "criteria": "between", **this_year, **words}
    if column == Column.YEAR:
        words = {"error_title": title, "error_message": "Ghi năm bằng bốn chữ số, ví dụ 2022."}
        return {
            "validate": "integer",
            "criteria": "between",
            "minimum": FIRST_YEAR,
            "maximum": "=YEAR(TODAY())",
            **words,
        }
    if column in LONGEST:
        words = {"error_title": title, "error_message": f"Viết tối đa {LONGEST[column]} ký tự."}
        return {"validate": "length", "criteria": "<=", "value": LONGEST[column], **words}
    return None


def _write_guide(book: Any, sheet: Any, guide: Sequence[str]) -> None:
    title = book.add_format({"bold": True, "font_size": 14})
    line = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 110)
    sheet.write_string(0, 0, guide[0], title)
    for row, words in enumerate(guide[1:], start=2):
        sheet.write_string(row, 0, words, line)
