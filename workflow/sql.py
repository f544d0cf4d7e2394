"""Statements built in SQLAlchemy Core, compiled to the driver's SQL once per dialect, and run on the driver's connection.

On the write path the driver is used directly: measured, an ORM there makes one transition several times slower, and
the few statements of the engine gain nothing from it. Values are texts, integers and bytes only, so nothing is lost.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field
from functools import cache
from itertools import count
from typing import Any, Protocol, cast

from sqlalchemy import (
    ARRAY,
    BigInteger,
    ColumnElement,
    Dialect,
    Executable,
    Integer,
    LargeBinary,
    Table,
    Text,
    bindparam,
    column,
    func,
    insert,
    literal,
    select,
    update,
)
from sqlalchemy.dialects import sqlite
from sqlalchemy.dialects.postgresql import psycopg

from workflow.models.schema import METADATA

Value = str | int | bytes | None
NUMBERED = "numeric_dollar"
"""How PostgreSQL itself knows parameters."""


_NO_JOURNEY = nullcontext()


class DriverConnection(Protocol):
    """What sqlite3 and psycopg connections have in common, and the pipeline of the latter."""

    def execute(self, sql: str, params: Any = ..., /) -> Any: ...
    def cursor(self) -> Any: ...
    def pipeline(self) -> Any: ...
    def set_off(self) -> None: ...
    def commit(self) -> None: ...
    def rollback(self) -> None: ...


@cache
def dialect_named(name: str) -> Dialect:
    """The compiler for a database: SQLite knows parameters by name, PostgreSQL by number."""
    if name == "sqlite":
        return sqlite.dialect(paramstyle="named")
    return psycopg.dialect(paramstyle=NUMBERED)  # type: ignore[no-untyped-call]


@dataclass(frozen=True, kw_only=True)
class Words:
    """A statement as it is sent: its text, the names of its parameters by number, and the parameters that never change."""

    text: str
    numbered: tuple[str, ...] | None = None
    fixed: Mapping[str, Any] = field(default_factory=dict)

    def values(self, params: Mapping[str, Any]) -> Any:
        """The parameters as the driver takes them."""
        given = {**self.fixed, **params}
        return given if self.numbered is None else [given[name] for name in self.numbered]


class Prepared:
    """One statement, compiled once per dialect. ``for_columns`` says the same for many rows at once, where there is such.

    A module says how its statement is made, not the statement: hundreds of them, most never asked, would be the greatest
    part of starting up.
    """

    def __init__(
        self,
        statement: Executable | Callable[[], Executable],
        column_keys: Sequence[str] | None = None,
        for_columns: Words | None = None,
    ) -> None:
        self._statement = statement
        self._column_keys = column_keys
        self.for_columns = for_columns
        self._compiled: dict[str, Words] = {}

    def on(self, dialect: str) -> Words:
        """The statement for one set of parameters."""
        done = self._compiled.get(dialect)
        if done is None:
            statement = self._statement() if callable(self._statement) else self._statement
            compiled = statement.compile(dialect=dialect_named(dialect), column_keys=self._column_keys)  # type: ignore[attr-defined]
            fixed = {name: value for name, value in compiled.params.items() if value is not None}
            numbered = None if dialect == "sqlite" else tuple(compiled.positiontup or ())
            done = self._compiled[dialect] = Words(text=str(compiled), numbered=numbered, fixed=fixed)
        return done

    def for_all(self, dialect: str, params: Sequence[Mapping[str, Any]]) -> tuple[str, Any, bool]:
        """The text for a list of parameters, their values, and whether the driver has to go through a list of these."""
        if len(params) == 1:
            words = self.on(dialect)
            return words.text, words.values(params[0]), False
        if self.for_columns and dialect == "postgresql":
            return (
                self.for_columns.text,
                [[row[name] for row in params] for name in self.for_columns.numbered or ()],
                False,
            )
        words = self.on(dialect)
        return words.text, [words.values(row) for row in params], True


def among(column: Any, values: Iterable[str]) -> ColumnElement[bool]:
    """``column IN (…)`` for a list of words that never changes; it compiles to plain parameters."""
    return cast("ColumnElement[bool]", column.in_([literal(str(value)) for value in values]))


class PreparedForIds:
    """One statement about a list of ids, texts or whole numbers, however many there are. ``build`` gets what ``IN`` takes."""

    def __init__(self, build: Callable[[Any], Executable]) -> None:
        self._build = build
        self._one = Prepared(lambda: build([bindparam("id_0")]))
        self._many: dict[tuple[str, bool], Prepared] = {}

    def about_one(self, key: Any) -> tuple[Prepared, dict[str, Any]]:
        """The statement for one id, and its parameter."""
        return self._one, {"id_0": key}

    def about(self, ids: Sequence[Any], dialect: str) -> tuple[Prepared, dict[str, Any]]:
        """The statement for this list, and its parameters."""
        return self.about_one(ids[0]) if len(ids) == 1 else self._about_many(ids, dialect)

    def _about_many(self, ids: Sequence[Any], dialect: str) -> tuple[Prepared, dict[str, Any]]:
        kind = (dialect, isinstance(ids[0], int))
        if kind not in self._many:
            self._many[kind] = Prepared(self._build(_listed(*kind)))
        return self._many[kind], {"ids": json.dumps(ids) if dialect == "sqlite" else list(ids)}


class PreparedThrough(PreparedForIds):
    """The same about what cases name in a column. Of one case, its own id is enough: what it names is looked up there."""

    def __init__(self, column: Any, build: Callable[[Any], Executable]) -> None:
        super().__init__(build)
        case = column.class_
        self.column: str = column.key
        self._one = Prepared(lambda: build(select(column).where(case.id.in_([bindparam("id_0")]))))

    def about_named(self, named: Sequence[Any], dialect: str) -> tuple[Prepared, dict[str, Any]]:
        """The statement for a list of what many cases name, and its parameters."""
        return self._about_many(named, dialect)


def _listed(dialect: str, are_numbers: bool) -> Any:
    """The ids as rows of a query: SQLite takes them as JSON, PostgreSQL as an array."""
    if dialect == "sqlite":
        return select(column("value")).select_from(func.json_each(bindparam("ids")))
    return select(func.unnest(bindparam("ids", type_=ARRAY(BigInteger if are_numbers else Text))))


@dataclass(frozen=True)
class Question:
    """A query with its parameters, of which is known beforehand that it will be asked."""

    statement: Prepared
    params: Mapping[str, Any]


class Driver:
    """The driver's connection with the statements of this house."""

    def __init__(self, connection: DriverConnection, dialect: str, memory: dict[str, Any] | None = None) -> None:
        self.connection = connection
        self.dialect = dialect
        self.memory: dict[str, Any] = {} if memory is None else memory
        """What the store remembers longer than one transaction, by what it is about."""
        self.looked_up: dict[Any, Any] = {}
        """What this transaction has looked up once for all."""
        self._answers: list[tuple[Question, list[tuple[Any, ...]]]] = []
        self.is_together = False

    def open(self, words: Sequence[str], questions: Sequence[Question]) -> None:
        """Begin a transaction on PostgreSQL, and ask at once what will be asked first: all of it is one journey.

        The server obeys in order, so that a question that follows a lock is answered under the lock.
        """
        with self.at_once():
            for each in words:
                self.connection.execute(each)
            asked = [self._ask(question.statement, question.params) for question in questions]
        self._answers += [(question, answer.fetchall()) for question, answer in zip(questions, asked, strict=True)]

    def _ask(self, statement: Prepared, params: Mapping[str, Any]) -> Any:
        words = statement.on(self.dialect)
        return self.connection.execute(words.text, words.values(params))

    def at_once(self) -> AbstractContextManager[None]:
        """What is sent inside goes to PostgreSQL together; what the server refuses comes up at the end."""
        return _NO_JOURNEY if self.dialect != "postgresql" or self.is_together else self._journey()

    @contextmanager
    def _journey(self) -> Iterator[None]:
        self.is_together = True
        try:
            with self.connection.pipeline():
                yield
        finally:
            self.is_together = False

    def set_off(self) -> None:
        """PostgreSQL begins with what was sent so far, while what goes with it is still being made here."""
        if self.is_together:
            self.connection.set_off()

    def _foreseen(self, statement: Prepared, params: Mapping[str, Any]) -> list[tuple[Any, ...]] | None:
        """The answer to what was asked in advance; it is given once, and not any more after something was written."""
        for place, (question, answer) in enumerate(self._answers):
            if question.statement is statement and question.params == params:
                del self._answers[place]
                return answer
        return None

    def rows(self, statement: Prepared, **params: Any) -> list[tuple[Any, ...]]:
        """All rows of a query."""
        if self._answers and (known := self._foreseen(statement, params)) is not None:
            return known
        return self._ask(statement, params).fetchall()  # type: ignore[no-any-return]

    def rows_for(self, statement: PreparedForIds, ids: Sequence[Any], **params: Any) -> list[tuple[Any, ...]]:
        """All rows of a query about a list of ids."""
        if not ids:
            return []
        prepared, keys = statement.about(ids, self.dialect)
        return self.rows(prepared, **keys, **params)

    def value(self, statement: Prepared, **params: Any) -> Any:
        """The first value of the first row, or ``None``."""
        found = self.rows(statement, **params)
        return found[0][0] if found else None

    def run(self, statement: Prepared, **params: Any) -> int:
        """Write, and answer how many rows were touched."""
        self._answers.clear()
        return int(self._ask(statement, params).rowcount)

    def run_many(self, statement: Prepared, params: Sequence[Mapping[str, Any]]) -> None:
        """Write one statement with many parameters."""
        if not params:
            return
        words, values, is_list = statement.for_all(self.dialect, params)
        if is_list:
            self._answers.clear()
            self.connection.cursor().executemany(words, values)
        else:
            self.say(words, values)

    def say(self, words: str, values: Any) -> None:
        """Write by a statement in the words of this database."""
        self._answers.clear()
        self.connection.execute(words, values)


def table(name: str) -> Table:
    """A table of the schema by its name."""
    return METADATA.tables[name]


@cache
def inserting(name: str, columns: tuple[str, ...]) -> Prepared:
    """``INSERT`` of the named columns."""
    words = f"INSERT INTO {name} ({', '.join(columns)}) SELECT * FROM {_given(name, columns)}"
    return Prepared(insert(table(name)).inline(), columns, Words(text=words, numbered=columns))


@cache
def updating(name: str, columns: tuple[str, ...], only_drafts: bool = False, only_within: bool = False) -> Prepared:
    """``UPDATE`` of the named columns of the row whose primary key is ``:key`` (further parts: ``:key_1`` …).

    ``only_drafts`` leaves handed-in nominations alone, ``only_within`` the rows of other organisations than ``:within``.
    """
    target = table(name)
    statement = update(target)
    keys = list(target.primary_key.columns)
    for place, part in enumerate(keys):
        statement = statement.where(part == bindparam(f"key_{place}" if place else "key"))
    if only_drafts:
        statement = statement.where(target.c.head.is_(None))
    if only_within:
        statement = statement.where(target.c.organisation_id == bindparam("within"))
    if only_drafts or only_within or len(keys) > 1:
        return Prepared(statement, columns)
    key = keys[0].name
    changes = ", ".join(f"{each} = given.{each}" for each in columns)
    words = f"UPDATE {name} SET {changes} FROM {_given(name, columns, key)} WHERE {name}.{key} = given.key"
    return Prepared(statement, columns, Words(text=words, numbered=(*columns, "key")))


def _given(name: str, columns: Sequence[str], key: str = "") -> str:
    """Rows that are handed to PostgreSQL as one array for each column."""
    types = {each: table(name).c[each].type for each in columns} | ({"key": table(name).c[key].type} if key else {})
    arrays = ", ".join(f"${n}::{_array_of(each)}" for n, each in enumerate(types.values(), start=1))
    return f"unnest({arrays}) AS given ({', '.join(types)})"


def _array_of(kind: Any) -> str:
    if isinstance(kind, LargeBinary):
        return "bytea[]"
    return "bigint[]" if isinstance(kind, Integer) else "text[]"


Batches = Mapping[tuple[str, tuple[str, ...]], Sequence[Mapping[str, Any]]]
"""Rows to be inserted, by their table and columns."""


def insert_all(driver: Driver, rows: Iterable[tuple[str, Mapping[str, Any]]]) -> None:
    """Insert rows of any tables, one statement per table and set of columns, in the order the tables first appear."""
    batches: dict[tuple[str, tuple[str, ...]], list[Mapping[str, Any]]] = {}
    for name, row in rows:
        batches.setdefault((name, tuple(row)), []).append(row)
    insert_batches(driver, batches)


def insert_batches(driver: Driver, batches: Batches) -> None:
    """The same of rows that are sorted already.

    Single rows of several tables are one statement on PostgreSQL: each statement of its own costs more there than its row.
    """
    if driver.dialect == "postgresql" and len(batches) > 1 and all(len(batch) == 1 for batch in batches.values()):
        values = [value for (row,) in batches.values() for value in row.values()]
        driver.say(_inserting_together(tuple(batches)), values)
        return
    for (name, columns), batch in batches.items():
        driver.run_many(inserting(name, columns), batch)


@cache
def _inserting_together(kinds: tuple[tuple[str, tuple[str, ...]], ...]) -> str:
    number = count(1)
    *beside, last = (
        f"INSERT INTO {name} ({', '.join(columns)}) VALUES ({', '.join(f'${next(number)}' for _ in columns)})"
        for name, columns in kinds
    )
    return f"WITH {', '.join(f'beside_{n} AS ({words})' for n, words in enumerate(beside))} {last}"
