"""Impossible: any screen, command or cascade that deletes nominations, votes or entries."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest
from sqlalchemy import create_engine, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from states.vocabulary import Action, State
from tests.support.chronicle import live_through, sign_with_file
from tests.support.postgres import PostgresDatabase
from tests.support.source import FLOORS, Source, place, python_sources
from tests.support.world import World
from workflow.ledger.verify import verify
from workflow.models.schema import CASES, KEPT, LOG, METADATA, ROWS
from workflow.store import Store

HISTORY = (*CASES, *ROWS, *LOG, "ledger_detail")
OF_THE_SIGNER = {"ledger_checkpoint", "ledger_cosignature", "witness_head"}
"""What signer and witnesses write, by no action."""
MAY_NAME_IT = {"workflow/protection.py", "workflow/schema.py"}
"""What forbids deleting must name it; and the guards are put in place anew when the schema is raised, by its owner."""
AID = {"IndexLine": "ledger_index", "LogFigure": "ledger_figure"}
"""The finding aid of the log is made from the entries, and made anew when it does not agree with them: no history."""

SQL_DELETION = re.compile(
    r"\b(DELETE\s+FROM|DELETE\s*,|TRUNCATE\s+\w|DROP\s+(TABLE|TRIGGER|RULE)|REPLACE\s+INTO|OR\s+REPLACE)\b",
    re.IGNORECASE,
)
CALLS = {"delete", "truncate", "drop_all", "drop"}


def deletions(source: Source) -> Iterator[str]:
    """Statements and calls by which rows could go; those on files and on dictionaries are told by what they are called on."""
    for node in ast.walk(source.tree):
        match node:
            case ast.Constant(value=str(words)) if SQL_DELETION.search(words):
                yield f"{place(source.path, node)}: {words[:60]}"
            case ast.Call(func=ast.Attribute(attr=called)) | ast.Call(func=ast.Name(id=called)) if called in CALLS:
                yield f"{place(source.path, node)}: {called}(…)"
            case ast.ImportFrom(module="sqlalchemy", names=names) if any(name.name == "delete" for name in names):
                yield f"{place(source.path, node)}: sqlalchemy's delete"
            case ast.keyword(arg="cascade" | "ondelete", value=ast.Constant(value=str(rule))) if rule != "RESTRICT":
                yield f"{place(source.path, node)}: {rule}"
            case ast.keyword(arg="methods", value=value) if "'DELETE'" in ast.unparse(value):
                yield f"{place(source.path, node)}: a route that deletes"


def test_no_line_of_the_house_deletes_a_row() -> None:
    sources = (source for source in python_sources([*FLOORS, "migrations"]) if source.path not in MAY_NAME_IT)
    told = [each for source in sources for each in deletions(source)]
    assert [each for each in told if not each.startswith("workflow/ledger/indexing.py:")] == []


def test_only_the_finding_aid_is_thrown_away_and_it_is_no_history() -> None:
    (source,) = (each for each in python_sources(FLOORS) if each.path == "workflow/ledger/indexing.py")
    called = [
        ast.unparse(node.args[0])
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "delete"
    ]
    assert sorted(called) == sorted(AID)
    assert len(list(deletions(source))) == len(called) + 1, "these, and the import"
    assert not set(AID.values()) & set(HISTORY)


@pytest.mark.parametrize(
    "line",
    [
        "connection.execute('DELETE FROM vote')",
        "connection.execute(f'delete  from {name} where id = 1')",
        "session.delete(nomination)",
        "from sqlalchemy import delete, select",
        "statement = delete(table)",
        "connection.execute('INSERT OR REPLACE INTO vote VALUES (1)')",
        "column = ForeignKey('session.id', ondelete='CASCADE')",
        "votes = relationship('Vote', cascade='all, delete-orphan')",
        "METADATA.drop_all(engine)",
        "pages.route('/nominations/<key>', methods=['DELETE'])",
    ],
)
def test_catches_a_deletion(line: str) -> None:
    assert list(deletions(Source("web/views/bad.py", line)))


def test_nothing_cascades() -> None:
    for table in METADATA.tables.values():
        for key in table.foreign_keys:
            assert key.ondelete in (None, "RESTRICT"), key
            assert key.onupdate is None, key


def test_no_action_deletes() -> None:
    words = re.compile(r"delete|remove|erase|purge|destroy|drop")
    assert [action for action in Action if words.search(action)] == []


def test_nothing_that_happened_can_be_deleted(store: Store) -> None:
    """A year of a commune; then the application's own hands try every table, from the bottom to the top."""
    world = World.open(store)
    sign_with_file(world, live_through(world)["correction"])
    before = counts(store)
    assert {name for name in HISTORY if not before[name]} <= OF_THE_SIGNER | {"ledger_node"}
    for name in HISTORY:
        for attempt in (f"DELETE FROM {name}", f"DELETE FROM {name} WHERE 1 = 1"):
            if before[name]:
                with (
                    pytest.raises(DBAPIError, match=r"never deleted|permission denied"),
                    store.writer.begin() as connection,
                ):
                    connection.execute(text(attempt))
    assert counts(store) == before
    assert verify(store).findings == ()


def test_what_history_rests_on_does_not_go_either(store: Store) -> None:
    """Working tables may be cleared; a nominee, a proposal or an account that history names may not."""
    world = World.open(store)
    key = world.bring(world.draft(), State.SUBMITTED)
    draft = world.draft()
    for name in ("nominee", "nomination", "account", "organisation", "unit"):
        with pytest.raises(DBAPIError), store.writer.begin() as connection:
            connection.execute(text(f"DELETE FROM {name}"))
    assert world.nomination(key)["state"] == State.SUBMITTED
    assert world.nomination(draft)["state"] == State.DRAFT, "not even a draft goes: it is laid aside"


def counts(store: Store) -> dict[str, int]:
    """How many rows each table of history has."""
    with store.reader.connect() as connection:
        return {name: len(connection.execute(select(METADATA.tables[name])).all()) for name in HISTORY}


def test_the_application_holds_no_right_to_delete(postgres_store: Store, postgres_database: PostgresDatabase) -> None:
    assert postgres_store.dialect == "postgresql"
    owner = create_engine(postgres_database.owner_url, poolclass=NullPool)
    rights = text("SELECT table_name, privilege_type FROM information_schema.role_table_grants WHERE grantee = :role")
    with owner.connect() as connection:
        found = connection.execute(rights, {"role": postgres_database.app_role}).all()
    may_delete = {name for name, right in found if right in ("DELETE", "TRUNCATE", "TRIGGER", "REFERENCES")}
    assert may_delete <= set(KEPT)
    changed = {name for name, right in found if right == "UPDATE"}
    assert changed.isdisjoint({*ROWS, *LOG})
