"""The sheet of an appraisal (phiếu thẩm định): every condition, where it stands in the law, and what the office found."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from states.paper_wording import Wording
from workflow.documents.letter_paper import Letter
from workflow.documents.minutes_paper import Signed
from workflow.documents.writing_style import Office, column, long_day

TEMPLATE = "appraisal"
BUILT_IN = Wording(paper="appraisal")


@dataclass(frozen=True, kw_only=True)
class Checked:
    """One condition as it was answered."""

    condition: str
    source: str
    result: str
    note: str


@dataclass(frozen=True, kw_only=True)
class AppraisalPaper:
    """What the sheet says. ``outcome`` is where the nomination stood afterwards, ``files`` the papers that were handed in."""

    office: Office
    name: str
    about: str
    unit: str
    code: str
    award: str
    received_on: date | None
    regime: str
    checks: Sequence[Checked]
    files: Sequence[str]
    outcome: str
    reason: str
    on: date
    made: Signed
    wording: Wording = BUILT_IN

    def as_data(self) -> dict[str, Any]:
        """The same as data for the template."""
        return Letter(
            office=self.office, kind="PHIẾU THẨM ĐỊNH", about=f"Hồ sơ {self.code}: {self.award}", sign="PTĐ-HĐ", on=self.on,
            entry=self.made.entry, by_council=True, lines=list(self._lines()), table=self._table(),
            last=f"Kết luận: {self.outcome}." + (f" Lý do: {self.reason}" if self.reason else ""),
            titles=self.wording.lines("signer"), wording=self.wording, name=self.made.name, note=self.made.recorded,
        ).as_data()  # fmt: skip

    def _lines(self) -> Sequence[str]:
        received = f" Tiếp nhận {long_day(self.received_on)}." if self.received_on else ""
        return [
            f"Đối tượng: {self.name}{f', {self.about}' if self.about else ''}. Đơn vị đề nghị: {self.unit}.{received}",
            f"Quy định áp dụng: {self.regime}.",
            f"Giấy tờ trong hồ sơ: {'; '.join(self.files)}." if self.files else "Giấy tờ trong hồ sơ: không có.",
        ]

    def _table(self) -> dict[str, Any]:
        columns = [
            column("STT", width=12, place="center"), column("Điều kiện", share=3), column("Căn cứ", share=3.2),
            column("Kết quả", width=18, place="center"), column("Ghi chú", share=1.6),
        ]  # fmt: skip
        rows = [
            [str(place), each.condition, each.source, each.result, each.note]
            for place, each in enumerate(self.checks, start=1)
        ]
        return {"columns": columns, "rows": rows}
