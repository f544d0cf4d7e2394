"""What a council does in an award session, by what the screens offer; the steps of one nomination stand beside."""

from __future__ import annotations

import json
import re
import sqlite3
import time
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from pathlib import Path

from playwright.sync_api import Locator

from states.council_vocabulary import Attendance, ConflictGround, VoteChoice
from states.tally import Tally, Threshold
from states.tally_figures import figures, worth_showing
from states.vocabulary import Action
from tests.support.poppler import Pdf
from tests.support.reader import Reader
from tests.support.running import RunningSite
from tests.support.workbooks import cells_of

TITLE = "Phiên họp xét khen thưởng cuối năm"
DECLARE = "Khai báo xung đột lợi ích trước khi xem hồ sơ"
NO_CONFLICT = "Tôi không có xung đột lợi ích với hồ sơ nào trong danh sách"


def plan(secretary: Reader, day: str) -> None:
    """The secretary: a session with every eligible dossier on its agenda."""
    secretary.menu("Phiên họp Hội đồng").follow("Lập phiên họp")
    secretary.fill("Tên phiên họp", TITLE).fill("Địa điểm", "Hội trường Ủy ban").fill("Ngày họp", day)
    secretary.press("Lập phiên họp").follow("Xếp hồ sơ vào chương trình")
    secretary.tick_all().press("Xếp các hồ sơ đã chọn")


def invite(secretary: Reader, guest: str, post: str) -> None:
    """The secretary names a guest, and sends the agenda ahead."""
    secretary.follow(Action.INVITE_GUEST).fill("Họ và tên", guest).fill("Chức vụ, đơn vị", post)
    secretary.press(Action.INVITE_GUEST).follow(Action.SEND_INVITATIONS).press(Action.SEND_INVITATIONS)


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


def count(secretary: Reader) -> None:
    """The secretary closes the vote."""
    secretary.follow(Action.CLOSE_VOTE)
    secretary.choose("Tôi xác nhận kết thúc biểu quyết. Sau khi kết thúc, không nhận thêm ý kiến nào.")
    secretary.press(Action.CLOSE_VOTE)


def record_minutes(secretary: Reader, chair: str) -> None:
    """The secretary writes what happened, and no figure."""
    secretary.follow(Action.RECORD_MINUTES)
    chosen = secretary.main.get_by_label(secretary.words("Người chủ trì"))
    chosen.select_option(chosen.locator("option", has_text=chair).get_attribute("value"))
    secretary.fill("Diễn biến phiên họp", "Thường trực báo cáo; Hội đồng thảo luận và biểu quyết.")
    secretary.fill("Kết luận", "Giao Thường trực hoàn thiện hồ sơ.").press(Action.RECORD_MINUTES)


def sign_minutes(chair: Reader) -> None:
    """The member who chaired, from the own desk: reads all, gives the password again, and signs."""
    chair.follow(TITLE).follow(Action.SIGN_MINUTES)
    chair.choose("Tôi đã đọc toàn bộ biên bản và kết quả kiểm phiếu.")
    chair.fill("Mật khẩu của ông/bà", chair.site.passphrase).press(Action.SIGN_MINUTES)


Figures = dict[str, dict[str, int]]
"""What was counted of each dossier, by its code."""


def codes(reader: Reader) -> dict[str, str]:
    """The nominees on the page of a counted session, with the codes of their dossiers."""
    links = [link.inner_text() for link in reader.main.locator(".bv-table--count th a").all()]
    return {name.strip(): code.strip() for code, _dot, name in (words.partition("·") for words in links)}


def on_the_page(reader: Reader) -> Figures:
    """The figures on the page of a counted session; what has no column there is 0."""
    found: Figures = {}
    for row in reader.main.locator(".bv-table--count tbody tr").all():
        cells = {cell.get_attribute("data-label"): int(cell.inner_text()) for cell in row.locator("td").all()}
        code = row.locator("th a").inner_text().split("·")[0].strip()
        found[code] = {name: cells.get(reader.words(head), 0) for name, head in HEADS.items()}
    return found


def in_the_workbook(reader: Reader) -> Figures:
    """The figures in the workbook that the page offers."""
    link = reader.main.get_by_role("link", name=reader.words("Tải danh sách này (Excel)")).first
    rows = cells_of(fetched(reader, link))
    heads = next(row for row in rows if reader.words("Mã hồ sơ") in row)
    code = heads.index(reader.words("Mã hồ sơ"))
    places = {name: heads.index(reader.words(head)) for name, head in HEADS.items()}
    lines = [row for row in rows if CODE.fullmatch(str(row[code]))]
    return {row[code]: {name: row[place] for name, place in places.items()} for row in lines}


def on_paper(reader: Reader, paper: str, shown: Sequence[str], folder: Path) -> Figures:
    """The figures in the rows of a paper, which the worker has set by now or soon.

    A table has the columns of ``shown``, or only those that every table has.
    """
    link = reader.main.get_by_role("link", name=f"{reader.words(paper)} (PDF")
    until = time.monotonic() + 60
    while not link.count() and time.monotonic() < until:
        reader.page.reload()
    path = folder / f"{len(list(folder.iterdir()))}.pdf"
    path.write_bytes(fetched(reader, link.first))
    lines = [line.split() for page in Pdf(path).pages() for line in page.splitlines()]
    rows = [line for line in lines if len(line) > 2 and CODE.fullmatch(line[1])]
    heads = {len(names): names for names in (worth_showing([]), shown)}
    numbers = {row[1]: [int(word) for word in row[2:] if word.isdigit()] for row in rows}
    return {
        code: dict.fromkeys(HEADS, 0) | dict(zip(heads[len(found)], found, strict=True))
        for code, found in numbers.items()
    }


def in_the_log(site: RunningSite, title: str) -> Figures:
    """The figures that the entries of the log say of a session."""
    found: Figures = {}
    with closing(sqlite3.connect(site.folder / "bangvang.db")) as database:
        details = [json.loads(detail) for (detail,) in database.execute("SELECT detail FROM ledger_detail") if detail]
        (session,) = database.execute("SELECT id FROM session WHERE title = ?", [title]).fetchone()
        codes = dict(database.execute("SELECT id, code FROM nomination").fetchall())
    for name, row in (each for detail in details for each in detail["rows"]):
        if name == "finding" and row["session_id"] == session:
            threshold = Threshold(row["threshold_num"], row["threshold_den"], bool(row["threshold_strict"]))
            found[codes[row["nomination_id"]]] = figures(Tally.of(row), threshold)
    return found


def fetched(reader: Reader, link: Locator) -> bytes:
    """What a link leads to, as a file."""
    answer = reader.page.request.get(reader.site.address + str(link.get_attribute("href")))
    assert answer.ok, answer.url
    return answer.body()


CODE = re.compile(r"2024-\d{4}")
HEADS = {
    "base": "Tính trên số thành viên", "recused": "Không được tham gia", "agree": "Đồng ý", "agree_lower": "Mức thấp hơn",
    "disagree": "Không đồng ý", "abstain": "Không biểu quyết", "invalid": "Phiếu không hợp lệ", "surplus": "Phiếu thừa",
    "missing": "Chưa cho ý kiến", "written": "Ý kiến bằng văn bản", "needed": "Cần ít nhất",
}  # fmt: skip


def _boxed(reader: Reader, name: str) -> Locator:
    """The group of boxes that is about somebody."""
    return reader.main.locator("fieldset").filter(has_text=name).first
