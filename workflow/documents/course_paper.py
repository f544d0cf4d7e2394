"""A stretch of the log as people read it: who did what to which case, when and in which office, one line an entry."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from states.vocabulary import RegisterState
from states.wording import STATES, label, past
from workflow.days import civil_time
from workflow.documents.writing_style import Office, column, grouped
from workflow.queries.auditor import LogEntry

TEMPLATE = "course"
OPERATOR = "Người vận hành tại máy chủ"


@dataclass(frozen=True, kw_only=True)
class CoursePaper:
    """What the extract says. ``part`` of ``parts`` numbers it, where a long stretch is told in several papers."""

    office: Office
    origin: str
    on: date
    about: str
    part: int
    entries: Sequence[LogEntry]

    def as_data(self) -> dict[str, Any]:
        """The same as data for the template."""
        first, last = self.entries[0].index, self.entries[-1].index
        return {
            "title": f"Trích nhật ký hệ thống, phần {self.part}", "issuer": self.office.committee,
            "masthead": self.office.masthead(number="", on=self.on), "about": self.about,
            "opening": [
                f"Nhật ký {self.origin}. Phần {self.part}: {grouped(len(self.entries))} mục, từ mục số {grouped(first)} "
                f"đến mục số {grouped(last)}. Bản gốc để kiểm tra là các tệp máy đọc đi kèm; bản này để người đọc."
            ],
            "acts": {"columns": self._columns(), "rows": [_row(each) for each in self.entries]},
            "ending": [], "footer": self.office.footer("Bản trích do hệ thống Bảng Vàng lập tự động từ nhật ký."),
        }  # fmt: skip

    @staticmethod
    def _columns() -> list[dict[str, object]]:
        return [
            column("Mục", width=14, place="right"), column("Lúc", width=24), column("Người làm, vai trò", share=1.1),
            column("Việc đã làm", share=1.2), column("Đối tượng", share=1.2), column("Tình trạng sau", share=0.9),
        ]  # fmt: skip


def _row(entry: LogEntry) -> list[str]:
    kind = STATES.get(entry.subject, RegisterState)
    about = " ".join(part for part in (label(entry.subject, "vi"), entry.code, entry.name) if part)
    return [
        str(entry.index), f"{civil_time(entry.entry.at):%d/%m/%Y %H:%M}",
        f"{entry.person or OPERATOR} ({label(entry.office, 'vi')})", past(entry.action, "vi"), about,
        label(kind(entry.entry.dst), "vi"),
    ]  # fmt: skip
