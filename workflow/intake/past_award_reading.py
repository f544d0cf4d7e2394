"""One line of a list of earlier awards: whose, which, by what decision, and what is wrong in its cells."""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from states.rule_names import award_named
from states.text import search_key
from workflow.commands.administration.record_past_award import FIRST_YEAR
from workflow.intake.cell_reading import CellReader
from workflow.intake.columns import Column
from workflow.intake.faults import Problem
from workflow.intake.known_words import KnownWords, past_award_words

IS_NEW = "moi"
"""The word in the column of codes, marks left aside, that says: this nominee is none of those in the register."""


class PastAwardLine(NamedTuple):
    """One line as it was read; ``row`` counts as Excel shows it. Empty text where nothing was said.

    ``award`` is a code of the rules where they know the name, else the name itself.
    """

    row: int
    name: str
    search_key: str
    kind: str
    gender: str | None
    birth_year: int | None
    title: str
    household_code: str
    unit_id: str
    register_code: str
    award: str
    basis: str
    level: str
    decision_number: str
    decided_on: date | None
    issuer: str
    year: int | None
    evidence: str

    @property
    def is_said_to_be_new(self) -> bool:
        """Whether the line says that its nominee is none of those in the register."""
        return search_key(self.register_code) == IS_NEW

    @property
    def mark(self) -> tuple[int | None, str]:
        """What tells namesakes apart."""
        return self.birth_year, self.household_code


class PastAwardReader(CellReader):
    """Reads the lines of a list of earlier awards. ``units`` are those a nominee may belong to, by their names."""

    def __init__(self, *, today: date, units: KnownWords, kind: str) -> None:
        words = {**past_award_words(), Column.UNIT: units}
        super().__init__(words=words, year=today.year, said={Column.KIND: kind})
        self._today = today
        self._awards: dict[str, str] = {}

    def read(self, row: int, cells: Mapping[Column, Any]) -> PastAwardLine:
        """One line; what can't be read is empty in it and named among the faults."""
        self._row = row
        kind = self._word(Column.KIND, cells, is_needed=False)
        name, decided_on = self._name(cells.get(Column.NAME, ""), kind), self._decided_on(cells)
        return PastAwardLine(
            row=row, name=name, search_key=search_key(name), kind=kind, decided_on=decided_on,
            gender=self._gender(cells, kind, is_needed=False),
            birth_year=self._birth_year(cells.get(Column.BIRTH_YEAR, ""), kind),
            title=self._text(Column.TITLE, cells.get(Column.TITLE, "")),
            household_code=self._code(cells.get(Column.HOUSEHOLD_CODE, ""), kind),
            unit_id=self._word(Column.UNIT, cells, is_needed=False),
            register_code=self._text(Column.REGISTER_CODE, cells.get(Column.REGISTER_CODE, "")),
            award=self._award(cells), basis=self._chosen(Column.BASIS, cells), level=self._chosen(Column.LEVEL, cells),
            decision_number=self._needed(Column.DECISION_NUMBER, cells), issuer=self._needed(Column.ISSUER, cells),
            year=self._year_of_achievement(cells, decided_on),
            evidence=self._text(Column.EVIDENCE, cells.get(Column.EVIDENCE, "")),
        )  # fmt: skip

    def _chosen(self, column: Column, cells: Mapping[Column, Any]) -> str:
        return self._word(column, cells, lacking=Problem.NOT_CHOSEN)

    def _award(self, cells: Mapping[Column, Any]) -> str:
        """The code of an award that any rules know by this name, marks left aside; else the name as it stands."""
        text = self._needed(Column.AWARD, cells)
        if text not in self._awards:
            self._awards[text] = (self._words[Column.AWARD].read(text)[0] or award_named(text)) if text else ""
        return self._awards[text] or text

    def _decided_on(self, cells: Mapping[Column, Any]) -> date | None:
        day = self._day(Column.DECIDED_ON, cells.get(Column.DECIDED_ON, ""))
        if day is None or (day.year >= FIRST_YEAR and day <= self._today):
            return day
        problem = Problem.DAY_IN_FUTURE if day > self._today else Problem.YEAR_IMPOSSIBLE
        self._fault(Column.DECIDED_ON, problem, day.strftime("%d/%m/%Y"))
        return None

    def _year_of_achievement(self, cells: Mapping[Column, Any], decided_on: date | None) -> int | None:
        """The year that counts: as it was entered, else that of the decision."""
        value = cells.get(Column.YEAR, "")
        before = len(self.faults)
        year = self._four_digits(Column.YEAR, value)
        if year is None and len(self.faults) == before:
            return decided_on.year if decided_on else None
        if year is not None and not FIRST_YEAR <= year <= self._today.year:
            self._fault(Column.YEAR, Problem.YEAR_IMPOSSIBLE, str(year))
            return None
        return year
