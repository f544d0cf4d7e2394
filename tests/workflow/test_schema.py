"""House rule 10: the schema by revisions equals the schema by models, on both databases, and the guards stand in it."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, inspect, text

from states.refusals import Fault
from tests.support.postgres import PostgresDatabase, SchemaLoader
from tests.support.source import Source, place, python_sources
from tests.support.stores import BOTH, load_schema
from workflow import protection
from workflow.models.schema import ALARMS, CASES, KEPT, LOG, METADATA, ROWS
from workflow.schema import head_of, is_at_head, newest, upgrade
from workflow.store import Store, owner_engine

Urls = tuple[str, str]


def create_by_models(database: PostgresDatabase) -> None:
    """The tables straight from the models."""
    METADATA.create_all(owner_engine(database.owner_url))


@pytest.fixture(params=BOTH)
def urls(request: pytest.FixtureRequest, tmp_path: Path) -> Urls:
    """Two databases as their owner sees them: one made by revisions, one by models."""
    if request.param == "sqlite":
        by_revisions, by_models = (f"sqlite:///{tmp_path / name}.db" for name in ("revisions", "models"))
        upgrade(by_revisions)
        METADATA.create_all(owner_engine(by_models))
        return by_revisions, by_models
    fresh: Callable[[SchemaLoader], PostgresDatabase] = request.getfixturevalue("fresh_postgres")
    return fresh(load_schema).owner_url, fresh(create_by_models).owner_url


def anatomy(engine: Engine) -> dict[str, Any]:
    """Every table with its columns, keys, references, checks and indexes, as the database tells them: by kind and table."""
    with engine.connect() as connection:
        inspector = inspect(connection)
        kinds = {
            "columns": inspector.get_multi_columns(),
            "key": {name: [key] for name, key in inspector.get_multi_pk_constraint().items()},
            "references": inspector.get_multi_foreign_keys(),
            "uniques": inspector.get_multi_unique_constraints(),
            "checks": inspector.get_multi_check_constraints(),
            "indexes": inspector.get_multi_indexes(),
        }
    return {
        kind: {name: told(parts) for (_, name), parts in found.items() if name in METADATA.tables}
        for kind, found in kinds.items()
    }


def told(parts: Any) -> list[dict[str, Any]]:
    """The parts of a table in an order of their own, types in words."""
    in_words = [
        part | {name: _in_words(part[name]) for name in ("type", "dialect_options") if name in part} for part in parts
    ]
    return sorted(in_words, key=lambda part: str(part["name"]))


def _in_words(part: Any) -> Any:
    return {name: str(each) for name, each in part.items()} if isinstance(part, dict) else repr(part)


def test_revisions_build_what_the_models_say(urls: Urls) -> None:
    by_revisions, by_models = map(owner_engine, urls)
    expected = anatomy(by_models)
    assert anatomy(by_revisions) == expected
    assert set(expected["columns"]) == set(METADATA.tables)
    for kind, found in expected.items():
        assert found["nomination"], f"no {kind} seen"


def test_alembic_finds_no_difference(urls: Urls) -> None:
    with owner_engine(urls[0]).connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), METADATA) == []


def test_every_table_is_of_one_kind() -> None:
    kinds = Counter((*CASES, *ROWS, *LOG, *ALARMS, *KEPT, "ledger_detail"))
    assert set(kinds) == set(METADATA.tables)
    assert set(kinds.values()) == {1}


def test_every_guard_stands(urls: Urls) -> None:
    by_revisions, by_models = map(owner_engine, urls)
    with by_revisions.connect() as connection:
        assert protection.absent(connection) == []
    with by_models.connect() as connection:
        absent = protection.absent(connection)
    for name in (*ROWS, *LOG, *CASES):
        assert f"{name}_no_delete" in absent, "a database without guards is told from one with them"
    for name in (*ROWS, *LOG):
        assert f"{name}_no_update" in absent


def test_a_lost_guard_is_put_back(urls: Urls) -> None:
    on_table = "" if urls[0].startswith("sqlite") else " ON vote"
    with owner_engine(urls[0]).begin() as connection:
        connection.execute(text(f"DROP TRIGGER vote_no_update{on_table}"))
        assert protection.absent(connection) == ["vote_no_update"]
    upgrade(urls[0])
    with owner_engine(urls[0]).connect() as connection:
        assert protection.absent(connection) == []


def test_a_second_upgrade_changes_nothing(urls: Urls) -> None:
    upgrade(urls[0])
    assert is_at_head(urls[0])


def test_an_empty_database_stands_nowhere(tmp_path: Path, urls: Urls) -> None:
    assert head_of(urls[1]) is None
    assert not is_at_head(urls[1])
    assert newest() is not None
    missing = tmp_path / "missing.db"
    assert head_of(f"sqlite:///{missing}") is None
    assert not missing.exists()


def test_a_broken_upgrade_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    url = f"sqlite:///{tmp_path / 'broken.db'}"
    monkeypatch.setattr(protection, "statements", lambda _dialect: ["CREATE TRIGGER nonsense"])
    with pytest.raises(Exception, match="nonsense"):
        upgrade(url)
    assert inspect(owner_engine(url)).get_table_names() == []


def test_a_store_opens_with_the_newest_schema(store: Store) -> None:
    assert is_at_head(store.url), "the application's role may ask"


def test_the_owner_is_not_the_application(postgres_database: PostgresDatabase) -> None:
    with pytest.raises(Fault, match="another role"):
        upgrade(postgres_database.owner_url, "bangvang_owner")


def forbidden_imports(source: Source) -> Iterator[str]:
    """Imports of a revision other than SQLAlchemy and Alembic: it is frozen, and the house moves on."""
    for node in ast.walk(source.tree):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        yield from (place(source.path, node) for name in names if name.split(".")[0] not in {"alembic", "sqlalchemy"})


def test_revisions_are_frozen() -> None:
    assert [each for source in python_sources(["migrations/versions"]) for each in forbidden_imports(source)] == []
    assert list(forbidden_imports(Source("migrations/versions/bad.py", "from workflow.models import account")))
