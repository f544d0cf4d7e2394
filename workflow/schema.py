"""The database brought to the newest schema: tables by revisions, then the guards, then the rights of the application.

The revisions stand in ``migrations/``, frozen. Guards and rights are no part of them: they are said once, in
``workflow/protection.py``, and put in place anew whenever a revision has changed something or a guard is gone.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import URL, Connection, Engine, event, make_url, text

from states.refusals import Fault
from workflow import protection
from workflow.store import owner_engine

_UPGRADE_LOCK = 0x6B77


def upgrade(owner_url: str | URL, app_role: str | None = None, signer_role: str | None = None) -> None:
    """Bring a database to the newest schema, all or nothing; a database that is there already is left alone.

    ``owner_url`` signs in as the role that owns the schema; on SQLite the file is made when there is none. ``app_role`` is
    the role of the running application on PostgreSQL, whose rights are set here, and ``signer_role`` that of the signer,
    where it has one; neither may be the owner, nor the one the other (``Fault``).
    """
    with _one_transaction(owner_url) as connection:
        before = _revision(connection)
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        if before != _revision(connection) or protection.absent(connection):
            _put_guards(connection)
        if app_role and connection.dialect.name == "postgresql":
            _grant(connection, app_role, protection.grants(app_role, signs=not signer_role))
        if signer_role and connection.dialect.name == "postgresql":
            if signer_role == app_role:
                raise Fault("the signer's role must be another than the application's")
            _grant(connection, signer_role, protection.signer_grants(signer_role))


def newest() -> str | None:
    """The revision that this release of the house needs."""
    return ScriptDirectory.from_config(_config()).get_current_head()


def head_of(url: str | URL) -> str | None:
    """The revision a database stands at; none when it is empty. A missing SQLite file is not made."""
    address = make_url(url)
    if address.get_backend_name() == "sqlite" and not Path(address.database or "").is_file():
        return None
    with owner_engine(address).connect() as connection:
        return _revision(connection)


def is_at_head(url: str | URL) -> bool:
    """Whether a database has the newest schema. The application's role may ask."""
    return head_of(url) == newest()


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", "migrations:")
    config.set_main_option("path_separator", "os")
    return config


def _revision(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


@contextmanager
def _one_transaction(url: str | URL) -> Iterator[Connection]:
    """A transaction of the owner that no second upgrade can enter at the same time."""
    engine = owner_engine(url)
    if engine.dialect.name == "sqlite":
        _begin_by_hand(engine)
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _UPGRADE_LOCK})
        yield connection


def _begin_by_hand(engine: Engine) -> None:
    """Python's driver for SQLite begins no transaction before CREATE; so it is kept from beginning any, and we do."""

    @event.listens_for(engine, "connect")
    def _connected(connection: object, _record: object) -> None:
        connection.isolation_level = None  # type: ignore[attr-defined]
        connection.execute("PRAGMA journal_mode=WAL")  # type: ignore[attr-defined]

    @event.listens_for(engine, "begin")
    def _begun(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")


def _put_guards(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        names = list(connection.scalars(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")))
        removals = [f"DROP TRIGGER {name}" for name in names]
    else:
        removals = [f"DROP FUNCTION IF EXISTS {name}() CASCADE" for name in protection.FUNCTIONS]
    for words in (*removals, *protection.statements(connection.dialect.name)):
        connection.execute(text(words))


def _grant(connection: Connection, role: str, rights: Iterable[str]) -> None:
    if connection.scalar(text("SELECT current_user")) == role:
        raise Fault("application and signer must sign in with another role than the owner of the schema")
    if not connection.scalar(text("SELECT count(*) FROM pg_roles WHERE rolname = :role"), {"role": role}):
        raise Fault(f'the database has no role {role}; make it first: CREATE ROLE "{role}" LOGIN')
    for words in rights:
        connection.execute(text(words))
