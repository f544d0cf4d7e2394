"""The project's own source as the house rules see it: paths, texts and syntax trees."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
FLOORS = ("states", "workflow", "notifications", "web")
ALL_FOLDERS = (*FLOORS, "tests", "migrations", "bench", "tools", "deploy")
NOT_OURS = {".git", ".venv", "var", "build", "dist", "__pycache__", "node_modules"}


class Source(NamedTuple):
    """One file: its path below the root, with slashes, and its text."""

    path: str
    text: str

    @property
    def tree(self) -> ast.Module:
        """The syntax tree of a Python file."""
        return ast.parse(self.text, filename=self.path)

    @property
    def lines(self) -> int:
        """How many lines the file has."""
        return len(self.text.splitlines())


def python_sources(folders: Iterable[str]) -> Iterator[Source]:
    """Every Python file below the named folders of the repository."""
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*.py")):
            relative = path.relative_to(ROOT)
            if not any(map(is_made_here, relative.parts)):
                yield Source(relative.as_posix(), path.read_text(encoding="utf-8"))


def repository_files() -> Iterator[Path]:
    """Every file that a clone holds, as far as the folders tell: nothing made on this machine. Paths below the root."""
    for path in sorted(ROOT.rglob("*")):
        relative = path.relative_to(ROOT)
        if path.is_file() and not any(map(is_made_here, relative.parts)):
            yield relative


def is_made_here(name: str) -> bool:
    """Whether a folder or file of this name is made by tools and never part of a clone."""
    return name in NOT_OURS or name.endswith((".egg-info", "_cache", ".pyc")) or name == ".hypothesis"


def place(path: str, node: ast.AST) -> str:
    """`states/tally.py:12`, for complaints."""
    return f"{path}:{getattr(node, 'lineno', 0)}"
