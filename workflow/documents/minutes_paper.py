"""The minutes of a session of the council, as data for their template.

The body is what the secretary recorded, word for word; who took part and every count follow as annexes out of the records.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from states.ranking import Rank, explain_finding
from states.tally import Tally, Threshold
from states.tally_explained import told_alike
from states.vocabulary import State
from workflow.documents.writing_style import Office, column, long_day, small

TEMPLATE = "minutes"
_PARTS = re.compile(r"[IVX]{1,5}\.\s")
_FOUND = {
    State.ENDORSED: "Đề nghị khen thưởng",
    State.ENDORSED_LOWER: "Đề nghị mức thấp hơn",
    State.NOT_ENDORSED: "Không đề nghị khen thưởng",
}


@dataclass(frozen=True, kw_only=True)
class Member:
    """A member of the council in office on the day of the vote."""

    name: str
    title: str
    attendance: str
    reason: str
    takes_part: bool


@dataclass(frozen=True, kw_only=True)
class Item:
    """One nomination the council decided on. ``lower`` is the lower award it was endorsed for, if it was."""

    code: str
    name: str
    unit: str
    award: str
    lower: str
    tally: Tally
    threshold: Threshold
    finding: State
    rank: Rank | None = None


@dataclass(frozen=True, kw_only=True)
class MinutesPaper:
    """What the minutes say. ``recorded_at`` is local time; ``entry`` is where the record stands in the log."""

    office: Office
    title: str
    meets_on: date
    text: str
    members: Sequence[Member]
    items: Sequence[Item]
    chair: str
    secretary: str
    recorded_at: datetime
    entry: int

    def as_data(self) -> dict[str, Any]:
        """The same as data for the template."""
        day = long_day(self.meets_on)
        return {
            "title": f"Biên bản: {self.title}", "issuer": self.office.council,
            "masthead": self.office.masthead_of_council(number="Số:          /BB-HĐ", on=self.meets_on),
            "about": self.title, "text": list(self._lines()),
            "secretary": {"titles": ["THƯ KÝ"], "name": self.secretary},
            "chair": {"titles": ["CHỦ TRÌ PHIÊN HỌP"], "name": self.chair},
            "belongs-to": f"(Kèm theo Biên bản họp {day} của {self.office.council})",
            "attendance": self._attendance(), "counts": self._counts(), "remarks": self._remarks(),
            "footer": self._footer(),
        }  # fmt: skip

    def _lines(self) -> Iterator[dict[str, Any]]:
        """The recorded text, a paragraph a line; its own heading is left out, since the paper has one."""
        heading = ("biên bản", self.title.casefold())
        lines = [line.strip() for line in self.text.splitlines() if line.strip()]
        while lines and lines[0].casefold() in heading:
            lines.pop(0)
        for line in lines:
            yield {"words": line, "is-heading": bool(_PARTS.match(line))}

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
        titles = ("Đồng ý", "Chỉ đồng ý mức thấp hơn", "Không đồng ý", "Không biểu quyết", *self._rarely(),
                  "Chưa cho ý kiến", "Ý kiến bằng văn bản", "Đồng ý cần ít nhất")  # fmt: skip
        columns = [
            column("STT", width=12, place="center"), column("Mã hồ sơ", width=24, place="center"),
            column("Đối tượng được xét", share=3), column("Danh hiệu, hình thức đề nghị", share=1.8),
            *(column(title, width=16, place="center") for title in titles), column("Kết quả", share=1.9),
        ]  # fmt: skip
        rows = [self._row(place, item) for place, item in enumerate(self.items, start=1)]
        return {"title": "KẾT QUẢ BIỂU QUYẾT", "columns": columns, "rows": rows}

    def _row(self, place: int, item: Item) -> list[str]:
        tally, needed = item.tally, item.threshold.least_agreeing(item.tally.base)
        found = f"{_FOUND[item.finding]}: {item.lower}" if item.lower else _FOUND[item.finding]
        rarely = [getattr(tally, kind) for kind in self._rarely().values()]
        numbers = (
            tally.agree_lower,
            tally.disagree,
            tally.abstain,
            *rarely,
            tally.missing,
            tally.written.given,
            needed,
        )
        return [
            str(place), item.code, f"{item.name}, {item.unit}", item.award, f"{tally.agree}/{tally.base}",
            *map(str, numbers), found,
        ]  # fmt: skip

    def _rarely(self) -> dict[str, str]:
        """Columns that only some sessions need, and what they hold."""
        kinds = {"Phiếu không hợp lệ": "invalid", "Không được tham gia": "recused"}
        return {title: kind for title, kind in kinds.items() if any(getattr(each.tally, kind) for each in self.items)}

    def _remarks(self) -> list[str]:
        """How each finding follows from its count, in the words of the screen; what is told alike is told once."""
        told = {each.code: explain_finding(each.tally, each.threshold, each.finding.value, each.rank, "vi")
                for each in self.items}  # fmt: skip
        return [f"Cách tính, hồ sơ {', '.join(codes)}: {' '.join(steps)}" for codes, steps in told_alike(told)]

    def _footer(self) -> list[str]:
        at = self.recorded_at
        return self.office.footer(
            f"{self.secretary} đã ghi biên bản trên hệ thống Bảng Vàng lúc {at:%H:%M} ngày {at:%d/%m/%Y}, "
            f"mục nhật ký số {self.entry}.",
            "Bản PDF này không mang chữ ký số.",
        )
