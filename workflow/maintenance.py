"""Takes away what an erasure leaves behind outside the records: files, what audits kept, bundles for auditors, old pages of the
database and its WAL.

A database does not forget by itself. SQLite keeps old text in free pages and in its WAL, PostgreSQL in dead rows and in its
WAL. Copies that were made before, and the archived WAL of a PostgreSQL, are the operator's: they end with their own term.
"""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, Engine, select, text
from sqlalchemy.exc import OperationalError

from workflow.desk.tasks import desk_of
from workflow.engine import Change, keep
from workflow.erasures_remembered import Missing, remember
from workflow.ledger.kept_audit import folder_of
from workflow.ledger.taking_turns import nobody_audits
from workflow.models.erasure import Residue
from workflow.sql import Prepared
from workflow.store import Store, owner_engine
from workflow.sweeping import named_files
from workflow.write_ahead import WalNotOurs, write_over

_LEFT = Prepared(
    lambda: (
        select(Residue.id, Residue.organisation_id, Residue.files)
        .where(Residue.removed_at.is_(None))
        .order_by(Residue.left_at, Residue.id)
    )
)
_LOOKING = text(
    "SELECT count(*) FROM pg_stat_activity"
    " WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_xmin IS NOT NULL"
)
_OWN_TABLES = text(
    "SELECT quote_ident(schemaname) || '.' || quote_ident(tablename), pg_has_role(current_user, tableowner, 'USAGE') "
    "FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename"
)
BUSY_SECONDS = 60
_LOCK_NOT_AVAILABLE = "55P03"


class StillRead(Exception):
    """Somebody has been reading the database for longer than maintenance waits."""


class NotTheOwner(Exception):
    """On PostgreSQL only the owner of the tables may rewrite them."""


@dataclass(frozen=True, kw_only=True)
class Rewritten:
    """That the database was written anew, and what of a PostgreSQL's WAL could not be.

    ``wal_kept`` are the segments kept for an archive, a replica or by ``wal_keep_size``; ``wal_rights`` the grants that are
    missing to write over any.
    """

    wal_kept: int = 0
    wal_rights: Sequence[str] = ()


@dataclass(frozen=True, kw_only=True)
class Maintained:
    """How many erasures' residue is gone now, with how many files; and which erasures an older copy has undone."""

    erasures: int
    files: int
    missing: Sequence[Missing] = ()
    rewritten: Rewritten = Rewritten()


def maintain(store: Store, at: int, *, owner_url: str = "", always: bool = False) -> Maintained:
    """Remove the residue of every erasure since the last time; with ``always`` the database is rewritten in any case.

    Raises ``NotTheOwner`` where PostgreSQL doesn't let this role rewrite the tables, ``AuditRunning`` and ``StillRead`` where
    others must be done first; nothing is noted as removed then.
    """
    with nobody_audits(store.files):
        return _maintain(store, at, owner_url, always=always)


def _maintain(store: Store, at: int, owner_url: str, *, always: bool) -> Maintained:
    with store.reading() as driver:
        left = [(key, where, json.loads(files)) for key, where, files in driver.rows(_LEFT)]
    missing = remember(store)
    files = sum(_remove_files(store, where, digests) for _key, where, digests in left)
    for where in {where for _key, where, _digests in left}:
        folder_of(store).forget(where)
        desk_of(store).forget(where)
    rewritten = rewrite(store, owner_url) if left or always else Rewritten()
    for key, where, _digests in left:
        keep(store, Change(of="residue", key=key, columns={"removed_at": at, "files": "[]"}), organisation_id=where)
    return Maintained(erasures=len(left), files=files, missing=missing, rewritten=rewritten)


def rewrite(store: Store, owner_url: str = "") -> Rewritten:
    """Write the database anew, so that nothing is left of what was overwritten or deleted in it.

    Raises ``NotTheOwner``, and ``StillRead`` when a reader isn't done within ``BUSY_SECONDS``.
    """
    with _readers_in_the_way():
        if store.dialect == "sqlite":
            _rewrite_sqlite(Path(str(store.url.database)))
            return Rewritten()
        engine = owner_engine(owner_url or store.url)
        try:
            return _rewrite_postgresql(engine)
        finally:
            engine.dispose()


@contextmanager
def _readers_in_the_way() -> Iterator[None]:
    try:
        yield
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF not in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise
        raise StillRead from error
    except OperationalError as error:
        if getattr(error.orig, "sqlstate", "") != _LOCK_NOT_AVAILABLE:
            raise
        raise StillRead from error


def _rewrite_sqlite(path: Path) -> None:
    with closing(sqlite3.connect(str(path), isolation_level=None, timeout=BUSY_SECONDS)) as connection:
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute("VACUUM")
        (busy, *_) = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if busy:
            raise StillRead


def _rewrite_postgresql(engine: Engine) -> Rewritten:
    """``VACUUM FULL`` writes each table anew; ``ANALYZE`` the statistics, which hold frequent values; then the WAL."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text(f"SET lock_timeout = '{BUSY_SECONDS}s'"))
        found = connection.execute(_OWN_TABLES).all()
        if not all(is_owner for _name, is_owner in found):
            raise NotTheOwner
        for name, _is_owner in found:
            _let_older_ones_end(connection)
            connection.execute(text(f"VACUUM (FULL, ANALYZE) {name}"))
        connection.execute(text("VACUUM FULL pg_catalog.pg_statistic"))
        try:
            return Rewritten(wal_kept=write_over(connection))
        except WalNotOurs as lacking:
            return Rewritten(wal_rights=lacking.grants)


def _let_older_ones_end(connection: Connection) -> None:
    """What a transaction that began earlier may still look at stays in the table: let it end, for ten seconds at most.

    The server's own housekeeping is seen by an owner who may look at all sessions (``pg_monitor``).
    """
    for _ in range(100):
        if not connection.execute(_LOOKING).scalar():
            return
        connection.execute(text("SELECT pg_sleep(0.1)"))


def _remove_files(store: Store, organisation_id: str, digests: Sequence[str]) -> int:
    """Remove the files of an erasure that no other record names."""
    with store.reading() as driver:
        named = named_files(driver, digests)
    removed = 0
    for digest in set(digests) - named - {""}:
        path = store.files / organisation_id / digest
        removed += path.exists()
        path.unlink(missing_ok=True)
    return removed
