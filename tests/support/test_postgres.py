"""The suite's own PostgreSQL: fresh databases, and an application role that may only what it is granted."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import Engine, NullPool, create_engine, text
from sqlalchemy.exc import ProgrammingError

from tests.support.postgres import PostgresDatabase, SchemaLoader


def connect(url: str) -> Engine:
    """An engine that leaves no connection behind."""
    return create_engine(url, poolclass=NullPool)


def load_register(database: PostgresDatabase) -> None:
    """A register that may be added to and read, and nothing else."""
    with connect(database.owner_url).begin() as connection:
        connection.execute(text("CREATE TABLE register (line INT)"))
        connection.execute(text(f"GRANT SELECT, INSERT ON register TO {database.app_role}"))


Fresh = Callable[[SchemaLoader], PostgresDatabase]


def test_application_may_only_what_is_granted(fresh_postgres: Fresh) -> None:
    engine = connect(fresh_postgres(load_register).app_url)
    with engine.begin() as connection:
        connection.execute(text("INSERT INTO register VALUES (1)"))
    for refused in ("DELETE FROM register", "CREATE TABLE other (line INT)", "DROP TABLE register"):
        with pytest.raises(ProgrammingError), engine.begin() as connection:
            connection.execute(text(refused))


def test_each_database_is_fresh(fresh_postgres: Fresh) -> None:
    first, second = (fresh_postgres(load_register) for _ in range(2))
    with connect(first.app_url).begin() as connection:
        connection.execute(text("INSERT INTO register VALUES (1)"))
    with connect(second.app_url).begin() as connection:
        assert connection.execute(text("SELECT count(*) FROM register")).scalar_one() == 0
