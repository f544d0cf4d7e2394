"""Who takes part in a session: those who are there, and others whose opinion the rules count."""

import pytest

from states.turnout import taking_part, there

ROLL = ("a", "b", "c", "d")
MARKS = {"a": "present", "b": "remote", "c": "absent", "z": "present"}


def test_there_are_members_in_the_room_or_online() -> None:
    assert there(ROLL, MARKS) == {"a", "b"}


@pytest.mark.parametrize(("written_count", "others"), [(True, 2), (False, 1)])
def test_an_opinion_in_writing_is_part_only_where_it_counts(written_count: bool, others: int) -> None:
    said = {("x", "a"), ("x", "c"), ("y", "c"), ("x", "d"), ("x", "z")}
    written = {("x", "c"), ("x", "z"), ("y", "c")}
    assert taking_part(ROLL, MARKS, said, written, written_count=written_count) == (2, others)
