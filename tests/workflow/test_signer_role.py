"""The signer's own role on PostgreSQL: it reads the log, publishes heads and raises alarms, and can do nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.pool import NullPool

from states.refusals import Fault
from states.vocabulary import UnitKind
from tests.support.postgres import PostgresDatabase
from tests.support.world import World
from workflow.ledger.alarms import open_alarms
from workflow.ledger.published import latest
from workflow.ledger.signing import HALTED, Signer, resume
from workflow.models.schema import METADATA
from workflow.protection import CHECKPOINTS, SIGNER_READS
from workflow.schema import upgrade
from workflow.store import Store

pytestmark = pytest.mark.postgres

NOW = 1_733_000_000_000_000
WRITES = {CHECKPOINTS: {"INSERT"}, "ledger_alarm": {"INSERT"}}
EVERY_TABLE = sorted({*METADATA.tables, "alembic_version"})


@pytest.fixture
def database(postgres_database: PostgresDatabase) -> PostgresDatabase:
    """A database whose signer has a role of its own."""
    upgrade(postgres_database.owner_url, postgres_database.app_role, postgres_database.signer_role)
    return postgres_database


@pytest.fixture
def world(database: PostgresDatabase, postgres_store: Store) -> World:
    return World.open(postgres_store)


@pytest.fixture
def hand(database: PostgresDatabase, tmp_path: Path) -> Iterator[Store]:
    """The database as the signer meets it."""
    with closing(Store(database.signer_url, files=tmp_path / "none")) as store:
        yield store


def test_it_signs_what_the_site_wrote_and_the_site_shows_it(world: World, hand: Store, tmp_path: Path) -> None:
    with Signer(tmp_path / "keys") as signer:
        assert signer.tick(hand, NOW) == [world.organisation_id]
        world.unit("thon-moi", UnitKind.VILLAGE, "Thôn Mới")
        assert signer.tick(hand, NOW + 1) == [world.organisation_id]
    with world.store.reading() as driver:
        assert latest(driver, world.organisation_id) is not None


def test_it_halts_is_heard_by_the_site_and_goes_on(world: World, hand: Store, tmp_path: Path) -> None:
    keys, log_id = tmp_path / "keys", world.organisation_id
    with Signer(keys) as signer:
        signer.tick(hand, NOW)
        state = keys / log_id / "state.json"
        kept = state.read_text("utf-8")
        state.write_text("nothing", "utf-8")
        signer.tick(hand, NOW + 1)
        assert codes(world.store) == [HALTED]
        state.write_text(kept, "utf-8")
        assert resume(hand, keys, log_id, NOW + 2)
    assert codes(world.store) == []


def test_every_other_right_is_refused(world: World, database: PostgresDatabase, hand: Store) -> None:
    """Each table is tried with every statement there is, and the rights are counted too."""
    for name in EVERY_TABLE:
        column = "version_num" if name == "alembic_version" else next(iter(METADATA.tables[name].columns)).name
        tried = {
            "SELECT": f"SELECT * FROM {name} LIMIT 1",
            "INSERT": f"INSERT INTO {name} SELECT * FROM {name} WHERE false",
            "UPDATE": f"UPDATE {name} SET {column} = {column} WHERE false",
            "DELETE": f"DELETE FROM {name} WHERE false",
            "TRUNCATE": f"TRUNCATE {name}",
            "COPY": f"COPY {name} FROM '/dev/null'",
            "TRIGGER": f"ALTER TABLE {name} DISABLE TRIGGER ALL",
            "DROP": f"DROP TABLE {name}",
        }
        allowed = WRITES.get(name, set()) | ({"SELECT"} if name in SIGNER_READS else set())
        assert {what for what, words in tried.items() if is_allowed(hand, words)} == allowed, name
    told = text("SELECT table_name, privilege_type FROM information_schema.role_table_grants WHERE grantee = :role")
    owner = create_engine(database.owner_url, poolclass=NullPool)
    with owner.connect() as connection:
        found = {(name, right) for name, right in connection.execute(told, {"role": database.signer_role})}
    assert found == {(name, "SELECT") for name in SIGNER_READS} | {(name, "INSERT") for name in WRITES}
    assert is_allowed(hand, "UPDATE ledger_alarm SET ended_at = ended_at WHERE false")
    assert not is_allowed(hand, "UPDATE ledger_alarm SET facts = facts WHERE false")


def test_the_site_publishes_no_checkpoint_any_more(world: World, postgres_database: PostgresDatabase) -> None:
    again = f"INSERT INTO {CHECKPOINTS} SELECT * FROM {CHECKPOINTS} WHERE false"
    assert not is_allowed(world.store, again)
    assert is_allowed(world.store, f"SELECT * FROM {CHECKPOINTS}")
    upgrade(postgres_database.owner_url, postgres_database.app_role)
    assert is_allowed(world.store, again), "without a role of its own the signer uses the site's"


def test_a_role_that_is_missing_or_somebody_elses_is_refused_in_a_sentence(database: PostgresDatabase) -> None:
    with pytest.raises(Fault, match="has no role nobody_at_all; make it first"):
        upgrade(database.owner_url, database.app_role, "nobody_at_all")
    with pytest.raises(Fault, match="another than the application's"):
        upgrade(database.owner_url, database.app_role, database.app_role)


def is_allowed(store: Store, words: str) -> bool:
    """Whether PostgreSQL lets the role of a store say this; whatever it did is taken back."""
    with store.writer.connect() as connection:
        connection.exec_driver_sql("BEGIN")
        try:
            connection.exec_driver_sql(words)
        except ProgrammingError as refused:
            assert any(each in str(refused) for each in ("permission denied", "must be owner")), words
            return False
        finally:
            connection.exec_driver_sql("ROLLBACK")
    return True


def codes(store: Store) -> list[str]:
    with store.reading() as driver:
        return [raised.alarm.code for raised in open_alarms(driver)]
