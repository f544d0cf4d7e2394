"""The checkers that outsiders carry away: one file each, and nothing in it but the standard library and `cryptography`."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator

from tests.support.source import Source, place, python_sources

ALLOWED = {*sys.stdlib_module_names, "cryptography"}


def strangers(source: Source) -> Iterator[str]:
    """Imports of a checker that an auditor would have to fetch or to trust, wherever in the file they stand."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.ImportFrom):
            names = [f"{'.' * node.level}{node.module or ''}"]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        else:
            continue
        for name in names:
            if name.split(".")[0] not in ALLOWED or name == "importlib":
                yield f"{place(source.path, node)}: {name}"


def test_checkers_share_nothing_with_the_house() -> None:
    sources = list(python_sources(["tools"]))
    assert [source.path for source in sources if source.path.startswith("tools/verify_")]
    assert [each for source in sources for each in strangers(source)] == []


def test_catches_an_import_of_ours() -> None:
    for line in ("from workflow.ledger.tree import fold", "import states", "from . import notes", "import click"):
        assert list(strangers(Source("tools/verify_bad.py", f"def f():\n    {line}\n")))
