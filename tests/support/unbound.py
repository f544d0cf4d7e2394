"""Somebody who owns the database: every guard is gone, and any statement goes through, on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine, NullPool, create_engine, text

from workflow.models.schema import METADATA
from workflow.store import Store


@dataclass(frozen=True)
class Unbound:
    """The hands of the owner, over the database of a store."""

    store: Store
    engine: Engine

    @classmethod
    @contextmanager
    def over(cls, store: Store, superuser_url: str | None = None) -> Iterator[Unbound]:
        """Take every guard away, and hold the database until the block ends."""
        engine = create_engine(superuser_url or store.url, poolclass=NullPool)
        hands = cls(store, engine)
        hands.take_guards_away()
        try:
            yield hands
        finally:
            engine.dispose()

    def take_guards_away(self) -> None:
        """What an administrator of the database can do to every trigger, check and reference."""
        with self.engine.begin() as connection:
            if self.engine.dialect.name == "sqlite":
                for name in connection.scalars(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).all():
                    connection.execute(text(f"DROP TRIGGER {name}"))
                return
            checks = "SELECT conrelid::regclass::text, conname FROM pg_constraint WHERE contype = 'c' AND conrelid > 0"
            for table, name in connection.execute(text(f"{checks} AND connamespace = 'public'::regnamespace")).all():
                connection.execute(text(f"ALTER TABLE {table} DROP CONSTRAINT {name}"))
            for table in METADATA.tables:
                connection.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER ALL"))

    def do(self, statement: str, **values: Any) -> int:
        """Run one statement; answers how many rows it touched."""
        with self.engine.begin() as connection:
            if self.engine.dialect.name == "sqlite":
                for pragma in ("foreign_keys=OFF", "ignore_check_constraints=ON"):
                    connection.execute(text(f"PRAGMA {pragma}"))
            return connection.execute(text(statement), values).rowcount

    def rows(self, statement: str, **values: Any) -> list[dict[str, Any]]:
        """What a query answers; bytes as bytes."""
        with self.engine.connect() as connection:
            found = connection.execute(text(statement), values).mappings().all()
        return [
            {name: bytes(value) if isinstance(value, memoryview) else value for name, value in row.items()}
            for row in found
        ]

    def row(self, statement: str, **values: Any) -> dict[str, Any]:
        """The first row that a query answers."""
        return self.rows(statement, **values)[0]
