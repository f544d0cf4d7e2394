"""The workbooks that units fill in to propose many nominees at once."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from states.regime import Regime
from workflow.intake.blank import Blank, write_blank
from workflow.intake.columns import HOUSEHOLD_HEADINGS, OF_NOMINATIONS, Column
from workflow.intake.known_words import known_words
from workflow.intake.list_sheet import MOST_LINES

SHEET = "Danh sách"
_CHOSEN = (Column.AWARD, Column.KIND, Column.BASIS, Column.GENDER)
_USUAL = "Gia đình văn hóa"
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
    choices = _choices(template, regime)
    chosen = {column: _USUAL if _USUAL in words else words[0] for column, words in choices.items()}
    is_of_households = template == Template.HOUSEHOLDS
    blank = Blank(
        sheet=SHEET, columns=_COLUMNS[template], choices=choices, example={**_EXAMPLE, **chosen}, guide=_GUIDE,
        headings={Column.NAME: HOUSEHOLD_HEADINGS[0]} if is_of_households else {},
    )  # fmt: skip
    return write_blank(blank)


def _choices(template: Template, regime: Regime) -> dict[Column, list[str]]:
    found = {column: list(known_words(regime)[column].written.values()) for column in _CHOSEN}
    if template == Template.HOUSEHOLDS:
        awards = known_words(regime)[Column.AWARD].written
        found[Column.AWARD] = [words for code, words in awards.items() if regime.awards[code].is_for("household")]
    return found
