"""The record of a count, as data for its template: a table for each award, and under it how each finding follows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from workflow.documents.counting import Item, by_award, count_table, explained, manner, on_ballots, summed, warned
from workflow.documents.minutes_paper import Signed
from workflow.documents.writing_style import Office, long_day, small

TEMPLATE = "counting"


@dataclass(frozen=True, kw_only=True)
class CountingPaper:
    """What the record of a count says. ``counted`` is the close of the vote: who closed it, when, and in which entry.

    ``tellers`` counted the papers of what was voted on in secret; ``anew`` are the nominations that have to be voted on again.
    """

    office: Office
    title: str
    venue: str
    meets_on: date
    members: int
    items: Sequence[Item]
    counted: Signed
    tellers: Sequence[str] = ()
    anew: Sequence[str] = ()
    is_circulated: bool = False

    @property
    def closed_at(self) -> datetime:
        """When the vote was closed and counted."""
        return self.counted.at

    def as_data(self) -> dict[str, Any]:
        """The same as data for the template."""
        at = self.closed_at
        return {
            "title": f"Biên bản kiểm phiếu: {self.title}", "issuer": self.office.council,
            "masthead": self.office.masthead_of_council(number="Số:          /BBKP-HĐ", on=at.date()),
            "about": self.title,
            "lines": [
                f"Kiểm phiếu xong: {at:%H} giờ {at:%M}, {long_day(at.date())}. {self._where()}",
                f"{self.office.council} có {small(self.members)} thành viên đương nhiệm tại thời điểm mở biểu quyết.",
                summed(self.items), *on_ballots(self.tellers, self.anew),
            ],
            "awards": [
                {"title": f"{number}. {award} ({small(len(lines))} hồ sơ): {manner(lines)}",
                 **count_table(lines, [("", lines)]),
                 "remarks": [*explained(lines), *warned(lines)]}
                for number, (award, lines) in enumerate(by_award(self.items), start=1)
            ],
            "tellers": [{"titles": ["NGƯỜI KIỂM PHIẾU"], "name": name} for name in self.tellers],
            "counter": {"titles": ["THƯ KÝ HỘI ĐỒNG"], "name": self.counted.name, "note": self.counted.recorded},
            "chair": {"titles": ["NGƯỜI PHỤ TRÁCH LẤY Ý KIẾN" if self.is_circulated else "CHỦ TRÌ PHIÊN HỌP"], "name": "",
                      "note": ""},
            "footer": self.office.footer(
                f"Lập từ kết quả kiểm phiếu ở mục nhật ký số {self.counted.entry} của hệ thống Bảng Vàng.",
                "Bản PDF này không mang chữ ký số.",
            ),
        }  # fmt: skip

    def _where(self) -> str:
        return "Lấy ý kiến bằng văn bản, không họp." if self.is_circulated else f"Địa điểm: {self.venue}."
