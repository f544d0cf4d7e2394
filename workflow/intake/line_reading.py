"""One line of a nomination list: its cells read into what a draft needs, and what is wrong in them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any, Final, NamedTuple

from states.regime import Regime
from states.text import normalise, normalise_lines, search_key
from states.vocabulary import SubjectKind
from workflow.intake.columns import Column
from workflow.intake.known_words import known_words

LONGEST: Final = {Column.NAME: 200, Column.TITLE: 300, Column.HOUSEHOLD_CODE: 40, Column.ACHIEVEMENT: 20_000}
OLDEST: Final = 120
_FIRST_YEAR = 1000
_DAY = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})")
_DIGIT = re.compile(r"\d")
_YEAR = re.compile(r"\d{4}")
_WITH_BIRTH = (SubjectKind.INDIVIDUAL, SubjectKind.HOUSEHOLD)
_EXCEL_ERRORS = frozenset({"#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!"})


class Problem(StrEnum):
    """What may be wrong in a cell."""

    MISSING = "missing"
    LIVE_FORMULA = "live_formula"
    EXCEL_ERROR = "excel_error"
    NO_NAME = "no_name"
    TOO_LONG = "too_long"
    NUMBER_FOR_CODE = "number_for_code"
    NOT_TEXT = "not_text"
    UNKNOWN_WORD = "unknown_word"
    YEAR_UNREADABLE = "year_unreadable"
    DAY_UNREAL = "day_unreal"
    YEAR_IMPOSSIBLE = "year_impossible"
    NOT_ASKED = "not_asked"
    KIND_NOT_FOR_AWARD = "kind_not_for_award"
    BASIS_NOT_FOR_AWARD = "basis_not_for_award"
    TWICE_IN_FILE = "twice_in_file"
    ALREADY_NOMINATED = "already_nominated"


@dataclass(frozen=True)
class Fault:
    """What is wrong in one cell, named as Excel names it (``D9``). ``value`` is what stands there.

    ``other`` is the word that was probably meant, the longest length, or the line or dossier that is repeated.
    """

    row: int
    column: Column
    problem: Problem
    value: str = ""
    other: str = ""
    cell: str = ""

    def at(self, cell: str) -> "Fault":
        """The same fault at its place in the sheet."""
        return replace(self, cell=cell)


class NomineeLine(NamedTuple):
    """One line as it was read; ``row`` counts as Excel shows it. Empty text where nothing was said."""

    row: int
    kind: str
    name: str
    title: str
    birth_year: int | None
    gender: str | None
    household_code: str
    award: str
    basis: str
    achievement: str
    search_key: str


class _Formula:
    """Stands for a cell whose content Excel would work out."""


class LineReader:
    """Reads lines one after another and gathers their faults. ``said`` is what holds for every line of the list."""

    FORMULA: Final = _Formula()

    def __init__(self, *, regime: Regime, year: int, said: Mapping[Column, str]) -> None:
        self.faults: list[Fault] = []
        self._regime = regime
        self._year = year
        self._said = said
        self._words = known_words(regime)
        self._row = 0

    def read(self, row: int, cells: Mapping[Column, Any]) -> NomineeLine:
        """One line; what can't be read is empty in it and named among the faults."""
        self._row = row
        award, kind = self._word(Column.AWARD, cells), self._word(Column.KIND, cells)
        name = self._name(cells.get(Column.NAME, ""), kind)
        line = NomineeLine(
            row=row, kind=kind, name=name, search_key=search_key(name), award=award,
            title=self._text(Column.TITLE, cells.get(Column.TITLE, "")),
            birth_year=self._birth_year(cells.get(Column.BIRTH_YEAR, ""), kind),
            gender=self._gender(cells, kind), household_code=self._code(cells.get(Column.HOUSEHOLD_CODE, ""), kind),
            basis=self._basis(cells, award),
            achievement=self._text(Column.ACHIEVEMENT, cells.get(Column.ACHIEVEMENT, "")),
        )  # fmt: skip
        if award and kind and not self._regime.awards[award].is_for(kind):
            self._fault(Column.KIND, Problem.KIND_NOT_FOR_AWARD, self._words[Column.KIND].written[kind], award)
        return line

    def _fault(self, column: Column, problem: Problem, value: str = "", other: str = "") -> None:
        self.faults.append(Fault(self._row, column, problem, value, other))

    def _text(self, column: Column, value: Any) -> str:
        """The text of a cell in one spelling; a whole number is read as its digits."""
        if value == "":
            return ""
        text = self._plain(column, value)
        if len(text) > LONGEST.get(column, len(text)):
            self._fault(column, Problem.TOO_LONG, f"{text[:60]}…", str(LONGEST[column]))
        return text

    def _plain(self, column: Column, value: Any) -> str:
        if isinstance(value, str):
            text = normalise_lines(value) if column == Column.ACHIEVEMENT else normalise(value)
            if text in _EXCEL_ERRORS:
                self._fault(column, Problem.EXCEL_ERROR, text)
                return ""
            return text
        if isinstance(value, _Formula):
            self._fault(column, Problem.LIVE_FORMULA)
            return ""
        if isinstance(value, bool | date | time | timedelta):
            self._fault(column, Problem.NOT_TEXT, _as_shown(value))
            return ""
        return _as_shown(value)

    def _name(self, value: Any, kind: str) -> str:
        before = len(self.faults)
        text = self._text(Column.NAME, value)
        if len(self.faults) > before:
            return text
        if not text:
            self._fault(Column.NAME, Problem.MISSING)
        elif not text[0].isalnum() or text.isdigit() or (kind in _WITH_BIRTH and _DIGIT.search(text)):
            self._fault(Column.NAME, Problem.NO_NAME, text)
        return text

    def _word(self, column: Column, cells: Mapping[Column, Any], *, is_needed: bool = True) -> str:
        """The value of a cell that holds one of a few words; where it is blank, what was said for the whole list."""
        given = cells.get(column, "")
        value, meant = self._words[column].read(given) if isinstance(given, str) else (None, "")
        if value is not None:
            return value
        before = len(self.faults)
        text = self._plain(column, given)
        if text:
            self._fault(column, Problem.UNKNOWN_WORD, text, meant)
            return ""
        said = self._said.get(column, "")
        if is_needed and not said and len(self.faults) == before:
            self._fault(column, Problem.MISSING)
        return said

    def _basis(self, cells: Mapping[Column, Any], award: str) -> str:
        before = len(self.faults)
        basis = self._word(Column.BASIS, cells, is_needed=False)
        if not award or len(self.faults) > before:
            return basis
        admitted = self._regime.awards[award].bases.value
        if not basis and len(admitted) == 1:
            return admitted[0].value
        if not basis:
            self._fault(Column.BASIS, Problem.MISSING)
        elif basis not in admitted:
            self._fault(Column.BASIS, Problem.BASIS_NOT_FOR_AWARD, self._words[Column.BASIS].written[basis], award)
        return basis

    def _gender(self, cells: Mapping[Column, Any], kind: str) -> str | None:
        """Asked of persons who are proposed themselves."""
        gender = self._word(Column.GENDER, cells, is_needed=kind == SubjectKind.INDIVIDUAL)
        if gender and kind in (SubjectKind.COLLECTIVE, SubjectKind.VILLAGE):
            self._fault(Column.GENDER, Problem.NOT_ASKED, self._words[Column.GENDER].written[gender])
        return gender if gender and kind == SubjectKind.INDIVIDUAL else None

    def _code(self, value: Any, kind: str) -> str:
        """The code of a household: text, since a number has lost the zeros before it."""
        if isinstance(value, int | float) and not isinstance(value, bool):
            self._fault(Column.HOUSEHOLD_CODE, Problem.NUMBER_FOR_CODE, _as_shown(value))
            return ""
        text = self._text(Column.HOUSEHOLD_CODE, value)
        if text and kind and kind != SubjectKind.HOUSEHOLD:
            self._fault(Column.HOUSEHOLD_CODE, Problem.NOT_ASKED, text)
        return text

    def _birth_year(self, value: Any, kind: str) -> int | None:
        year, problem = _year_of(value)
        if problem is None and year is not None:
            if kind and kind not in _WITH_BIRTH:
                problem = Problem.NOT_ASKED
            elif not self._year - OLDEST <= year <= self._year:
                problem = Problem.YEAR_IMPOSSIBLE
        if problem is not None:
            self._fault(Column.BIRTH_YEAR, problem, "" if problem == Problem.LIVE_FORMULA else _as_shown(value))
            return None
        return year


def _year_of(value: Any) -> tuple[int | None, Problem | None]:
    """The year in a cell that holds a year, a day, or either of them as text."""
    if isinstance(value, float) and value.is_integer():
        return (int(value), None) if _FIRST_YEAR <= value < 10_000 else (None, Problem.YEAR_UNREADABLE)
    if isinstance(value, _Formula):
        return None, Problem.LIVE_FORMULA
    if isinstance(value, date):
        return value.year, None
    text = normalise(_as_shown(value))
    if not text:
        return None, None
    if match := _DAY.fullmatch(text):
        day, month, year = (int(part) for part in match.groups())
        try:
            return date(year, month, day).year, None
        except ValueError:
            return None, Problem.DAY_UNREAL
    return (int(text), None) if _YEAR.fullmatch(text) and text.isascii() else (None, Problem.YEAR_UNREADABLE)


def _as_shown(value: Any) -> str:
    """A value as the sheet shows it to people."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else str(value).replace(".", ",")
    if isinstance(value, datetime):
        return value.strftime("%d/%m/%Y %H:%M")
    if isinstance(value, date):
        return value.strftime("%d/%m/%Y")
    return str(value)
