"""The workbook that units fill in: a heading, one marked example, lists to choose from, and how to fill it in."""

import io
from collections.abc import Mapping, Sequence
from enum import StrEnum
from types import MappingProxyType
from typing import Any

import xlsxwriter

from states.regime import Regime
from workflow.intake.cell_reading import LONGEST, OLDEST
from workflow.intake.columns import HEADINGS, HOUSEHOLD_HEADINGS, OF_NOMINATIONS, Column
from workflow.intake.known_words import known_words
from workflow.intake.list_sheet import MOST_LINES

SHEET, GUIDE, WORDS = "Danh sách", "Hướng dẫn", "Danh mục"
_RANGES = {
    Column.AWARD: "hinh_thuc_khen_thuong", Column.KIND: "loai_doi_tuong", Column.BASIS: "loai_hinh",
    Column.GENDER: "gioi_tinh",
}  # fmt: skip
_WIDTHS = {
    Column.NUMBER: 7, Column.NAME: 32, Column.KIND: 18, Column.GENDER: 10, Column.BIRTH_YEAR: 10, Column.TITLE: 34,
    Column.HOUSEHOLD_CODE: 14, Column.AWARD: 36, Column.BASIS: 20, Column.ACHIEVEMENT: 60,
}  # fmt: skip
_EXAMPLE: Mapping[Column, Any] = MappingProxyType(
    {
        Column.NUMBER: "Ví dụ", Column.NAME: "Nguyễn Văn Mẫu", Column.BIRTH_YEAR: 1980, Column.TITLE: "Thôn Mẫu",
        Column.HOUSEHOLD_CODE: "00127", Column.ACHIEVEMENT: "Nêu việc đã làm và kết quả bằng số liệu.",
    }
)  # fmt: skip


class Template(StrEnum):
    """For whom the workbook is."""

    NOMINATIONS = "nominations"
    HOUSEHOLDS = "households"


_COLUMNS: Mapping[Template, tuple[Column, ...]] = MappingProxyType(
    {
        Template.NOMINATIONS: OF_NOMINATIONS,
        Template.HOUSEHOLDS: (
            Column.NUMBER, Column.NAME, Column.BIRTH_YEAR, Column.TITLE, Column.HOUSEHOLD_CODE, Column.AWARD, Column.BASIS,
            Column.ACHIEVEMENT,
        ),
    }
)  # fmt: skip
_GUIDE = (
    "Cách điền danh sách",
    "Mỗi dòng của trang “Danh sách” là một cá nhân, tập thể hoặc hộ gia đình được đề nghị một hình thức khen thưởng.",
    "Dòng có chữ “Ví dụ” ở cột STT chỉ để tham khảo; hệ thống bỏ qua dòng này.",
    "Không sửa tên cột. Có thể đổi thứ tự cột; cột khác thêm vào được bỏ qua.",
    "Loại đối tượng, giới tính, hình thức khen thưởng, loại hình: chọn trong danh sách thả xuống của ô.",
    "Loại hình để trống được khi hình thức khen thưởng chỉ xét theo một loại hình.",
    "Năm sinh: bốn chữ số, ví dụ 1980. Tập thể và thôn, tổ dân phố để trống.",
    "Giới tính: chỉ ghi cho cá nhân.",
    "Mã hộ: ghi dạng văn bản để giữ số 0 ở đầu, ví dụ 00127. Chỉ ghi cho hộ gia đình; dùng để phân biệt các hộ trùng tên.",
    "Thành tích: để trống được khi mọi dòng có chung tóm tắt thành tích, nhập một lần trên trang nhập danh sách.",
    f"Tối đa {MOST_LINES:,} dòng, tệp .xlsx tối đa 5 MB, không dùng công thức.".replace(",000", ".000"),
    "Khi tải lên, danh sách được kiểm tra hết trước; chưa có gì được ghi cho đến khi xác nhận.",
)


def write_template(template: Template, regime: Regime) -> bytes:
    """The workbook to fill in, with the awards that the rules in force offer."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        sheet, guide, words = (book.add_worksheet(name) for name in (SHEET, GUIDE, WORDS))
        choices = _choices(template, regime)
        _write_words(book, words, choices)
        _write_list(book, sheet, _COLUMNS[template], template, choices)
        _write_guide(book, guide)
        words.hide()
        sheet.activate()
    return target.getvalue()


def _choices(template: Template, regime: Regime) -> dict[Column, list[str]]:
    found = {column: list(known_words(regime)[column].written.values()) for column in _RANGES}
    if template == Template.HOUSEHOLDS:
        awards = known_words(regime)[Column.AWARD].written
        found[Column.AWARD] = [words for code, words in awards.items() if regime.awards[code].is_for("household")]
    return found


def _write_words(book: Any, sheet: Any, choices: Mapping[Column, Sequence[str]]) -> None:
    """The words of each list, under a name of their own."""
    for place, (column, words) in enumerate(choices.items()):
        sheet.write_string(0, place, HEADINGS[column][0])
        for row, word in enumerate(words, start=1):
            sheet.write_string(row, place, word)
        letter = chr(65 + place)
        book.define_name(_RANGES[column], f"='{WORDS}'!${letter}$2:${letter}${len(words) + 1}")


def _write_list(
    book: Any, sheet: Any, columns: Sequence[Column], template: Template, choices: Mapping[Column, Sequence[str]]
) -> None:
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
    for place, column in enumerate(columns):
        sheet.set_column(place, place, _WIDTHS[column], whole if column == Column.BIRTH_YEAR else text)
        sheet.write_string(0, place, _heading(column, template), head)
        value = _example(column, choices)
        if isinstance(value, int):
            sheet.write_number(1, place, value, example)
        else:
            sheet.write_string(1, place, value, example)
        rule = _validation(column)
        if rule:
            sheet.data_validation(1, place, MOST_LINES + 1, place, rule)
    sheet.set_row(0, 32)
    sheet.freeze_panes(1, 2)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


def _heading(column: Column, template: Template) -> str:
    is_head = column == Column.NAME and template == Template.HOUSEHOLDS
    return HOUSEHOLD_HEADINGS[0] if is_head else HEADINGS[column][0]


def _example(column: Column, choices: Mapping[Column, Sequence[str]]) -> Any:
    if column in choices:
        words = choices[column]
        return words[words.index("Gia đình văn hóa")] if "Gia đình văn hóa" in words else words[0]
    return _EXAMPLE[column]


def _validation(column: Column) -> dict[str, Any] | None:
    """What Excel itself refuses while a cell is filled in."""
    title = HEADINGS[column][0][:32]
    if column in _RANGES:
        words = {"error_title": title, "error_message": "Chọn một giá trị trong danh sách thả xuống."}
        return {"validate": "list", "source": f"={_RANGES[column]}", **words}
    if column == Column.BIRTH_YEAR:
        words = {"error_title": title, "error_message": "Ghi năm sinh bằng bốn chữ số, ví dụ 1980."}
        this_year = {"minimum": f"=YEAR(TODAY())-{OLDEST}", "maximum": "=YEAR(TODAY())"}
        return {"validate": "integer", "criteria": "between", **this_year, **words}
    if column in LONGEST:
        words = {"error_title": title, "error_message": f"Viết tối đa {LONGEST[column]} ký tự."}
        return {"validate": "length", "criteria": "<=", "value": LONGEST[column], **words}
    return None


def _write_guide(book: Any, sheet: Any) -> None:
    title = book.add_format({"bold": True, "font_size": 14})
    line = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 110)
    sheet.write_string(0, 0, _GUIDE[0], title)
    for row, words in enumerate(_GUIDE[1:], start=2):
        sheet.write_string(row, 0, words, line)
