"""What a council does in an award session, by what the screens offer; the steps of one nomination stand beside."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from playwright.sync_api import Locator

from states.council_vocabulary import Attendance, ConflictGround, VoteChoice
from states.vocabulary import Action
from tests.support.reader import Reader

TITLE = "Phiên họp xét khen thưởng cuối năm"
DECLARE = "Khai báo xung đột lợi ích trước khi xem hồ sơ"
NO_CONFLICT = "Tôi không có xung đột lợi ích với hồ sơ nào trong danh sách"


def plan(secretary: Reader, day: str) -> None:
    """The secretary: a session with every eligible dossier on its agenda."""
    secretary.menu("Phiên họp Hội đồng").follow("Lập phiên họp")
    secretary.fill("Tên phiên họp", TITLE).fill("Địa điểm", "Hội trường Ủy ban").fill("Ngày họp", day)
    secretary.press("Lập phiên họp").follow("Xếp hồ sơ vào chương trình")
    secretary.tick_all().press("Xếp các hồ sơ đã chọn")


def begin(secretary: Reader, away: Mapping[str, tuple[Attendance, str]]) -> None:
    """The secretary opens the session; everybody is there but those who are ``away``, each with a reason."""
    secretary.follow(Action.OPEN_SESSION).press(Action.OPEN_SESSION).follow(Action.RECORD_ATTENDANCE)
    secretary.press("Đánh dấu có mặt cho mọi thành viên chưa ghi danh")
    for name, (mark, reason) in away.items():
        seat = _boxed(secretary, name)
        secretary.choose(mark, inside=seat)
        seat.locator("input[type=text]").fill(reason)
    secretary.press(Action.RECORD_ATTENDANCE)


def arrive_late(secretary: Reader, name: str) -> None:
    """The secretary marks somebody present while the vote is open."""
    secretary.follow(Action.RECORD_ATTENDANCE)
    secretary.choose(Attendance.PRESENT, inside=_boxed(secretary, name)).press(Action.RECORD_ATTENDANCE)


def declare_for(secretary: Reader, names: Iterable[str]) -> None:
    """The secretary records who said at the meeting that nothing stands between."""
    secretary.follow(Action.RECORD_CONFLICT)
    for name in names:
        secretary.tick(f"{name},")
    secretary.choose("Không có xung đột lợi ích với hồ sơ nào").press(Action.RECORD_CONFLICT)


def declare(member: Reader, relative: str = "") -> None:
    """A member: no conflict, or a relative among the nominees."""
    member.follow(DECLARE, inside=member.main.locator("li").filter(has_text=TITLE), exact=False)
    if relative:
        line = _boxed(member, relative)
        line.locator("select").select_option(ConflictGround.RELATIVE.value)
        line.locator("input[type=text]").fill("em ruột")
    member.choose("Có xung đột lợi ích với các hồ sơ đã chọn lý do ở trên" if relative else NO_CONFLICT)
    member.press(Action.DECLARE_CONFLICT)


def open_the_vote(secretary: Reader) -> None:
    """The secretary: from now on opinions are taken."""
    secretary.follow(Action.OPEN_VOTE).press(Action.OPEN_VOTE)


def vote(member: Reader, exceptions: Mapping[str, VoteChoice] | None = None) -> None:
    """A member agrees to all but some, looks again and sends."""
    member.follow("Mở phiếu biểu quyết")
    given = exceptions or {}
    for box in member.main.locator("fieldset").all():
        member.choose(next((given[name] for name in given if name in box.inner_text()), VoteChoice.AGREE), inside=box)
    member.press("Xem lại phiếu").press("Gửi phiếu")
    assert member.sees("Ý kiến đã ghi của tôi")


def enter_paper(secretary: Reader, name: str, scan: Path, exceptions: Mapping[str, VoteChoice]) -> None:
    """The secretary enters what an absent member signed, with the scan."""
    secretary.follow(Action.RECORD_WRITTEN_OPINION)
    member = secretary.main.get_by_label(secretary.words("Thành viên vắng mặt"))
    member.select_option(label=next(each for each in member.locator("option").all_inner_texts() if name in each))
    secretary.main.locator("input[type=file]").set_input_files(scan)
    for box in secretary.main.locator("section fieldset").all():
        choice = next((exceptions[each] for each in exceptions if each in box.inner_text()), VoteChoice.AGREE)
        secretary.choose(choice, inside=box)
    secretary.press(Action.RECORD_WRITTEN_OPINION)


def raise_hands(secretary: Reader, awards: Iterable[str]) -> None:
    """The secretary records the hands of those in the room who sent no ballot."""
    secretary.follow(Action.RECORD_SHOW_OF_HANDS)
    for award in awards:
        secretary.follow_award(award).press("Điền “Đồng ý” vào mọi ô còn trống").press("Ghi biểu quyết giơ tay")
    secretary.follow("Về phiên họp")


def confirm_hands(member: Reader) -> None:
    """A member says that the secretary saw the hand right."""
    member.follow(TITLE).follow(Action.ANSWER_HANDS)
    member.press("Đánh dấu đã ghi đúng cho phần còn lại").press(Action.ANSWER_HANDS)


def count(secretary: Reader) -> dict[str, tuple[int, ...]]:
    """The secretary closes the vote; answers the figures that the page shows of each nominee."""
    secretary.follow(Action.CLOSE_VOTE)
    secretary.choose("Tôi xác nhận kết thúc biểu quyết. Sau khi kết thúc, không nhận thêm ý kiến nào.")
    secretary.press(Action.CLOSE_VOTE)
    return shown(secretary)


def shown(reader: Reader) -> dict[str, tuple[int, ...]]:
    """The figures of each nominee on the page of a counted session, in the order of ``FIGURES``."""
    found = {}
    for row in reader.main.locator(".bv-table--count tbody tr").all():
        cells = {cell.get_attribute("data-label") or "": int(cell.inner_text()) for cell in row.locator("td").all()}
        name = row.locator("th a").inner_text().split("·")[1].strip()
        found[name] = tuple(cells.get(reader.words(label), 0) for label in FIGURES)
    return found


FIGURES = (
    "Tính trên số thành viên", "Không được tham gia", "Đồng ý", "Mức thấp hơn", "Không đồng ý", "Không biểu quyết",
    "Chưa cho ý kiến", "Trong đó bằng văn bản", "Cần ít nhất",
)  # fmt: skip


def _boxed(reader: Reader, name: str) -> Locator:
    """The group of boxes that is about somebody."""
    return reader.main.locator("fieldset").filter(has_text=name).first
