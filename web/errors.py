"""What people read when something cannot be done: what to do now, in their language, never a code name."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass

from babel.support import LazyProxy
from flask import Flask, current_app, render_template, request
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, InternalServerError, TooManyRequests

from states.refusals import (
    ActionRefused,
    BangVangError,
    DeliveryFailed,
    Fault,
    FileChanged,
    LedgerBroken,
    NoSuchCase,
    NotMet,
    NotNow,
    NotYourAction,
    Refusal,
    StaleView,
)
from web.language import _, fix_language, lazy, ngettext
from web.unwritable import ERRORS, RETRY_AFTER, is_unwritable, may_be_written
from web.way_back import came_from

EXTENSION = "bangvang.refusal_sentence"
WITHOUT_OFFICE = "bangvang.without_office"
Sentence = Callable[[Refusal], str]

STATUS: dict[type[BangVangError], int] = {
    NotYourAction: 403,
    NotNow: 409,
    NotMet: 422,
    ActionRefused: 422,
    NoSuchCase: 404,
    StaleView: 409,
    LedgerBroken: 500,
    FileChanged: 500,
    DeliveryFailed: 500,
    Fault: 500,
}
"""The HTTP status of each of our errors; a test holds it to the error tree."""


@dataclass(frozen=True)
class ErrorPage:
    """The words for one status: what it is, and what the person can do."""

    title: LazyProxy
    advice: tuple[LazyProxy, ...]


PAGES: dict[int, ErrorPage] = {
    400: ErrorPage(
        lazy("Yêu cầu chưa đọc được"),
        (
            lazy("Quay lại trang trước, tải lại trang rồi làm lại."),
            lazy("Nếu mở trang từ một liên kết, kiểm tra xem liên kết có bị cắt ngắn không."),
        ),
    ),
    403: ErrorPage(
        lazy("Ông/bà không có quyền thực hiện việc này"),
        (
            lazy("Kiểm tra xem đã đăng nhập đúng tài khoản chưa."),
            lazy("Nếu việc này thuộc nhiệm vụ của ông/bà, đề nghị người quản trị hệ thống của đơn vị phân vai trò."),
        ),
    ),
    404: ErrorPage(
        lazy("Không tìm thấy trang hoặc hồ sơ"),
        (
            lazy("Kiểm tra lại địa chỉ hoặc mã hồ sơ."),
            lazy("Tìm theo tên người, tên tập thể hoặc mã hồ sơ."),
        ),
    ),
    405: ErrorPage(
        lazy("Trang này không nhận yêu cầu theo cách đó"),
        (lazy("Quay lại trang trước và dùng nút có trên trang."),),
    ),
    409: ErrorPage(
        lazy("Hồ sơ đã thay đổi trong lúc ông/bà đang xem"),
        (
            lazy("Chưa có gì được ghi. Mở lại hồ sơ để xem tình trạng mới nhất."),
            lazy("Nếu việc cần làm vẫn còn, thực hiện lại từ trang đó."),
        ),
    ),
    413: ErrorPage(
        lazy("Tệp quá lớn"),
        (
            lazy("Mỗi tệp gửi lên tối đa 20 MB."),
            lazy("Quét lại ở 200–300 dpi, đen trắng, hoặc tách thành nhiều tệp rồi gửi lại."),
        ),
    ),
    422: ErrorPage(
        lazy("Chưa thể thực hiện"),
        (lazy("Bổ sung những điều còn thiếu dưới đây rồi làm lại. Chưa có gì được ghi."),),
    ),
    429: ErrorPage(
        lazy("Ông/bà đã thử quá nhiều lần"),
        (lazy("Vì an toàn của tài khoản, hệ thống tạm dừng nhận yêu cầu này."),),
    ),
    500: ErrorPage(
        lazy("Hệ thống gặp sự cố"),
        (
            lazy("Dữ liệu chưa bị thay đổi: việc vừa làm chưa được ghi."),
            lazy("Thử lại sau ít phút. Nếu vẫn gặp sự cố, báo người quản trị hệ thống mã sự cố trên trang này."),
        ),
    ),
}
_LATER = lazy("Thử lại sau ít phút. Nếu vẫn chưa được, báo người quản trị hệ thống mã sự cố trên trang này.")
UNWRITABLE = ErrorPage(
    lazy("Cơ sở dữ liệu tạm thời không ghi được"),
    (lazy("Dữ liệu chưa bị thay đổi: việc vừa làm chưa được ghi."), _LATER),
)
UNANSWERED = ErrorPage(
    UNWRITABLE.title,
    (
        lazy("Không có gì bị ghi dở dang. Nếu ông/bà vừa gửi một việc, mở lại hồ sơ xem việc đó đã được ghi chưa."),
        _LATER,
    ),
)
"""Said instead to somebody who sent an order just when PostgreSQL went away: nobody can tell whether it was still written."""
NO_OFFICE = ErrorPage(lazy("Ông/bà hiện không giữ vai trò nào"), ())
"""Said with the reasons instead of 403's own words: nothing is wrong with the account of somebody whose term is over."""
STALE_FORM = ErrorPage(
    lazy("Phiên làm việc đã kết thúc trước khi gửi"),
    (
        lazy("Phiên làm việc đã hết hạn hoặc đã đăng xuất, nên yêu cầu vừa gửi chưa được ghi."),
        lazy("Mở lại trang rồi gửi lại."),
    ),
)
OTHERS_FORM = ErrorPage(
    lazy("Trang này được mở bằng một tài khoản khác"),
    (
        lazy("Yêu cầu vừa gửi chưa được ghi: trên máy này nay có tài khoản khác đăng nhập."),
        lazy("Bấm nút quay lại của trình duyệt để chép nội dung đã nhập, rồi đăng nhập bằng đúng tài khoản."),
    ),
)
OTHER = PAGES[400]

Answer = tuple[str, int, dict[str, str]]


def show_http_error(error: HTTPException) -> Answer | HTTPException:
    """The page for any HTTP error: not found, too large, too often …"""
    status = error.code or 500
    if status < 400:
        return error
    if status >= 500:
        return show_incident(getattr(error, "original_exception", None) or error, status)
    told: tuple[str, ...] = current_app.extensions[WITHOUT_OFFICE]() if status == 403 else ()
    if told:
        return page_of(NO_OFFICE, status, notes=told[-1:], reasons=told[:-1]), status, {}
    page = STALE_FORM if isinstance(error, CSRFError) else PAGES.get(status, OTHER)
    wait = _wait(error) if isinstance(error, TooManyRequests) else ""
    headers = {name: value for name, value in error.get_headers() if name in ("Retry-After", "Allow")}
    return page_of(page, status, notes=(wait,) if wait else ()), status, headers


def show_refusal(error: BangVangError) -> Answer:
    """The page for an error of ours that no screen has taken up itself: all reasons, or an incident."""
    status = next(STATUS[kind] for kind in type(error).__mro__ if kind in STATUS)
    if status >= 500:
        return show_incident(error, status)
    sentence: Sentence = current_app.extensions[EXTENSION]
    refusals = error.refusals if isinstance(error, ActionRefused) else ()
    return page_of(PAGES[status], status, reasons=tuple(sentence(refusal) for refusal in refusals)), status, {}


def show_unwritable(error: Exception) -> Answer:
    """The page while the database or the disk takes nothing; any other error of the same kind is our own fault."""
    if not is_unwritable(error):
        return show_incident(error, 500)
    unanswered = request.method == "POST" and may_be_written(error)
    text, status, headers = show_incident(error, 503, UNANSWERED if unanswered else UNWRITABLE)
    return text, status, headers | {"Retry-After": str(RETRY_AFTER)}


def show_incident(error: BaseException, status: int, page: ErrorPage = PAGES[500]) -> Answer:
    """The page for what is no person's fault: a code that people can read out, and the same code in the log.

    It asks nothing of the database or of the session, since either may be what failed; and so not who is signed in, which
    ``render_template`` would.
    """
    incident = secrets.token_hex(4).upper()
    current_app.logger.error("Incident %s at %s", incident, request.path, exc_info=error)
    fix_language(request.args.get("lang", ""))
    template = current_app.jinja_env.get_template("errors/incident.html")
    return template.render(page=page, incident=incident), status, {}


def init_errors(app: Flask, sentence: Sentence, without_office: Callable[[], tuple[str, ...]]) -> None:
    """Answer every error with a page; ``sentence`` puts a refusal into words, ``without_office`` why somebody holds none."""
    app.extensions[EXTENSION] = sentence
    app.extensions[WITHOUT_OFFICE] = without_office
    app.register_error_handler(HTTPException, show_http_error)
    app.register_error_handler(InternalServerError, show_http_error)
    app.register_error_handler(BangVangError, show_refusal)
    for kind in ERRORS:
        app.register_error_handler(kind, show_unwritable)


def page_of(page: ErrorPage, status: int, *, notes: tuple[str, ...] = (), reasons: tuple[str, ...] = ()) -> str:
    """The page in its frame, with what is known beyond its own words."""
    back = came_from() if status == 413 else "/"
    return render_template("errors/error.html", page=page, status=status, notes=notes, reasons=reasons, back=back)


def _wait(error: TooManyRequests) -> str:
    if not isinstance(error.retry_after, int):
        return _("Thử lại sau ít phút.")
    minutes = max(1, -(-error.retry_after // 60))
    return ngettext("Thử lại sau %(num)s phút.", "Thử lại sau %(num)s phút.", minutes)
