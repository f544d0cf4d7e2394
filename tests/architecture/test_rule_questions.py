"""Which rules hold is asked of the organisation: local rules would be passed over by whoever asks the files alone."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.support.source import FLOORS, Source, place, python_sources

OF_THE_FILES = {"regime_on", "by_digest", "metadata_on"}

MAY_ASK = {
    "workflow/rules_in_force.py": "composes the rules of an organisation out of them",
    "workflow/ledger/history.py": "reads what an entry names",
    "workflow/demo/dossiers.py": "a commune that is just being made up has enacted nothing",
    "web/law_shown.py": "the command line tells of the law, of no organisation",
    "web/list_checking.py": "checks a file without a database",
}


def questions(source: Source) -> Iterator[str]:
    """Imports of what answers by the files alone."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.ImportFrom):
            for name in node.names:
                if name.name in OF_THE_FILES:
                    yield f"{place(source.path, node)}: ask workflow/rules_in_force.py instead of {name.name}"


def test_rules_are_asked_of_the_organisation() -> None:
    sources = [source for source in python_sources(FLOORS) if not source.path.startswith("states/")]
    asking = {source.path: list(questions(source)) for source in sources}
    assert [each for path, found in asking.items() if path not in MAY_ASK for each in found] == []
    assert [path for path in MAY_ASK if not asking[path]] == []


def test_catches_a_question_to_the_files() -> None:
    text = "from states.regime import regime_on"
    assert len(list(questions(Source("web/views/unit/routes.py", text)))) == 1
