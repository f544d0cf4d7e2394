"""What is wrong in a list that came as a file, in words: which column, what stands there, how it is mended."""

from collections.abc import Iterable

from states.rule_names import award_name
from web.filters import number
from web.language import _, language, lazy
from workflow.intake.columns import Column
from workflow.intake.faults import Fault, Problem
from workflow.intake.package import FileProblem, Unreadable

_COLUMNS = {
    Column.NUMBER: lazy("Số thứ tự"),
    Column.NAME: lazy("Họ tên, tên tập thể"),
    Column.KIND: lazy("Loại đối tượng"),
    Column.GENDER: lazy("Giới tính"),
    Column.BIRTH_YEAR: lazy("Năm sinh"),
    Column.TITLE: lazy("Chức danh, nơi ở"),
    Column.HOUSEHOLD_CODE: lazy("Mã hộ"),
    Column.AWARD: lazy("Hình thức khen thưởng"),
    Column.BASIS: lazy("Loại hình"),
    Column.ACHIEVEMENT: lazy("Thành tích"),
}
_MISSING = {
    Column.NAME: lazy("Ghi họ và tên hoặc tên tập thể."),
    Column.KIND: lazy("Chọn loại đối tượng: cá nhân, tập thể, hộ gia đình hoặc thôn, tổ dân phố."),
    Column.GENDER: lazy("Ghi Nam hoặc Nữ."),
    Column.AWARD: lazy("Chọn hình thức khen thưởng."),
    Column.BASIS: lazy("Chọn loại hình: hình thức khen thưởng này xét theo nhiều loại hình."),
}
_PLAIN = {
    Problem.LIVE_FORMULA: lazy("Thay công thức bằng chữ hoặc số thường (sao chép rồi dán giá trị)."),
    Problem.EXCEL_ERROR: lazy("Ghi nội dung thay cho thông báo lỗi của Excel."),
    Problem.NO_NAME: lazy("Ghi họ và tên hoặc tên gọi bằng chữ."),
    Problem.NUMBER_FOR_CODE: lazy(
        "Định dạng ô là văn bản rồi ghi lại mã hộ: ô đang là số nên các số 0 ở đầu có thể đã mất."
    ),
    Problem.NOT_TEXT: lazy("Ghi bằng chữ; ô đang là ngày, giờ hoặc giá trị đúng/sai."),
    Problem.YEAR_UNREADABLE: lazy("Ghi năm sinh bằng bốn chữ số, hoặc ngày sinh theo thứ tự ngày/tháng/năm."),
    Problem.DAY_UNREAL: lazy("Xem lại ngày sinh: ngày này không có thật."),
    Problem.YEAR_IMPOSSIBLE: lazy("Xem lại năm sinh: năm này không thể là năm sinh của người được đề nghị."),
    Problem.NOT_ASKED: lazy("Để trống: cột này không dùng cho loại đối tượng của dòng."),
}
_FILES = {
    FileProblem.EMPTY: lazy("Chọn tệp khác: tệp này rỗng."),
    FileProblem.NO_WORKBOOK: lazy("Chọn tệp Excel dạng .xlsx: tệp này không phải là bảng tính .xlsx."),
    FileProblem.OLD_FORMAT: lazy(
        "Mở tệp bằng Excel, bỏ mật khẩu nếu có, rồi lưu lại dạng .xlsx: tệp này ở dạng cũ hoặc có mật khẩu."
    ),
    FileProblem.HAS_MACROS: lazy("Lưu lại dạng .xlsx: tệp này có macro."),
    FileProblem.DAMAGED: lazy("Mở tệp bằng Excel rồi lưu lại: tệp này bị hỏng, không đọc được."),
    FileProblem.UNPACKS_TOO_LARGE: lazy(
        "Chép danh sách sang tệp mẫu: tệp này nén quá nhiều dữ liệu nên không được mở."
    ),
    FileProblem.DECLARES_ENTITIES: lazy("Chép danh sách sang tệp mẫu: tệp này có khai báo lạ nên không được mở."),
    FileProblem.TOO_MANY_CELLS: lazy(
        "Xóa các dòng và cột trống ở cuối trang tính rồi lưu lại: trang tính quá rộng để đọc."
    ),
    FileProblem.NO_HEADING: lazy("Dùng tệp mẫu: không tìm thấy dòng tên cột có cột “Họ và tên”."),
    FileProblem.NO_LINES: lazy("Ghi ít nhất một dòng: danh sách chưa có ai."),
}


def column_name(column: Column) -> str:
    """The heading of a column."""
    return str(_COLUMNS[column])


def what_to_do(fault: Fault) -> str:
    """How a fault is mended."""
    match fault.problem:
        case Problem.MISSING:
            return str(_MISSING[fault.column])
        case Problem.TOO_LONG:
            return _("Viết ngắn lại: tối đa %(limit)s ký tự.", limit=number(int(fault.other)))
        case Problem.UNKNOWN_WORD if fault.other:
            return _("Có phải “%(word)s”? Ghi đúng như vậy.", word=fault.other)
        case Problem.UNKNOWN_WORD:
            return _("Chọn một giá trị trong danh sách của tệp mẫu.")
        case Problem.KIND_NOT_FOR_AWARD:
            return _("Xem lại: %(award)s không dành cho loại đối tượng này.", award=award_name(fault.other, language()))
        case Problem.BASIS_NOT_FOR_AWARD:
            return _("Xem lại: %(award)s không xét theo loại hình này.", award=award_name(fault.other, language()))
        case Problem.TWICE_IN_FILE:
            return _("Bỏ một dòng, hoặc ghi năm sinh, mã hộ để phân biệt: trùng với dòng %(line)s.", line=fault.other)
        case Problem.ALREADY_NOMINATED:
            return _("Bỏ dòng này: đã được đề nghị trong năm (%(dossier)s).", dossier=fault.other)
        case problem:
            return str(_PLAIN[problem])


def why_unreadable(reason: Unreadable) -> str:
    """What to do with a file that is no list."""
    match reason.problem:
        case FileProblem.TOO_LARGE:
            return _("Chia danh sách thành nhiều tệp: mỗi tệp tối đa %(limit)s MB.", limit=reason.about)
        case FileProblem.COLUMN_MISSING:
            return _(
                "Thêm cột “%(column)s”, hoặc chọn hình thức khen thưởng chung cho cả danh sách.", column=reason.about
            )
        case FileProblem.COLUMN_TWICE:
            return _("Bỏ một cột: có hai cột “%(column)s”.", column=reason.about)
        case FileProblem.TOO_MANY_LINES:
            return _(
                "Chia thành nhiều danh sách: mỗi danh sách tối đa %(limit)s dòng.", limit=number(int(reason.about))
            )
        case problem:
            return str(_FILES[problem])


def notes(faults: Iterable[Fault]) -> dict[str, str]:
    """What to write on each wrong cell."""
    found: dict[str, list[str]] = {}
    for fault in faults:
        found.setdefault(fault.cell, []).append(what_to_do(fault))
    return {cell: "\n".join(sentences) for cell, sentences in found.items()}
