"""What is asked in advance is answered under the lock, once, and never after a write; what goes together fails together."""

from __future__ import annotations

import sqlite3

import psycopg
import pytest
from sqlalchemy import bindparam, select

from tests.support.world import World
from workflow.ids import new_id
from workflow.models.organisation import Unit
from workflow.sql import Driver, Prepared, Question, inserting, updating
from workflow.store import Store

NAME = Prepared(select(Unit.name).where(Unit.id == bindparam("key")))
ONE = Prepared(select(Unit.id, Unit.name).where(Unit.id == bindparam("key")))
OTHER = Prepared(select(Unit.name, Unit.id).where(Unit.id == bindparam("id")))
ALL = Prepared(select(Unit.id).order_by(Unit.sort_key, Unit.id))
DUPLICATES = (sqlite3.IntegrityError, psycopg.IntegrityError)


def test_an_answer_in_advance_is_not_given_after_a_write(store: Store) -> None:
    world = World.open(store, members=1)
    unit = world.units["thon-dong"]
    asked = Question(NAME, {"key": unit})
    with store.writing(world.organisation_id, foreseen=lambda: [asked]) as driver:
        driver.run(updating("unit", ("name",)), key=unit, name="Thôn Mới")
        assert driver.value(NAME, key=unit) == "Thôn Mới"
    with store.writing(world.organisation_id, foreseen=lambda: [asked]) as driver:
        assert driver.value(NAME, key=unit) == "Thôn Đông", "what was not committed is gone"
        with driver.at_once():
            driver.run_many(updating("unit", ("name",)), [{"key": unit, "name": "Thôn Mới"}])
        assert driver.value(NAME, key=unit) == "Thôn Mới"
        assert driver.value(NAME, key="nowhere") is None


def test_what_nobody_asks_for_does_no_harm(store: Store) -> None:
    world = World.open(store, members=1)
    unit = world.units["thon-dong"]
    with store.writing(world.organisation_id, foreseen=lambda: [Question(NAME, {"key": "nowhere"})]) as driver:
        assert driver.value(NAME, key=unit) == driver.value(NAME, key=unit) == "Thôn Đông"


def test_each_question_gets_its_own_answer(store: Store) -> None:
    world = World.open(store, members=1)
    unit, other = list(world.units.values())[:2]
    asked = [
        Question(ONE, {"key": "nowhere"}), Question(ALL, {}), Question(OTHER, {"id": other}), Question(ONE, {"key": unit})
    ]  # fmt: skip
    with store.reading() as driver:
        plain = [driver.rows(each.statement, **each.params) for each in asked]
    with store.writing(world.organisation_id, foreseen=lambda: asked) as driver:
        assert [driver.rows(each.statement, **each.params) for each in reversed(asked)] == plain[::-1]
    assert [len(rows) for rows in plain] == [0, len(world.units), 1, 1]


@pytest.mark.parametrize("is_first", [True, False])
def test_what_goes_together_fails_together(store: Store, is_first: bool) -> None:
    world = World.open(store, members=1)
    mark = {"id": new_id(), "organisation_id": world.organisation_id, "at": 1, "action": "submit", "entry": 0,
            "object_id": "x", "actor_id": "y"}  # fmt: skip
    with pytest.raises(DUPLICATES), store.writing(world.organisation_id) as driver, driver.at_once():
        for row in [mark, mark] if is_first else [mark, {**mark, "id": new_id()}, mark]:
            driver.run_many(inserting("outbox", tuple(row)), [row])
        driver.connection.execute("COMMIT")
    with store.reading() as driver:
        assert driver.connection.execute("SELECT count(*) FROM outbox WHERE object_id = 'x'").fetchone()[0] == 0


def test_the_connection_is_as_good_as_new_after_a_refusal(store: Store) -> None:
    world = World.open(store, members=1)
    with pytest.raises(DUPLICATES):
        _twice(store, world)
    world.submit(world.draft())


def _twice(store: Store, world: World) -> None:
    with store.writing(world.organisation_id) as driver:
        _insert_twice(driver, world)


def _insert_twice(driver: Driver, world: World) -> None:
    with driver.at_once():
        for _ in range(2):
            row = {"id": world.units["thon-dong"], "organisation_id": world.organisation_id}
            driver.run_many(inserting("outbox", ("id", "organisation_id", "entry", "action", "object_id", "actor_id", "at")),
                            [{**row, "entry": 0, "action": "submit", "object_id": "x", "actor_id": "y", "at": 1}])  # fmt: skip
