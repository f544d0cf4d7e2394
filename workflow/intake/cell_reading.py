"""The cells of one line of a list, whatever the list is about: read as they stand, and what is wrong in them named."""

import re
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from states.text import normalise, normalise_lines
from states.vocabulary import SubjectKind
from workflow.intake.columns import Column
from workflow.intake.faults import Fault, Problem
from workflow.intake.known_words import KnownWords

LONGEST: Final = {
    Column.NAME: 200, Column.TITLE: 300, Column.HOUSEHOLD_CODE: 40, Column.ACHIEVEMENT: 20_000,
    Column.AWARD: 200, Column.DECISION_NUMBER: 100, Column.ISSUER: 200, Column.EVIDENCE: 300,
}  # fmt: skip
OLDEST: Final = 120
_FIRST_YEAR = 1000
_DAY = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})")
_DIGIT = re.compile(r"\d")
_YEAR = re.compile(r"\d{4}")
_WITH_BIRTH = (SubjectKind.INDIVIDUAL, SubjectKind.HOUSEHOLD)
_EXCEL_ERRORS = frozenset({"#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!"})


class _Formula:
    """Stands for a cell whose content Excel would work out."""


class CellReader:
    """Reads the cells of lines one after another and gathers their faults.

    ``words`` are the words of columns that hold one of a few, ``said`` what holds for every line of the list.
    """

    FORMULA: Final = _Formula()

    def __init__(self, *, words: Mapping[Column, KnownWords], year: int, said: Mapping[Column, str]) -> None:
        self.faults: list[Fault] = []
        self._words = words
        self._year = year
        self._said = said
        self._row = 0

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

    def _word(
        self, column: Column, cells: Mapping[Column, Any], *, is_needed: bool = True, lacking: Problem = Problem.MISSING
    ) -> str:
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
            self._fault(column, lacking)
        return said

    def _gender(self, cells: Mapping[Column, Any], kind: str, *, is_needed: bool = True) -> str | None:
        """Asked of persons who are named themselves."""
        gender = self._word(Column.GENDER, cells, is_needed=is_needed and kind == SubjectKind.INDIVIDUAL)
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
        year = self._four_digits(Column.BIRTH_YEAR, value)
        if year is None:
            return None
        problem = None if self._year - OLDEST <= year <= self._year else Problem.YEAR_IMPOSSIBLE
        problem = Problem.NOT_ASKED if kind and kind not in _WITH_BIRTH else problem
        if problem is not None:
            self._fault(Column.BIRTH_YEAR, problem, _as_shown(value))
            return None
        return year

    def _four_digits(self, column: Column, value: Any) -> int | None:
        """The year in a cell; what is no year is named."""
        year, problem = _year_of(value)
        if problem is not None:
            self._fault(column, problem, "" if problem == Problem.LIVE_FORMULA else _as_shown(value))
        return year

    def _day(self, column: Column, value: Any) -> date | None:
        """The day in a cell: a date of Excel, or day/month/year as text."""
        if isinstance(value, datetime):
            return value.date()
        if isinstance(value, date):
            return value
        before = len(self.faults)
        text = self._plain(column, value)
        if not text:
            self._note_missing(column, before)
            return None
        match = _DAY.fullmatch(text)
        day = _day_of(match) if match else None
        if day is None:
            self._fault(column, Problem.DAY_UNREAL if match else Problem.DAY_UNREADABLE, text)
        return day

    def _note_missing(self, column: Column, before: int) -> None:
        """Nothing stands in a cell that has to be filled in; what was wrong with it has been said where there was something."""
        if len(self.faults) == before:
            self._fault(column, Problem.MISSING)

    def _needed(self, column: Column, cells: Mapping[Column, Any]) -> str:
        """The text of a cell that has to be filled in."""
        before = len(self.faults)
        text = self._text(column, cells.get(column, ""))
        if not text:
            self._note_missing(column, before)
        return text


def _day_of(match: re.Match[str]) -> date | None:
    day, month, year = (int(part) for part in match.groups())
    try:
        return date(year, month, day)
    except ValueError:
        return None


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
        day = _day_of(match)
        return (day.year, None) if day else (None, Problem.DAY_UNREAL)
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
