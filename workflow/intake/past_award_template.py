"""The workbook that the standing office fills in to record many earlier awards at once."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from workflow.intake.blank import Blank, write_blank
from workflow.intake.columns import OF_PAST_AWARDS, Column
from workflow.intake.known_words import past_award_words
from workflow.intake.list_sheet import MOST_LINES

SHEET = "Khen thưởng đã có"
_EXAMPLE: Mapping[Column, Any] = MappingProxyType(
    {
        Column.NUMBER: "Ví dụ", Column.NAME: "Nguyễn Văn Mẫu", Column.BIRTH_YEAR: 1980, Column.KIND: "Cá nhân",
        Column.GENDER: "Nam", Column.TITLE: "Nông dân", Column.AWARD: "Chiến sĩ thi đua cơ sở",
        Column.BASIS: "Công trạng", Column.LEVEL: "Cấp huyện", Column.DECISION_NUMBER: "12/QĐ-UBND",
        Column.DECIDED_ON: "05/01/2023", Column.ISSUER: "Ủy ban nhân dân huyện", Column.YEAR: 2022,
        Column.EVIDENCE: "Bản sao quyết định trong hồ sơ năm 2023",
    }
)  # fmt: skip
_GUIDE = (
    "Cách điền danh sách khen thưởng đã có",
    "Mỗi dòng của trang “Khen thưởng đã có” là một khen thưởng mà một cá nhân, tập thể, hộ gia đình đã nhận theo quyết định "
    "trước đây hoặc của cơ quan khác.",
    "Dòng có chữ “Ví dụ” ở cột STT chỉ để tham khảo; hệ thống bỏ qua dòng này.",
    "Không sửa tên cột. Có thể đổi thứ tự cột; cột khác thêm vào được bỏ qua.",
    "Cột bắt buộc: họ tên, hình thức khen thưởng, loại hình, cấp quyết định, số quyết định, ngày quyết định, cơ quan ban hành.",
    "Đối tượng đã có trong sổ được nhận ra theo họ tên cùng với năm sinh, đơn vị hoặc mã hộ.",
    "Mã trong sổ: chỉ ghi khi nhiều người trùng tên. Mã này ghi ở trang của từng đối tượng trong sổ theo dõi khen thưởng.",
    "Nếu đối tượng trùng tên với người trong sổ nhưng là người khác, ghi “mới” vào cột Mã trong sổ.",
    "Đối tượng chưa có trong sổ được thêm vào sổ: ghi đủ đơn vị, loại đối tượng và, với cá nhân, giới tính.",
    "Hình thức khen thưởng: chọn trong danh sách thả xuống của ô; hình thức không có trong danh sách thì ghi nguyên tên.",
    "Loại hình, cấp quyết định, đơn vị, loại đối tượng, giới tính: chọn trong danh sách thả xuống của ô.",
    "Ngày quyết định: ghi theo thứ tự ngày/tháng/năm, ví dụ 05/01/2023.",
    "Năm lập thành tích: bốn chữ số. Để trống nếu cùng năm với quyết định; các năm liên tục được tính theo năm này.",
    "Mã hộ: ghi dạng văn bản để giữ số 0 ở đầu, ví dụ 00127. Chỉ ghi cho hộ gia đình.",
    f"Tối đa {MOST_LINES:,} dòng, tệp .xlsx tối đa 5 MB, không dùng công thức.".replace(",000", ".000"),
    "Khi tải lên, danh sách được kiểm tra hết trước; chưa có gì được ghi cho đến khi xác nhận.",
)


def write_past_award_template(units: Sequence[str]) -> bytes:
    """The workbook to fill in, with the units of the commune and the awards that any rules know."""
    words = past_award_words()
    choices = {column: list(known.written.values()) for column, known in words.items()}
    if units:
        choices[Column.UNIT] = list(units)
    blank = Blank(
        sheet=SHEET, columns=OF_PAST_AWARDS, choices=choices, open_to=(Column.AWARD,), guide=_GUIDE,
        example={**_EXAMPLE, Column.UNIT: units[0] if units else ""},
    )  # fmt: skip
    return write_blank(blank)
