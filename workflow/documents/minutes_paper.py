"""The minutes of a session of the council, as data for their template.

What the secretary wrote stands in them word for word. Everything else, who took part, what was on the agenda and every count,
stands from the records.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from states.paper_wording import Wording
from workflow.documents.counting import Item, by_award, count_table, explained, manner, on_ballots, summed, warned
from workflow.documents.writing_style import Office, column, long_day, small

TEMPLATE = "minutes"
BUILT_IN = Wording(paper="minutes")


@dataclass(frozen=True, kw_only=True)
class Member:
    """A member of the council in office on the day of the vote."""

    name: str
    title: str
    attendance: str
    reason: str
    takes_part: bool


@dataclass(frozen=True, kw_only=True)
class Signed:
    """A signature as it was recorded: who, when (local time), in which entry of the log."""

    name: str
    at: datetime
    entry: int

    @property
    def note(self) -> str:
        """What stands under the name."""
        return f"Đã ký {self._there}"

    @property
    def recorded(self) -> str:
        """What stands under the name of whoever made a paper that nobody signs."""
        return f"Đã lập {self._there}"

    @property
    def _there(self) -> str:
        return f"trên hệ thống Bảng Vàng lúc {self.at:%H:%M} ngày {self.at:%d/%m/%Y}, mục nhật ký số {self.entry}"


@dataclass(frozen=True, kw_only=True)
class Written:
    """What the secretary wrote. ``corrects`` is the entry of the minutes that these replace, ``reason`` why."""

    course: str
    remarks: str
    conclusions: str
    corrects: int | None = None
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class MinutesPaper:
    """What the minutes say. Times are local; ``chaired`` is the signature of the member who chaired, or who signed for
    ``instead_of``, the chair who was no longer in office.
    """

    office: Office
    title: str
    venue: str
    meets_on: date
    is_circulated: bool
    opened_at: datetime
    closed_at: datetime
    members: Sequence[Member]
    guests: Sequence[str]
    items: Sequence[Item]
    written: Written
    secretary: Signed
    chaired: Signed
    tellers: Sequence[str] = ()
    anew: Sequence[str] = ()
    opinions_until: datetime | None = None
    instead_of: str | None = None
    wording: Wording = BUILT_IN

    def as_data(self) -> dict[str, Any]:
        """The same as data for the template."""
        day = long_day(self.meets_on)
        return {
            "title": f"Biên bản: {self.title}", "issuer": self.office.council,
            "masthead": self.office.masthead_of_council(number="Số:          /BB-HĐ", on=self.meets_on),
            "about": self.title, "parts": list(self._parts()),
            "secretary": {"titles": self.wording.lines("secretary"), "name": self.secretary.name, "note": self.secretary.note},
            "chair": {"titles": [self._signs_as()], "name": self.chaired.name, "note": self.chaired.note},
            "belongs-to": f"(Kèm theo Biên bản họp {day} của {self.office.council})",
            "attendance": self._attendance(), "counts": self._counts(),
            "remarks": [*explained(self.items), *warned(self.items)],
            "footer": self._footer(), "wording": self.wording.version,
        }  # fmt: skip

    def _parts(self) -> Iterator[dict[str, Any]]:
        """The parts of the paper, numbered as they come; of those without a word nothing is printed."""
        parts = {
            "THỜI GIAN, ĐỊA ĐIỂM": list(self._when()),
            "THÀNH PHẦN": [self._there(), *self._chair(), f"Thư ký: {self.secretary.name}.",
                           *_guests(self.guests)],
            "CHƯƠNG TRÌNH": [
                f"{award}: {small(len(lines))} hồ sơ, {manner(lines)}." for award, lines in by_award(self.items)
            ],
            "DIỄN BIẾN": _lines(self.written.course),
            "KẾT QUẢ BIỂU QUYẾT": [f"{summed(self.items)} Số liệu từng hồ sơ và cách tính: Phụ lục II.",
                                   *on_ballots(self.tellers, self.anew)],
            "Ý KIẾN KHÁC": _lines(self.written.remarks),
            "KẾT LUẬN": _lines(self.written.conclusions),
        }  # fmt: skip
        if self.written.corrects is not None:
            yield {"heading": "", "lines": [
                f"Biên bản này thay biên bản đã ghi ở mục nhật ký số {self.written.corrects}. "
                f"Lý do đính chính: {self.written.reason}"
            ]}  # fmt: skip
        said = [(title, lines) for title, lines in parts.items() if lines]
        for number, (title, lines) in zip(("I", "II", "III", "IV", "V", "VI", "VII"), said, strict=False):
            yield {"heading": f"{number}. {title}", "lines": lines}

    def _when(self) -> Iterator[str]:
        if self.is_circulated:
            yield f"Hội đồng không họp; lấy ý kiến bằng văn bản từ {_moment(self.opened_at)}."
        else:
            yield f"Khai mạc: {_moment(self.opened_at)}."
        if self.opinions_until:
            yield f"Nhận ý kiến bằng văn bản đến: {_moment(self.opinions_until)}."
        yield f"Kiểm phiếu xong: {_moment(self.closed_at)}."
        if not self.is_circulated:
            yield f"Địa điểm: {self.venue}."

    def _signs_as(self) -> str:
        if self.instead_of:
            return "NGƯỜI KÝ THAY CHỦ TRÌ"
        return "NGƯỜI PHỤ TRÁCH LẤY Ý KIẾN" if self.is_circulated else self.wording.says("chair")

    def _chair(self) -> Iterator[str]:
        chair = self.instead_of or self.chaired.name
        yield f"{'Phụ trách' if self.is_circulated else 'Chủ trì'}: {chair}."
        if self.instead_of:
            yield f"Khi ký biên bản, {chair} không còn là thành viên đương nhiệm; {self.chaired.name} ký thay."

    def _there(self) -> str:
        if self.is_circulated:
            return f"{self.office.council} có {small(len(self.members))} thành viên đương nhiệm (danh sách: Phụ lục I)."
        there, all_members = sum(member.takes_part for member in self.members), len(self.members)
        return (
            f"{self.office.council} có {small(all_members)} thành viên đương nhiệm; dự họp {small(there)}, "
            f"vắng {small(all_members - there)} (danh sách: Phụ lục I)."
        )

    def _attendance(self) -> dict[str, Any]:
        columns = [
            column("STT", width=12, place="center"), column("Họ và tên", share=2.2),
            column("Chức danh trong Hội đồng", share=2.4), column("Dự họp", share=1.5, place="center"),
            column("Lý do", share=2),
        ]  # fmt: skip
        rows = [
            [str(place), member.name, member.title, member.attendance, member.reason]
            for place, member in enumerate(self.members, start=1)
        ]
        there = sum(member.takes_part for member in self.members)
        total = f"Tham dự: {small(there)}/{small(len(self.members))} thành viên đương nhiệm"
        return {"title": "THÀNH VIÊN HỘI ĐỒNG VÀ VIỆC DỰ HỌP", "columns": columns, "rows": rows, "total": [total]}

    def _counts(self) -> dict[str, Any]:
        return {"title": "KẾT QUẢ BIỂU QUYẾT", **count_table(self.items, by_award(self.items))}

    def _footer(self) -> list[str]:
        secretary, chair = self.secretary, self.chaired
        return self.office.footer(
            f"{secretary.name} ghi biên bản ở mục nhật ký số {secretary.entry}, {chair.name} ký ở mục nhật ký số {chair.entry} "
            "của hệ thống Bảng Vàng.",
            "Bản PDF này không mang chữ ký số.",
        )


def _guests(guests: Sequence[str]) -> list[str]:
    return [f"Khách mời (được phát biểu, không biểu quyết): {'; '.join(guests)}."] if guests else []


def _moment(at: datetime) -> str:
    return f"{at:%H} giờ {at:%M}, {long_day(at.date())}"


def _lines(text: str) -> list[str]:
    """A paragraph a line."""
    return [line.strip() for line in text.splitlines() if line.strip()]
