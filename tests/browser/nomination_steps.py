"""What each role does to one nomination, by what the screens offer: links, buttons and boxes, found by their words."""

from __future__ import annotations

import time
from pathlib import Path

from states.council_vocabulary import VoteChoice
from states.vocabulary import Action, Basis, CheckResult, SubjectKind
from tests.support.reader import Reader

TITLE = "Phiên họp xét khen thưởng bổ sung"


def propose(officer: Reader, name: str, paper: Path) -> None:
    """The unit's officer: who, for what, with which papers; looked at once more, and handed in."""
    officer.menu("Lập hồ sơ đề nghị").follow(SubjectKind.INDIVIDUAL)
    officer.fill("Họ và tên", name).fill("Chức vụ, nghề nghiệp", "Nông dân").fill("Năm sinh", "1980")
    officer.choose("Nữ").choose_award("LDTT").choose(Basis.MERIT).press("Lập hồ sơ nháp")
    officer.follow("Thành tích").fill("Tóm tắt thành tích", "Sản xuất giỏi, giúp ba hộ thoát nghèo.")
    officer.press("Lưu nháp").follow("Hồ sơ kèm theo")
    while (missing := officer.main.locator("section").filter(has_text=officer.words("Còn thiếu"))).count():
        officer.lay_in(missing.first, paper)
    officer.follow("Xong, quay lại các phần của hồ sơ").follow("Kiểm tra lại và nộp").press("Nộp hồ sơ")
    assert officer.sees("Đã nộp hồ sơ")


def take_in(office: Reader, name: str) -> None:
    """The office: every paper is opened and ticked, then every condition answered."""
    office.menu("Tiếp nhận và thẩm định")
    office.open_case(name).follow(Action.ACCEPT)
    office.tick_all().press(Action.ACCEPT)
    office.follow(Action.FIND_ELIGIBLE)
    for question in office.main.locator("fieldset.bv-check").all():
        office.choose(CheckResult.MET, inside=question)
    office.press(Action.FIND_ELIGIBLE)


def open_the_vote(secretary: Reader, name: str, day: str) -> None:
    """The council's secretary: a session, its agenda, who is there, and the vote."""
    secretary.menu("Phiên họp Hội đồng").follow("Lập phiên họp")
    secretary.fill("Tên phiên họp", TITLE).fill("Địa điểm", "Phòng họp số 1").fill("Ngày họp", day)
    secretary.press("Lập phiên họp").follow("Xếp hồ sơ vào chương trình")
    secretary.tick(name).press("Xếp các hồ sơ đã chọn")
    secretary.follow(Action.OPEN_SESSION).press(Action.OPEN_SESSION).follow(Action.RECORD_ATTENDANCE)
    secretary.press("Đánh dấu có mặt cho mọi thành viên chưa ghi danh")
    secretary.press(Action.RECORD_ATTENDANCE)
    secretary.follow(Action.RECORD_CONFLICT).tick_all().choose("Không có xung đột lợi ích với hồ sơ nào")
    secretary.press(Action.RECORD_CONFLICT)
    secretary.follow(Action.OPEN_VOTE).press(Action.OPEN_VOTE)


def vote(member: Reader) -> None:
    """A member, from the list of what is to be done: a declaration, a choice, a second look, a receipt."""
    member.follow(TITLE).follow(Action.DECLARE_CONFLICT)
    member.choose("Tôi không có xung đột lợi ích với hồ sơ nào trong danh sách").press(Action.DECLARE_CONFLICT)
    member.follow("Mở phiếu biểu quyết").choose(VoteChoice.AGREE)
    member.press("Xem lại phiếu").press("Gửi phiếu")
    assert member.sees("Ý kiến đã ghi của tôi")


def record_hands(secretary: Reader) -> None:
    """The secretary: those who are in the room raise their hands instead of voting themselves."""
    secretary.follow(TITLE).follow(Action.RECORD_SHOW_OF_HANDS).follow_award("LDTT")
    secretary.press("Điền “Đồng ý” vào mọi ô còn trống").press("Ghi biểu quyết giơ tay")


def close_the_vote(secretary: Reader, chair: str) -> None:
    """The secretary: the count, and the minutes, which name the member who chaired."""
    secretary.follow("Về phiên họp").follow(Action.CLOSE_VOTE)
    secretary.choose("Tôi xác nhận kết thúc biểu quyết. Sau khi kết thúc, không nhận thêm ý kiến nào.")
    secretary.press(Action.CLOSE_VOTE).follow(Action.RECORD_MINUTES)
    chosen = secretary.main.get_by_label(secretary.words("Người chủ trì"))
    chosen.select_option(chosen.locator("option", has_text=chair).get_attribute("value"))
    secretary.fill("Diễn biến phiên họp", "Thường trực báo cáo; Hội đồng thảo luận và biểu quyết.")
    secretary.fill("Kết luận", "Giao Thường trực hoàn thiện hồ sơ.").press(Action.RECORD_MINUTES)
    assert secretary.sees("Kết quả kiểm phiếu")


def sign_minutes(chair: Reader) -> None:
    """The member who chaired, from the own desk: reads the whole minutes, gives the password again, and signs."""
    chair.follow(TITLE).follow(Action.SIGN_MINUTES)
    chair.choose("Tôi đã đọc toàn bộ biên bản và kết quả kiểm phiếu.")
    chair.fill("Mật khẩu của ông/bà", chair.site.passphrase).press(Action.SIGN_MINUTES)
    assert chair.sees("Kết quả kiểm phiếu")


def draft(office: Reader, name: str, title: str) -> None:
    """The office: to the chairman, and a draft laid before him."""
    office.open_case(name).follow(Action.SUBMIT_TO_CHAIRMAN).press(Action.SUBMIT_TO_CHAIRMAN)
    office.menu("Quyết định khen thưởng").follow("Lập dự thảo quyết định")
    office.fill("Trích yếu nội dung", title).tick(name).press("Lập dự thảo quyết định")
    office.follow(Action.SUBMIT_DECISION).press(Action.SUBMIT_DECISION)


def approve(chairman: Reader, title: str) -> None:
    """The chairman: reads the whole draft and approves it."""
    chairman.menu("Trình Chủ tịch").follow(f"{chairman.words('Đọc và duyệt')} {title}")
    chairman.choose("Tôi đã đọc toàn bộ quyết định và danh sách kèm theo.").press(Action.APPROVE_DECISION)


def number(office: Reader, title: str) -> None:
    """The office, from its own desk: the number and the day."""
    office.follow(title).follow(Action.NUMBER_DECISION).press(Action.NUMBER_DECISION)


def sign(chairman: Reader, title: str) -> None:
    """The chairman: reads the whole decision, gives the password again, and signs by the recorded act."""
    chairman.menu("Trình Chủ tịch").follow(f"{chairman.words('Đọc và ký')} {title}")
    if chairman.sees("Cách ký"):
        chairman.choose("Chỉ ghi nhận thao tác ký, không có chữ ký số")
    chairman.choose("Tôi đã đọc toàn bộ quyết định và danh sách kèm theo.")
    chairman.fill("Mật khẩu của ông/bà", chairman.site.passphrase).press(Action.SIGN_DECISION)


def issue(office: Reader, title: str) -> None:
    """The office, from its own desk: the decision goes out."""
    office.follow(title).follow(Action.ISSUE_DECISION).press(Action.ISSUE_DECISION)


def see_on_the_board(visitor: Reader, name: str) -> None:
    """Anybody: finds the name on the board, and the decision behind it."""
    visitor.start().fill("Tên người, tập thể, hộ gia đình", name).press("Xem")
    assert name in visitor.read()
    with visitor.page.expect_navigation():
        visitor.main.get_by_role("link", name="/QĐ-UBND").first.click()
    assert name in visitor.read()


def hear_of_it(officer: Reader, name: str) -> None:
    """The unit's officer: the worker has put a message into the inbox meanwhile."""
    officer.menu("Thông báo")
    until = time.monotonic() + 30
    while not (heard := name in officer.read()) and time.monotonic() < until:
        officer.page.reload()
    assert heard, officer.read()


_WHOLE = (
    "Máy chủ này đã tự tính lại và không thấy sai lệch. "
    "Kết quả ấy chỉ có giá trị khi công cụ của ông/bà cũng cho như vậy."
)


def verify_the_log(auditor: Reader) -> None:
    """The auditor: every hash derived again, every case replayed."""
    auditor.menu("Kiểm chứng nhật ký").press("Kiểm chứng ngay")
    until = time.monotonic() + 60
    while not (found := auditor.sees(_WHOLE)) and time.monotonic() < until:
        auditor.page.reload()
    assert found, auditor.read()
