"""Who counts: as many as there are seats, with a substitute in the place of an absent member where the rules allow it."""

from __future__ import annotations

from itertools import product

import pytest

from states.council_vocabulary import Attendance
from states.facts import Row
from states.substitutes import counting

MARKS = ("", *Attendance)


def seated() -> list[Row]:
    """Two members, and a substitute for the second."""
    return [
        {"account_id": "one", "title": "Chủ tịch", "name": "Một", "substitutes": None},
        {"account_id": "two", "title": "Ủy viên", "name": "Hai", "substitutes": None},
        {"account_id": "sub", "title": "Người dự thay", "name": "Ba", "substitutes": "two"},
    ]


@pytest.mark.parametrize(("two", "sub", "allowed"), list(product(MARKS, MARKS, (True, False))))
def test_the_base_is_the_number_of_seats_whoever_sits_there(two: str, sub: str, allowed: bool) -> None:
    found = counting(seated(), {"one": "present", "two": two, "sub": sub}, allowed=allowed)
    stands_in = allowed and two in ("excused", "absent") and sub in ("present", "remote")
    assert [row["account_id"] for row in found] == ["one", "sub" if stands_in else "two"]


def test_the_roll_says_for_whom_a_substitute_stands() -> None:
    found = counting(seated(), {"two": "absent", "sub": "present"}, allowed=True)
    assert found[1]["title"] == "dự thay Hai, Ủy viên"
