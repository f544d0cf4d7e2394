"""House rule 2: a transaction is committed in few known places, so that no write escapes the procedure."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest

from tests.support.source import FLOORS, Source, place, python_sources

MAY_COMMIT = {
    "workflow/engine.py",
    "workflow/journeys.py",  # the connection itself, which is told to
    "workflow/schema.py",
    "workflow/ledger/alarms.py",
    "notifications/dispatcher.py",
    "notifications/deliveries.py",
    "workflow/ledger/signing.py",
    "workflow/ledger/indexing.py",  # the finding aid, which is made anew whenever it is gone
    "workflow/ledger/witnessing.py",
    "workflow/ledger/asking.py",
}
COMMIT = re.compile(r"\s*(COMMIT(\s+(TRANSACTION|WORK))?|END\s+(TRANSACTION|WORK))\s*", re.IGNORECASE)


def commits(source: Source) -> Iterator[str]:
    """Calls or references of ``.commit``, of ``.begin`` whose block ends in one, and COMMIT sent as SQL."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Attribute) and node.attr in {"commit", "begin"}:
            yield f"{place(source.path, node)}: .{node.attr} stands only in {sorted(MAY_COMMIT)}"
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and is_commit(node.value):
            yield f"{place(source.path, node)}: COMMIT as SQL"


def is_commit(text: str) -> bool:
    """Whether a text is the SQL statement that commits."""
    return any(COMMIT.fullmatch(statement) for statement in text.split(";")) or text.strip(" ;") == "END"


def test_commits_stand_in_their_places() -> None:
    sources = (source for source in python_sources(FLOORS) if source.path not in MAY_COMMIT)
    assert [each for source in sources for each in commits(source)] == []


@pytest.mark.parametrize(
    "text",
    [
        "db.session.commit()",
        "finish = session.commit",
        "with engine.begin() as connection: ...",
        'connection.exec_driver_sql("COMMIT;")',
        'connection.exec_driver_sql("commit")',
        'connection.exec_driver_sql("UPDATE message SET read_at = 1; Commit Work;")',
        'connection.exec_driver_sql("end transaction")',
    ],
)
def test_catches_a_commit_elsewhere(text: str) -> None:
    assert len(list(commits(Source("web/views/unit/routes.py", text)))) == 1


def test_every_place_that_may_commit_is_there_and_does() -> None:
    known = {source.path: source for source in python_sources(FLOORS)}
    assert set(known) >= MAY_COMMIT
    assert [path for path in sorted(MAY_COMMIT) if not list(commits(known[path]))] == []


def test_leaves_other_words_alone() -> None:
    assert list(commits(Source("workflow/ledger/tree.py", 'leaf = "committed"\ncommitment(leaf)'))) == []
