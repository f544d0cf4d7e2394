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
    Column.UNIT: lazy("Đơn vị"),
    Column.REGISTER_CODE: lazy("Mã trong sổ"),
    Column.LEVEL: lazy("Cấp quyết định"),
    Column.DECISION_NUMBER: lazy("Số quyết định"),
    Column.DECIDED_ON: lazy("Ngày quyết định"),
    Column.ISSUER: lazy("Cơ quan ban hành"),
    Column.YEAR: lazy("Năm lập thành tích"),
    Column.EVIDENCE: lazy("Minh chứng"),
}
_MISSING = {
    Column.NAME: lazy("Ghi họ và tên hoặc tên tập thể."),
    Column.KIND: lazy("Chọn loại đối tượng: cá nhân, tập thể, hộ gia đình hoặc thôn, tổ dân phố."),
    Column.GENDER: lazy("Ghi Nam hoặc Nữ."),
    Column.AWARD: lazy("Chọn hình thức khen thưởng."),
    Column.BASIS: lazy("Chọn loại hình: hình thức khen thưởng này xét theo nhiều loại hình."),
    Column.DECISION_NUMBER: lazy("Nhập số quyết định."),
    Column.DECIDED_ON: lazy("Ghi ngày quyết định theo thứ tự ngày/tháng/năm, ví dụ 05/01/2023."),
    Column.ISSUER: lazy("Nhập cơ quan ban hành."),
}
_NEEDED_OF_NEW = {
    Column.UNIT: lazy("Ghi đơn vị: đối tượng này chưa có trong sổ nên được thêm vào sổ của đơn vị."),
    Column.KIND: lazy("Chọn loại đối tượng: đối tượng này chưa có trong sổ."),
    Column.GENDER: lazy("Ghi Nam hoặc Nữ: cá nhân này chưa có trong sổ."),
}
_OF_COLUMN = {
    (Problem.NOT_CHOSEN, Column.BASIS): lazy("Chọn loại hình khen thưởng."),
    (Problem.NOT_CHOSEN, Column.LEVEL): lazy("Chọn cấp quyết định."),
    (Problem.DAY_UNREAL, Column.DECIDED_ON): lazy("Xem lại ngày quyết định: ngày này không có thật."),
    (Problem.YEAR_IMPOSSIBLE, Column.DECIDED_ON): lazy("Xem lại ngày quyết định: trước năm 1945."),
    (Problem.YEAR_UNREADABLE, Column.YEAR): lazy("Ghi năm lập thành tích bằng bốn chữ số, ví dụ 2022."),
    (Problem.DAY_UNREAL, Column.YEAR): lazy("Ghi năm lập thành tích bằng bốn chữ số, ví dụ 2022."),
    (Problem.YEAR_IMPOSSIBLE, Column.YEAR): lazy("Xem lại năm lập thành tích: từ năm 1945 đến năm nay."),
}
"""What is said otherwise of one column than of the others."""
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
    Problem.DAY_UNREADABLE: lazy("Ghi ngày quyết định theo thứ tự ngày/tháng/năm, ví dụ 05/01/2023."),
    Problem.DAY_IN_FUTURE: lazy("Xem lại ngày quyết định: ngày này chưa đến."),
    Problem.CODE_UNKNOWN: lazy("Xem lại mã: sổ không có mã này. Mã ghi ở trang của từng đối tượng trong sổ."),
    Problem.ALREADY_RECORDED: lazy(
        "Bỏ dòng này: sổ đã có khen thưởng này (cùng đối tượng, hình thức, năm và số quyết định)."
    ),
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
    own = _OF_COLUMN.get((fault.problem, fault.column))
    return str(own) if own else _whose(fault) or _in_its_words(fault)


def _whose(fault: Fault) -> str:
    """What to do where only the author can tell whose an award is; empty for any other fault."""
    match fault.problem:
        case Problem.CODE_OF_ANOTHER:
            return _("Xem lại mã hoặc tên: mã này là của %(line)s.", line=fault.other)
        case Problem.MAY_BE_REGISTERED:
            return _(
                "Trong sổ có %(line)s. Nếu đúng đối tượng này, ghi mã đó vào cột “Mã trong sổ”; nếu không, ghi “mới”.",
                line=fault.other,
            )
        case Problem.SEVERAL_REGISTERED:
            return _(
                "Trong sổ có nhiều dòng trùng tên. Ghi mã của dòng đúng vào cột “Mã trong sổ”, hoặc ghi “mới” "
                "nếu là đối tượng khác: %(lines)s.",
                lines=fault.other,
            )
        case Problem.SEVERAL_IN_FILE:
            return _("Ghi thêm năm sinh, đơn vị hoặc mã hộ: trùng tên với các dòng %(lines)s.", lines=fault.other)
        case Problem.NEEDED_OF_NEW:
            return str(_NEEDED_OF_NEW[fault.column])
    return ""


def _in_its_words(fault: Fault) -> str:
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
        case Problem.TWICE_IN_FILE if fault.column == Column.DECISION_NUMBER:
            return _("Bỏ một dòng: trùng khen thưởng với dòng %(line)s.", line=fault.other)
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
        case FileProblem.COLUMN_NEEDED:
            return _("Thêm cột “%(column)s” như trong tệp mẫu.", column=reason.about)
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
