"""The request's reading side: one deferred connection through Flask-SQLAlchemy that can't write; writing is the store's."""

from typing import Any, cast

from flask import Flask, current_app, g
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Connection, Engine, event
from sqlalchemy.exc import OperationalError, TimeoutError

from web.settings import Settings
from workflow.sql import Driver, DriverConnection
from workflow.store import BY_NUMBER, Store, attend_postgresql

EXTENSION = "bangvang.store"
ERRORS_OF_POOLS: tuple[type[Exception], ...] = (OperationalError, TimeoutError)
"""What a pool raises when the database does not answer, or when all connections are taken."""

db = SQLAlchemy()


def init_database(app: Flask, settings: Settings, store: Store) -> None:
    """Give the application its store, and its requests a connection that can't write."""
    app.extensions[EXTENSION] = store
    app.config["SQLALCHEMY_DATABASE_URI"] = settings.database_url
    if store.dialect == "sqlite":
        app.config["SQLALCHEMY_ENGINE_OPTIONS"] = {"connect_args": {"timeout": 30, "check_same_thread": False}}
    else:
        app.config["SQLALCHEMY_ENGINE_OPTIONS"] = dict(BY_NUMBER)
    db.init_app(app)
    app.teardown_appcontext(_let_go)
    with app.app_context():
        event.listen(db.engine, "connect", _read_only_sqlite if store.dialect == "sqlite" else _read_only_postgresql)
        if store.dialect != "sqlite":
            attend_postgresql(db.engine)


def _read_only_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None
    for pragma in ("busy_timeout=30000", "query_only=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _read_only_postgresql(connection: Any, _record: object) -> None:
    connection.read_only = True


def _let_go(_error: BaseException | None) -> None:
    """Give the request's connection back; one whose server has died meanwhile is thrown away, and the answer still goes out."""
    g.pop("reading", None)
    connection: Connection | None = g.pop("connection", None)
    if connection is None:
        return
    if getattr(connection.connection.driver_connection, "closed", False):
        connection.invalidate()
    connection.close()


def reading() -> Driver:
    """The request's connection, with the statements of the house; taken from the pool when it is first asked for.

    SQLite is told to look at one state of everything; PostgreSQL begins by itself.
    """
    found: Driver | None = g.get("reading")
    if found is None:
        g.connection = cast(Engine, db.engine).connect()
        driver = cast(DriverConnection, g.connection.connection.driver_connection)
        found = g.reading = Driver(driver, g.connection.dialect.name, store().memory)
        if found.dialect == "sqlite":
            driver.execute("BEGIN")
    return found


def look_again() -> None:
    """Forget what this request saw, so that the page shows what stands now."""
    _let_go(None)


def store() -> Store:
    """Where this application writes."""
    return cast(Store, current_app.extensions[EXTENSION])
