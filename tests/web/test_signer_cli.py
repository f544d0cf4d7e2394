"""``bangvang signer`` and ``bangvang ledger vkey`` as operators meet them: processes, signals, exit codes, sentences."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from sqlalchemy import text

from states.vocabulary import UnitKind
from tests.support.running import PATIENCE
from tests.support.signer_process import ask, said, signed_size, signing, start_signer, wait_until_signed
from tests.support.world import World
from workflow.ledger.alarms import open_alarms, recent_alarms
from workflow.ledger.note import SigningKey, VerifierKey
from workflow.ledger.published import latest
from workflow.ledger.reading import root_and_size
from workflow.ledger.signer_folder import NEXT, SignerFolder
from workflow.store import Store

WITHIN_SECONDS = 1.0
"""The promise, from the answer to whoever acted to the published signature."""


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "house"


def test_what_is_done_is_signed_within_a_second_and_it_ends_when_told(store: Store, place: Path) -> None:
    world = World.open(store)
    with signing(store, place):
        wait_until_signed(store, world.organisation_id, size_of(world), place)
        delays = []
        for number in range(3):
            world.unit(f"thon-{number}", UnitKind.VILLAGE, f"Thôn {number}")
            begun = time.monotonic()
            wait_until_signed(store, world.organisation_id, size_of(world), place)
            delays.append(time.monotonic() - begun)
        assert min(delays) < WITHIN_SECONDS
    with store.reading() as driver:
        head = latest(driver, world.organisation_id)
    vkey = ask(store, place, "ledger", "vkey")
    assert (vkey.returncode, vkey.stderr, vkey.stdout.count("\n")) == (0, "", 1)
    assert head is not None and head.signed.signed_by([VerifierKey.parse(vkey.stdout.strip())])
    assert "Traceback" not in said(place)


def test_a_second_signer_of_the_directory_is_refused_in_a_sentence(sqlite_store: Store, place: Path) -> None:
    world = World.open(sqlite_store)
    with signing(sqlite_store, place):
        wait_until_signed(sqlite_store, world.organisation_id, 1, place)
        second = ask(sqlite_store, place, "signer")
        assert (second.returncode, second.stdout) == (1, "")
        assert second.stderr.startswith("another signer works with ") and second.stderr.count("\n") == 1


def test_a_signer_that_died_is_followed_by_the_next(store: Store, place: Path) -> None:
    world = World.open(store)
    process = start_signer(store, place)
    wait_until_signed(store, world.organisation_id, size_of(world), place)
    process.kill()
    process.wait(PATIENCE)
    world.unit("thon-moi", UnitKind.VILLAGE, "Thôn Mới")
    with signing(store, place):
        wait_until_signed(store, world.organisation_id, size_of(world), place)


def test_a_halt_is_told_and_lifted_by_a_person(sqlite_store: Store, place: Path) -> None:
    """The last entry is taken away behind the back of everybody, and then brought back."""
    store, world = sqlite_store, World.open(sqlite_store)
    key = world.organisation_id
    with signing(store, place):
        wait_until_signed(store, key, size_of(world), place)
    size = signed_size(store, key)
    assert ask(store, place, "signer", "status").stdout == f"{world.slug}: {size} entries, {size} signed\n"
    take_away_last(store)
    with signing(store, place):
        until = time.monotonic() + PATIENCE
        while not alarms(store):
            assert time.monotonic() < until, said(place)
            time.sleep(0.05)
    assert alarms(store) == [("signer_halted", key, "log_shrank", {"size": size - 1, "signed": size})]
    told = ask(store, place, "signer", "status")
    assert told.returncode == 1 and "HALTED" in told.stdout and "log_shrank" in told.stdout
    refused = ask(store, place, "signer", "resume")
    assert refused.returncode == 1 and refused.stderr.startswith("The log still differs")
    bring_back(store)
    lifted = ask(store, place, "signer", "resume", "--organisation", world.slug)
    assert (lifted.returncode, lifted.stderr) == (0, "")
    assert alarms(store) == []
    with store.reading() as driver:
        (raised,) = recent_alarms(driver, 0)
    assert raised.ended_at is not None
    world.unit("thon-moi", UnitKind.VILLAGE, "Thôn Mới")
    with signing(store, place):
        wait_until_signed(store, key, size + 1, place)


def test_the_published_log_is_exported_for_everybody(sqlite_store: Store, place: Path, tmp_path: Path) -> None:
    store, world = sqlite_store, World.open(sqlite_store)
    early = ask(store, place, "ledger", "export", str(tmp_path / "log"))
    assert early.returncode == 1 and "start bangvang signer" in early.stderr and early.stderr.count("\n") == 1
    with signing(store, place):
        wait_until_signed(store, world.organisation_id, size_of(world), place)
    done = ask(store, place, "ledger", "export", str(tmp_path / "log"), "--organisation", world.slug)
    assert (done.returncode, done.stderr) == (0, "") and done.stdout.startswith(f"{size_of(world)} entries")
    assert {path.stat().st_mode & 0o777 for path in (tmp_path / "log").rglob("*")} == {0o755, 0o644}


def test_a_key_is_asked_for_by_the_organisations_address(sqlite_store: Store, place: Path) -> None:
    World.open(sqlite_store)
    early = ask(sqlite_store, place, "ledger", "vkey")
    assert early.returncode == 2 and "bangvang signer makes it" in early.stderr and early.stderr.count("\n") == 1
    nobody = ask(sqlite_store, place, "ledger", "vkey", "--organisation", "khong-co")
    assert nobody.returncode == 2 and "There is no organisation khong-co here." in nobody.stderr


def test_a_key_that_was_retired_is_not_announced_again(sqlite_store: Store, place: Path) -> None:
    world = World.open(sqlite_store)
    folder = SignerFolder(place / "signer", world.organisation_id)
    old, new = (SigningKey.make(f"dong-mau.example/log/{world.organisation_id}") for _ in range(2))
    folder.keep_key(old)
    folder.keep_key(new, NEXT)
    folder.promote()
    before = size_of(world)
    refused = ask(sqlite_store, place, "ledger", "announce-key", str(old.verifier))
    assert refused.returncode == 2 and "was retired; make a new one: bangvang signer rotate." in refused.stderr
    assert size_of(world) == before
    told = ask(sqlite_store, place, "ledger", "announce-key", str(new.verifier))
    assert (told.returncode, told.stderr) == (0, ""), "the present one may be named again"


def size_of(world: World) -> int:
    with world.store.reading() as driver:
        return root_and_size(driver, world.organisation_id)[1]


def alarms(store: Store) -> list[tuple[str, str | None, str, dict[str, str | int]]]:
    with store.reading() as driver:
        found = [raised.alarm for raised in open_alarms(driver)]
    return [(each.code, each.log_id, each.about, dict(each.facts)) for each in found]


def take_away_last(store: Store) -> None:
    """As the owner of the database can: the guards are taken down, and the last entry hidden elsewhere."""
    with store.writer.begin() as connection:
        for name in connection.scalars(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).all():
            connection.execute(text(f"DROP TRIGGER {name}"))
        last = "SELECT * FROM ledger_leaf WHERE idx = (SELECT max(idx) FROM ledger_leaf)"
        connection.execute(text(f"CREATE TABLE hidden AS {last}"))
        connection.execute(text("DELETE FROM ledger_leaf WHERE idx = (SELECT idx FROM hidden)"))


def bring_back(store: Store) -> None:
    with store.writer.begin() as connection:
        connection.execute(text("INSERT INTO ledger_leaf SELECT * FROM hidden"))
