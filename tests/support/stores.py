"""Stores with the newest schema, a fresh one for every test: on SQLite, on PostgreSQL, or on both in turn.

The schema is built once a run and copied. On PostgreSQL a store signs in as the application does, with its few rights.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.support.postgres import PostgresDatabase, SchemaLoader
from tests.support.site import close_sites
from workflow.schema import upgrade
from workflow.store import Store

BOTH = ("sqlite", pytest.param("postgresql", marks=pytest.mark.postgres))
"""The databases the house runs on, for ``pytest.mark.parametrize`` and fixtures."""

LATER_ON_POSTGRESQL = pytest.mark.parametrize(
    "store", ("sqlite", pytest.param("postgresql", marks=(pytest.mark.postgres, pytest.mark.soak))), indirect=True
)
"""What takes long and asks little of the database: on SQLite in the suite of every day, on PostgreSQL in ``make soak``."""


def load_schema(database: PostgresDatabase) -> None:
    """The newest schema on PostgreSQL, with the application's rights."""
    upgrade(database.owner_url, database.app_role)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with the newest schema and nothing in it; to be copied, not opened."""
    path = tmp_path_factory.mktemp("schema") / "template.db"
    upgrade(f"sqlite:///{path}")
    return path


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """The address of a fresh SQLite file with the newest schema."""
    return f"sqlite:///{shutil.copy(sqlite_template, tmp_path / 'bangvang.db')}"


@pytest.fixture
def postgres_database(fresh_postgres: Callable[[SchemaLoader], PostgresDatabase]) -> PostgresDatabase:
    """A fresh PostgreSQL database with the newest schema."""
    return fresh_postgres(load_schema)


@pytest.fixture
def sqlite_store(sqlite_url: str, tmp_path: Path) -> Iterator[Store]:
    """A fresh store on SQLite."""
    with closing(Store(sqlite_url, files=tmp_path / "files")) as store:
        yield store
        close_sites()


@pytest.fixture
def postgres_store(postgres_database: PostgresDatabase, tmp_path: Path) -> Iterator[Store]:
    """A fresh store on PostgreSQL, opened by the application's role."""
    with closing(Store(postgres_database.app_url, files=tmp_path / "files")) as store:
        yield store
        close_sites()


@pytest.fixture(params=BOTH)
def store(request: pytest.FixtureRequest) -> Store:
    """A fresh store; the test runs once on each database."""
    kind = {"sqlite": "sqlite_store", "postgresql": "postgres_store"}[request.param]
    return request.getfixturevalue(kind)
