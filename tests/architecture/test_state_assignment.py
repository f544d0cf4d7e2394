"""House rule 3: the state of a case is written by the engine alone, in its two halves: engine.py and writing.py."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest

from tests.support.source import FLOORS, Source, place, python_sources

MAY_WRITE_STATE = {"workflow/engine.py", "workflow/writing.py"}
WRITING_CALLS = {"values", "update", "bindparams"}
WRITING_ARGUMENTS = {"values", "changes", "changed", "columns", "set_"}
WRITING_STATEMENTS = {"inserting", "updating"}
SQL_UPDATE = re.compile(r"\bUPDATE\s+\S+\s+SET\b.*?\bstate\s*=", re.IGNORECASE | re.DOTALL)


def state_writes(source: Source) -> Iterator[str]:
    """Assignments to ``.state``, updates that name it, and SQL text that does."""
    for node in ast.walk(source.tree):
        if writes_state(node):
            yield f"{place(source.path, node)}: state is written only in {sorted(MAY_WRITE_STATE)}"


def writes_state(node: ast.AST) -> bool:
    """Whether this node by itself writes a state."""
    match node:
        case ast.Assign(targets=targets):
            return any(is_state(inner) for target in targets for inner in ast.walk(target))
        case ast.AugAssign(target=target) | ast.AnnAssign(target=target):
            return is_state(target)
        case ast.Call(func=ast.Name(id="setattr"), args=[_, ast.Constant(value="state"), *_]):
            return True
        case ast.Call(func=ast.Attribute(attr=called), args=args, keywords=keywords) if called in WRITING_CALLS:
            return any(keyword.arg == "state" for keyword in keywords) or any(map(names_state, args))
        case ast.Call(func=ast.Name(id=called), args=[_, *columns]) if called in WRITING_STATEMENTS:
            return any(word(inner) == "state" for argument in columns for inner in ast.walk(argument))
        case ast.Call(func=ast.Name(id="dict"), keywords=keywords):
            return any(keyword.arg == "state" for keyword in keywords)
        case ast.Call(func=ast.Name(id="insert_all"), args=[_, *rows]):
            return any(names_state(inner) for argument in rows for inner in ast.walk(argument))
        case ast.keyword(arg=argument, value=value) if argument in WRITING_ARGUMENTS:
            return names_state(value)
        case ast.Constant(value=str(text)):
            return bool(SQL_UPDATE.search(text))
    return False


def is_state(node: ast.AST) -> bool:
    """Whether this is ``something.state`` being written."""
    return isinstance(node, ast.Attribute) and node.attr == "state" and isinstance(node.ctx, ast.Store)


def word(node: ast.AST) -> object:
    """The value of a literal."""
    return node.value if isinstance(node, ast.Constant) else None


def names_state(node: ast.AST) -> bool:
    """Whether this is a dictionary display with the key ``state``."""
    return isinstance(node, ast.Dict) and any(
        isinstance(key, ast.Constant) and key.value == "state" for key in node.keys
    )


def test_the_engine_alone_writes_states() -> None:
    sources = (source for source in python_sources(FLOORS) if source.path not in MAY_WRITE_STATE)
    assert [each for source in sources for each in state_writes(source)] == []


@pytest.mark.parametrize(
    "text",
    [
        "case.state = 'awarded'",
        "case.state, case.head = 'awarded', 7",
        "self.case.state: str = 'awarded'",
        "setattr(case, 'state', 'awarded')",
        "table.update().values(state='awarded')",
        "table.update().values({'state': 'awarded'})",
        "Outcome(target=None, changes={'state': 'awarded'})",
        "Change(of='nomination', key=key, columns={'state': 'awarded'})",
        "updating('nomination', ('state', 'head'))",
        "dict(state='awarded', head=7)",
        "insert_all(driver, [('nomination', {'id': key, 'state': 'awarded'})])",
        "execute(\"UPDATE nomination SET head = 1, state = 'awarded' WHERE id = ?\")",
    ],
)
def test_catches_a_state_written_elsewhere(text: str) -> None:
    assert len(list(state_writes(Source("web/views/bad.py", text)))) == 1


def test_leaves_reading_and_judging_alone() -> None:
    text = "if case.state == 'draft':\n    shown = Row(state=case.state)\nselect(t).where(t.c.state == 'draft')"
    assert list(state_writes(Source("workflow/queries/good.py", text))) == []
