"""An award decision with the list it belongs to, as data for its template."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import compress, groupby
from typing import Any

from states.paper_wording import Wording
from states.vocabulary import SubjectKind
from workflow.documents.correction import Correction
from workflow.documents.decision_words import grounds, money, order
from workflow.documents.square import square
from workflow.documents.writing_style import (
    COUNTED,
    NO_DAY_YET,
    Office,
    addressed,
    column,
    grouped,
    long_day,
    small,
)

TEMPLATE = "decision"
BUILT_IN = Wording(paper="decision")
_NAMES = {
    SubjectKind.INDIVIDUAL: "Họ và tên",
    SubjectKind.COLLECTIVE: "Tên tập thể",
    SubjectKind.HOUSEHOLD: "Hộ gia đình",
    SubjectKind.VILLAGE: "Tên thôn, tổ dân phố",
}


_GROUPS = {
    SubjectKind.INDIVIDUAL: "CÁ NHÂN",
    SubjectKind.COLLECTIVE: "TẬP THỂ",
    SubjectKind.HOUSEHOLD: "HỘ GIA ĐÌNH",
    SubjectKind.VILLAGE: "THÔN, TỔ DÂN PHỐ",
}

CHAIR_TITLE, DEPUTY_TITLE = "Chủ tịch", "Phó Chủ tịch"


@dataclass(frozen=True, kw_only=True)
class Awardee:
    """One line of the list. ``bonus`` is its sum in đồng, None where a paper can't state it as law."""

    name: str
    kind: SubjectKind
    gender: str | None
    birth_year: int | None
    title: str
    unit: str
    award: str
    bonus: int | None = None

    @property
    def addressed(self) -> str:
        """The name as the list writes it."""
        return addressed(self.name, self.kind, self.gender)

    @property
    def where(self) -> str:
        """Position and unit. Where a family lives is not told: the list is public, and its village is enough."""
        is_told = self.title and self.kind != SubjectKind.HOUSEHOLD
        return f"{self.title}, {self.unit}" if is_told else self.unit


@dataclass(frozen=True, kw_only=True)
class DecisionPaper:
    """What the decision says, on the screen and on paper. A draft has no number, day and signature yet.

    ``awardees`` are in the order of the list that was drafted, those of a kind together.
    ``frozen_at`` is local time; ``entry`` is where it was numbered and frozen in the log; ``site`` is the address of the
    installation, where the decision is looked up. ``signer`` is who will sign.
    """

    office: Office
    number: int | None
    dated_on: date | None
    title: str
    citations: Sequence[str]
    awardees: Sequence[Awardee]
    signer: str = ""
    signer_title: str = ""
    frozen_at: datetime | None = None
    entry: int = 0
    lookup: str = ""
    site: str = ""
    fund: str = ""
    correction: Correction | None = None
    wording: Wording = BUILT_IN

    def as_data(self) -> dict[str, Any]:
        """The same as data for the template."""
        return {
            **self.text(), "look-up": self._look_up(), "footer": self._footer(), "wording": self.wording.version,
        }  # fmt: skip

    @property
    def _numbered(self) -> str:
        return f"{small(self.number) if self.number else '…'}/QĐ-UBND"

    def text(self) -> dict[str, Any]:
        """What it says, block by block, wherever it is read."""
        number = self._numbered
        day = long_day(self.dated_on) if self.dated_on else NO_DAY_YET
        named = f"Quyết định số {number} {day} của Chủ tịch {self.office.committee}"
        chairman = f"Chủ tịch {self.office.committee}"
        annex = self.correction.annex() if self.correction else {"title": "DANH SÁCH KHEN THƯỞNG", **self._list()}
        articles = self.correction.articles(chairman) if self.correction else [self._awards(), self._money()]
        return {
            "title": f"Quyết định số {number}", "issuer": chairman,
            "masthead": self.office.masthead(number=f"Số: {number}", on=self.dated_on),
            "about": self.title, "authority": chairman.upper(), "grounds": grounds(self.citations, self._says("proposal")),
            "articles": articles,
            "last-article": self._says("correction_duties" if self.correction else "duties"),
            "receivers": self.wording.lines("receivers", điều_cuối=str(len(articles) + 1), **self._names),
            "signature": {"titles": titles_of(self.signer_title), "name": self.signer},
            "annex": {"belongs-to": f"(Kèm theo {named})", **annex},
        }  # fmt: skip

    @property
    def _names(self) -> dict[str, str]:
        return {"hội_đồng": self.office.council, "cơ_quan": self.office.committee}

    def _says(self, block: str) -> str:
        return self.wording.says(block, **self._names)

    def _money(self) -> list[str]:
        return money(self._total(), self.fund, self._says("money"))

    def groups(self) -> list[tuple[SubjectKind, list[Awardee]]]:
        """The list, those of a kind together."""
        return [(kind, list(lines)) for kind, lines in groupby(self.awardees, key=lambda line: line.kind)]

    def _namesakes(self) -> Mapping[tuple[str, ...], int]:
        return Counter(map(_known_by, self.awardees))

    def _awards(self) -> list[str]:
        counts = Counter((line.award, line.kind) for _kind, lines in self.groups() for line in lines)
        orders = [order(award, kind, count) for (award, kind), count in counts.items()]
        if not orders:
            return ["Khen thưởng: …"]  # a draft that every case has left; it can be voided only
        if len(orders) == 1:
            return [f"{orders[0]} (có danh sách kèm theo)."]
        ends = [";"] * (len(orders) - 1) + ["."]
        said = (f"- {words}{end}" for words, end in zip(orders, ends, strict=True))
        return ["Khen thưởng (có danh sách kèm theo):", *said]

    def _total(self) -> int | None:
        """The sum in đồng; None where that of anybody can't be stated."""
        known = [line.bonus for line in self.awardees if line.bonus is not None]
        return sum(known) if known and len(known) == len(self.awardees) else None

    def _list(self) -> dict[str, Any]:
        kinds = {line.kind for line in self.awardees}
        of_people = bool(kinds & {SubjectKind.INDIVIDUAL, SubjectKind.COLLECTIVE})
        cells = list(self._cells())
        columns = (
            (True, column("STT", width=12, place="center")),
            (True, column(self._heading(), share=2.6)),
            (any(each[2] for each in cells), column("Năm sinh", width=14, place="center")),
            (True, column("Chức vụ, đơn vị" if of_people else "Thôn, tổ dân phố", share=3)),
            (len({line.award for line in self.awardees}) > 1, column("Danh hiệu, hình thức", share=1.6)),
            (self._total() is not None, column("Tiền thưởng", width=30, place="right")),
        )
        shown = [is_shown for is_shown, _ in columns]
        rows = iter([list(compress(each, shown)) for each in cells])
        groups = [
            {"title": _GROUPS[kind] if len(kinds) > 1 else "", "rows": [next(rows) for _ in lines]}
            for kind, lines in self.groups()
        ]
        return {"columns": [each for is_shown, each in columns if is_shown], "groups": groups, "total": self._sum()}

    def _heading(self) -> str:
        kinds = [kind for kind, _lines in self.groups()]
        return _NAMES[kinds[0]] if len(kinds) == 1 else "Tên " + ", ".join(COUNTED[kind] for kind in kinds)

    def _cells(self) -> Iterator[tuple[str, ...]]:
        namesakes = self._namesakes()
        lines = (line for _kind, lines in self.groups() for line in lines)
        for place, line in enumerate(lines, start=1):
            born = str(line.birth_year or "") if namesakes[_known_by(line)] > 1 else ""
            yield str(place), line.addressed, born, line.where, line.award, f"{grouped(line.bonus or 0)} đồng"

    def _sum(self) -> list[str]:
        counts = ", ".join(f"{small(len(lines))} {COUNTED[kind]}" for kind, lines in self.groups())
        total = self._total()
        return [f"Tổng cộng: {counts}" + ("" if total is None else f"; {grouped(total)} đồng")]

    def _look_up(self) -> dict[str, str]:
        """The square that leads to what is known of this decision, and what it says for those who have no camera."""
        code = self.lookup.upper()
        return {
            "square": square(self.address),
            "words": f"Tra cứu quyết định này: quét mã vuông hoặc mở {self.site}/tra-cuu, nhập mã",
            "code": " ".join(code[at : at + 4] for at in range(0, len(code), 4)),
        }

    @property
    def address(self) -> str:
        """Where everybody may look this decision up."""
        return f"{self.site}/tra-cuu/{self.lookup}"

    def _footer(self) -> list[str]:
        if self.frozen_at is None:
            return self.office.footer("Dự thảo, chưa lấy số.")
        return self.office.footer(
            f"Quyết định số {self._numbered}: bản để ký, chốt lúc {self.frozen_at:%H:%M} ngày {self.frozen_at:%d/%m/%Y}, "
            f"mục nhật ký số {self.entry}.",
            f"Mã tra cứu: {self.lookup}, để biết đã ký, ban hành hay chưa. Chữ ký số, nếu có, nằm trong tệp PDF.",
        )


def titles_of(signer_title: str) -> list[str]:
    """The title above a signature: a deputy signs in the place of the chairman (KT.)."""
    is_deputy = signer_title.casefold().startswith(DEPUTY_TITLE.casefold())
    return ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"] if is_deputy else ["CHỦ TỊCH"]


def _known_by(line: Awardee) -> tuple[str, ...]:
    """What a reader of the list knows somebody by."""
    return (line.kind.value, line.name, line.where, line.award)
