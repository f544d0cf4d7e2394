"""The letter with which the office lays a draft before the chairman (tờ trình), as data for its template."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from states.paper_wording import Wording
from workflow.documents.decision_paper import DecisionPaper
from workflow.documents.letter_paper import Letter
from workflow.documents.writing_style import long_day, small

TEMPLATE = "submission"
BUILT_IN = Wording(paper="submission")
_ABOUT = "Về việc "


@dataclass(frozen=True, kw_only=True)
class SubmissionPaper:
    """What the letter says. ``draft``: the decision it asks for; ``sessions``: titles and days of those that endorsed it."""

    draft: DecisionPaper
    number: int
    sessions: Sequence[tuple[str, date]]
    explanation: str
    on: date
    entry: int
    signer: str
    wording: Wording = BUILT_IN

    def as_data(self) -> dict[str, Any]:
        """The same as data for the template."""
        office, said = self.draft.office, self.draft.text()
        chairman = f"Chủ tịch {office.committee}"
        names = {"hội_đồng": office.council, "chủ_tịch": chairman}
        belongs_to = (
            f"(Kèm theo Tờ trình số {small(self.number)}/TTr-HĐ {long_day(self.on)} của Thường trực {office.council})"
        )
        return Letter(
            office=office, kind="TỜ TRÌNH", about=self._about(), sign="TTr-HĐ",
            number=small(self.number), on=self.on, entry=self.entry, by_council=True, to=[chairman],
            grounds=self._grounds(said["grounds"]),
            lines=[
                self.wording.says("request", **names), *said["articles"][0],
                *said["articles"][1], self._enclosed(),
                *([f"Giải trình: {self.explanation}"] if self.explanation else []),
            ],
            last=self.wording.says("last", **names), wording=self.wording,
            receivers=self.wording.lines("receivers", hội_đồng=office.council, cơ_quan=office.committee),
            titles=["TM. THƯỜNG TRỰC HỘI ĐỒNG"], name=self.signer,
            annex={**said["annex"], **self._listed(), "belongs-to": belongs_to},
        ).as_data()  # fmt: skip

    def _enclosed(self) -> str:
        if self.draft.correction:
            return "Kèm theo: dự thảo quyết định đính chính."
        return self.wording.says("enclosed")

    def _about(self) -> str:
        """What the decision is about, as something that is asked for."""
        said = self.draft.title.removeprefix(_ABOUT)
        return f"{_ABOUT}đề nghị {said}" if said != self.draft.title else f"Đề nghị khen thưởng: {said}"

    def _listed(self) -> dict[str, str]:
        return {} if self.draft.correction else {"title": "DANH SÁCH ĐỀ NGHỊ KHEN THƯỞNG"}

    def _grounds(self, of_decision: Sequence[str]) -> list[str]:
        """The texts of law of the decision, and the minutes in place of the office's proposal, which is this letter."""
        texts = list(of_decision[:-1])
        held = [f"Căn cứ biên bản {title}, {long_day(day)};" for title, day in self.sessions]
        found = [*texts, *held]
        return [*found[:-1], f"{found[-1].rstrip(';')}."] if found else []
