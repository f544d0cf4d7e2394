"""An award decision with the list it belongs to, as data for its template."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import compress
from typing import Any

from states.vocabulary import SubjectKind
from workflow.documents.decision_words import MONEY, duties, grounds, order
from workflow.documents.writing_style import COUNTED, Office, addressed, column, long_day, small

TEMPLATE = "decision"
_NAMES = {
    SubjectKind.INDIVIDUAL: "Họ và tên",
    SubjectKind.COLLECTIVE: "Tên tập thể",
    SubjectKind.HOUSEHOLD: "Hộ gia đình",
    SubjectKind.VILLAGE: "Tên thôn, tổ dân phố",
}


@dataclass(frozen=True, kw_only=True)
class Awardee:
    """One line of the list."""

    name: str
    kind: SubjectKind
    gender: str | None
    birth_year: int | None
    title: str
    unit: str
    award: str


@dataclass(frozen=True, kw_only=True)
class DecisionPaper:
    """What the decision says. ``signed_at`` is local time; ``entry`` is where the signature stands in the log."""

    office: Office
    number: int
    dated_on: date
    title: str
    citations: Sequence[str]
    awardees: Sequence[Awardee]
    signer: str
    signer_title: str
    signed_at: datetime
    entry: int
    lookup: str

    def as_data(self) -> dict[str, Any]:
        """The same as data for the template."""
        number = f"{small(self.number)}/QĐ-UBND"
        named = f"Quyết định số {number} {long_day(self.dated_on)} của Chủ tịch {self.office.committee}"
        chairman = f"Chủ tịch {self.office.committee}"
        return {
            "title": f"Quyết định số {number}", "issuer": chairman,
            "masthead": self.office.masthead(number=f"Số: {number}", on=self.dated_on),
            "about": self.title, "authority": chairman.upper(), "grounds": grounds(self.citations, self.office.council),
            "articles": [self._awards(), [MONEY]],
            "last-article": duties(self.office.council),
            "receivers": ["Như Điều 3;", "Thường trực Hội đồng TĐKT xã;", "Lưu: VT."],
            "signature": {"titles": self._titles(), "name": self.signer},
            "annex": {"title": "DANH SÁCH KHEN THƯỞNG", "belongs-to": f"(Kèm theo {named})", **self._list()},
            "footer": self._footer(number),
        }  # fmt: skip

    def _awards(self) -> list[str]:
        counts = Counter((line.award, line.kind) for line in self.awardees)
        orders = [order(award, kind, count) for (award, kind), count in counts.items()]
        if len(orders) == 1:
            return [f"{orders[0]} (có danh sách kèm theo)."]
        ends = [";"] * (len(orders) - 1) + ["."]
        said = (f"- {words}{end}" for words, end in zip(orders, ends, strict=True))
        return ["Khen thưởng (có danh sách kèm theo):", *said]

    def _titles(self) -> list[str]:
        is_deputy = self.signer_title.casefold().startswith("phó chủ tịch")
        return ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"] if is_deputy else ["CHỦ TỊCH"]

    def _list(self) -> dict[str, Any]:
        kinds = {line.kind for line in self.awardees}
        of_people = bool(kinds & {SubjectKind.INDIVIDUAL, SubjectKind.COLLECTIVE})
        columns = (
            (True, column("STT", width=12, place="center")),
            (True, column(self._heading(), share=2.6)),
            (any(line.birth_year for line in self.awardees), column("Năm sinh", width=14, place="center")),
            (True, column("Chức vụ, đơn vị" if of_people else "Thôn, tổ dân phố", share=3)),
            (len({line.award for line in self.awardees}) > 1, column("Danh hiệu, hình thức", share=1.6)),
        )
        shown = [is_shown for is_shown, _ in columns]
        rows = [list(compress(cells, shown)) for cells in self._cells()]
        return {"columns": [each for is_shown, each in columns if is_shown], "rows": rows, "total": self._sum()}

    def _heading(self) -> str:
        kinds = list(dict.fromkeys(line.kind for line in self.awardees))
        return _NAMES[kinds[0]] if len(kinds) == 1 else "Tên " + ", ".join(COUNTED[kind] for kind in kinds)

    def _cells(self) -> Iterator[tuple[str, ...]]:
        for place, line in enumerate(self.awardees, start=1):
            name = addressed(line.name, line.kind, line.gender)
            where = ", ".join(part for part in (line.title, line.unit) if part)
            yield str(place), name, str(line.birth_year or ""), where, line.award

    def _sum(self) -> list[str]:
        counts = Counter(line.kind for line in self.awardees)
        return ["Tổng cộng: " + ", ".join(f"{small(count)} {COUNTED[kind]}" for kind, count in counts.items())]

    def _footer(self, number: str) -> list[str]:
        at = self.signed_at
        return self.office.footer(
            f"Quyết định số {number}: {self.signer} đã ký trên hệ thống Bảng Vàng lúc {at:%H:%M} ngày {at:%d/%m/%Y}, "
            f"mục nhật ký số {self.entry}.",
            f"Mã tra cứu: {self.lookup}. Bản PDF này không mang chữ ký số.",
        )
