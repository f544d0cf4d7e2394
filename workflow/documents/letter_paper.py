"""What papers have in common that the office hands on: to whom, what is said, a list where there is one, who signs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from states.paper_wording import Wording
from workflow.documents.writing_style import Office

Table = Mapping[str, Any]
"""Columns, rows or groups, and a total, as ``list-of`` of the layout takes them."""


@dataclass(frozen=True, kw_only=True)
class Letter:
    """One such paper. ``sign`` is its sign (ký hiệu) after the number, which the clerk writes where ``number`` is empty.

    ``by_council``: it comes from the council's standing office, not from the committee. ``last`` is the paragraph that ends
    with the mark of the end and stays with the signature; ``note`` says how a signature was recorded. ``beside`` are others who
    sign at the left of it: title and name.
    """

    office: Office
    kind: str
    about: str
    sign: str
    on: date
    entry: int
    last: str
    titles: Sequence[str]
    number: str = ""
    by_council: bool = False
    to: Sequence[str] = ()
    grounds: Sequence[str] = ()
    lines: Sequence[str] = ()
    table: Table | None = None
    annex: Table | None = None
    receivers: Sequence[str] = ()
    name: str = ""
    note: str = ""
    beside: Sequence[tuple[str, str]] = ()
    is_wide: bool = False
    wording: Wording | None = None
    also: Mapping[str, Any] = field(default_factory=dict)

    def as_data(self) -> dict[str, Any]:
        """The same as data for the template."""
        head = self.office.masthead_of_council if self.by_council else self.office.masthead
        issuer = self.office.council if self.by_council else self.office.committee
        number = f"Số: {self.number or '         '}/{self.sign}"
        told = {
            "title": f"{self.kind.capitalize()}: {self.about}", "issuer": issuer, "masthead": head(number=number, on=self.on),
            "kind": self.kind, "about": self.about, "to": list(self.to), "grounds": list(self.grounds),
            "lines": list(self.lines), "last": self.last, "receivers": list(self.receivers), "wide": self.is_wide,
            "beside": [{"titles": [title], "name": name} for title, name in self.beside],
            "signature": {"titles": list(self.titles), "name": self.name, "note": self.note},
            "footer": self.office.footer(
                f"Lập từ dữ liệu của hệ thống Bảng Vàng tại mục nhật ký số {self.entry}.",
                "Bản PDF này không mang chữ ký số.",
            ),
            **({"wording": self.wording.version} if self.wording else {}), **self.also,
        }  # fmt: skip
        if self.table is not None:
            told["table"] = dict(self.table)
        if self.annex is not None:
            told["annex"] = dict(self.annex)
        return told
