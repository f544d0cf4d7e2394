"""The agenda of a session of the council, as data for its template."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from workflow.documents.minutes_paper import Signed
from workflow.documents.writing_style import Office, column, long_day, small

TEMPLATE = "agenda"


@dataclass(frozen=True, kw_only=True)
class Heard:
    """What somebody said of a posted nomination, and what verifying it came to; never who it was."""

    text: str
    result: str


@dataclass(frozen=True, kw_only=True)
class AgendaLine:
    """One nomination of the agenda. ``heard`` is ``None`` where it was not posted before the council."""

    code: str
    name: str
    title: str
    unit: str
    award: str
    verdict: str
    heard: Sequence[Heard] | None = None

    @property
    def posted(self) -> str:
        """What the people said, in a few words."""
        if self.heard is None:
            return "Không niêm yết trước phiên họp"
        return f"Đã niêm yết, {small(len(self.heard))} ý kiến" if self.heard else "Đã niêm yết, không có ý kiến"


@dataclass(frozen=True, kw_only=True)
class AgendaPaper:
    """What the agenda says. ``made`` is who opened the session or sent the papers out, and in which entry."""

    office: Office
    title: str
    venue: str
    meets_on: date
    lines: Sequence[AgendaLine]
    made: Signed
    is_circulated: bool = False

    def as_data(self) -> dict[str, Any]:
        """The same as data for the template."""
        return {
            "title": f"Chương trình: {self.title}", "issuer": self.office.council,
            "masthead": self.office.masthead_of_council(number="Số:          /CTr-HĐ", on=self.made.at.date()),
            "about": self.title,
            "lines": [f"Thời gian: {long_day(self.meets_on)}.", self._where(),
                      f"Hội đồng xét {small(len(self.lines))} hồ sơ:"],
            "list": self._list(), "remarks": list(self._remarks()),
            "signature": {"titles": ["THƯ KÝ HỘI ĐỒNG"], "name": self.made.name, "note": self.made.recorded},
            "footer": self.office.footer(
                f"Lập từ dữ liệu của hệ thống Bảng Vàng tại mục nhật ký số {self.made.entry}.",
                "Bản PDF này không mang chữ ký số.",
            ),
        }  # fmt: skip

    def _where(self) -> str:
        return "Lấy ý kiến bằng văn bản, không họp." if self.is_circulated else f"Địa điểm: {self.venue}."

    def _list(self) -> dict[str, Any]:
        columns = [
            column("STT", width=12, place="center"), column("Mã hồ sơ", width=24, place="center"),
            column("Đối tượng được xét", share=2.4), column("Đơn vị", share=1.5), column("Kết quả thẩm định", share=2.6),
            column("Niêm yết", share=1.4),
        ]  # fmt: skip
        places = iter(range(1, len(self.lines) + 1))
        groups = [
            {"title": f"{award} ({small(len(lines))} hồ sơ)", "rows": [_row(next(places), each) for each in lines]}
            for award, found in groupby(self.lines, key=lambda each: each.award)
            for lines in (list(found),)
        ]
        return {"columns": columns, "groups": groups, "total": [f"Tổng cộng: {small(len(self.lines))} hồ sơ"]}

    def _remarks(self) -> Sequence[str]:
        """What the people said, under the code of the nomination that it was said of."""
        return [
            f"Ý kiến nhân dân khi niêm yết hồ sơ {line.code}: {each.text} ({each.result})"
            for line in self.lines for each in line.heard or ()
        ]  # fmt: skip


def _row(place: int, line: AgendaLine) -> list[str]:
    called = f"{line.name}, {line.title}" if line.title else line.name
    return [str(place), line.code, called, line.unit, line.verdict, line.posted]
