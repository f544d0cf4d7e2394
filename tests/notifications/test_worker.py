"""The worker's loop: it keeps draining, and a database that goes away does not end it."""

from __future__ import annotations

import logging
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Event, Thread

import psycopg
import pytest

from notifications.worker import run, turn
from tests.notifications.commune import inbox, open_commune
from tests.support.postgres import PostgresDatabase
from workflow.store import Store

MORNING = 1_709_514_000_000_000
"""Monday 4 March 2024, 8 o'clock in Viet Nam."""
HOUR = 3600 * 1_000_000
PATIENCE_SECONDS = 20.0


@contextmanager
def working(store: Store) -> Iterator[None]:
    """A worker that runs beside the test."""
    stop = Event()
    worker = Thread(target=run, args=(store, lambda: MORNING, stop), daemon=True)
    worker.start()
    try:
        yield
    finally:
        stop.set()
        worker.join(PATIENCE_SECONDS)
        assert not worker.is_alive()


def wait_until(is_true: Callable[[], object]) -> None:
    """Wait for something that happens soon."""
    for _ in range(int(PATIENCE_SECONDS / 0.05)):
        if is_true():
            return
        time.sleep(0.05)
    pytest.fail("it did not happen in time")


def test_reminds_once_a_day_after_seven(sqlite_store: Store) -> None:
    assert turn(sqlite_store, MORNING - 2 * HOUR, None) is None, "six in the morning"
    today = turn(sqlite_store, MORNING, None)
    assert today is not None
    assert turn(sqlite_store, MORNING, today) == today


def test_waits_for_a_database_that_is_not_there_yet(
    sqlite_template: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING, logger="notifications.worker")
    path = tmp_path / "late.db"
    with closing(Store(f"sqlite:///{path}", files=tmp_path / "files")) as store, working(store):
        wait_until(lambda: "does not answer" in caplog.text)
        shutil.copy(sqlite_template, tmp_path / "ready.db")
        (tmp_path / "ready.db").rename(path)
        store.reader.dispose()
        store.writer.dispose()
        wait_until(lambda: "answers again" in caplog.text)
    assert caplog.text.count("does not answer") == 1


def test_survives_a_restart_of_the_database(
    postgres_database: PostgresDatabase, postgres_store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING, logger="notifications.worker")
    commune = open_commune(postgres_store)
    with working(postgres_store):
        wait_until(lambda: inbox(commune, "uyvien1"))
        with psycopg.connect(postgres_database.superuser_url.replace("+psycopg", ""), autocommit=True) as superuser:
            superuser.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND pid <> pg_backend_pid()",
                [postgres_database.name],
            )
        with closing(Store(postgres_database.app_url, files=postgres_store.files)) as other:
            after = open_commune(other, "xa-ben")
            wait_until(lambda: inbox(after, "uyvien1"))
