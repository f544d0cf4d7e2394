"""What a correcting decision says instead of a list of awards: which decision, what was written, and what is right."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import aliased

from states.decision_vocabulary import CorrectedPart
from workflow.documents.writing_style import column, long_day, small
from workflow.models.decision import Correction as CorrectionRow
from workflow.models.decision import Decision
from workflow.models.nomination import Nomination
from workflow.sql import Driver, Prepared

_OLD = aliased(Decision)
_CORRECTED = Prepared(
    lambda: (
        select(_OLD.id, _OLD.number, _OLD.dated_on, _OLD.title)
        .join(Decision, Decision.corrects_id == _OLD.id)
        .where(Decision.id == bindparam("key"))
    )
)
_LINES = Prepared(
    lambda: (
        select(CorrectionRow.part, CorrectionRow.was, CorrectionRow.becomes, CorrectionRow.reason, Nomination.name)
        .join(Nomination, Nomination.id == CorrectionRow.nomination_id, isouter=True)
        .where(CorrectionRow.decision_id == bindparam("key"))
        .order_by(CorrectionRow.position)
    )
)
_PARTS = {
    CorrectedPart.NAME: "Họ tên, tên gọi", CorrectedPart.TITLE: "Chức vụ, nơi ở của {name}",
    CorrectedPart.TEXT: "Nội dung quyết định",
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Correction:
    """The decision that is corrected, with its errors: where, what it says, what is right, and why."""

    key: str
    number: int
    dated_on: date
    title: str
    lines: Sequence[tuple[str, str, str, str]]

    def articles(self, chairman: str) -> list[list[str]]:
        """What the decision orders, without its last article."""
        old = f"Quyết định số {small(self.number)}/QĐ-UBND {long_day(self.dated_on)} của {chairman}"
        return [
            [f"Đính chính {old} {_lower(self.title)} (có nội dung đính chính kèm theo)."],
            [f"Các nội dung khác của Quyết định số {small(self.number)}/QĐ-UBND giữ nguyên."],
        ]

    def annex(self) -> dict[str, Any]:
        """The list: one line for each error."""
        columns = [
            column("STT", width=12, place="center"), column("Chỗ đính chính", share=2),
            column("Đã ghi", share=2.2), column("Đính chính thành", share=2.2), column("Lý do", share=1.8),
        ]  # fmt: skip
        rows = [[str(place), *line] for place, line in enumerate(self.lines, start=1)]
        total = [f"Tổng cộng: {small(len(rows))} nội dung"]
        return {
            "title": "NỘI DUNG ĐÍNH CHÍNH", "columns": columns, "groups": [{"title": "", "rows": rows}], "total": total,
        }  # fmt: skip


def correction_of(driver: Driver, key: str) -> Correction | None:
    """What a decision corrects; nothing for one that awards."""
    found = driver.rows(_CORRECTED, key=key)
    if not found:
        return None
    old, number, dated_on, title = found[0]
    lines = [
        (_PARTS[CorrectedPart(part)].format(name=name or ""), was, becomes, reason)
        for part, was, becomes, reason, name in driver.rows(_LINES, key=key)
    ]
    return Correction(key=old, number=number, dated_on=date.fromisoformat(dated_on), title=title, lines=lines)


def usual_title(number: int, dated_on: date) -> str:
    """What a correction is usually about."""
    return f"Về việc đính chính Quyết định số {small(number)}/QĐ-UBND {long_day(dated_on)}"


def _lower(title: str) -> str:
    """A title inside a sentence: “Về việc …” becomes “về việc …”."""
    return title[:1].lower() + title[1:] if title.startswith("Về") else f"“{title}”"
