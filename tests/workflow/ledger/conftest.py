"""Communes of these tests: one in whose database everything can be changed behind the engine, one whose log is signed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.support.stores import BOTH
from tests.support.unbound import Unbound
from tests.support.witnesses import Commune
from workflow.store import Store


@pytest.fixture(params=BOTH)
def unbound(request: pytest.FixtureRequest) -> Iterator[Unbound]:
    """A fresh store, and the hands of whoever owns its database; the test runs once on each."""
    if request.param == "sqlite":
        with Unbound.over(request.getfixturevalue("sqlite_store")) as hands:
            yield hands
    else:
        database = request.getfixturevalue("postgres_database")
        with Unbound.over(request.getfixturevalue("postgres_store"), database.superuser_url) as hands:
            yield hands


@pytest.fixture
def commune(store: Store) -> Commune:
    """A commune whose log is signed, on each database in turn."""
    return Commune(store)


@pytest.fixture
def on_sqlite(sqlite_store: Store) -> Commune:
    """The same where the database makes no difference."""
    return Commune(sqlite_store)
