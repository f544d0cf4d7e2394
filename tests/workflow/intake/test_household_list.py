"""A pasted list is read whole: what it says, and what is wrong in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.intake.household_list import MOST_LINES, Cell, Household, Problem, read_households

Living = Mapping[str, Sequence[tuple[int | None, str, str]]]


def read(*lines: str, living: Living | None = None) -> tuple[list[Household], list[tuple[int, Cell, Problem]]]:
    found = read_households(lines, year=2024, living=living)
    return list(found.households), [(fault.line, fault.cell, fault.problem) for fault in found.faults]


@pytest.mark.parametrize("mark", ["\t", "; ", ", "])
def test_cells_are_parted_as_people_write_them(mark: str) -> None:
    households, faults = read(mark.join(("Nguyễn Văn An", "15/08/1970", "H001")))
    assert faults == []
    assert households == [Household(line=1, name="Nguyễn Văn An", birth_year=1970, household_code="H001")]


def test_heading_numbers_and_blank_lines_are_skipped() -> None:
    households, faults = read("STT\tHọ và tên", "", "1\tTrần Thị Bình\t1970", "2.\tLê Văn Chín", "  ")
    assert faults == []
    assert [(each.line, each.name) for each in households] == [(3, "Trần Thị Bình"), (4, "Lê Văn Chín")]


def test_a_comma_may_stand_inside_a_cell_parted_by_tabs() -> None:
    (household,), faults = read("Lê Văn Chín\t1970\tH1\tHiến đất, góp công")
    assert household.achievement == "Hiến đất, góp công"
    assert faults == []


@pytest.mark.parametrize(
    ("line", "cell", "problem"),
    [
        ("\t1970\tH1", Cell.NAME, Problem.NAME_MISSING),
        ("Hộ số 5\t1970", Cell.NAME, Problem.NAME_IS_NO_NAME),
        ("---", Cell.NAME, Problem.NAME_IS_NO_NAME),
        ("A" * 201, Cell.NAME, Problem.TOO_LONG),
        ("Lê Văn Chín\t31/02/1970", Cell.BIRTH_YEAR, Problem.DAY_UNREAL),
        ("Lê Văn Chín\t70", Cell.BIRTH_YEAR, Problem.YEAR_UNREADABLE),
        ("Lê Văn Chín\t2025", Cell.BIRTH_YEAR, Problem.YEAR_IMPOSSIBLE),
        ("Lê Văn Chín\t1903", Cell.BIRTH_YEAR, Problem.YEAR_IMPOSSIBLE),
        ("Lê Văn Chín\t1970\t" + "9" * 41, Cell.HOUSEHOLD_CODE, Problem.TOO_LONG),
        ("Lê Văn Chín\t1970\tH1\ttốt\tthừa", Cell.LINE, Problem.TOO_MANY_CELLS),
    ],
)
def test_what_is_wrong_in_a_line(line: str, cell: Cell, problem: Problem) -> None:
    assert read(line)[1] == [(1, cell, problem)]


def test_namesakes_are_told_apart_by_code_or_year() -> None:
    twice = [(2, Cell.NAME, Problem.TWICE_IN_LIST)]
    assert read("Lê Văn Chín\t1970\tH1", "Lê Văn Chín\t1970\tH2")[1] == []
    assert read("Lê Văn Chín\t1970", "Lê Văn Chín\t1971")[1] == []
    assert read("Lê Văn Chín\t1970", "Le\u0302 Va\u0306n Chi\u0301n")[1] == twice
    assert read("Lê Văn Chín\t1970\tH1", "lê văn chín\t1950\tH1")[1] == twice
    assert read("Lê Văn Chín\t1970\tH1", "Đỗ Văn Mười\t1970\tH1")[1] == [
        (2, Cell.HOUSEHOLD_CODE, Problem.TWICE_IN_LIST)
    ]


def test_a_household_of_the_year_is_not_proposed_again() -> None:
    living = {"le van chin": [(1970, "H1", "2024-0007")]}
    assert read("Lê Văn Chín\t1970\tH1", living=living)[1] == [(1, Cell.NAME, Problem.ALREADY_NOMINATED)]
    assert read("Lê Văn Chín\t1970\tH2", living=living)[1] == []


def test_a_list_has_an_end() -> None:
    lines = [f"Lê Văn {'a' * number}" for number in range(1, 140)] + ["Đỗ Văn Cuối"] * 500
    assert (MOST_LINES + 1, Cell.LINE, Problem.TOO_MANY_LINES) in read(*lines)[1]


@given(st.lists(st.text(max_size=60), max_size=8))
def test_anything_may_be_pasted(lines: list[str]) -> None:
    found = read_households(lines, year=2024)
    assert all(1 <= fault.line <= len(lines) for fault in found.faults)
