"""What each role does to a village list: entered once, its papers laid in once, treated at once, by what the screens offer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from states.vocabulary import Action, Basis, CheckResult, State
from tests.browser.nomination_steps import sign
from tests.support.reader import Reader

DECISION = "Về việc công nhận danh hiệu Gia đình văn hóa bổ sung năm 2024"
ACHIEVEMENT = "Đạt tiêu chuẩn, được thôn bình xét."


@dataclass(frozen=True, kw_only=True)
class Handed:
    """A list as its village hands it in: households by name, with year of birth and code."""

    unit: str
    title: str
    number: str
    households: Sequence[tuple[str, int, str]]

    def __len__(self) -> int:
        """How many households."""
        return len(self.households)

    @property
    def heads(self) -> list[str]:
        """The names."""
        return [name for name, _year, _code in self.households]

    @property
    def pasted(self) -> str:
        """The lines as they are copied out of a spreadsheet."""
        return "\n".join(f"{n}\t{name}\t{year}\t{code}" for n, (name, year, code) in enumerate(self.households, 1))


def paste(officer: Reader, handed: Handed) -> None:
    """The village's officer: pastes the households, looks at them, and makes them drafts."""
    officer.menu("Nhập danh sách")
    _letter(officer, handed).choose_award("GDVH").choose(Basis.MERIT)
    officer.fill("Tóm tắt thành tích chung của các hộ", ACHIEVEMENT)
    officer.fill("Các hộ gia đình, mỗi hộ một dòng", handed.pasted).press("Kiểm tra danh sách")
    officer.press(officer.words("Lập %(num)s hồ sơ nháp", num=len(handed)))


def send_workbook(officer: Reader, handed: Handed, workbook: Path) -> None:
    """The village's officer: sends the households as an Excel file, looks at what was read, and makes them drafts."""
    officer.menu("Nhập danh sách").follow("Tải tệp Excel lên")
    officer.main.locator("input[type=file]").first.set_input_files(workbook)
    _letter(officer, handed).fill("Tóm tắt thành tích chung", ACHIEVEMENT).press("Kiểm tra tệp")
    officer.press(officer.words("Nhập %(num)s dòng đúng", num=len(handed)))


def _letter(officer: Reader, handed: Handed) -> Reader:
    officer.fill("Tên danh sách hoặc trích yếu tờ trình", handed.title).fill("Số, ký hiệu", handed.number)
    return officer.fill("Ngày ký", "01/12/2024")


def hand_in(officer: Reader, handed: Handed, paper: Path) -> None:
    """The village's officer: lays in the papers that the lines share, and hands all of them in."""
    kinds = officer.main.get_by_label(officer.words("Loại giấy tờ"))
    while (
        missing := officer.main.locator("#papers li, section li").filter(has_text=officer.words("Còn thiếu"))
    ).count():
        kinds.select_option(label=missing.first.locator("strong").inner_text())
        officer.main.locator("input[type=file]").first.set_input_files(paper)
        officer.press("Gửi tệp cho mọi dòng")
    officer.follow("Nộp cả danh sách").press(officer.words("Nộp %(num)s hồ sơ", num=len(handed)))
    assert not officer.offers("Nộp cả danh sách")


def take_in(office: Reader, handed: Handed) -> None:
    """The office: the whole list is taken in, then posted for the people to comment on."""
    find_list(office, handed, State.SUBMITTED)
    in_bulk(office, handed, Action.ACCEPT, tick=True)
    in_bulk(office, handed, Action.POST)


def find_eligible(office: Reader, handed: Handed) -> None:
    """The office, when the posting is over: eligible, and on to the chairman."""
    find_list(office, handed, State.POSTED)
    in_bulk(office, handed, Action.FIND_ELIGIBLE)
    in_bulk(office, handed, Action.SUBMIT_TO_CHAIRMAN)


def find_list(office: Reader, handed: Handed, state: State) -> None:
    """From the queue to the lines of one list; whatever is older of the same village stands before them."""
    office.menu("Tiếp nhận và thẩm định")
    office.unfold("Lọc danh sách")
    office.main.get_by_label(office.words("Tình trạng"), exact=True).select_option(state.value)
    office.main.get_by_label(office.words("Đơn vị"), exact=True).select_option(label=handed.unit)
    office.press("Lọc")
    with office.page.expect_navigation():
        office.main.get_by_role("link", name=office.words("Cả danh sách")).last.click()
    assert handed.title in office.read()


def in_bulk(office: Reader, handed: Handed, action: Action, *, tick: bool = False) -> None:
    """The whole list, previewed, and done at once; the next page shows it where it stands now."""
    office.tick(office.words("Cả danh sách: %(num)s hồ sơ ở tình trạng này", num=len(handed)))
    office.press(f"{office.words(action)}…")
    if tick:
        office.tick_all()
    for question in office.main.locator("fieldset.bv-check").all():
        office.choose(CheckResult.MET, inside=question)
    if office.offers("Xem trước"):
        office.press("Xem trước")
    office.press(office.words("Thực hiện cả %(num)s hồ sơ", num=len(handed)))


def draft(office: Reader, lists: Sequence[Handed]) -> None:
    """The office: one decision for whole lists, laid before the chairman."""
    office.menu("Quyết định khen thưởng").follow("Lập dự thảo quyết định")
    office.fill("Trích yếu nội dung", DECISION)
    for handed in lists:
        whole = office.words("Cả danh sách: %(num)s hồ sơ", num=len(handed))
        office.tick(f"{whole} – {handed.unit}")
    office.press("Lập dự thảo quyết định").follow(Action.SUBMIT_DECISION).press(Action.SUBMIT_DECISION)


def decide(chairman: Reader, handed: Handed) -> None:
    """The chairman signs what holds every name once."""
    sign(chairman, DECISION)
    chairman.menu("Quyết định đã ký").follow(DECISION)
    words = chairman.main.get_by_role("article").inner_text()
    assert [words.count(name) for name in handed.heads] == [1] * len(handed)
