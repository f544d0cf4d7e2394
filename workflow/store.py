"""Where everything is kept: one database with a writing and a reading side, and the files of the dossiers.

SQLite runs in WAL with ``synchronous=FULL`` and foreign keys on; a writer may keep 64 MiB of pages, so that a list of ten
thousand fits and none is written twice. The log before the database may grow to 16 MiB: a page that many actions touch is
carried over once for all of them. Writers of one machine queue fairly at an advisory file lock
before ``BEGIN IMMEDIATE``; readers are deferred and ``query_only``. PostgreSQL takes one advisory lock per organisation.
"""

import fcntl
import select
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from psycopg import RawCursor
from sqlalchemy import URL, Engine, create_engine, event, make_url
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.pool import NullPool, PoolProxiedConnection

from workflow.journeys import journeys_on
from workflow.sql import NUMBERED, Driver, Question

_BUSY_SECONDS = 30
_FOREIGN_SECONDS = 5
"""How long a writer waits for a program that keeps SQLite locked and does not queue; ours do, so theirs is no traffic."""
_LEDGER_LOCK = 0x6B76
BY_NUMBER: Mapping[str, Any] = {"paramstyle": NUMBERED}
"""How an engine of PostgreSQL is made, for the statements of this house."""


class Store:
    """The database and the files of one installation. It is opened once per process and shared by its threads."""

    def __init__(self, url: str | URL, *, files: Path, pool_size: int = 5) -> None:
        self.url = make_url(url)
        self.files = files
        self.dialect = self.url.get_backend_name()
        self.memory: dict[str, Any] = {}
        self.writer = self._engine(query_only=False, pool_size=pool_size)
        self.reader = self._engine(query_only=True, pool_size=pool_size)
        self._turn = threading.Lock()
        self._pen: PoolProxiedConnection | None = None
        self._queue = self._open_queue()

    def _engine(self, *, query_only: bool, pool_size: int) -> Engine:
        if self.dialect == "sqlite":
            engine = create_engine(
                self.url,
                connect_args={"timeout": _BUSY_SECONDS if query_only else _FOREIGN_SECONDS, "check_same_thread": False},
                pool_reset_on_return=None,  # every transaction is ended where it was begun
            )
            event.listen(engine, "connect", _prepare_reading if query_only else _prepare_writing)
            return engine
        engine = create_engine(
            self.url, **BY_NUMBER, pool_size=pool_size, max_overflow=pool_size, pool_reset_on_return=None
        )
        attend_postgresql(engine)
        if not query_only:
            event.listen(engine, "connect", _prepare_postgresql)
        return engine

    def _open_queue(self) -> Any:
        if self.dialect != "sqlite" or not self.url.database or self.url.database == ":memory:":
            return None
        return Path(f"{self.url.database}.queue").open("a")  # kept open: closing it would drop the lock

    def writing(
        self, organisation_id: str, *, foreseen: Callable[[], Sequence[Question]] = lambda: ()
    ) -> AbstractContextManager[Driver]:
        """One write transaction, begun under the organisation's ledger lock. Whatever isn't committed is rolled back.

        ``foreseen`` says what will be asked first; PostgreSQL answers it on the journey of the lock, and under the lock.
        """
        return self._in_turn() if self.dialect == "sqlite" else self._under_lock(organisation_id, foreseen)

    @contextmanager
    def _in_turn(self) -> Iterator[Driver]:
        """SQLite has one writer at a time: the threads of a process take turns at one connection, processes at a file."""
        with self._turn:
            if self._queue is not None:
                fcntl.lockf(self._queue, fcntl.LOCK_EX)
            try:
                if self._pen is None:
                    self._pen = self.writer.raw_connection()
                driver = self._driver(self._pen.driver_connection)
                driver.connection.execute("BEGIN IMMEDIATE")
                try:
                    yield driver
                finally:
                    driver.connection.rollback()  # before the next one's turn; nothing to do after a commit
            finally:
                if self._queue is not None:
                    fcntl.lockf(self._queue, fcntl.LOCK_UN)

    @contextmanager
    def _under_lock(self, organisation_id: str, foreseen: Callable[[], Sequence[Question]]) -> Iterator[Driver]:
        with self._pooled(self.writer) as driver:
            driver.open(_begin_locked(organisation_id), foreseen())
            yield driver

    @contextmanager
    def reading(self) -> Iterator[Driver]:
        """One consistent look at everything, on a connection that can't write."""
        with self._pooled(self.reader) as driver:
            if self.dialect == "sqlite":
                driver.connection.execute("BEGIN")
            else:
                driver.connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield driver

    @contextmanager
    def _pooled(self, engine: Engine) -> Iterator[Driver]:
        pooled = engine.raw_connection()
        try:
            connection: Any = pooled.driver_connection
            if engine is self.writer and self.dialect != "sqlite":
                connection = journeys_on(connection, pooled.info)
            try:
                yield self._driver(connection)
            finally:
                connection.rollback()
        finally:
            if getattr(pooled.driver_connection, "closed", False):
                pooled.invalidate()  # the server is gone; whoever is next gets a new connection
            pooled.close()

    def _driver(self, connection: Any) -> Driver:
        return Driver(connection, self.dialect, self.memory)

    def close(self) -> None:
        """Give every connection back."""
        if self._pen is not None:
            self._pen.close()
            self._pen = None
        self.writer.dispose()
        self.reader.dispose()
        if self._queue is not None:
            self._queue.close()


def attend_postgresql(engine: Engine) -> None:
    """What every pool of connections to PostgreSQL needs; the engine is made with ``BY_NUMBER``.

    Parameters go by number. A connection that the server has closed meanwhile is never handed out; looking asks the server
    nothing: an idle connection has nothing to read, unless it is told that it is over.
    """
    event.listen(engine, "connect", _number_parameters)
    event.listen(engine, "checkout", _refuse_dead)


def _refuse_dead(connection: Any, _record: object, _proxy: object) -> None:
    if not connection.closed:
        words = select.poll()
        words.register(connection.fileno(), select.POLLIN)
        if not words.poll(0):
            return
    raise DisconnectionError("the server has closed this connection")


@lru_cache(maxsize=1000)
def _begin_locked(organisation_id: str) -> tuple[str, str]:
    """Beginning and locking; what is read afterwards is read under the lock. It holds numbers only."""
    key = int.from_bytes(sha256(organisation_id.encode()).digest()[:4], signed=True)
    return "BEGIN", f"SELECT pg_advisory_xact_lock({_LEDGER_LOCK}, {key})"


def _number_parameters(connection: Any, _record: object) -> None:
    connection.cursor_factory = (
        RawCursor  # takes them by number: psycopg need not look through each statement for names
    )


def _prepare_postgresql(connection: Any, _record: object) -> None:
    connection.autocommit = True  # transactions are begun here, in words


def _prepare_writing(connection: Any, _record: object) -> None:
    connection.isolation_level = None
    for pragma in (
        "journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "cache_size=-65536", "wal_autocheckpoint=4000",
    ):  # fmt: skip
        connection.execute(f"PRAGMA {pragma}")


def _prepare_reading(connection: Any, _record: object) -> None:
    connection.isolation_level = None
    for pragma in ("foreign_keys=ON", "query_only=ON"):
        connection.execute(f"PRAGMA {pragma}")


def owner_engine(url: str | URL) -> Engine:
    """A connection of the role that owns the schema, for migrations only."""
    return create_engine(url, poolclass=NullPool)
