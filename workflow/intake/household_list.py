"""A village's list of households as it is pasted from a spreadsheet or typed: read whole, and every fault named by its line.

One household a line: head of the household, year of birth, code of the household, and where it is not the same for all, the
achievement. The cells are parted by tabs, else by semicolons, else by commas. A heading and running numbers are skipped.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from states.text import normalise, search_key

MOST_LINES = 500
LONGEST_NAME = 200
LONGEST_CODE = 40
_OLDEST = 120
_HEADINGS = ("ho ten", "ho va ten", "chu ho", "ten chu ho", "stt", "tt", "so tt")
_DAY = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})")
_YEAR = re.compile(r"\d{4}")


class Cell(StrEnum):
    """What stands in a line, in order."""

    NAME = "name"
    BIRTH_YEAR = "birth_year"
    HOUSEHOLD_CODE = "household_code"
    ACHIEVEMENT = "achievement"
    LINE = "line"


class Problem(StrEnum):
    """What may be wrong with a line."""

    NAME_MISSING = "name_missing"
    NAME_IS_NO_NAME = "name_is_no_name"
    TOO_LONG = "too_long"
    YEAR_UNREADABLE = "year_unreadable"
    DAY_UNREAL = "day_unreal"
    YEAR_IMPOSSIBLE = "year_impossible"
    TOO_MANY_CELLS = "too_many_cells"
    TWICE_IN_LIST = "twice_in_list"
    ALREADY_NOMINATED = "already_nominated"
    TOO_MANY_LINES = "too_many_lines"


@dataclass(frozen=True, kw_only=True)
class Household:
    """One household of the list. ``line`` counts as the author sees it, blank lines too."""

    line: int
    name: str
    birth_year: int | None = None
    household_code: str = ""
    achievement: str = ""


@dataclass(frozen=True, kw_only=True)
class Fault:
    """What is wrong in one cell. ``value`` is what stands there; ``other`` the line or the dossier that it repeats."""

    line: int
    cell: Cell
    problem: Problem
    value: str = ""
    other: str = ""


@dataclass(frozen=True)
class HouseholdList:
    """The list as it was read: every household, and every fault."""

    households: tuple[Household, ...]
    faults: tuple[Fault, ...]


def read_households(
    lines: Sequence[str], *, year: int, living: Mapping[str, Sequence[tuple[int | None, str, str]]] | None = None
) -> HouseholdList:
    """Read and check a list for an award of ``year``.

    ``living`` holds the unit's nominations for that award and year by folded name: year of birth, household code, and what
    people call the dossier by.
    """
    households: list[Household] = []
    faults: list[Fault] = []
    filled = [(number, text) for number, text in enumerate(lines, start=1) if normalise(text)]
    if len(filled) > MOST_LINES:
        over = filled[MOST_LINES][0]
        faults.append(Fault(line=over, cell=Cell.LINE, problem=Problem.TOO_MANY_LINES, value=str(len(filled))))
    for number, text in filled[:MOST_LINES]:
        cells = _cells(text)
        if not households and not faults and search_key(cells[0]) in _HEADINGS:
            continue
        household, wrong = _household(number, cells, year)
        households.append(household)
        faults += wrong
    faults += _repeated(households)
    faults += _nominated(households, living or {})
    return HouseholdList(tuple(households), tuple(sorted(faults, key=lambda fault: fault.line)))


def _cells(text: str) -> list[str]:
    mark = next((mark for mark in "\t;" if mark in text), ",")
    cells = [normalise(cell) for cell in text.split(mark)]
    while len(cells) > 1 and not cells[-1]:
        cells.pop()
    is_numbered = len(cells) > 1 and re.fullmatch(r"\d{1,3}\.?", cells[0]) and any(c.isalpha() for c in cells[1])
    return cells[1:] if is_numbered else cells


def _household(line: int, cells: Sequence[str], year: int) -> tuple[Household, list[Fault]]:
    faults = []
    name, birth, code, achievement, *more = (*cells, *[""] * (4 - len(cells)))
    for cell, problem, value in (*_wrong_name(name), *_wrong_length(code), *_too_many(more)):
        faults.append(Fault(line=line, cell=cell, problem=problem, value=value))
    birth_year, wrong = _birth_year(birth, year)
    if wrong:
        faults.append(Fault(line=line, cell=Cell.BIRTH_YEAR, problem=wrong, value=birth))
    household = Household(
        line=line, name=name, birth_year=birth_year, household_code=code, achievement=achievement
    )  # fmt: skip
    return household, faults


def _wrong_name(name: str) -> Iterator[tuple[Cell, Problem, str]]:
    if not name:
        yield Cell.NAME, Problem.NAME_MISSING, ""
    elif any(character.isdigit() for character in name) or not any(character.isalpha() for character in name):
        yield Cell.NAME, Problem.NAME_IS_NO_NAME, name
    elif len(name) > LONGEST_NAME:
        yield Cell.NAME, Problem.TOO_LONG, name


def _wrong_length(code: str) -> Iterator[tuple[Cell, Problem, str]]:
    if len(code) > LONGEST_CODE:
        yield Cell.HOUSEHOLD_CODE, Problem.TOO_LONG, code


def _too_many(more: Sequence[str]) -> Iterator[tuple[Cell, Problem, str]]:
    if more:
        yield Cell.LINE, Problem.TOO_MANY_CELLS, more[0]


def _birth_year(text: str, year: int) -> tuple[int | None, Problem | None]:
    """The year of birth from a year or a whole day; ``None`` twice where nothing was said."""
    if not text:
        return None, None
    if match := _DAY.fullmatch(text):
        day, month, found = (int(part) for part in match.groups())
        try:
            date(found, month, day)
        except ValueError:
            return None, Problem.DAY_UNREAL
    elif _YEAR.fullmatch(text):
        found = int(text)
    else:
        return None, Problem.YEAR_UNREADABLE
    return (found, None) if year - _OLDEST <= found <= year else (None, Problem.YEAR_IMPOSSIBLE)


def is_same(one: tuple[int | None, str], other: tuple[int | None, str]) -> bool:
    """Whether two households whose heads bear the same name are taken for one: (year of birth, code of the household).

    Different codes tell them apart; without codes, different years do.
    """
    (year, code), (other_year, other_code) = one, other
    if code and other_code:
        return code == other_code
    return year is None or other_year is None or year == other_year


def _repeated(households: Sequence[Household]) -> Iterator[Fault]:
    by_name: dict[str, list[Household]] = {}
    by_code: dict[str, Household] = {}
    for each in households:
        earlier = by_name.setdefault(search_key(each.name), [])
        mine = (each.birth_year, each.household_code)
        twin = next((one for one in earlier if is_same((one.birth_year, one.household_code), mine)), None)
        if each.name and twin:
            yield _twice(each, Cell.NAME, each.name, twin)
        elif each.household_code and each.household_code in by_code:
            yield _twice(each, Cell.HOUSEHOLD_CODE, each.household_code, by_code[each.household_code])
        earlier.append(each)
        by_code.setdefault(each.household_code, each)


def _twice(each: Household, cell: Cell, value: str, first: Household) -> Fault:
    return Fault(line=each.line, cell=cell, problem=Problem.TWICE_IN_LIST, value=value, other=str(first.line))


def _nominated(
    households: Sequence[Household], living: Mapping[str, Sequence[tuple[int | None, str, str]]]
) -> Iterator[Fault]:
    for each in households:
        for year, code, called in living.get(search_key(each.name), ()):
            if is_same((year, code), (each.birth_year, each.household_code)):
                problem = Problem.ALREADY_NOMINATED
                yield Fault(line=each.line, cell=Cell.NAME, problem=problem, value=each.name, other=called)
                break
