"""House rule 1: imports run downhill, none is hidden in a function, no ``__init__.py`` hands things on."""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
import sysconfig
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.source import ALL_FOLDERS, FLOORS, ROOT, Source, place, python_sources

ROOMS_OF_WORKFLOW = {
    "notifications": {
        *(
            "records",
            "models",
            "ledger",
            "outbox",
            "queries",
            "engine",
            "store",
            "sql",
            "days",
            "ids",
            "rules_in_force",
            "steadily",
        ),
    },
    "web": {
        *("engine", "commands", "queries", "records", "ledger", "documents", "attachments", "intake", "desk"),
        *(
            "days",
            "erasures_remembered",
            "ids",
            "invitations",
            "maintenance",
            "resuming",
            "rules_in_force",
            "sign_in_tries",
            "signing",
            "steadily",
            "store",
            "sql",
        ),
    },
}
"""Which rooms of workflow/ the floors above may enter."""

TIED_TOGETHER_IN = {"web/factory.py", "web/cli.py", "web/installation.py", "web/telling.py", "web/doctor.py"}
"""Where everything is tied together: these may enter every room."""

OWN_TOP = {"tests", "bench", "tools", "migrations"}


def hidden_imports(source: Source) -> Iterator[str]:
    """Imports inside functions, and modules fetched by name."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            for inner in ast.walk(node):
                if isinstance(inner, ast.Import | ast.ImportFrom):
                    yield f"{place(source.path, inner)}: import hidden in {node.name}()"
        if isinstance(node, ast.Name | ast.Attribute) and named(node) in {"import_module", "__import__"}:
            yield f"{place(source.path, node)}: a module fetched by name escapes the import contracts"


def named(node: ast.Name | ast.Attribute) -> str:
    """The last word of a dotted name."""
    return node.id if isinstance(node, ast.Name) else node.attr


def busy_init(source: Source) -> Iterator[str]:
    """Statements in an ``__init__.py`` other than its docstring."""
    for node in source.tree.body:
        if not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)):
            yield f"{place(source.path, node)}: an __init__.py stays empty"


def closed_rooms(source: Source) -> Iterator[str]:
    """Imports of workflow/ rooms that this file's floor does not enter; nobody imports the tests."""
    allowed = ROOMS_OF_WORKFLOW.get(source.path.split("/")[0])
    for node in ast.walk(source.tree):
        for module in imported(node):
            top, _, rest = module.partition(".")
            if top in OWN_TOP:
                yield f"{place(source.path, node)}: {top}/ is not for the house"
            elif top == "workflow" and allowed and rest.split(".")[0] not in allowed:
                yield f"{place(source.path, node)}: {module} is none of the rooms {sorted(allowed)}"


def imported(node: ast.AST) -> list[str]:
    """The dotted modules that a statement imports."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom) and node.module:
        return [f"{node.module}.{alias.name}" for alias in node.names] if "." not in node.module else [node.module]
    return []


def lint_imports(directory: Path) -> subprocess.CompletedProcess[str]:
    """Judge the four floors in `directory` by the import contracts of the project."""
    command = [Path(sysconfig.get_path("scripts")) / "lint-imports", "--no-cache", "--config", "pyproject.toml"]
    environment = os.environ | {"PYTHONPATH": str(directory)}
    return subprocess.run(command, cwd=directory, env=environment, capture_output=True, text=True, check=False)


def test_imports_run_downhill() -> None:
    judged = lint_imports(ROOT)
    assert judged.returncode == 0, judged.stdout + judged.stderr


def test_no_import_is_hidden() -> None:
    assert [each for source in python_sources(FLOORS) for each in hidden_imports(source)] == []


def test_inits_stay_empty() -> None:
    inits = (source for source in python_sources(ALL_FOLDERS) if source.path.endswith("__init__.py"))
    assert [each for source in inits for each in busy_init(source)] == []


def test_upper_floors_enter_only_their_rooms() -> None:
    sources = (source for source in python_sources(FLOORS) if source.path not in TIED_TOGETHER_IN)
    assert [each for source in sources for each in closed_rooms(source)] == []


def test_contracts_catch_each_wrong_import(tmp_path: Path) -> None:
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    wrong = {
        "states/uphill.py": "import workflow.plain",
        "states/framework.py": "import flask",
        "states/second_machine.py": "import transitions",
        "workflow/plain.py": "",
        "workflow/framework.py": "import flask",
        "notifications/inbox.py": "",
        "notifications/dispatcher.py": "import web.factory",
        "web/factory.py": "",
        "web/rows.py": "import sqlalchemy",
        "web/views.py": "import notifications.dispatcher",
    }
    for path, text in wrong.items():
        file = tmp_path / path
        file.parent.mkdir(exist_ok=True)
        (file.parent / "__init__.py").touch()
        file.write_text(text)
    judged = lint_imports(tmp_path)
    assert judged.returncode == 1, judged.stdout + judged.stderr
    assert "Contracts: 0 kept, 6 broken." in judged.stdout


@pytest.mark.parametrize("text", ["def f():\n    import json", "import importlib\nimportlib.import_module('json')"])
def test_catches_a_hidden_import(text: str) -> None:
    assert len(list(hidden_imports(Source("states/bad.py", text)))) == 1


def test_catches_a_busy_init() -> None:
    assert list(busy_init(Source("states/__init__.py", '"""Rules."""'))) == []
    assert len(list(busy_init(Source("states/__init__.py", "from states.tally import count")))) == 1


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("notifications/bad.py", "from workflow.commands.command import Command"),
        ("notifications/bad.py", "from workflow import commands"),
        ("web/views/bad.py", "import workflow.authority"),
        ("states/bad.py", "from tests.support import builders"),
    ],
)
def test_catches_a_closed_room(path: str, text: str) -> None:
    assert len(list(closed_rooms(Source(path, text)))) == 1


def test_open_rooms_are_open() -> None:
    assert list(closed_rooms(Source("web/views/good.py", "from workflow.queries.unit import worklist"))) == []
