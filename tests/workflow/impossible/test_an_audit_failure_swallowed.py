"""Impossible: an audit failure swallowed while the action goes through.

The failures are real: a right taken away, a full disk, a database that refuses the row of one action of several.
"""

from __future__ import annotations

import ast
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.pool import NullPool

from states.vocabulary import Role, State, UnitKind
from tests.support.postgres import PostgresDatabase
from tests.support.source import python_sources
from tests.support.world import World
from workflow.commands.administration.add_unit import AddUnit
from workflow.commands.decision.sign_decision import SignDecision
from workflow.engine import execute_all
from workflow.ids import new_id
from workflow.ledger.tiles import WIDTH
from workflow.ledger.verify import verify
from workflow.models.schema import CASES, KEPT, LOG, ROWS
from workflow.store import Store

WRITTEN_TO = ("ledger_leaf", "ledger_detail", "ledger_node", "outbox")


def contents(store: Store) -> dict[str, list[Any]]:
    """Everything in the database, in no order that a failed write could change."""
    with store.reading() as driver:
        return {
            name: sorted(map(repr, driver.connection.execute(f"SELECT * FROM {name}").fetchall()))
            for name in (*CASES, *ROWS, *LOG, *KEPT, "ledger_detail")
        }


def about_to_fill_a_tile(store: Store) -> World:
    """A commune whose next entry but one completes a tile of the tree, so that it writes a node too."""
    world = World.open(store)
    signed = world.draft_decision([world.bring(world.draft(), State.BEFORE_CHAIRMAN)])
    world.number(signed)
    missing = WIDTH - 2 - verify(store).size
    units = [
        AddUnit(on=new_id(), kind=UnitKind.VILLAGE, name=f"Thôn {n}", valid_from="2024-01-01") for n in range(missing)
    ]
    execute_all(store, units, actor=world.operator, at=world.at)
    world.units["signed"] = signed
    return world


def sign(world: World) -> None:
    """The chairman signs: two entries, the decision's and the award's."""
    key = world.units["signed"]
    command = SignDecision(on=key, seen=world.seen(key, SignDecision.subject))
    world.do(command, world.actor(Role.CHAIRMAN))


def nothing_goes_through(world: World, failing: Any) -> None:
    """While something fails the action does; afterwards it is carried out as if nothing had been."""
    before = contents(world.store)
    with failing, pytest.raises(Exception, match=r"permission denied|disk is full|out of order"):
        sign(world)
    assert contents(world.store) == before
    assert verify(world.store).findings == ()
    sign(world)
    report = verify(world.store)
    assert (report.size, report.findings) == (WIDTH, ())


@contextmanager
def trigger(url: str, table: str, condition: str = "true") -> Iterator[None]:
    """The table refuses new rows, as if something in its storage were broken."""
    engine = create_engine(url, poolclass=NullPool)
    if engine.dialect.name == "sqlite":
        body = "BEGIN SELECT RAISE(ABORT, 'out of order'); END"
        made = [f"CREATE TRIGGER broken BEFORE INSERT ON {table} WHEN {condition} {body}"]
        undone = ["DROP TRIGGER broken"]
    else:
        body = "BEGIN RAISE EXCEPTION 'out of order'; END"
        rows = f"BEFORE INSERT ON {table} FOR EACH ROW WHEN ({condition})"
        made = [
            f"CREATE FUNCTION broken() RETURNS trigger LANGUAGE plpgsql AS $$ {body} $$",
            f"CREATE TRIGGER broken {rows} EXECUTE FUNCTION broken()",
        ]
        undone = ["DROP FUNCTION broken() CASCADE"]
    with engine.begin() as connection:
        for statement in made:
            connection.execute(text(statement))
    yield
    with engine.begin() as connection:
        for statement in undone:
            connection.execute(text(statement))


@contextmanager
def without_right(database: PostgresDatabase, table: str) -> Iterator[None]:
    """The application may no longer write into the table."""
    engine = create_engine(database.owner_url, poolclass=NullPool)
    with engine.begin() as connection:
        connection.execute(text(f"REVOKE INSERT ON {table} FROM {database.app_role}"))
    yield
    with engine.begin() as connection:
        connection.execute(text(f"GRANT INSERT ON {table} TO {database.app_role}"))


@contextmanager
def full_disk(store: Store, pages: int) -> Iterator[None]:
    """The file may grow by a few pages only; the limit stands on the store's one writing connection."""
    limit(store, f"(SELECT {pages} + page_count FROM pragma_page_count)")
    yield
    limit(store, "4294967294")


def limit(store: Store, pages: str) -> None:
    """Set how many pages the file may have."""
    with store.writing("") as driver:
        ((count,),) = driver.connection.execute(f"SELECT {pages}").fetchall()
        driver.connection.execute(f"PRAGMA max_page_count = {count}")


@pytest.mark.parametrize("table", WRITTEN_TO)
def test_a_broken_table_on_sqlite(sqlite_store: Store, table: str) -> None:
    world = about_to_fill_a_tile(sqlite_store)
    nothing_goes_through(world, trigger(sqlite_store.url.render_as_string(), table))


@pytest.mark.parametrize("table", WRITTEN_TO)
def test_a_broken_table_on_postgresql(postgres_store: Store, postgres_database: PostgresDatabase, table: str) -> None:
    world = about_to_fill_a_tile(postgres_store)
    nothing_goes_through(world, trigger(postgres_database.owner_url, table))


@pytest.mark.parametrize("table", WRITTEN_TO)
def test_a_right_taken_away(postgres_store: Store, postgres_database: PostgresDatabase, table: str) -> None:
    world = about_to_fill_a_tile(postgres_store)
    nothing_goes_through(world, without_right(postgres_database, table))


def test_the_second_entry_of_two_fails(sqlite_store: Store) -> None:
    """The decision's own entry is in; the award's is not: neither stays."""
    world = about_to_fill_a_tile(sqlite_store)
    url = sqlite_store.url.render_as_string()
    nothing_goes_through(world, trigger(url, "outbox", "NEW.action = 'award'"))


@pytest.mark.parametrize("pages", range(3))
def test_a_full_disk(sqlite_store: Store, pages: int) -> None:
    world = about_to_fill_a_tile(sqlite_store)
    before = contents(sqlite_store)
    done = 0
    with full_disk(sqlite_store, pages):
        while True:
            unit = AddUnit(on=new_id(), kind=UnitKind.VILLAGE, name="Thôn Mới " * 40, valid_from="2024-01-01")
            try:
                world.do(unit, world.operator)
            except sqlite3.OperationalError as error:
                assert "disk is full" in str(error)
                break
            done += 1
    report = verify(sqlite_store)
    assert (report.size, report.findings) == (WIDTH - 2 + done, ())
    assert len(contents(sqlite_store)["unit"]) == len(before["unit"]) + done
    sign(world)


def test_of_many_orders_none_stays_when_one_entry_fails(sqlite_store: Store) -> None:
    world = World.open(sqlite_store)
    units = [AddUnit(on=new_id(), kind=UnitKind.VILLAGE, name=f"Thôn {n}", valid_from="2024-01-01") for n in range(9)]
    before = contents(sqlite_store)
    failing = trigger(sqlite_store.url.render_as_string(), "ledger_detail", f"NEW.object_id = '{units[-1].on}'")
    with failing, pytest.raises(Exception, match="out of order"):
        execute_all(sqlite_store, units, actor=world.operator, at=world.at)
    assert contents(sqlite_store) == before


def test_nothing_on_the_way_to_the_commit_catches_anything() -> None:
    """No ``try``, no ``suppress`` in the files that write an action and its entry."""
    on_the_way = tuple(f"workflow/{name}.py" for name in ("engine", "writing", "ledger/log", "ledger/tiles", "sql"))
    sources = {source.path: source for source in python_sources(["workflow"]) if source.path in on_the_way}
    assert set(sources) == set(on_the_way)
    for path, source in sources.items():
        caught = [node for node in ast.walk(source.tree) if isinstance(node, ast.Try) and node.handlers]
        assert not caught, path
        assert "suppress" not in source.text, path
