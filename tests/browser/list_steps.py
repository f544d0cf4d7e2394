"""What each role does to a village list: pasted once, its papers laid in once, treated at once, by what the screens offer."""

from __future__ import annotations

from pathlib import Path

from states.vocabulary import Action, Basis, CheckResult, State
from tests.browser.nomination_steps import sign
from tests.support.reader import Reader

TITLE = "Danh sách đề nghị công nhận Gia đình văn hóa bổ sung năm 2024"
DECISION = "Về việc công nhận danh hiệu Gia đình văn hóa bổ sung năm 2024"
HEADS = (
    "Đỗ Thị Ánh", "Vũ Văn Bằng", "Lê Thị Cẩm", "Ngô Văn Đại", "Phan Thị Én", "Trịnh Văn Giáp", "Dương Thị Hậu",
    "Hoàng Văn Ích", "Bùi Thị Khuê", "Đặng Văn Lưỡng", "Nguyễn Thị Mỡ", "Tạ Văn Nhẫn",
)  # fmt: skip
LINES = "\n".join(f"{n}\t{name}\t{1950 + n}\tXX-{n:03}" for n, name in enumerate(HEADS, start=1))


def hand_in(officer: Reader, paper: Path) -> None:
    """The village's officer: pastes twelve households, lays in the papers they share, and hands all of them in."""
    officer.menu("Nhập danh sách")
    officer.fill("Tên danh sách hoặc trích yếu tờ trình", TITLE).fill("Số, ký hiệu", "09/TTr-TĐB")
    officer.fill("Ngày ký", "01/12/2024").choose_award("GDVH").choose(Basis.MERIT)
    officer.fill("Tóm tắt thành tích chung của các hộ", "Đạt tiêu chuẩn, được thôn bình xét.")
    officer.fill("Các hộ gia đình, mỗi hộ một dòng", LINES).press("Kiểm tra danh sách")
    officer.press(officer.words("Lập %(num)s hồ sơ nháp", num=len(HEADS)))
    kinds = officer.main.get_by_label(officer.words("Loại giấy tờ"))
    while (
        missing := officer.main.locator("#papers li, section li").filter(has_text=officer.words("Còn thiếu"))
    ).count():
        kinds.select_option(label=missing.first.locator("strong").inner_text())
        officer.main.locator("input[type=file]").first.set_input_files(paper)
        officer.press("Gửi tệp cho mọi dòng")
    officer.follow("Nộp cả danh sách").press(officer.words("Nộp %(num)s hồ sơ", num=len(HEADS)))
    assert not officer.offers("Nộp cả danh sách")


def take_in(office: Reader) -> None:
    """The office: the whole list is taken in, then posted for the people to comment on."""
    in_bulk(office, State.SUBMITTED, Action.ACCEPT, tick=True)
    in_bulk(office, State.UNDER_APPRAISAL, Action.POST)


def find_eligible(office: Reader) -> None:
    """The office, when the posting is over: eligible, and on to the chairman."""
    in_bulk(office, State.POSTED, Action.FIND_ELIGIBLE)
    in_bulk(office, State.ELIGIBLE, Action.SUBMIT_TO_CHAIRMAN)


def in_bulk(office: Reader, state: State, action: Action, *, tick: bool = False) -> None:
    """From the queue to the whole list, previewed line by line, and done at once."""
    office.menu("Tiếp nhận và thẩm định")
    office.unfold("Lọc danh sách")
    office.main.get_by_label(office.words("Tình trạng"), exact=True).select_option(state.value)
    office.press("Lọc")
    office.main.get_by_role("link", name=office.words("Cả danh sách")).filter(has_text=HEADS[0]).first.click()
    office.tick(office.words("Cả danh sách: %(num)s hồ sơ ở tình trạng này", num=len(HEADS)))
    office.press(f"{office.words(action)}…")
    if tick:
        office.tick_all()
    for question in office.main.locator("fieldset.bv-check").all():
        office.choose(CheckResult.MET, inside=question)
    if office.offers("Xem trước"):
        office.press("Xem trước")
    office.press(office.words("Thực hiện cả %(num)s hồ sơ", num=len(HEADS)))


def draft(office: Reader) -> None:
    """The office: one decision for the whole list, with its number."""
    office.menu("Quyết định khen thưởng").follow("Lập dự thảo quyết định")
    office.fill("Trích yếu nội dung", DECISION)
    for name in HEADS:
        office.tick(name)
    office.press("Lập dự thảo quyết định").follow(Action.NUMBER_DECISION).press(Action.NUMBER_DECISION)


def decide(chairman: Reader) -> None:
    """The chairman signs what holds every name once."""
    sign(chairman, DECISION)
    chairman.menu("Quyết định đã ký").follow(DECISION)
    words = chairman.main.get_by_role("article").inner_text()
    assert [words.count(name) for name in HEADS] == [1] * len(HEADS)
