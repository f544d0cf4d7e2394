"""Whoever changes, deletes or adds a single value behind the engine's back is found, and the place is named."""

from __future__ import annotations

import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, replace
from itertools import zip_longest
from pathlib import Path
from typing import Any

import pytest

from states.vocabulary import UnitKind
from tests.support.chronicle import live_through, sign_with_file
from tests.support.world import World
from workflow.commands.administration.add_unit import AddUnit
from workflow.engine import execute_all
from workflow.ids import new_id
from workflow.ledger.checkpoint import TreeHead
from workflow.ledger.findings import sentence
from workflow.ledger.history import COLUMNS
from workflow.ledger.log_audit import Known
from workflow.ledger.note import SigningKey, signed
from workflow.ledger.tree import leaf_hash, root_of
from workflow.ledger.verify import Report, verify
from workflow.models.schema import CASES, METADATA, ROWS
from workflow.store import Store

AUDITED = (*CASES, *ROWS)
EVERY_DAY = ("nomination", "vote", "decision")
"""Changed value by value in the suite of every day, all others so in ``make soak``."""
STRANGER = "a" * 26


@pytest.fixture(scope="module")
def lived(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A commune with a row in every audited table, whose database has lost all its guards."""
    folder = tmp_path_factory.mktemp("lived")
    path = shutil.copy(sqlite_template, folder / "lived.db")
    with closing(Store(f"sqlite:///{path}", files=folder / "files")) as store:
        world = World.open(store)
        sign_with_file(world, live_through(world)["correction"])
        drop_guards(store)
        yield store


def drop_guards(store: Store) -> None:
    """What an administrator of the database can do to every guard."""
    with opened(store) as connection:
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f"DROP TRIGGER {name}")


@contextmanager
def opened(store: Store) -> Iterator[sqlite3.Connection]:
    """The file opened by somebody who is bound by nothing."""
    with closing(sqlite3.connect(str(store.url.database), isolation_level=None)) as connection:
        for pragma in ("foreign_keys=OFF", "ignore_check_constraints=ON", "synchronous=OFF"):
            connection.execute(f"PRAGMA {pragma}")
        yield connection


@contextmanager
def tampered(store: Store, name: str, rowid: int, statement: str, *values: Any) -> Iterator[Report]:
    """The report after one statement; the row, and whatever was added, is put back afterwards."""
    with behind(store, name, rowid, statement, *values):
        yield verify(store)


@contextmanager
def behind(store: Store, name: str, rowid: int, statement: str, *values: Any) -> Iterator[None]:
    """One statement behind the engine's back; the row, and whatever was added, is put back afterwards."""
    with opened(store) as connection:
        last = connection.execute(f"SELECT max(rowid) FROM {name}").fetchone()[0]
        row = connection.execute(f"SELECT rowid, * FROM {name} WHERE rowid = ?", (rowid,)).fetchone()
        connection.execute(statement, values)
        try:
            yield
        finally:
            connection.execute(f"DELETE FROM {name} WHERE rowid = ? OR rowid > ?", (rowid, last))
            columns = ", ".join(["rowid", *(column.name for column in METADATA.tables[name].columns)])
            marks = ", ".join("?" * len(row))
            connection.execute(f"INSERT INTO {name} ({columns}) VALUES ({marks})", row)


def another(value: Any, column: Any) -> Any:
    """A value of the same kind that is not the same."""
    if isinstance(value, bytes):
        return bytes([value[0] ^ 1]) + value[1:]
    if isinstance(value, int):
        return value + 1
    if value is None:
        return {int: 7, str: "x", bytes: b"x"}[column.type.python_type]
    return STRANGER if column.name == "id" or column.foreign_keys else f"{value}x"


def row_in(store: Store, name: str, where: str = "1 = 1") -> tuple[int, dict[str, Any]]:
    """One row of a table with its rowid, the one in the middle."""
    with opened(store) as connection:
        connection.row_factory = sqlite3.Row
        rows = connection.execute(f"SELECT rowid AS number_of_row, * FROM {name} WHERE {where}").fetchall()
    row = dict(rows[len(rows) // 2])
    return row.pop("number_of_row"), row


def assert_named(report: Report, *places: str) -> None:
    """The report is not whole, its first finding is at one of the places, and all of them can be said."""
    assert not report.is_whole
    assert report.findings[0].place in places, report.findings[:3]
    for finding in report.findings:
        assert sentence(finding, "vi") and sentence(finding, "en")


def test_the_untouched_commune_is_whole(lived: Store) -> None:
    report = verify(lived)
    assert report.findings == ()
    assert report.is_whole
    assert report.drafts == 3


@dataclass(frozen=True)
class Forged:
    """One value of one row, changed; any of ``places`` may be named for it."""

    table: str
    rowid: int
    change: str
    value: Any
    places: tuple[str, ...]

    @property
    def said(self) -> tuple[Any, ...]:
        """What ``behind`` and ``tampered`` are told."""
        return self.table, self.rowid, self.change, self.value, self.rowid


def forgeries(store: Store, name: str) -> Iterator[Forged]:
    """Every column of one row of a table: another value, and none where it may be none."""
    rowid, row = row_in(store, name, "state <> 'draft'" if name == "nomination" else "1 = 1")
    for column in METADATA.tables[name].columns:
        if column.name == "id":
            places: tuple[str, ...] = (f"{name}/{row['id']}", f"{name}/{STRANGER}")
        else:
            places = (f"{name}/{row['id']}/{column.name}",)
        for value in {another(row[column.name], column), None} - {row[column.name]}:
            if value is not None or column.nullable:
                yield Forged(name, rowid, f"UPDATE {name} SET {column.name} = ? WHERE rowid = ?", value, places)


def test_every_changed_column_is_named_though_other_tables_are_changed_too(lived: Store) -> None:
    """One value of each table at a time; one by one they are changed in ``make soak``."""
    rounds = list(zip_longest(*(list(forgeries(lived, name)) for name in AUDITED)))
    unnamed = []
    for forged in rounds:
        with ExitStack() as stack:
            for each in filter(None, forged):
                stack.enter_context(behind(lived, *each.said))
            report = verify(lived)
        found = {finding.place for finding in report.findings}
        unnamed += [each for each in filter(None, forged) if found.isdisjoint(each.places)]
    assert unnamed == []
    assert verify(lived).is_whole


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=() if name in EVERY_DAY else pytest.mark.soak) for name in AUDITED]
)
def test_every_changed_column_is_named(lived: Store, name: str) -> None:
    for forged in forgeries(lived, name):
        with tampered(lived, *forged.said) as report:
            assert_named(report, *forged.places)


@pytest.mark.parametrize("name", AUDITED)
def test_a_deleted_row_is_named(lived: Store, name: str) -> None:
    rowid, row = row_in(lived, name, "state <> 'draft'" if name == "nomination" else "1 = 1")
    with tampered(lived, name, rowid, f"DELETE FROM {name} WHERE rowid = ?", rowid) as report:
        assert_named(report, f"{name}/{row['id']}")


@pytest.mark.parametrize("name", AUDITED)
def test_an_added_row_is_named(lived: Store, name: str) -> None:
    rowid, row = row_in(lived, name, "state <> 'draft'" if name == "nomination" else "1 = 1")
    table = METADATA.tables[name]
    unique = {column.name for key in table.constraints for column in getattr(key, "columns", ())} & set(row)
    changed = {key: another(row[key], table.columns[key]) for key in unique if row[key] is not None}
    copy = {**row, **changed, "id": STRANGER}
    if name in CASES:
        copy["organisation_id"] = row["organisation_id"]
    add = f"INSERT INTO {name} ({', '.join(copy)}) VALUES ({', '.join('?' * len(copy))})"
    with tampered(lived, name, rowid, add, *copy.values()) as report:
        assert_named(report, f"{name}/{STRANGER}")


@pytest.mark.parametrize("value", ["CAST(x'ff' AS TEXT)", "x'00'", "1.5"])
def test_a_value_of_another_kind_is_named(lived: Store, value: str) -> None:
    rowid, row = row_in(lived, "vote")
    with tampered(lived, "vote", rowid, f"UPDATE vote SET choice = {value} WHERE rowid = ?", rowid) as report:
        assert_named(report, f"vote/{row['id']}/choice")


@pytest.mark.parametrize("value", ["'told'", "x'ff'"])
def test_what_no_audit_can_read_is_a_finding_and_keeps_it_from_nothing(lived: Store, value: str) -> None:
    """Whoever forges a value over which the code stumbles would else keep every nightly audit from its end."""
    with opened(lived) as connection:
        log_id, told = connection.execute("SELECT organisation_id, max(entry) FROM outbox GROUP BY 1").fetchone()
        connection.execute(f"UPDATE outbox SET entry = {value} WHERE entry = ?", (told,))
        report = verify(lived)
        connection.execute(f"UPDATE outbox SET entry = ? WHERE entry = {value}", (told,))
    assert_named(report, f"outbox/{log_id}")
    assert [finding.code for finding in report.findings] == ["audit_stumbled"]
    log, found = report.logs[0], report.findings[0]
    let_pass = replace(log, known=Known(findings=frozenset({(found.code, found.place, found.seen)}), count=1))
    assert replace(report, logs=(let_pass,)).news(log_id)


def test_a_history_undone_to_a_draft_is_named(lived: Store) -> None:
    rowid, row = row_in(lived, "nomination", "state = 'conferred'")
    undo = (
        "UPDATE nomination SET state = 'draft', head = NULL, entries = 0, changed = NULL, code = NULL WHERE rowid = ?"
    )
    with tampered(lived, "nomination", rowid, undo, rowid) as report:
        assert_named(report, *(f"nomination/{row['id']}/{column}" for column in COLUMNS["nomination"]))


@pytest.mark.parametrize("column", [column.name for column in METADATA.tables["ledger_leaf"].columns])
def test_a_changed_entry_is_named(lived: Store, column: str) -> None:
    rowid, row = row_in(lived, "ledger_leaf")
    value = another(row[column], METADATA.tables["ledger_leaf"].columns[column]) if column != "idx" else 10_000
    change = f"UPDATE ledger_leaf SET {column} = ? WHERE rowid = ?"
    with tampered(lived, "ledger_leaf", rowid, change, value, rowid) as report:
        assert_named(report, f"ledger_leaf/{row['idx']}")


@pytest.mark.parametrize("name", ["ledger_leaf", "ledger_detail"])
def test_a_log_named_by_bytes_is_named(lived: Store, name: str) -> None:
    rowid, row = row_in(lived, name)
    change = f"UPDATE {name} SET log_id = CAST(log_id AS BLOB) WHERE rowid = ?"
    with tampered(lived, name, rowid, change, rowid) as report:
        assert_named(report, f"{name}/{row['idx']}")


def test_an_entry_rewritten_with_its_hash_is_named(lived: Store) -> None:
    rowid, row = row_in(lived, "ledger_leaf", "CAST(entry AS TEXT) LIKE '%cast_vote%'")
    entry = re.sub(rb'"at":(\d+)', lambda at: b'"at":%d' % (int(at[1]) + 1), row["entry"])
    change = "UPDATE ledger_leaf SET entry = ?, hash = ? WHERE rowid = ?"
    forged = leaf_hash(entry)
    with tampered(lived, "ledger_leaf", rowid, change, entry, forged, rowid) as report:
        assert not report.is_whole
        assert report.findings[0].code == "previous_broken"
        assert report.findings[0].facts["index"] > row["idx"]


@pytest.mark.parametrize("where", ["idx = 0", "idx = 60", "idx = (SELECT max(idx) FROM ledger_leaf)"])
def test_a_deleted_entry_is_named(lived: Store, where: str) -> None:
    rowid, row = row_in(lived, "ledger_leaf", where)
    with tampered(lived, "ledger_leaf", rowid, "DELETE FROM ledger_leaf WHERE rowid = ?", rowid) as report:
        assert_named(report, f"ledger_leaf/{row['idx']}", f"ledger_detail/{row['idx']}")


def test_an_added_entry_is_named(lived: Store) -> None:
    rowid, row = row_in(lived, "ledger_leaf", "idx = (SELECT max(idx) FROM ledger_leaf)")
    add = "INSERT INTO ledger_leaf SELECT log_id, idx + 1, entry, hash FROM ledger_leaf WHERE rowid = ?"
    with tampered(lived, "ledger_leaf", rowid, add, rowid) as report:
        assert_named(report, f"ledger_leaf/{row['idx'] + 1}")


@pytest.mark.parametrize("column", [column.name for column in METADATA.tables["ledger_detail"].columns])
def test_a_changed_detail_is_named(lived: Store, column: str) -> None:
    rowid, row = row_in(lived, "ledger_detail")
    value = another(row[column], METADATA.tables["ledger_detail"].columns[column]) if column != "idx" else 10_000
    change = f"UPDATE ledger_detail SET {column} = ? WHERE rowid = ?"
    places = (f"ledger_leaf/{row['idx']}", f"ledger_detail/{row['idx']}")
    with tampered(lived, "ledger_detail", rowid, change, value, rowid) as report:
        assert_named(report, *places)
    if column in ("account_id", "salt", "detail"):
        with tampered(lived, "ledger_detail", rowid, change, None, rowid) as report:
            assert_named(report, *places)


def test_a_deleted_or_added_detail_is_named(lived: Store) -> None:
    rowid, row = row_in(lived, "ledger_detail")
    with tampered(lived, "ledger_detail", rowid, "DELETE FROM ledger_detail WHERE rowid = ?", rowid) as report:
        assert_named(report, f"ledger_detail/{row['idx']}")
    columns = "log_id, 10000, object_id, account_id, salt, detail, erased_by"
    add = f"INSERT INTO ledger_detail SELECT {columns} FROM ledger_detail WHERE rowid = ?"
    with tampered(lived, "ledger_detail", rowid, add, rowid) as report:
        assert_named(report, "ledger_detail/10000")


def test_a_changed_declaration_is_named(lived: Store) -> None:
    rowid, row = row_in(lived, "ledger_log")
    for column, value in (("id", STRANGER), ("origin", "elsewhere.example/log/x")):
        change = f"UPDATE ledger_log SET {column} = ? WHERE rowid = ?"
        with tampered(lived, "ledger_log", rowid, change, value, rowid) as report:
            assert not report.is_whole
            assert report.findings[0].place.split("/")[0] in ("ledger_log", "ledger_leaf")
    with tampered(lived, "ledger_log", rowid, "DELETE FROM ledger_log WHERE rowid = ?", rowid) as report:
        assert_named(report, f"ledger_log/{row['id']}")
    add = "INSERT INTO ledger_log VALUES (?, 'other')"
    with tampered(lived, "ledger_log", rowid, add, STRANGER) as report:
        assert not report.is_whole
        assert any(finding.place == f"ledger_log/{STRANGER}" for finding in report.findings)


@pytest.fixture
def long_log(sqlite_store: Store) -> Store:
    """A log long enough for a tile hash, with two published heads; its database has lost its guards."""
    world = World.open(sqlite_store)
    units = [
        AddUnit(on=new_id(), kind=UnitKind.VILLAGE, name=f"Thôn {number}", valid_from="2024-01-01")
        for number in range(600)
    ]
    execute_all(sqlite_store, units, actor=world.operator, at=world.at)
    drop_guards(sqlite_store)
    return sqlite_store


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE ledger_node SET hash = zeroblob(32) WHERE idx = 1",
        "UPDATE ledger_node SET lvl = 2 WHERE idx = 1",
        "UPDATE ledger_node SET idx = 2 WHERE idx = 1",
        "UPDATE ledger_node SET log_id = 'x' WHERE idx = 1",
        "DELETE FROM ledger_node WHERE idx = 1",
    ],
)
def test_a_changed_tile_is_named(long_log: Store, change: str) -> None:
    assert verify(long_log).is_whole
    with opened(long_log) as connection:
        connection.execute(change)
    assert_named(verify(long_log), "ledger_node/1/1")


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ("UPDATE ledger_checkpoint SET root = zeroblob(32)", "ledger_checkpoint/300"),
        ("UPDATE ledger_checkpoint SET size = 299", "ledger_checkpoint/299"),
        ("UPDATE ledger_checkpoint SET size = 9999", "ledger_checkpoint/9999"),
        ("UPDATE ledger_checkpoint SET note = 'x'", "ledger_checkpoint/300"),
        ("UPDATE ledger_checkpoint SET log_id = 'x'", "ledger_log/x"),
    ],
)
def test_a_changed_head_is_named(long_log: Store, change: str, place: str) -> None:
    publish_head(long_log, 300)
    assert verify(long_log).is_whole
    with opened(long_log) as connection:
        connection.execute(change)
    assert_named(verify(long_log), place)


def test_a_published_head_convicts_a_log_that_was_cut_and_hashed_anew(long_log: Store) -> None:
    publish_head(long_log, verify(long_log).size)
    with opened(long_log) as connection:
        last = connection.execute("SELECT max(idx) FROM ledger_leaf").fetchone()[0]
        object_id = connection.execute("SELECT object_id FROM ledger_detail WHERE idx = ?", (last,)).fetchone()[0]
        connection.execute("DELETE FROM ledger_leaf WHERE idx = ?", (last,))
        connection.execute("DELETE FROM ledger_detail WHERE idx = ?", (last,))
        connection.execute("DELETE FROM unit WHERE id = ?", (object_id,))
    assert_named(verify(long_log), f"ledger_checkpoint/{last + 1}")


def publish_head(store: Store, size: int) -> None:
    """Lay down a head as a signer would have published it, with a key that nobody knows."""
    with opened(store) as connection:
        ((log_id, origin),) = connection.execute("SELECT id, origin FROM ledger_log").fetchall()
        hashes = connection.execute("SELECT hash FROM ledger_leaf WHERE idx < ? ORDER BY idx", (size,)).fetchall()
        root = root_of(sealed for (sealed,) in hashes)
        note = bytes(signed(TreeHead(origin, size, root).text, [SigningKey.make(origin)])).decode()
        connection.execute("INSERT INTO ledger_checkpoint VALUES (?, ?, ?, ?)", (log_id, size, root, note))


def test_every_audited_table_is_compared() -> None:
    assert set(COLUMNS) == set(AUDITED)
