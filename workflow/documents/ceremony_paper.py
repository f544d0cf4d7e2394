"""The list for the ceremony, as data for its template: who is called up for what, in the order of the golden book."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from workflow.documents.certificate_paper import CertificatesPaper
from workflow.documents.writing_style import addressed, column, long_day, small

TEMPLATE = "ceremony"


@dataclass(frozen=True, kw_only=True)
class CeremonyPaper:
    """Everybody whom a decision awards, with room to sign for what was received."""

    certificates: CertificatesPaper
    title: str
    dated_on: date
    number: int

    def as_data(self) -> dict[str, Any]:
        """The same as data for the template."""
        office, sheets = self.certificates.office, self.certificates.sheets
        rows = iter(
            [str(place), sheet.label, addressed(sheet.name, sheet.kind, sheet.gender), sheet.where, ""]
            for place, sheet in enumerate(sheets, start=1)
        )
        groups = [
            {"title": award, "rows": [next(rows) for _ in lines]}
            for award, lines in groupby(sheets, key=lambda sheet: sheet.award)
        ]
        return {
            "title": f"Danh sách trao thưởng: {self.title}", "issuer": office.committee,
            "masthead": office.masthead(number="", on=self.dated_on), "about": self.title,
            "line": f"Kèm theo Quyết định số {small(self.number)}/QĐ-UBND {long_day(self.dated_on)}. "
                    "Xếp theo thứ tự trong sổ vàng.",
            "columns": [
                column("STT", width=12, place="center"), column("Số sổ vàng", width=22, place="center"),
                column("Người, tập thể, hộ được khen", share=1), column("Chức vụ, đơn vị", share=1),
                column("Ký nhận", width=28),
            ],
            "groups": groups, "total": [f"Tổng cộng: {small(len(sheets))} giấy"], "footer": office.footer(),
        }  # fmt: skip
