"""An older copy of the database is put back, as a file or from a template, beside a signer that has signed further."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import make_url

from states.refusals import NotNow
from states.vocabulary import State
from tests.support.postgres import PostgresDatabase
from tests.support.stores import load_schema
from tests.support.world import World
from workflow.ledger.alarms import open_alarms
from workflow.ledger.auditing import audit
from workflow.ledger.outside import Held, Outside
from workflow.ledger.published import latest
from workflow.ledger.signer_folder import SignerFolder
from workflow.ledger.signing import HALTED, Signer
from workflow.ledger.stopping import AUDIT_FAILED
from workflow.ledger.verify import verify
from workflow.store import Store

SUFFIXES = ("", "-wal", "-shm")


class Machine:
    """A commune's database that can be copied and put back, its signer's folder, and what outsiders were shown."""

    def __init__(self, url: str, folder: Path, copy: Callable[[], None], put_back: Callable[[], None]) -> None:
        self.url, self.folder, self.signer_dir = url, folder, folder / "signer"
        self.copy, self.put_back = copy, put_back

    @contextmanager
    def running(self) -> Iterator[Store]:
        """The site over the database that is there now."""
        with closing(Store(self.url, files=self.folder / "files")) as store:
            yield store

    def sign(self, store: Store, at: int) -> list[str]:
        """Let the signer look; answers the logs that it signed."""
        with Signer(self.signer_dir) as signer:
            return signer.tick(store, at)


def of_sqlite(template: Path, folder: Path) -> Machine:
    """The file with all that SQLite keeps beside it."""
    path, kept = folder / "live.db", folder / "backup"
    shutil.copy(template, path)

    def copy() -> None:
        kept.mkdir()
        for suffix in SUFFIXES:
            if (part := Path(f"{path}{suffix}")).exists():
                shutil.copy(part, kept / part.name)

    def put_back() -> None:
        for suffix in SUFFIXES:
            Path(f"{path}{suffix}").unlink(missing_ok=True)
        for part in kept.iterdir():
            shutil.copy(part, path.parent / part.name)

    return Machine(f"sqlite:///{path}", folder, copy, put_back)


def of_postgres(database: PostgresDatabase, folder: Path) -> Machine:
    """A second database made from the first one, and the first made anew from it."""
    kept = f"{database.name}_kept"

    def administer(*statements: str) -> None:
        url = make_url(database.superuser_url)
        with psycopg.connect(host=url.query["host"], dbname="postgres", user="postgres", autocommit=True) as connection:
            for statement in statements:
                names = {"live": sql.Identifier(database.name), "kept": sql.Identifier(kept)}
                connection.execute(sql.SQL(statement).format(**names))

    return Machine(
        database.app_url, folder,
        copy=lambda: administer("CREATE DATABASE {kept} TEMPLATE {live}"),
        put_back=lambda: administer(
            "DROP DATABASE {live} WITH (FORCE)", "CREATE DATABASE {live} TEMPLATE {kept}", "DROP DATABASE {kept}"
        ),
    )  # fmt: skip


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def machine(request: pytest.FixtureRequest, tmp_path: Path) -> Machine:
    if request.param == "sqlite":
        return of_sqlite(request.getfixturevalue("sqlite_template"), tmp_path)
    fresh: Any = request.getfixturevalue("fresh_postgres")
    return of_postgres(fresh(load_schema), tmp_path)


def note_of(store: Store, log_id: str) -> str:
    """The checkpoint that was published last."""
    with store.reading() as driver:
        found = latest(driver, log_id)
    assert found is not None
    return found.note


def alarms(store: Store, log_id: str) -> set[str]:
    """What is wrong with a log, as people are told."""
    with store.reading() as driver:
        return {each.alarm.code for each in open_alarms(driver, log_id)}


def restored(machine: Machine) -> tuple[World, Held]:
    """A commune acts and signs, is copied, acts and signs on, and the copy is put back; the world, and the last checkpoint.

    On SQLite the copy is taken while the site runs, so that what was written last lies in the WAL alone.
    """
    is_file = machine.url.startswith("sqlite")
    with machine.running() as store:
        world = World.open(store)
        world.bring(world.draft(name="Lê Văn Trước"), State.SUBMITTED)
        machine.sign(store, world.at)
        if is_file:
            assert Path(f"{machine.folder / 'live.db'}-wal").stat().st_size > 0
            machine.copy()
    if not is_file:
        machine.copy()
    with machine.running() as store:
        going = replace(world, store=store)
        going.bring(going.draft(name="Lê Văn Sau"), State.UNDER_APPRAISAL)
        machine.sign(store, going.at)
        newest = Held.parse(note_of(store, world.organisation_id).encode())
    machine.put_back()
    return going, newest


def test_the_signer_halts_the_audit_names_it_and_writing_stops(machine: Machine) -> None:
    world, newest = restored(machine)
    log_id = world.organisation_id
    with machine.running() as store:
        here = replace(world, store=store)
        assert verify(store).is_whole  # the database alone can't tell
        assert machine.sign(store, here.at) == []
        halt = SignerFolder(machine.signer_dir, log_id).halt()
        assert halt is not None and halt.code == "log_shrank"
        assert halt.facts["signed"] == newest.head.size
        assert HALTED in alarms(store, log_id)
        report, stopped = audit(store, None, here.at, outside=Outside(signer_dir=machine.signer_dir))
        assert [each.code for each in report.findings] == ["memory_beyond"]
        assert stopped == [log_id]
        assert AUDIT_FAILED in alarms(store, log_id)
        with pytest.raises(NotNow) as refusal:
            here.submit(here.draft(name="Lê Văn Nữa"))
        assert [each.code for each in refusal.value.refusals] == ["writing_stopped"]


def test_work_that_went_on_in_the_old_copy_is_never_signed(machine: Machine) -> None:
    world, newest = restored(machine)
    log_id = world.organisation_id
    with machine.running() as store:
        here = replace(world, store=store)
        for name in ("Lê Văn Lại", "Lê Văn Nữa", "Lê Văn Mãi"):
            here.bring(here.draft(name=name), State.UNDER_APPRAISAL)
        with store.reading() as driver:
            assert driver.connection.execute("SELECT MAX(idx) FROM ledger_leaf").fetchone()[0] >= newest.head.size
        before = note_of(store, log_id)
        assert machine.sign(store, here.at) == []
        halt = SignerFolder(machine.signer_dir, log_id).halt()
        assert halt is not None and halt.code == "tail_changed"
        assert note_of(store, log_id) == before
        report, stopped = audit(store, None, here.at, outside=Outside(signer_dir=machine.signer_dir))
        assert "memory_differs" in {each.code for each in report.findings}
        assert stopped == [log_id]


def test_where_the_signer_was_put_back_too_whoever_kept_a_checkpoint_sees_it(machine: Machine) -> None:
    world, newest = restored(machine)
    log_id = world.organisation_id
    key = SignerFolder(machine.signer_dir, log_id).key()
    assert key is not None
    (machine.signer_dir / log_id / "state.json").unlink()
    with machine.running() as store:
        known = Outside(keys=[key.verifier], held=[newest])
        assert [each.code for each in verify(store, outside=known).findings] == ["held_beyond"]
        machine.sign(store, world.at)  # it has lost its memory, and believes the last checkpoint that is there
        assert [each.code for each in verify(store, outside=known).findings] == ["held_beyond"]
