"""The receipt of a submission: of one dossier, or of a list that was handed in as one bundle."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from workflow.documents.writing_style import Office, column, grouped, long_day, small

TEMPLATE = "receipt"
SHORT = 16
"""How many digits of a SHA-256 a receipt shows: enough to tell two files apart by eye."""


@dataclass(frozen=True, kw_only=True)
class HandedIn:
    """One dossier that was handed in, and the entry that says so."""

    code: str
    name: str
    award: str
    birth_year: int | None
    entry: int


@dataclass(frozen=True, kw_only=True)
class HandedInFile:
    """One file, as many dossiers as it may lie in."""

    kind: str
    name: str
    size: int
    sha256: str


@dataclass(frozen=True, kw_only=True)
class ReceiptPaper:
    """What the receipt says. ``at`` is local time; ``root`` (hex) is the log's over its first ``size`` entries.

    ``list_title`` is empty for a dossier of its own.
    """

    office: Office
    unit: str
    submitter: str
    at: datetime
    list_title: str
    is_again: bool
    cases: Sequence[HandedIn]
    files: Sequence[HandedInFile]
    due_on: date | None
    origin: str
    size: int
    root: str

    def as_data(self) -> dict[str, Any]:
        """The same as data for the template."""
        what = "nộp lại" if self.is_again else "nộp"
        data: dict[str, Any] = {
            "title": f"Biên nhận {what} hồ sơ {self.cases[0].code}", "issuer": self.office.committee,
            "masthead": self.office.masthead(number="", on=self.at.date()),
            "about": f"Về việc {what} hồ sơ đề nghị khen thưởng",
            "opening": [self._opening(what)], "facts": self._facts(), "files": self._files(),
            "log": {"title": "Ghi nhận trong nhật ký hệ thống:", "facts": self._log()},
            "ending": self._ending(),
            "footer": self.office.footer("Biên nhận do hệ thống Bảng Vàng lập tự động từ nhật ký; không mang chữ ký số."),
        }  # fmt: skip
        return data | {"cases": self._cases()} if self.list_title else data

    def _opening(self, what: str) -> str:
        return (
            f"Hệ thống quản lý thi đua, khen thưởng của {self.office.committee} xác nhận đã ghi việc {what} hồ sơ sau đây "
            f"vào lúc {self.at:%H} giờ {self.at:%M}, {long_day(self.at.date())}:"
        )

    def _facts(self) -> list[list[str]]:
        first, last = self.cases[0], self.cases[-1]
        facts = [["Đơn vị đề nghị:", self.unit], ["Người nộp:", self.submitter]]
        if self.list_title:
            facts += [["Danh sách:", self.list_title], ["Số hồ sơ:", small(len(self.cases))]]
            return [*facts, ["Mã hồ sơ:", f"{first.code} đến {last.code}"], ["Đề nghị:", first.award]]
        return [*facts, ["Mã hồ sơ:", first.code], ["Đối tượng:", first.name], ["Đề nghị:", first.award]]

    def _cases(self) -> dict[str, Any]:
        columns = [
            column("STT", width=12, place="center"), column("Mã hồ sơ", width=26, place="center"),
            column("Họ và tên"), column("Năm sinh", width=20, place="center"),
            column("Mục nhật ký", width=28, place="center"),
        ]  # fmt: skip
        rows = [
            [str(place), case.code, case.name, str(case.birth_year or ""), str(case.entry)]
            for place, case in enumerate(self.cases, start=1)
        ]
        return {
            "title": "Các hồ sơ đã nộp:", "columns": columns, "rows": rows,
            "total": [f"Tổng cộng: {small(len(self.cases))} hồ sơ"],
        }  # fmt: skip

    def _files(self) -> dict[str, Any]:
        columns = [
            column("STT", width=12, place="center"), column("Giấy tờ", share=1.3), column("Tên tệp"),
            column("Dung lượng", width=24, place="right"), column("SHA-256 (16 ký tự đầu)", width=40, place="center"),
        ]  # fmt: skip
        rows = [
            [str(place), file.kind, file.name, _size(file.size), file.sha256[:SHORT]]
            for place, file in enumerate(self.files, start=1)
        ]
        return {"title": "Giấy tờ đã nộp kèm hồ sơ:", "columns": columns, "rows": rows}

    def _log(self) -> list[list[str]]:
        first, last = self.cases[0].entry, self.cases[-1].entry
        return [
            ["Nhật ký:", self.origin],
            ["Mục số:", str(first) if first == last else f"{first} đến {last}"],
            ["Số mục khi ghi xong:", grouped(self.size)],
            ["Gốc cây (SHA-256):", f"{self.root[:32]} {self.root[32:]}"],
        ]

    def _ending(self) -> list[str]:
        lines = ["Giấy này ghi việc nộp hồ sơ, chưa phải là kết quả tiếp nhận của Thường trực Hội đồng."]
        if self.due_on:
            lines.append(f"Thường trực Hội đồng xem xét việc tiếp nhận chậm nhất {long_day(self.due_on)}.")
        return lines


def _size(size: int) -> str:
    return f"{grouped(max(1, -(-size // 1024)))} KB"
