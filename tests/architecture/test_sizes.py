"""House rule 11: files of at most 400 lines, functions of at most 60, and a small median file."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from statistics import median

from tests.support.source import ALL_FOLDERS, FLOORS, ROOT, Source, python_sources

LONGEST_FILE = 400
LONGEST_FUNCTION = 60
MEDIAN_FILE = 90
ENOUGH_FOR_A_MEDIAN = 40

ONE_FILE_BY_DESIGN = re.compile(r"tools/verify_[a-z]+\.py")
"""What an auditor carries away and reads is one file, with nothing beside it: the checkers may have 1,000 lines."""

LONGEST_CHECKER = 1000

LONGER_THAN_THE_RULE: frozenset[str] = frozenset()
"""Named exceptions, ``path`` or ``path:function``; the list may only shrink."""


def too_long(source: Source) -> Iterator[str]:
    """Names of what is longer than the rule: the file itself, or functions of it."""
    if source.lines > (LONGEST_CHECKER if ONE_FILE_BY_DESIGN.fullmatch(source.path) else LONGEST_FILE):
        yield source.path
    for node in ast.walk(source.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and length(node) > LONGEST_FUNCTION:
            yield f"{source.path}:{node.name}"


def length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines from ``def`` to the last statement; the decorators above do not count."""
    return (node.end_lineno or node.lineno) - node.lineno + 1


def is_written_by_machine(source: Source) -> bool:
    """Migrations are written once by a tool: their functions are lists of tables, their files still have a limit."""
    return source.path.startswith("migrations/")


def test_files_and_functions_are_short() -> None:
    found = {
        name
        for source in python_sources(ALL_FOLDERS)
        for name in too_long(source)
        if not (is_written_by_machine(source) and ":" in name)
    }
    assert found == LONGER_THAN_THE_RULE


def test_templates_are_short() -> None:
    templates = (ROOT / "web").rglob("*.html")
    assert [path.name for path in templates if len(path.read_text("utf-8").splitlines()) > LONGEST_FILE] == []


def test_the_middle_file_is_small() -> None:
    lengths = [source.lines for source in python_sources(FLOORS) if not source.path.endswith("__init__.py")]
    assert len(lengths) < ENOUGH_FOR_A_MEDIAN or median(lengths) <= MEDIAN_FILE


def test_catches_a_long_file_and_a_long_function() -> None:
    assert list(too_long(Source("states/bad.py", "x = 1\n" * 401))) == ["states/bad.py"]
    assert list(too_long(Source("states/bad.py", "def f():\n" + "    x = 1\n" * 60))) == ["states/bad.py:f"]


def test_allows_what_just_fits() -> None:
    assert list(too_long(Source("states/good.py", "def f():\n" + "    x = 1\n" * 59))) == []
