"""One line of a nomination list: its cells read into what a draft needs, and what is wrong in them."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from states.regime import Regime
from states.text import search_key
from workflow.intake.cell_reading import CellReader
from workflow.intake.columns import Column
from workflow.intake.faults import Problem
from workflow.intake.known_words import known_words


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


class LineReader(CellReader):
    """Reads the lines of a nomination list under the rules in force."""

    def __init__(self, *, regime: Regime, year: int, said: Mapping[Column, str]) -> None:
        super().__init__(words=known_words(regime), year=year, said=said)
        self._regime = regime

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
