"""What is said of a digital signature: what is checked, why a check failed, and why nothing could be signed."""

from collections.abc import Mapping
from typing import Any

from web.language import lazy
from workflow.signing.checking import Check
from workflow.signing.failures import Reason

CHECKS: Mapping[Check, Any] = {
    Check.FROZEN: lazy("Đúng bản đã chốt"),
    Check.INTACT: lazy("Chữ ký còn nguyên vẹn"),
    Check.CHAIN: lazy("Chứng thư số được tin cậy"),
    Check.PERSON: lazy("Đúng người ký"),
    Check.TIME: lazy("Ký sau khi chốt"),
}
FAILURES: Mapping[tuple[Check, str], Any] = {
    (Check.FROZEN, "other_paper"): lazy(
        "Tệp không bắt đầu bằng đúng bản PDF đã chốt: đây là văn bản khác, hoặc bản đã chốt bị sửa. Tải lại bản đã chốt rồi ký."
    ),
    (Check.INTACT, "unreadable"): lazy("Không đọc được tệp: tệp bị hỏng hoặc bị sửa. Ký lại từ bản đã chốt."),
    (Check.INTACT, "encrypted"): lazy("Tệp PDF bị đặt mật khẩu nên không đọc được. Ký lại từ bản đã chốt, không đặt mật khẩu."),
    (Check.INTACT, "no_signature"): lazy("Tệp không có chữ ký số nào. Ký bản đã chốt rồi gửi lại."),
    (Check.INTACT, "covers_a_part"): lazy("Chữ ký chỉ bao một phần của tệp. Ký lại từ bản đã chốt."),
    (Check.INTACT, "changed_afterwards"): lazy("Tệp bị sửa sau khi ký. Ký lại từ bản đã chốt."),
    (Check.INTACT, "changed"): lazy("Nội dung tệp không còn khớp với chữ ký: có byte đã bị sửa. Ký lại từ bản đã chốt."),
    (Check.INTACT, "changed_before"): lazy("Trước khi ký, tệp đã được thêm nội dung khác ngoài chữ ký. Ký lại từ bản đã chốt."),
    (Check.INTACT, "covers_words"): lazy(
        "Hình của chữ ký che chữ hoặc mã của văn bản. Đặt hình vào chỗ trống, ví dụ giữa chức danh và họ tên, rồi ký lại."
    ),
    (Check.CHAIN, "no_roots"): lazy("Hệ thống chưa được cài chứng thư gốc nào để tin cậy."),
    (Check.CHAIN, "revoked"): lazy("Chứng thư số đã bị thu hồi."),
    (Check.CHAIN, "not_valid_then"): lazy("Chứng thư số không còn hiệu lực vào lúc ký."),
    (Check.CHAIN, "not_valid_yet"): lazy("Chứng thư số chưa có hiệu lực vào lúc ký."),
    (Check.CHAIN, "revocation_unknown"): lazy(
        "Chưa biết chứng thư số có bị thu hồi hay không, mà hệ thống được đặt là phải biết. Báo người vận hành."
    ),
    (Check.CHAIN, "untrusted"): lazy("Chứng thư số không dẫn tới chứng thư gốc nào mà hệ thống tin cậy."),
    (Check.PERSON, "other_person"): lazy("Chứng thư số không phải của người ký quyết định này, cũng không phải của cơ quan."),
    (Check.TIME, "no_time"): lazy("Chữ ký không ghi thời điểm ký."),
    (Check.TIME, "before_frozen"): lazy("Thời điểm ký trước lúc bản PDF được chốt."),
    (Check.TIME, "no_stamp"): lazy("Chữ ký không có dấu thời gian, mà hệ thống được đặt là phải có."),
    (Check.TIME, "stamp_untrusted"): lazy(
        "Dấu thời gian không dẫn tới chứng thư gốc nào mà hệ thống tin cậy, mà hệ thống được đặt là phải có dấu thời gian."
    ),
    (Check.TIME, "in_future"): lazy("Thời điểm ký ở tương lai. Kiểm tra đồng hồ của máy ký."),
}  # fmt: skip
"""Why a check was not passed, in a sentence of its own."""
NOT_REACHED = lazy("Chưa kiểm tra được vì không đọc được chữ ký.")

REASONS: Mapping[Reason, Any] = {
    Reason.NO_MODULE: lazy("Chưa ký: máy chủ không nạp được phần mềm của thiết bị giữ khóa."),
    Reason.NO_TOKEN: lazy(
        "Chưa ký: không thấy thiết bị giữ khóa, hoặc thiết bị ở khe khác. Kiểm tra thiết bị đã cắm chưa."
    ),
    Reason.NO_KEY: lazy("Chưa ký: trong thiết bị không có khóa mang tên đã cài đặt."),
    Reason.PIN_WRONG: lazy(
        "Chưa ký: thiết bị không nhận mã PIN đã cài đặt. Hệ thống không thử lại để thiết bị khỏi bị khóa."
    ),
    Reason.PIN_LAST_TRY: lazy(
        "Chưa ký: thiết bị chỉ còn cho thử mã PIN một lần. Hệ thống để lần đó cho người vận hành."
    ),
    Reason.PIN_LOCKED: lazy("Chưa ký: mã PIN của thiết bị đã bị khóa hoặc hết hạn."),
    Reason.KEY_OF_ANOTHER: lazy("Chưa ký: khóa trong thiết bị không đi cùng chứng thư số đã cài đặt."),
    Reason.DEVICE_FAILED: lazy("Chưa ký: thiết bị giữ khóa báo lỗi, hoặc đã bị rút ra."),
    Reason.STAMP_NO_ANSWER: lazy("Chưa ký: không liên lạc được với nơi cấp dấu thời gian. Thử lại sau ít phút."),
    Reason.STAMP_LATE: lazy("Chưa ký: nơi cấp dấu thời gian không trả lời kịp. Thử lại sau ít phút."),
    Reason.STAMP_REFUSED: lazy("Chưa ký: nơi cấp dấu thời gian từ chối yêu cầu."),
    Reason.STAMP_UNREADABLE: lazy("Chưa ký: nơi cấp dấu thời gian trả lời không đúng, không dùng được."),
    Reason.REVOCATION_NO_ANSWER: lazy(
        "Chưa ký: không hỏi được nơi cấp chứng thư xem chứng thư có bị thu hồi không. Thử lại sau."
    ),
    Reason.REVOCATION_UNKNOWN: lazy("Chưa ký: không đủ thông tin thu hồi chứng thư để kiểm tra chữ ký về sau."),
    Reason.TOO_LARGE: lazy("Chưa ký: chữ ký cùng các chứng thư lớn hơn chỗ chừa sẵn trong bản PDF."),
    Reason.FOLDER_BROKEN: lazy("Chưa ký: phần cài đặt chữ ký số trên máy chủ có lỗi."),
}
"""Why nothing was signed, where neither the person nor a file of theirs is to blame."""


def failure_words(check: Check, failure: str) -> str:
    """Why a check failed."""
    return str(FAILURES.get((check, failure), NOT_REACHED))


def reason_words(reason: Reason) -> str:
    """Why nothing could be signed, and that nothing was written."""
    return f"{REASONS[reason]} {_ADVICE}"


_ADVICE = lazy("Chưa có gì được ghi; nếu vẫn không được, báo người vận hành.")
