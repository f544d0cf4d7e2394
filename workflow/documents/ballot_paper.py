"""The ballots of a secret vote on paper, and the roll on which members sign for theirs, as data for their templates.

A ballot bears no name, no number and no mark that another one of its sheet lacks; not even a number of its page.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from workflow.documents.writing_style import Office, column, long_day, small

BALLOT_TEMPLATE, ROLL_TEMPLATE = "ballot", "ballot_roll"
MOST_ON_A5 = 4
"""More lines than these make the ballots of a session sheets of A4."""


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One whom the council votes on."""

    name: str
    about: str


@dataclass(frozen=True, kw_only=True)
class AwardOnBallot:
    """The lines of one award; ``lower`` is the award that may be agreed to instead."""

    award: str
    lower: str
    choices: Sequence[Choice]


@dataclass(frozen=True, kw_only=True)
class BallotSheet:
    """One sheet, in as many copies as there are members who take part in all of it."""

    groups: Sequence[AwardOnBallot]
    copies: int


@dataclass(frozen=True, kw_only=True)
class BallotPaper:
    """The ballots of a session, one sheet after the other."""

    office: Office
    title: str
    meets_on: date
    sheets: Sequence[BallotSheet]

    def as_data(self) -> dict[str, Any]:
        """The same as data for the template."""
        most = max(sum(len(group.choices) for group in sheet.groups) for sheet in self.sheets)
        many = len(self.sheets) > 1
        return {
            "title": f"Phiếu bỏ phiếu kín: {self.title}", "issuer": self.office.council,
            "council": self.office.council, "size": "a5" if most <= MOST_ON_A5 else "a4",
            "about": f"{self.title}, {long_day(self.meets_on)}", "footer": self.office.footer(),
            "sheets": [
                {
                    "copies": sheet.copies, "label": f"Tờ {place}" if many else "",
                    "groups": [self._group(group) for group in sheet.groups],
                }
                for place, sheet in enumerate(self.sheets, start=1)
            ],
        }  # fmt: skip

    @staticmethod
    def _group(group: AwardOnBallot) -> dict[str, Any]:
        boxes = ["Đồng ý", *([f"Chỉ đồng ý: {group.lower}"] if group.lower else []), "Không đồng ý", "Không biểu quyết"]
        rows = [
            {"number": str(place), "name": each.name, "about": each.about}
            for place, each in enumerate(group.choices, start=1)
        ]
        return {"award": group.award, "boxes": boxes, "rows": rows}


@dataclass(frozen=True, kw_only=True)
class Receiver:
    """A member on the roll; ``gets`` tells of each sheet whether the member is given it."""

    name: str
    title: str
    gets: Sequence[bool]


@dataclass(frozen=True, kw_only=True)
class BallotRollPaper:
    """The roll: who signs for which sheet. ``tellers`` sign it in the end, with the secretary."""

    office: Office
    title: str
    meets_on: date
    sheets: Sequence[Sequence[str]]
    receivers: Sequence[Receiver]
    tellers: Sequence[str]
    secretary: str
    entry: int

    def as_data(self) -> dict[str, Any]:
        """The same as data for the template."""
        many = len(self.sheets) > 1
        signed = [f"Ký nhận tờ {place}" if many else "Ký nhận phiếu" for place, _ in enumerate(self.sheets, start=1)]
        columns = [
            column("STT", width=12, place="center"), column("Họ và tên", share=2),
            column("Chức danh trong Hội đồng", share=2),
            *(column(title, share=1.2, place="center") for title in signed),
        ]  # fmt: skip
        rows = [
            [str(place), each.name, each.title, *("" if given else "không phát" for given in each.gets)]
            for place, each in enumerate(self.receivers, start=1)
        ]
        most = [sum(each.gets[place] for each in self.receivers) for place in range(len(self.sheets))]
        return {
            "title": f"Danh sách phát phiếu: {self.title}", "issuer": self.office.council,
            "masthead": self.office.masthead_of_council(number="Số:          /DS-HĐ", on=self.meets_on),
            "about": f"Bỏ phiếu kín, {self.title}", "columns": columns, "rows": rows,
            "total": ["Số phiếu in", *(small(number) for number in most)],
            "sheets": [f"Tờ {place}: {', '.join(codes)}." for place, codes in enumerate(self.sheets, start=1)] if many else [],
            "closing": "Số phiếu đã phát: ………  Số phiếu in thừa đã hủy: ………",
            "tellers": list(self.tellers), "secretary": self.secretary,
            "footer": self.office.footer(
                f"Lập từ dữ liệu trên hệ thống Bảng Vàng, mục nhật ký số {self.entry}. "
                "Phiếu không ghi tên, không đánh số."
            ),
        }  # fmt: skip
