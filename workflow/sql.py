"""Statements built in SQLAlchemy Core, compiled to the driver's SQL once per dialect, and run on the driver's connection.

On the write path the driver is used directly: measured, an ORM there makes one transition several times slower, and
the few statements of the engine gain nothing from it. Values are texts, integers and bytes only, so nothing is lost.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import Any, Protocol, cast

from sqlalchemy import ColumnElement, Dialect, Executable, Table, bindparam, insert, literal, update
from sqlalchemy.dialects import sqlite
from sqlalchemy.dialects.postgresql import psycopg
from sqlalchemy.sql.elements import BindParameter

from workflow.models.schema import METADATA

Value = str | int | bytes | None
MANY = 200
"""How many ids one statement for a list takes; a shorter list is padded with its last id."""


class DriverConnection(Protocol):
    """What sqlite3 and psycopg connections have in common."""

    def execute(self, sql: str, params: Any = ..., /) -> Any: ...
    def cursor(self) -> Any: ...
    def commit(self) -> None: ...
    def rollback(self) -> None: ...


@cache
def dialect_named(name: str) -> Dialect:
    """The compiler for a database, with named parameters on both."""
    return psycopg.dialect() if name == "postgresql" else sqlite.dialect(paramstyle="named")  # type: ignore[no-untyped-call]


class Prepared:
    """One statement, compiled once per dialect."""

    def __init__(self, statement: Executable, column_keys: Sequence[str] | None = None) -> None:
        self._statement = statement
        self._column_keys = column_keys
        self._compiled: dict[str, tuple[str, dict[str, Any]]] = {}

    def on(self, dialect: str) -> tuple[str, dict[str, Any]]:
        """The SQL text and the parameters that never change."""
        done = self._compiled.get(dialect)
        if done is None:
            compiled = self._statement.compile(dialect=dialect_named(dialect), column_keys=self._column_keys)  # type: ignore[attr-defined]
            fixed = {name: value for name, value in compiled.params.items() if value is not None}
            done = self._compiled[dialect] = (str(compiled), fixed)
        return done


def among(column: Any, values: Iterable[str]) -> ColumnElement[bool]:
    """``column IN (…)`` for a list of words that never changes; it compiles to plain parameters."""
    return cast("ColumnElement[bool]", column.in_([literal(str(value)) for value in values]))


class PreparedForIds:
    """One statement about a list of ids, in two sizes: one id, or up to ``MANY``."""

    def __init__(self, build: Callable[[Sequence[BindParameter[Any]]], Executable]) -> None:
        self._one = Prepared(build([bindparam("id_0")]))
        self._many = Prepared(build([bindparam(f"id_{n}") for n in range(MANY)]))

    def chunks(self, ids: Sequence[Any]) -> Iterable[tuple[Prepared, dict[str, Any]]]:
        """The statement and its parameters for each part of the list."""
        if len(ids) == 1:
            yield self._one, {"id_0": ids[0]}
            return
        for start in range(0, len(ids), MANY):
            part = list(ids[start : start + MANY])
            part += [part[-1]] * (MANY - len(part))
            yield self._many, {f"id_{n}": key for n, key in enumerate(part)}


class Driver:
    """The driver's connection with the statements of this house."""

    def __init__(self, connection: DriverConnection, dialect: str) -> None:
        self.connection = connection
        self.dialect = dialect

    def rows(self, statement: Prepared, **params: Any) -> list[tuple[Any, ...]]:
        """All rows of a query."""
        sql, fixed = statement.on(self.dialect)
        return self.connection.execute(sql, {**fixed, **params}).fetchall()  # type: ignore[no-any-return]

    def rows_for(self, statement: PreparedForIds, ids: Sequence[Any], **params: Any) -> list[tuple[Any, ...]]:
        """All rows of a query about a list of ids."""
        found: list[tuple[Any, ...]] = []
        for prepared, keys in statement.chunks(ids) if ids else ():
            found += self.rows(prepared, **keys, **params)
        return found

    def value(self, statement: Prepared, **params: Any) -> Any:
        """The first value of the first row, or ``None``."""
        found = self.rows(statement, **params)
        return found[0][0] if found else None

    def run(self, statement: Prepared, **params: Any) -> int:
        """Write, and answer how many rows were touched."""
        sql, fixed = statement.on(self.dialect)
        return int(self.connection.execute(sql, {**fixed, **params}).rowcount)

    def run_many(self, statement: Prepared, params: Sequence[Mapping[str, Any]]) -> None:
        """Write one statement with many parameters."""
        sql, fixed = statement.on(self.dialect)
        if len(params) == 1:
            self.connection.execute(sql, {**fixed, **params[0]})
        elif params:
            self.connection.cursor().executemany(sql, [{**fixed, **row} for row in params])


def table(name: str) -> Table:
    """A table of the schema by its name."""
    return METADATA.tables[name]


@cache
def inserting(name: str, columns: tuple[str, ...]) -> Prepared:
    """``INSERT`` of the named columns."""
    return Prepared(insert(table(name)).inline(), columns)


@cache
def updating(name: str, columns: tuple[str, ...], only_drafts: bool = False) -> Prepared:
    """``UPDATE`` of the named columns of the row whose primary key is ``:key`` (further parts: ``:key_1`` …)."""
    target = table(name)
    statement = update(target)
    for place, column in enumerate(target.primary_key.columns):
        statement = statement.where(column == bindparam(f"key_{place}" if place else "key"))
    if only_drafts:
        statement = statement.where(target.c.head.is_(None))
    return Prepared(statement, columns)


def insert_all(driver: Driver, rows: Iterable[tuple[str, Mapping[str, Any]]]) -> None:
    """Insert rows of any tables, one statement per table and set of columns, in the order the tables first appear."""
    batches: dict[tuple[str, tuple[str, ...]], list[Mapping[str, Any]]] = {}
    for name, row in rows:
        batches.setdefault((name, tuple(row)), []).append(row)
    for (name, columns), batch in batches.items():
        driver.run_many(inserting(name, columns), batch)
