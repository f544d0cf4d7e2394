"""An award decision with the list it belongs to, as data for its template."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import compress
from typing import Any

from states.vocabulary import SubjectKind
from workflow.documents.writing_style import (
    COMMITTEE,
    COUNCIL,
    COUNTED,
    Office,
    addressed,
    column,
    grouped,
    long_day,
    small,
)

TEMPLATE = "decision"
_GIVEN = ("Giấy khen", "Bằng khen", "Cờ", "Kỷ niệm chương", "Huy hiệu")
"""Awards that are given (tặng); all others are titles, which are recognised (công nhận danh hiệu)."""

_NAMES = {
    SubjectKind.INDIVIDUAL: "Họ và tên",
    SubjectKind.COLLECTIVE: "Tên tập thể",
    SubjectKind.HOUSEHOLD: "Hộ gia đình",
    SubjectKind.VILLAGE: "Tên thôn, tổ dân phố",
}


@dataclass(frozen=True, kw_only=True)
class Awardee:
    """One line of the list. ``bonus`` in đồng; ``None`` where the rules on file are not sure of it."""

    name: str
    kind: SubjectKind
    year: int
    gender: str | None
    birth_year: int | None
    title: str
    unit: str
    award: str
    bonus: int | None


@dataclass(frozen=True, kw_only=True)
class DecisionPaper:
    """What the decision says. ``signed_at`` is local time; ``entry`` is where the signature stands in the log."""

    office: Office
    number: int
    dated_on: date
    title: str
    citations: Sequence[str]
    sessions: Sequence[date]
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
            "about": self.title, "authority": chairman.upper(), "grounds": self._grounds(),
            "articles": [self._awards(), self._money(), ["Quyết định này có hiệu lực kể từ ngày ký."]],
            "last-words": self._duties(),
            "receivers": ["Như Điều 3;", f"Thường trực {COUNCIL} xã;", "Lưu: VT."],
            "signature": {"titles": self._titles(), "name": self.signer},
            "annex": {"title": "DANH SÁCH KHEN THƯỞNG", "belongs-to": f"(Kèm theo {named})", **self._list()},
            "footer": self._footer(number),
        }  # fmt: skip

    def _grounds(self) -> list[str]:
        lines = [f"Căn cứ {text};" for text in self.citations]
        days = [f"{day:%d/%m/}{day.year}" for day in sorted(set(self.sessions))]
        if days:
            when = "ngày " if len(days) == 1 else "các ngày "
            lines.append(f"Căn cứ kết quả xét khen thưởng của {self.office.council}, họp {when}{', '.join(days)};")
        return [*lines, f"Theo đề nghị của Thường trực {self.office.council}."]

    def _groups(self) -> dict[tuple[str, SubjectKind], int]:
        return dict(Counter((line.award, line.kind) for line in self.awardees))

    def _awards(self) -> list[str]:
        said: dict[str, list[str]] = {}
        for (award, kind), count in self._groups().items():
            said.setdefault(award, []).append(f"{small(count)} {COUNTED[kind]}")
        orders = [self._order(award, ", ".join(counts)) for award, counts in said.items()]
        if len(orders) == 1:
            return [f"{orders[0]} (có danh sách kèm theo)."]
        ends = [";"] * (len(orders) - 1) + ["."]
        return ["Khen thưởng (có danh sách kèm theo):", *(f"- {o}{end}" for o, end in zip(orders, ends, strict=True))]

    def _order(self, award: str, whom: str) -> str:
        if award.startswith(_GIVEN):
            return f"Tặng {award} cho {whom} có thành tích {self._years}"
        return f"Công nhận danh hiệu “{award}” {self._years} cho {whom}"

    @property
    def _years(self) -> str:
        years = sorted({line.year for line in self.awardees})
        return ("năm " if len(years) == 1 else "các năm ") + ", ".join(map(str, years))

    @property
    def _total(self) -> int | None:
        """All bonuses together; ``None`` as soon as one is not sure."""
        bonuses = [line.bonus for line in self.awardees]
        return None if None in bonuses else sum(bonus for bonus in bonuses if bonus is not None)

    def _money(self) -> list[str]:
        fund = "chi từ Quỹ thi đua, khen thưởng theo quy định"
        if self._total is None:
            return [f"Tiền thưởng kèm theo (nếu có) thực hiện theo quy định hiện hành, {fund}."]
        return [f"Tiền thưởng kèm theo: {grouped(self._total)} đồng, theo mức ghi trong danh sách; {fund}."]

    def _duties(self) -> str:
        named = ", ".join(COUNTED[kind] for kind in dict.fromkeys(line.kind for line in self.awardees))
        return (
            f"Văn phòng Hội đồng nhân dân và {COMMITTEE} xã, Thường trực {self.office.council}, người đứng đầu "
            f"các đơn vị có liên quan và các {named} có tên tại Điều 1 chịu trách nhiệm thi hành Quyết định này./."
        )

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
            (self._total is not None, column("Tiền thưởng (đồng)", width=24, place="right")),
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
            bonus = "" if line.bonus is None else grouped(line.bonus)
            yield str(place), name, str(line.birth_year or ""), where, line.award, bonus

    def _sum(self) -> list[str]:
        counts = Counter(line.kind for line in self.awardees)
        words = "Tổng cộng: " + ", ".join(f"{small(count)} {COUNTED[kind]}" for kind, count in counts.items())
        return [words] if self._total is None else [words, grouped(self._total)]

    def _footer(self, number: str) -> list[str]:
        at = self.signed_at
        return self.office.footer(
            f"Quyết định số {number}: {self.signer} đã ký trên hệ thống Bảng Vàng lúc {at:%H:%M} ngày {at:%d/%m/%Y}, "
            f"mục nhật ký số {self.entry}.",
            f"Mã tra cứu: {self.lookup}. Bản PDF này không mang chữ ký số.",
        )
