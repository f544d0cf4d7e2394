"""The columns of a list that comes as a file: what they are headed with, and where they stand in somebody's file."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from types import MappingProxyType
from typing import Any

from states.text import normalise, search_key
from states.vocabulary import SubjectKind
from workflow.intake.package import FileProblem, Unreadable

_MOST_BEFORE = 40
"""A heading stands within the first rows; above it there may be a letterhead and a title."""


class Column(StrEnum):
    """What a list says in each line: of the nominee, of the award, and of the decision on an earlier one."""

    NUMBER = "number"
    NAME = "name"
    KIND = "kind"
    GENDER = "gender"
    BIRTH_YEAR = "birth_year"
    TITLE = "title"
    HOUSEHOLD_CODE = "household_code"
    AWARD = "award"
    BASIS = "basis"
    ACHIEVEMENT = "achievement"
    UNIT = "unit"
    REGISTER_CODE = "register_code"
    LEVEL = "level"
    DECISION_NUMBER = "decision_number"
    DECIDED_ON = "decided_on"
    ISSUER = "issuer"
    YEAR = "year"
    EVIDENCE = "evidence"


HEADINGS: Mapping[Column, tuple[str, ...]] = MappingProxyType(
    {
        Column.NUMBER: ("STT", "TT", "Số TT", "Số thứ tự"),
        Column.NAME: (
            "Họ và tên, tên tập thể", "Họ tên, tên tập thể", "Họ tên/Tên tập thể", "Họ và tên/Tên tập thể", "Họ và tên",
            "Họ tên", "Tên tập thể", "Tên", "Họ tên cá nhân, tập thể", "Tên cá nhân, tập thể", "Họ tên hoặc tên tập thể",
        ),
        Column.KIND: ("Loại đối tượng", "Đối tượng", "Đối tượng khen thưởng"),
        Column.GENDER: ("Giới tính", "Nam/Nữ"),
        Column.BIRTH_YEAR: ("Năm sinh", "Ngày sinh", "Ngày tháng năm sinh", "Sinh năm"),
        Column.TITLE: (
            "Chức danh, nơi ở", "Chức danh/Nơi ở", "Chức vụ, nghề nghiệp", "Chức danh", "Chức vụ", "Nơi ở", "Địa chỉ",
            "Chức vụ, nơi công tác", "Nghề nghiệp", "Đơn vị công tác",
        ),
        Column.HOUSEHOLD_CODE: ("Mã hộ", "Mã hộ gia đình", "Mã số hộ"),
        Column.AWARD: (
            "Hình thức khen thưởng", "Danh hiệu hoặc hình thức khen thưởng", "Danh hiệu thi đua, hình thức khen thưởng",
            "Danh hiệu", "Hình thức", "Danh hiệu, hình thức khen thưởng",
        ),
        Column.BASIS: ("Loại hình", "Loại hình khen thưởng"),
        Column.ACHIEVEMENT: ("Thành tích", "Tóm tắt thành tích", "Thành tích riêng", "Thành tích riêng (nếu có)"),
        Column.UNIT: ("Đơn vị", "Tên đơn vị", "Đơn vị đề nghị", "Thôn, đơn vị", "Thôn, tổ dân phố, đơn vị"),
        Column.REGISTER_CODE: ("Mã trong sổ", "Mã số trong sổ", "Mã đối tượng"),
        Column.LEVEL: ("Cấp quyết định", "Cấp khen thưởng", "Cấp"),
        Column.DECISION_NUMBER: ("Số quyết định", "Số QĐ", "Quyết định số", "Số, ký hiệu quyết định"),
        Column.DECIDED_ON: ("Ngày quyết định", "Ngày QĐ", "Ngày ký", "Ngày ký quyết định", "Ngày, tháng, năm quyết định"),
        Column.ISSUER: ("Cơ quan ban hành", "Cơ quan quyết định", "Cơ quan ký", "Nơi ban hành"),
        Column.YEAR: ("Năm lập thành tích", "Năm thành tích", "Năm đạt thành tích", "Năm"),
        Column.EVIDENCE: ("Minh chứng", "Tài liệu minh chứng"),
    }
)  # fmt: skip
"""What a column may be headed with, marks, case and punctuation left aside; the first is what the template writes."""

HOUSEHOLD_HEADINGS = ("Họ và tên chủ hộ", "Họ tên chủ hộ", "Chủ hộ", "Tên chủ hộ")
"""Headings of the name that tell of a list of households."""

OF_NOMINATIONS = (
    Column.NUMBER, Column.NAME, Column.KIND, Column.GENDER, Column.BIRTH_YEAR, Column.TITLE, Column.HOUSEHOLD_CODE,
    Column.AWARD, Column.BASIS, Column.ACHIEVEMENT,
)  # fmt: skip
"""The columns of a nomination list, in the order of the template."""

OF_PAST_AWARDS = (
    Column.NUMBER, Column.NAME, Column.BIRTH_YEAR, Column.UNIT, Column.REGISTER_CODE, Column.HOUSEHOLD_CODE, Column.KIND,
    Column.GENDER, Column.TITLE, Column.AWARD, Column.BASIS, Column.LEVEL, Column.DECISION_NUMBER, Column.DECIDED_ON,
    Column.ISSUER, Column.YEAR, Column.EVIDENCE,
)  # fmt: skip
"""The columns of a list of earlier awards: whose, which, by what decision."""

NEEDED = (Column.NAME, Column.KIND, Column.AWARD)


def bare(text: str) -> str:
    """Words without marks, case, punctuation and remarks in parentheses."""
    return " ".join(re.findall(r"\w+", search_key(re.sub(r"\(.*?\)", " ", text))))


@cache
def _known(columns: tuple[Column, ...]) -> Mapping[str, Column]:
    return {bare(words): column for column in columns for words in HEADINGS[column]}


_OF_HOUSEHOLDS = frozenset(map(bare, HOUSEHOLD_HEADINGS))


@dataclass(frozen=True, kw_only=True)
class Heading:
    """The heading of a list: its row (from 1), the column of each thing (from 0), and the columns nobody reads."""

    row: int
    places: Mapping[Column, int]
    ignored: tuple[str, ...]
    kind: SubjectKind | None

    def lacks(self, *, award: str, kind: str) -> Column | None:
        """The first column that must be there and isn't; award and kind may be said for the whole list."""
        said = {Column.KIND: kind or self.kind, Column.AWARD: award}
        return next((column for column in NEEDED if column not in self.places and not said.get(column)), None)


def find_heading(rows: Sequence[Sequence[Any]], columns: tuple[Column, ...]) -> Heading | None:
    """The row that heads a list of these columns: it names the nominees and at least one thing more."""
    for number, row in enumerate(rows[:_MOST_BEFORE], start=1):
        found = _read(number, row, _known(columns))
        if found and Column.NAME in found.places and len(found.places) + len(found.ignored) > 1:
            return found
    return None


def _read(number: int, row: Sequence[Any], known: Mapping[str, Column]) -> Heading | None:
    places: dict[Column, int] = {}
    ignored: list[str] = []
    twice = ""
    kind = None
    for place, value in enumerate(row):
        words = bare(value) if isinstance(value, str) else ""
        column = Column.NAME if words in _OF_HOUSEHOLDS else known.get(words)
        if column is None:
            if words:
                ignored.append(normalise(value))
            continue
        kind = SubjectKind.HOUSEHOLD if words in _OF_HOUSEHOLDS else kind
        twice = twice or (HEADINGS[column][0] if column in places else "")
        places.setdefault(column, place)
    if twice and len(places) > 2:
        raise Unreadable(FileProblem.COLUMN_TWICE, twice)
    return Heading(row=number, places=places, ignored=tuple(ignored), kind=kind) if places else None
