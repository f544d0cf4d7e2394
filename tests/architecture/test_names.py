"""Names an official would use: no technical catch-all names, no traces of the machine a line was written on."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.source import ALL_FOLDERS, ROOT, Source, place, python_sources, repository_files

SAY_NOTHING = {"manager", "helper", "util", "common", "misc", "handler", "processor"}

# Spelt in pieces, so that this file passes its own test.
TRACES = {
    "a path of one machine": r"(?<![\w.>}-])/(?:work|tmp|root|home/\w+)(?:/|(?![\w-]))",
    "a path out of the repository": r"\.\./sha" + r"red\b",
    "a note of work left": r"\b(?:TO" + r"DO|FIX" + r"ME|XX" + r"X)\b",
    "a package registry": r"\b(?:py" + r"pi\.org|python" + r"hosted\.org|registry\.npm" + r"js\.org)\b",
    "an issue's number": r"\bissues?\s+(?:#\s*)?\d+",
}
TEXTS = {
    *(".py", ".toml", ".lock", ".md", ".html", ".txt", ".css", ".js", ".svg", ".typ", ".xml", ".po", ".sh", ".cfg"),
    *(".yml", ".yaml", ".json", ".ini", ".mako", ".service", ".conf", ""),
}


def empty_names(source: Source) -> Iterator[str]:
    """File and class names that say nothing about the work they do."""
    for part in source.path.removesuffix(".py").split("/"):
        if says_nothing(part.split("_")):
            yield f"{source.path}: a name for what it does in the procedure, please"
    for node in ast.walk(source.tree):
        if isinstance(node, ast.ClassDef) and says_nothing(re.findall(r"[A-Z]+(?![a-z])|[A-Z][a-z0-9]*", node.name)):
            yield f"{place(source.path, node)}: class {node.name}"


def says_nothing(words: list[str]) -> bool:
    """Whether one of the words, in singular or plural, is on the list."""
    return any(word.lower().removesuffix("s") in SAY_NOTHING for word in words)


def traces(source: Source) -> Iterator[str]:
    """Lines that betray where or when they were written."""
    for number, line in enumerate(source.text.splitlines(), 1):
        for name, pattern in TRACES.items():
            if re.search(pattern, line):
                yield f"{source.path}:{number}: {name}"


def texts() -> Iterator[Source]:
    """Every text file of the repository that we wrote ourselves."""
    for path in repository_files():
        if path.suffix in TEXTS and "vendor" not in path.parts:
            yield Source(path.as_posix(), Path(ROOT / path).read_text(encoding="utf-8"))


def test_names_say_what_they_do() -> None:
    assert [each for source in python_sources(ALL_FOLDERS) for each in empty_names(source)] == []


def test_nothing_betrays_a_machine() -> None:
    assert [each for source in texts() for each in traces(source)] == []


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("web/utils.py", ""),
        ("web/form_helpers.py", ""),
        ("workflow/common/vote.py", ""),
        ("workflow/vote.py", "class VoteManager: ..."),
        ("workflow/vote.py", "class HTTPHandler: ..."),
    ],
)
def test_catches_an_empty_name(path: str, text: str) -> None:
    assert len(list(empty_names(Source(path, text)))) == 1


@pytest.mark.parametrize(
    "line",
    [
        "cd /" + "work/main",
        'open("/' + 'tmp/list")',
        "see ../sha" + "red/design",
        "# TO" + "DO: later",
        "https://py" + "pi.org/simple",
        "see issue " + "#12",
    ],
)
def test_catches_a_trace(line: str) -> None:
    assert len(list(traces(Source("docs/bad.md", line)))) == 1


@pytest.mark.parametrize("line", ["/worklist", "/<organisation>/work-units", "a decision is issued 12 days later"])
def test_leaves_addresses_of_the_site_alone(line: str) -> None:
    assert list(traces(Source("docs/good.md", line))) == []
