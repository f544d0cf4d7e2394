"""The notice that a nomination brings no award (thông báo không khen thưởng), with its reason, as data for its template."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from states.paper_wording import Wording
from workflow.documents.letter_paper import Letter
from workflow.documents.writing_style import Office, long_day, within

TEMPLATE = "refusal"
BUILT_IN = Wording(paper="refusal")


class Ending(StrEnum):
    """How the nomination ended; the words are those of the actions."""

    DECLINE = "decline"
    REFUSE_INTAKE = "refuse_intake"
    FIND_INELIGIBLE = "find_ineligible"


_ABOUT = {
    Ending.DECLINE: "Về việc không khen thưởng", Ending.REFUSE_INTAKE: "Về việc không tiếp nhận hồ sơ đề nghị khen thưởng",
    Ending.FIND_INELIGIBLE: "Về việc hồ sơ không đủ điều kiện khen thưởng",
}  # fmt: skip

_BLOCKS = {
    Ending.DECLINE: "declined", Ending.REFUSE_INTAKE: "not_received", Ending.FIND_INELIGIBLE: "ineligible",
}  # fmt: skip
"""The block of the wording that says how it ended."""


@dataclass(frozen=True, kw_only=True)
class RefusalPaper:
    """What the notice says. ``failed`` are the conditions that were not met, each with its source and what was found."""

    office: Office
    ending: Ending
    unit: str
    name: str
    code: str
    award: str
    submitted_on: date | None
    reason: str
    failed: Sequence[str]
    on: date
    entry: int
    signer: str = ""
    wording: Wording = BUILT_IN

    def as_data(self) -> dict[str, Any]:
        """The same as data for the template."""
        by_chairman = self.ending == Ending.DECLINE
        return Letter(
            office=self.office, kind="THÔNG BÁO", about=_ABOUT[self.ending],
            sign="TB-UBND" if by_chairman else "TB-HĐ", on=self.on, entry=self.entry, by_council=not by_chairman,
            to=[self.unit], lines=[self._what(), self._decided(), f"Lý do: {self.reason}", *self._failed()],
            last=self._says("rights"), wording=self.wording,
            receivers=self.wording.lines("receivers", hội_đồng=self.office.council, cơ_quan=self.office.committee),
            titles=["CHỦ TỊCH"] if by_chairman else ["TM. THƯỜNG TRỰC HỘI ĐỒNG"], name=self.signer,
        ).as_data()  # fmt: skip

    def _what(self) -> str:
        handed_in = f", nộp {long_day(self.submitted_on)}" if self.submitted_on else ""
        return f"Về hồ sơ {self.code}{handed_in}, đề nghị “{self.award}” cho {within(self.name)}:"

    def _decided(self) -> str:
        return self._says(_BLOCKS[self.ending])

    def _says(self, block: str) -> str:
        return self.wording.says(block, hội_đồng=self.office.council, chủ_tịch=f"Chủ tịch {self.office.committee}")

    def _failed(self) -> list[str]:
        return ["Điều kiện chưa đạt:", *(f"- {line}" for line in self.failed)] if self.failed else []
