"""Certificates, as data for their template: the whole sheet, or only what is printed into a sheet that was printed before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from states.certificate_vocabulary import CertificateCause
from states.vocabulary import SubjectKind
from workflow.documents.square import square
from workflow.documents.writing_style import Office, addressed, long_day, small

TEMPLATE = "certificate"
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

    def as_data(self, site: str) -> dict[str, Any]:
        """The same as data for the template."""
        is_given = self.award.startswith(_GIVEN)
        return {
            "verb": "TẶNG" if is_given else "CÔNG NHẬN" if self.award.startswith(_RECOGNISED) else "CHỨNG NHẬN",
            "is-given": is_given, "award": self.award.upper(), "before-award": "Đạt danh hiệu",
            "name": addressed(self.name, self.kind, self.gender), "where": self.where, "reason": self._reason(is_given),
            "decision": f"Quyết định số {small(self.decision_number)}/QĐ-UBND {long_day(self.decided_on)}",
            "number": f"Số sổ vàng: {self.label}", "again": self._again(), "day": long_day(self.decided_on),
            "signature": {"titles": list(self.signer_titles), "name": self.signer},
            "square": square(f"{site}/tra-cuu/{self.lookup}"),
            "code": " ".join(self.lookup.upper()[at : at + 4] for at in range(0, len(self.lookup), 4)),
        }  # fmt: skip

    @property
    def where(self) -> str:
        """Position and unit; of a unit itself nothing, of a family its village."""
        is_told = self.title and self.kind != SubjectKind.HOUSEHOLD
        return f"{self.title}, {self.unit}" if is_told else "" if self.name == self.unit else self.unit

    def _reason(self, is_given: bool) -> str:
        if not is_given:
            return f"Năm {self.year}"
        occasion = self._occasion()
        when = "" if str(self.year) in occasion else f" năm {self.year}"
        return f"Đã có thành tích trong {occasion}{when}"

    def _occasion(self) -> str:
        """What the award is for, as it goes on in a sentence."""
        if not self.occasion:
            return "công tác và phong trào thi đua"
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
            "footer": self.office.footer(), "sheets": [sheet.as_data(self.site) for sheet in self.sheets],
        }  # fmt: skip
