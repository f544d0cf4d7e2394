"""House rule 8: the clock is read in web/ and in the loops of worker and signer, and passed on from there."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from tests.support.source import Source, place, python_sources

LOOPS: frozenset[str] = frozenset()
"""The files of worker and signer loops outside web/, which may read the clock."""

READINGS = {
    "datetime": {"now", "utcnow", "today"},
    "date": {"today"},
    "func": {"now", "current_timestamp", "current_date", "localtimestamp"},
    "time": {"time", "time_ns", "localtime", "gmtime", "ctime", "strftime"},
}
SQL_READINGS = {"CURRENT_TIMESTAMP", "CURRENT_DATE", "LOCALTIMESTAMP", "NOW()", "DATETIME('NOW')", "CLOCK_TIMESTAMP()"}


def clock_readings(source: Source) -> Iterator[str]:
    """Every reading of the clock: by a call, a reference handed on, an import of the function, or in SQL."""
    for node in ast.walk(source.tree):
        if reads_clock(node):
            yield f"{place(source.path, node)}: the clock is read in web/ and the loops, and passed on"


def reads_clock(node: ast.AST) -> bool:
    """Whether this node by itself is a reading of the clock."""
    match node:
        case ast.Attribute(value=ast.Name(id=owner) | ast.Attribute(attr=owner), attr=reading):
            return reading in READINGS.get(owner, ())
        case ast.ImportFrom(module="time", names=names):
            return any(alias.name in READINGS["time"] for alias in names)
        case ast.Constant(value=str(text)):
            return text.strip().upper() in SQL_READINGS
    return False


def test_lower_floors_are_told_the_time() -> None:
    sources = (source for source in python_sources(("states", "workflow", "notifications")) if source.path not in LOOPS)
    assert [each for source in sources for each in clock_readings(source)] == []


def test_named_loops_exist_and_read_the_clock() -> None:
    reading = {source.path for source in python_sources(("workflow", "notifications")) if any(clock_readings(source))}
    assert reading >= LOOPS, "a name that is not needed is taken off the list"


@pytest.mark.parametrize(
    "text",
    [
        "from datetime import datetime\nat = datetime.now()",
        "import datetime\non = datetime.date.today()",
        "import datetime\nat = datetime.datetime.now(datetime.UTC)",
        "import time\nat = time.time()",
        "from time import time_ns",
        "Column(default=datetime.utcnow)",
        "Column(server_default=func.now())",
        "Column(server_default='CURRENT_TIMESTAMP')",
    ],
)
def test_catches_a_clock_reading(text: str) -> None:
    assert len(list(clock_readings(Source("states/bad.py", text)))) == 1


def test_leaves_durations_and_given_times_alone() -> None:
    text = "import time\nbegun = time.monotonic()\nday = datetime.fromisoformat(given).date()\nat = meeting.now"
    assert list(clock_readings(Source("workflow/good.py", text))) == []
