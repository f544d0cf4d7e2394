"""Every attack of the table is carried out on a signed commune, and is named; on both databases."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pytest

from tests.support.postgres import PostgresDatabase
from tests.support.stores import load_schema
from tests.workflow.ledger.attacks.known import ATTACKS, Attack
from tests.workflow.ledger.attacks.page import (
    FILLED_BY,
    PAGE,
    PAPERS_AND_AID,
    UNVOUCHED,
    UNVOUCHED_BEGINS,
    UNVOUCHED_ENDS,
    table,
    unvouched,
)  # fmt: skip
from tests.workflow.ledger.attacks.scene import Lived, Scene, live
from workflow.ledger.findings import LANGUAGES, sentence
from workflow.ledger.history import COLUMNS
from workflow.ledger.verify import verify
from workflow.models.schema import LOG, METADATA
from workflow.store import Store

_LIVED: list[Lived] = []
EVERY = 3


@pytest.fixture(scope="module")
def lived(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Lived]]:
    """A year on SQLite, lived once; the file is copied for every attack."""
    folder = tmp_path_factory.mktemp("attacked")
    path = Path(shutil.copy(sqlite_template, folder / "lived.db"))
    with closing(Store(f"sqlite:///{path}", files=folder / "files")) as store:
        yield path, live(store, folder / "signer")


def load_lived(database: PostgresDatabase) -> None:
    """The same on PostgreSQL: a template that is copied for every attack."""
    load_schema(database)
    folder = Path(mkdtemp(prefix="attacked-"))
    with closing(Store(database.app_url, files=folder / "files")) as store:
        _LIVED.append(live(store, folder / "signer"))


@pytest.fixture
def scene_on_sqlite(lived: tuple[Path, Lived], tmp_path: Path) -> Iterator[Scene]:
    path, year = lived
    copy = tmp_path / "attacked.db"
    with closing(Store(f"sqlite:///{path}", files=tmp_path)) as store, store.reading() as driver:
        driver.connection.execute("SELECT 1")
        shutil.copy(path, copy)
        if (wal := Path(f"{path}-wal")).exists():
            shutil.copy(wal, f"{copy}-wal")
    with Scene.over(year, f"sqlite:///{copy}", tmp_path) as scene:
        yield scene


@pytest.fixture
def scene_on_postgres(fresh_postgres: Any, tmp_path: Path) -> Iterator[Scene]:
    database = fresh_postgres(load_lived)
    with Scene.over(_LIVED[-1], database.app_url, tmp_path, database.superuser_url) as scene:
        yield scene


@pytest.fixture
def scene(request: pytest.FixtureRequest, kind: str) -> Scene:
    found: Scene = request.getfixturevalue(f"scene_on_{kind}")
    return found


def on_both(number: int, attack: Attack) -> Iterator[Any]:
    """An attack on SQLite, and on PostgreSQL: every third one in the suite of every day, the others in ``make soak``."""
    yield pytest.param("sqlite", attack, id=f"sqlite-{attack.name}")
    marks = [pytest.mark.postgres] if number % EVERY == 0 else [pytest.mark.postgres, pytest.mark.soak]
    yield pytest.param("postgres", attack, id=f"postgres-{attack.name}", marks=marks)


EACH = pytest.mark.parametrize("kind", ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])


@EACH
def test_what_nobody_attacked_is_whole(scene: Scene) -> None:
    report = scene.report("key", "memory", "held", "witness")
    assert report.findings == ()
    assert report.logs[0].heads.cosignatures_checked == 1
    assert scene.size > 400


@pytest.mark.parametrize(
    ("kind", "attack"), [each for number, attack in enumerate(ATTACKS) for each in on_both(number, attack)]
)
def test_an_attack_is_named(scene: Scene, attack: Attack) -> None:
    attack.carry_out(scene)
    report = scene.report(attack.knowing)
    assert not report.is_whole
    found = {finding.code for finding in report.findings}
    assert attack.code in found, sorted(found)
    for finding in report.findings:
        assert all(sentence(finding, language) for language in LANGUAGES)


SWEPT = (
    "decision",
    "decision_line",
    "correction",
    "signature_file",
    "certificate",
    "fund_entry",
    "office",
    "nomination",
)
"""The tables that decisions and what follows them are kept in; of each a row that is full."""
FULL = {
    "decision": "signer_id IS NOT NULL", "office": "role = 'deputy_chairman'", "certificate": "version = 2",
    "fund_entry": "kind = 'recovery'", "nomination": "receiver IS NOT NULL",
}  # fmt: skip


def swept(scene: Scene) -> dict[str, dict[str, Any]]:
    """A row of each of these tables."""
    return {name: scene.one(name, FULL.get(name, "1 = 1")) for name in SWEPT}


def otherwise(value: Any, column: Any) -> Any:
    """A value of the same kind and length that is not the same."""
    if value is None:
        return 7 if column.type.python_type is int else "x"
    if isinstance(value, int):
        return value + 1
    return value[:-1] + ("x" if value[-1:] != "x" else "y")


@EACH
def test_each_column_of_what_follows_a_decision_is_held_against_the_log(scene: Scene) -> None:
    rows = swept(scene)
    for name, row in rows.items():
        others = {column: otherwise(value, METADATA.tables[name].c[column]) for column, value in row.items()}
        del others["id"]
        scene.change(name, f"id = '{row['id']}'", **others)
    report = verify(scene.store, limit=1000)
    places = {finding.place for finding in report.findings}
    changed = {f"{name}/{row['id']}/{column}" for name, row in rows.items() for column in row if column != "id"}
    assert changed - places == set()


@EACH
def test_each_row_of_what_follows_a_decision_is_missed(scene: Scene) -> None:
    rows = swept(scene)
    for name, row in rows.items():
        scene.remove(name, f"id = '{row['id']}'")
    missed = {finding.place for finding in scene.report().findings if finding.code == "row_missing"}
    assert missed >= {f"{name}/{row['id']}" for name, row in rows.items()}


def test_the_table_is_long_and_names_nothing_twice() -> None:
    assert len(ATTACKS) >= 60 and all(FILLED_BY)
    assert [name for name, count in Counter(each.name for each in ATTACKS).items() if count > 1] == []
    assert [words for words, count in Counter(each.words for each in ATTACKS).items() if count > 1] == []


def test_the_page_shows_the_table() -> None:
    assert table() in PAGE.read_text("utf-8"), "run python -m tests.workflow.ledger.attacks.page"


def test_the_page_names_codes_that_are_there() -> None:
    assert all(re.fullmatch(r"[a-z_]+", each.code) for each in ATTACKS)


def test_the_page_names_every_table_that_nothing_vouches_for() -> None:
    told = PAGE.read_text("utf-8").partition(UNVOUCHED_BEGINS)[2].partition(UNVOUCHED_ENDS)[0]
    assert told == unvouched(), "run python -m tests.workflow.ledger.attacks.page"
    checked = {*COLUMNS, *PAPERS_AND_AID, *LOG, "ledger_detail", "ledger_alarm"}
    assert checked.isdisjoint(UNVOUCHED)
    assert checked | UNVOUCHED.keys() == METADATA.tables.keys()
