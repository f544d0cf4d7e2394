"""Certificates, as data for their template: the whole sheet, or only what is printed into a sheet that was printed before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from states.certificate_vocabulary import CertificateCause
from states.paper_wording import Wording
from states.vocabulary import SubjectKind
from workflow.documents.square import square
from workflow.documents.writing_style import Office, addressed, long_day, small

TEMPLATE = "certificate"
BUILT_IN = Wording(paper="certificate")
_GIVEN = ("Giấy khen", "Bằng khen")
_RECOGNISED = ("Gia đình văn hóa", "Thôn văn hóa", "Tổ dân phố văn hóa", "Xã tiêu biểu")
_CAUSES = {
    CertificateCause.DAMAGED: "Cấp đổi", CertificateCause.MISPRINTED: "Cấp đổi", CertificateCause.LOST: "Cấp lại",
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Offset:
    """How far print is moved on the sheet, in tenths of a millimetre: to the right, and down."""

    right: int = 0
    down: int = 0


@dataclass(frozen=True, kw_only=True)
class CertificateSheet:
    """What one certificate says. ``occasion`` is the movement the award is for, ``year`` the year of the achievement."""

    label: str
    lookup: str
    made_on: date
    cause: CertificateCause | None
    replaces: str
    name: str
    kind: SubjectKind
    gender: str | None
    title: str
    unit: str
    award: str
    occasion: str
    year: int
    decision_number: int
    decided_on: date
    signer: str
    signer_titles: Sequence[str]

    def as_data(self, site: str, wording: Wording) -> dict[str, Any]:
        """The same as data for the template."""
        return {
            "verb": wording.says(self._verb()),
            "is-given": self._is_given, "award": self.award.upper(), "before-award": wording.says("before_title"),
            "name": addressed(self.name, self.kind, self.gender), "where": self.where, "reason": self._reason(wording),
            "decision": f"Quyết định số {small(self.decision_number)}/QĐ-UBND {long_day(self.decided_on)}",
            "number": wording.says("book", số=self.label), "again": self._again(), "day": long_day(self.decided_on),
            "signature": {"titles": list(self.signer_titles), "name": self.signer},
            "square": square(f"{site}/tra-cuu/{self.lookup}"),
            "code": " ".join(self.lookup.upper()[at : at + 4] for at in range(0, len(self.lookup), 4)),
        }  # fmt: skip

    @property
    def where(self) -> str:
        """Position and unit; of a unit itself nothing, of a family its village."""
        is_told = self.title and self.kind != SubjectKind.HOUSEHOLD
        return f"{self.title}, {self.unit}" if is_told else "" if self.name == self.unit else self.unit

    @property
    def _is_given(self) -> bool:
        return self.award.startswith(_GIVEN)

    def _verb(self) -> str:
        return "given" if self._is_given else "recognised" if self.award.startswith(_RECOGNISED) else "certified"

    def _reason(self, wording: Wording) -> str:
        if not self._is_given:
            return f"Năm {self.year}"
        occasion = self._occasion(wording)
        when = "" if str(self.year) in occasion else f" năm {self.year}"
        return wording.says("merit", thành_tích=f"{occasion}{when}")

    def _occasion(self, wording: Wording) -> str:
        """What the award is for, as it goes on in a sentence."""
        if not self.occasion:
            return wording.says("work")
        if self.occasion.casefold().startswith("phong trào"):
            return self.occasion[0].lower() + self.occasion[1:]
        return f"phong trào thi đua “{self.occasion}”"

    def _again(self) -> str:
        if self.cause is None:
            return ""
        return f"{_CAUSES[self.cause]} ngày {self.made_on:%d/%m/%Y}, thay giấy có số sổ vàng {self.replaces}"


@dataclass(frozen=True, kw_only=True)
class CertificatesPaper:
    """Certificates of one commune, a sheet each. ``overprint`` leaves out what pre-printed paper bears already."""

    office: Office
    sheets: Sequence[CertificateSheet]
    site: str
    overprint: Offset | None = None
    wording: Wording = BUILT_IN

    @property
    def on(self) -> date:
        """The day that the file bears."""
        return max((sheet.made_on for sheet in self.sheets), default=date(2024, 1, 1))

    def as_data(self) -> dict[str, Any]:
        """The same as data for the template."""
        chairman = f"Chủ tịch {self.office.committee}"
        return {
            "title": "Giấy khen, giấy chứng nhận", "issuer": chairman, "authority": chairman.upper(), "town": self.office.town,
            "overprint": self.overprint is not None, "right": (self.overprint or Offset()).right,
            "down": (self.overprint or Offset()).down, "where": f"Tra cứu: {self.site}/tra-cuu",
            "footer": self.office.footer(), "sheets": [sheet.as_data(self.site, self.wording) for sheet in self.sheets],
            "wording": self.wording.version,
        }  # fmt: skip
