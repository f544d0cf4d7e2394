"""What the database itself refuses, found out by trying, whoever's hands it is in."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any

import psycopg
import pytest
from sqlalchemy import Engine, NullPool, UniqueConstraint, create_engine, make_url, select, text, update
from sqlalchemy.exc import DBAPIError

from tests.support.history import lay_down, set_of_rows
from workflow.models.schema import ALARMS, CASES, KEPT, LOG, METADATA, ROWS
from workflow.protection import absent

INSERT_ONLY = (*ROWS, *LOG)
HISTORY = (*INSERT_ONLY, *CASES, *ALARMS, "ledger_detail")
REFUSAL = re.compile(
    r"is never (changed|deleted|replaced)|keeps its id|only ever (erased|grows|ended)|grows by one entry"
    r"|permission denied|must be owner"
)


@dataclass(frozen=True)
class Hands:
    """A database, and the way somebody holds it."""

    engine: Engine
    whose: str

    @property
    def on_sqlite(self) -> bool:
        """Whether it is a file in somebody's hands."""
        return self.whose == "sqlite"

    def contents(self) -> dict[str, list[Any]]:
        """Everything that history holds."""
        with self.engine.connect() as connection:
            return {name: connection.execute(select(METADATA.tables[name])).all() for name in HISTORY}

    def succeed_with(self, attempt: str, **values: Any) -> bool:
        """Whether the database lets a statement pass. A refusal must be one of ours, no slip of the test's."""
        try:
            with self.engine.begin() as connection:
                connection.execute(text(attempt), values)
        except DBAPIError as error:
            assert REFUSAL.search(str(error.orig)), f"{attempt}: {error.orig}"
            return False
        return True


ON_POSTGRES = ("application", "owner", "superuser as replica")


@pytest.fixture(params=["sqlite", *(pytest.param(whose, marks=pytest.mark.postgres) for whose in ON_POSTGRES)])
def hands(request: pytest.FixtureRequest) -> Hands:
    """Two rows in every table, in the hands of everybody who could ever try."""
    if request.param == "sqlite":
        engine = create_engine(request.getfixturevalue("sqlite_url"), poolclass=NullPool)
    else:
        engine = on_postgres(request.getfixturevalue("postgres_database"), request.param)
    with engine.begin() as connection:
        lay_down(connection, 1)
        lay_down(connection, 2)
    return Hands(engine, request.param)


def on_postgres(database: Any, whose: str) -> Engine:
    """A connection as one of those who sign in on PostgreSQL."""
    if whose == "superuser as replica":
        options = {"options": "-c session_replication_role=replica"}
        return create_engine(database.superuser_url, poolclass=NullPool, connect_args=options)
    return create_engine(database.app_url if whose == "application" else database.owner_url, poolclass=NullPool)


@pytest.fixture
def unharmed(hands: Hands) -> Iterator[Hands]:
    """The same, and after the test all of history is compared with what it was."""
    before = hands.contents()
    yield hands
    assert hands.contents() == before


def keys(name: str) -> list[list[str]]:
    """The columns of the primary key and of every other key."""
    table = METADATA.tables[name]
    others = [each for each in table.constraints if isinstance(each, UniqueConstraint)]
    return [[column.name for column in each.columns] for each in (table.primary_key, *others)]


def insert_of(name: str, row: dict[str, Any]) -> str:
    """``INTO … VALUES …`` with named parameters."""
    return f"INTO {name} ({', '.join(row)}) VALUES ({', '.join(f':{column}' for column in row)})"


def passed(hands: Hands, names: tuple[str, ...], attempt: Callable[[str], str]) -> list[str]:
    """The tables that let the attempt pass."""
    return [name for name in names if hands.succeed_with(attempt(name), **set_of_rows(1)[name])]


def test_history_is_never_changed(unharmed: Hands) -> None:
    assert (
        passed(unharmed, INSERT_ONLY, lambda name: f"UPDATE {name} SET {keys(name)[0][0]} = {keys(name)[0][0]}") == []
    )


def test_history_is_never_deleted(unharmed: Hands) -> None:
    assert passed(unharmed, HISTORY, lambda name: f"DELETE FROM {name}") == []


def test_an_insert_never_turns_into_a_change(unharmed: Hands) -> None:
    names = HISTORY if unharmed.on_sqlite else INSERT_ONLY

    def attempt(name: str) -> str:
        (first, *_), row = keys(name)[0], set_of_rows(1)[name]
        conflict = ", ".join(keys(name)[0])
        return f"INSERT {insert_of(name, row)} ON CONFLICT ({conflict}) DO UPDATE SET {first} = excluded.{first}"

    assert passed(unharmed, names, attempt) == []


def test_a_case_keeps_its_id(unharmed: Hands) -> None:
    for column in ("id", "organisation_id"):
        assert passed(unharmed, CASES, lambda name, column=column: f"UPDATE {name} SET {column} = 'other'") == []


@pytest.mark.postgres
@pytest.mark.parametrize("hands", ON_POSTGRES, indirect=True)
def test_history_is_never_emptied(unharmed: Hands) -> None:
    assert passed(unharmed, HISTORY, lambda name: f"TRUNCATE {name} CASCADE") == []


@pytest.mark.postgres
@pytest.mark.parametrize("hands", ON_POSTGRES, indirect=True)
def test_history_does_not_fall_with_working_tables(unharmed: Hands) -> None:
    passed(unharmed, KEPT, lambda name: f"TRUNCATE {name} CASCADE")


@pytest.mark.parametrize("verb", ["REPLACE", "INSERT OR REPLACE"])
def test_nothing_is_replaced_in_a_file(sqlite_hands: Hands, verb: str) -> None:
    for name in HISTORY:
        for key in keys(name):
            newcomer = set_of_rows(3)[name]
            newcomer |= {column: set_of_rows(1)[name][column] for column in key}
            assert not sqlite_hands.succeed_with(f"{verb} {insert_of(name, newcomer)}", **newcomer), (name, key)


def test_nothing_is_replaced_by_its_row_number(sqlite_hands: Hands) -> None:
    for name in HISTORY:
        newcomer = set_of_rows(3)[name] | {"rowid": 1}
        assert not sqlite_hands.succeed_with(f"REPLACE {insert_of(name, newcomer)}", **newcomer), name


def test_no_case_is_displaced_by_another(sqlite_hands: Hands) -> None:
    for name in CASES:
        for key in [*keys(name), ["rowid"]]:
            taken = ", ".join(f"{column} = (SELECT {column} FROM {name} WHERE id = :one)" for column in key)
            attempt = f"UPDATE OR REPLACE {name} SET {taken} WHERE id = :two"
            ids = {"one": set_of_rows(1)[name]["id"], "two": set_of_rows(2)[name]["id"]}
            assert not sqlite_hands.succeed_with(attempt, **ids), (name, key)


@pytest.fixture
def sqlite_hands(sqlite_url: str) -> Iterator[Hands]:
    """A file in somebody's hands; after the test all of history is compared with what it was."""
    hands = Hands(create_engine(sqlite_url, poolclass=NullPool), "sqlite")
    with hands.engine.begin() as connection:
        lay_down(connection, 1)
        lay_down(connection, 2)
    before = hands.contents()
    yield hands
    assert hands.contents() == before


def leaf(index: int) -> dict[str, Any]:
    """An entry of the first log."""
    return set_of_rows(1)["ledger_leaf"] | {"idx": index}


def test_the_log_has_no_gaps(unharmed: Hands) -> None:
    verbs = ["INSERT", "INSERT OR REPLACE", "INSERT OR IGNORE"] if unharmed.on_sqlite else ["INSERT"]
    for index in (-1, 0, 2, 7):
        entry = leaf(index)
        assert not any(unharmed.succeed_with(f"{verb} {insert_of('ledger_leaf', entry)}", **entry) for verb in verbs)


def test_the_log_grows(hands: Hands) -> None:
    assert all(hands.succeed_with(f"INSERT {insert_of('ledger_leaf', leaf(index))}", **leaf(index)) for index in (1, 2))


@pytest.mark.postgres
@pytest.mark.parametrize("hands", ON_POSTGRES, indirect=True)
def test_a_table_of_the_same_name_does_not_answer_for_the_log(unharmed: Hands) -> None:
    with pytest.raises(DBAPIError, match="grows by one entry"), unharmed.engine.begin() as connection:
        connection.execute(text("CREATE TEMPORARY TABLE ledger_leaf AS SELECT CAST(:log AS text) AS log_id, 6 AS idx"),
                           {"log": leaf(7)["log_id"]})  # fmt: skip
        connection.execute(text(f"INSERT {insert_of('public.ledger_leaf', leaf(7))}"), leaf(7))


ERASE = "UPDATE ledger_detail SET detail = NULL, salt = NULL, erased_by = 1 WHERE log_id = :log_id AND idx = 0"


NO_ERASURE = (
    "detail = 'other'",
    "salt = 'other'",
    "account_id = 'other'",
    "object_id = 'other'",
    "idx = 9",
    "detail = NULL",
    "detail = NULL, salt = NULL",
    "detail = NULL, erased_by = 1",
    "detail = NULL, salt = NULL, erased_by = 0",
    "detail = NULL, salt = NULL, erased_by = 2",
    "detail = NULL, salt = NULL, erased_by = 1, object_id = 'other'",
    "detail = NULL, salt = NULL, erased_by = 1, account_id = 'other'",
)


def test_a_detail_is_never_rewritten(hands: Hands) -> None:
    assert hands.succeed_with(f"INSERT {insert_of('ledger_leaf', leaf(1))}", **leaf(1))
    before = hands.contents()
    for change in NO_ERASURE:
        attempt = f"UPDATE ledger_detail SET {change} WHERE log_id = :log_id"
        assert not hands.succeed_with(attempt, **leaf(1)), change
    assert hands.contents() == before


def test_a_detail_is_erased_once_by_a_later_entry(hands: Hands) -> None:
    assert not hands.succeed_with(ERASE, **leaf(0)), "the entry must be there first"
    assert hands.succeed_with(f"INSERT {insert_of('ledger_leaf', leaf(1))}", **leaf(1))
    assert hands.succeed_with(ERASE, **leaf(0))
    assert not hands.succeed_with(ERASE, **leaf(0))
    assert not hands.succeed_with("UPDATE ledger_detail SET detail = 'back', salt = 'back', erased_by = NULL")


def head(size: int) -> dict[str, Any]:
    """A tree head of the first log this house is a witness of."""
    return set_of_rows(1)["witness_head"] | {"size": size}


def test_a_witness_never_goes_back(hands: Hands) -> None:
    grown = [
        hands.succeed_with(f"INSERT {insert_of('witness_head', head(size))}", **head(size)) for size in (0, 7, 6, 7, 8)
    ]
    assert grown == [False, True, False, False, True]


NO_END = (
    "code = 'other'",
    "facts = 'other'",
    "at = 0",
    "ended_at = NULL",
    "ended_at = 9, code = 'other'",
    "log_id = NULL, ended_at = 9",
)


def test_an_alarm_is_ended_once_and_never_rewritten(hands: Hands) -> None:
    alarm = set_of_rows(1)["ledger_alarm"]
    for change in NO_END:
        assert not hands.succeed_with(f"UPDATE ledger_alarm SET {change} WHERE id = :id", **alarm), change
    end = "UPDATE ledger_alarm SET ended_at = 9 WHERE id = :id"
    assert hands.succeed_with(end, **alarm)
    assert not hands.succeed_with(end, **alarm)
    assert not hands.succeed_with("UPDATE ledger_alarm SET ended_at = NULL WHERE id = :id", **alarm)


def test_cases_are_changed(hands: Hands) -> None:
    for name in CASES:
        table = METADATA.tables[name]
        with hands.engine.begin() as connection:
            assert connection.execute(update(table).values(entries=2, head=7)).rowcount == 2, name


@pytest.mark.postgres
@pytest.mark.parametrize(
    "attempt",
    [
        "ALTER TABLE vote DISABLE TRIGGER vote_no_update",
        "ALTER TABLE vote DISABLE TRIGGER ALL",
        "DROP TRIGGER vote_no_update ON vote",
        "DROP TABLE vote",
        "DROP FUNCTION bangvang_refuse() CASCADE",
        "CREATE RULE lost AS ON INSERT TO vote DO INSTEAD NOTHING",
        "SET session_replication_role = replica",
        "UPDATE alembic_version SET version_num = '0'",
        "CREATE TABLE vote_again (id text)",
    ],
)
def test_the_application_has_no_hand_on_the_guards(postgres_database: Any, attempt: str) -> None:
    application = Hands(on_postgres(postgres_database, "application"), "application")
    assert not application.succeed_with(attempt)


@pytest.mark.postgres
@pytest.mark.parametrize("hands", ON_POSTGRES, indirect=True)
def test_the_log_is_not_copied_into(unharmed: Hands) -> None:
    for index in (0, 2, 7):
        row = leaf(index)
        with pytest.raises(psycopg.Error, match="grows by one entry"), unharmed.engine.connect() as connection:
            copying = f"COPY ledger_leaf ({', '.join(row)}) FROM STDIN"
            with connection.connection.cursor().copy(copying) as copy:
                copy.write_row(list(row.values()))


@pytest.mark.postgres
@pytest.mark.parametrize("hands", ["application"], indirect=True)
def test_a_detail_or_an_alarm_is_not_changed_by_an_insert(unharmed: Hands) -> None:
    for name, conflict, column in (("ledger_detail", "log_id, idx", "detail"), ("ledger_alarm", "id", "ended_at")):
        row = set_of_rows(1)[name]
        attempt = f"INSERT {insert_of(name, row)} ON CONFLICT ({conflict}) DO UPDATE SET {column} = excluded.{column}"
        assert not unharmed.succeed_with(attempt, **row), name


@pytest.mark.postgres
def test_the_application_owns_nothing_and_can_become_nobody_else(postgres_database: Any) -> None:
    application = Hands(on_postgres(postgres_database, "application"), "application")
    with application.engine.connect() as connection:
        for name, right in product(INSERT_ONLY, ("UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER")):
            asked = text("SELECT has_table_privilege(:name, :right)")
            assert not connection.scalar(asked, {"name": name, "right": right}), (name, right)
        owned = "SELECT count(*) FROM pg_class JOIN pg_roles ON relowner = pg_roles.oid WHERE rolname = current_user"
        assert connection.scalar(text(owned)) == 0
        powers = "SELECT rolsuper OR rolcreaterole OR rolcreatedb OR rolbypassrls OR rolreplication FROM pg_roles"
        assert connection.scalar(text(f"{powers} WHERE rolname = current_user")) is False
    owner = make_url(postgres_database.owner_url).username
    assert not application.succeed_with(f"SET ROLE {owner}")


@pytest.mark.postgres
@pytest.mark.parametrize("hands", ["owner"], indirect=True)
def test_a_guard_that_was_switched_off_is_missed(hands: Hands) -> None:
    with hands.engine.begin() as connection:
        assert absent(connection) == []
        for how in ("DISABLE TRIGGER", "ENABLE TRIGGER", "ENABLE REPLICA TRIGGER"):
            connection.execute(text(f"ALTER TABLE ledger_leaf {how} ledger_leaf_no_update"))
            assert absent(connection) == ["ledger_leaf_no_update"], how
        connection.execute(text("ALTER TABLE ledger_leaf ENABLE ALWAYS TRIGGER ledger_leaf_no_update"))
        assert absent(connection) == []
