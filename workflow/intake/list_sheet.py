"""The sheet of a workbook that holds a list: its heading, its filled lines, and what came of checking them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from states.text import search_key
from workflow.intake.cell_reading import CellReader
from workflow.intake.columns import Column, Heading, find_heading
from workflow.intake.faults import Fault
from workflow.intake.package import FileProblem, Unreadable, unpack
from workflow.intake.sheets import Sheet, sheets
from workflow.intake.worksheet import letters

MOST_LINES = 10_000
_EXAMPLE = "vi du"


class _Numbered(Protocol):
    """A line that knows its row, counted as Excel shows it."""

    @property
    def row(self) -> int: ...


Line = TypeVar("Line", bound=_Numbered)


@dataclass(frozen=True, kw_only=True)
class CheckedList(Generic[Line]):
    """A list as it was read. ``lines`` are the right ones, ``faults`` what is wrong, ``wrong`` in how many lines."""

    sheet: str
    lines: tuple[Line, ...]
    faults: tuple[Fault, ...]
    wrong: int
    ignored: tuple[str, ...]


class ListSheet:
    """The first sheet of a file with a heading that can be read. Raises ``Unreadable`` where there is none."""

    def __init__(self, data: bytes, columns: tuple[Column, ...]) -> None:
        self._sheet, self.heading = _found(data, columns)

    def lines(self) -> list[tuple[int, Mapping[Column, Any]]]:
        """The lines that say something, each with its row; raises ``Unreadable`` where there are none, or too many."""
        read = ((number, self._cells(number)) for number in range(self.heading.row + 1, len(self._sheet.rows) + 1))
        found = [(number, cells) for number, cells in read if cells is not None]
        if not found:
            raise Unreadable(FileProblem.NO_LINES)
        if len(found) > MOST_LINES:
            raise Unreadable(FileProblem.TOO_MANY_LINES, str(MOST_LINES))
        return found

    def checked(self, lines: Sequence[Line], faults: Sequence[Fault]) -> CheckedList[Line]:
        """What came of a check: the lines without fault, and every fault at its cell."""
        wrong = {fault.row for fault in faults}
        return CheckedList(
            sheet=self._sheet.name, lines=tuple(line for line in lines if line.row not in wrong), wrong=len(wrong),
            faults=tuple(map(self._placed, sorted(faults, key=self._place))), ignored=self.heading.ignored,
        )  # fmt: skip

    def _place(self, fault: Fault) -> tuple[int, int]:
        """Row and column of a fault; what lacks a column of its own stands at the name."""
        places = self.heading.places
        return fault.row, places.get(fault.column, places[Column.NAME]) + 1

    def _placed(self, fault: Fault) -> Fault:
        row, column = self._place(fault)
        return fault.at(f"{letters(column)}{row}")

    def _cells(self, number: int) -> Mapping[Column, Any] | None:
        """What stands in a line; ``None`` for a blank one and for the template's example. A live formula is a ``Formula``."""
        row, places = self._sheet.rows[number - 1], self.heading.places
        cells = {column: row[place] for column, place in places.items()}
        if self._sheet.formulas:
            live = [column for column, place in places.items() if (number, place + 1) in self._sheet.formulas]
            cells |= dict.fromkeys(live, CellReader.FORMULA)
        running_number = cells.pop(Column.NUMBER, "")
        if all(isinstance(each, str) and not each.strip() for each in cells.values()):
            return None
        is_example = isinstance(running_number, str) and search_key(running_number) == _EXAMPLE
        return None if is_example else cells


def _found(data: bytes, columns: tuple[Column, ...]) -> tuple[Sheet, Heading]:
    first = None
    for sheet in sheets(unpack(data)):
        heading = find_heading(sheet.rows, columns)
        if heading:
            return sheet, heading
        first = first or (sheet.name if sheet.rows else None)
    raise Unreadable(FileProblem.NO_HEADING if first is not None else FileProblem.NO_LINES)
