"""Workers as processes of their own: killed while a mail server takes an e-mail, and two beside each other."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import func, select

from notifications.channels.mail_post import CHANNEL, MailPost
from notifications.channels.mail_server import mail_server
from notifications.deliveries import LEASE
from notifications.dispatcher import drain
from tests.notifications.commune import give_addresses, inbox, open_commune
from tests.support.mail import MailRoom, free_port, mail_room
from tests.support.postgres import PostgresDatabase
from tests.support.world import World
from workflow.models.message import Delivery
from workflow.sql import Prepared
from workflow.store import Store

PATIENCE_SECONDS = 30.0
SITE = "http://127.0.0.1:8000"
_NOT_SENT = Prepared(select(func.count()).select_from(Delivery).where(Delivery.state != "sent"))


@contextmanager
def worker(environ: dict[str, str], room: MailRoom, directory: Path) -> Iterator[subprocess.Popen[bytes]]:
    """``bangvang worker`` as its own process."""
    given = {"BANGVANG_DATA_DIR": str(directory), "BANGVANG_MAIL_URL": room.url, **environ}
    process = subprocess.Popen([sys.executable, "-m", "web.cli", "worker"], env=given, stderr=subprocess.DEVNULL)
    try:
        yield process
    finally:
        process.terminate()
        process.wait(PATIENCE_SECONDS)


def mute_server(port: int) -> socket.socket:
    """A port where calls are taken and nothing is said."""
    listening = socket.create_server(("127.0.0.1", port))
    listening.settimeout(PATIENCE_SECONDS)
    return listening


def wait_until(is_true: Callable[[], object]) -> None:
    """Wait for something that happens soon."""
    for _ in range(int(PATIENCE_SECONDS / 0.05)):
        if is_true():
            return
        time.sleep(0.05)
    pytest.fail("it did not happen in time")


def town_in(store: Store) -> World:
    """A commune with addresses whose inboxes hold only what its people's appointments brought."""
    world = open_commune(store)
    drain(store, world.at)
    give_addresses(world)
    return world


def was_audited(world: World, data_dir: Path) -> None:
    """The audit of this night is over: it would stop a commune whose addresses a test has written by hand."""
    story = data_dir / "audits" / world.organisation_id / "story.jsonl"
    story.parent.mkdir(parents=True)
    story.write_text(json.dumps({"at": time.time_ns() // 1000, "judged_from": 0}) + "\n")


def not_sent(store: Store) -> int:
    """How many deliveries are under way."""
    with store.reading() as driver:
        return int(driver.value(_NOT_SENT))


def test_a_worker_killed_before_its_mark_sends_the_same_e_mail_again(
    sqlite_url: str, sqlite_store: Store, tmp_path: Path
) -> None:
    town = town_in(sqlite_store)
    town.submit(town.draft())
    with mail_room() as room, worker({"BANGVANG_DATABASE_URL": sqlite_url}, room, tmp_path / "data") as process:
        room.on_taken = process.kill
        wait_until(lambda: process.poll() is not None)
        assert len(room.raw) == 1
        assert not_sent(sqlite_store) == 1
        room.on_taken = None
        server = mail_server(room.url)
        assert server is not None
        post = MailPost(sqlite_store, server, SITE)
        now = time.time_ns() // 1000
        assert post.send_due(now) == 0, "it may still be alive"
        assert post.send_due(now + LEASE) == 1
        first, second = room.raw
        assert first == second
        assert room.mails[0]["Message-ID"] == room.mails[1]["Message-ID"]
        assert not_sent(sqlite_store) == 0


def test_two_workers_send_nothing_twice(
    postgres_database: PostgresDatabase, postgres_store: Store, tmp_path: Path
) -> None:
    town = town_in(postgres_store)
    for number in range(120):
        town.submit(town.draft(name=f"Người {number}", files=True))
    drain(postgres_store, town.at, channels=(CHANNEL,))
    environ = {
        "BANGVANG_DATABASE_URL": postgres_database.app_url,
        "BANGVANG_OWNER_DATABASE_URL": postgres_database.owner_url,
        "BANGVANG_SECRET_KEY": "k" * 32,
    }
    with mail_room() as room, worker(environ, room, tmp_path / "one"), worker(environ, room, tmp_path / "two"):
        wait_until(lambda: len(room.mails) >= 120 and not_sent(postgres_store) == 0)
    names = [mail["Message-ID"] for mail in room.mails]
    assert len(names) == len(set(names))


def test_actions_and_inboxes_do_not_wait_for_a_mail_server(
    sqlite_url: str, sqlite_store: Store, tmp_path: Path
) -> None:
    """A server that takes the call and never says a word."""
    town = town_in(sqlite_store)
    town.submit(town.draft())
    room = MailRoom(port=free_port())
    environ = {"BANGVANG_DATABASE_URL": sqlite_url}
    was_audited(town, tmp_path / "data")
    with closing(mute_server(room.port)) as mute, worker(environ, room, tmp_path / "data"):
        conversation, _ = mute.accept()
        began = time.monotonic()
        second = town.submit(town.draft(name="Bà Hai"))
        assert time.monotonic() - began < 5
        wait_until(lambda: inbox(town, "thuongtruc")[0].link.endswith(second.on))
        assert time.monotonic() - began < 10
        conversation.close()


def test_a_wrong_address_is_said_at_the_start(sqlite_url: str, tmp_path: Path) -> None:
    environ = {
        "BANGVANG_DATA_DIR": str(tmp_path),
        "BANGVANG_DATABASE_URL": sqlite_url,
        "BANGVANG_MAIL_URL": "smtp://mail.vn",
    }
    command = [sys.executable, "-m", "web.cli", "worker"]
    ended = subprocess.run(command, env=environ, capture_output=True, text=True, check=False, timeout=60)
    assert ended.returncode == 2
    assert ended.stderr == "BANGVANG_MAIL_URL needs ?from= with the address that e-mails come from.\n"
