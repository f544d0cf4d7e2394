"""The signer: it signs what has grown, and nothing that went back, was changed, or lost its memory."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from tests.support.filling import fill, fill_to, open_log, words
from tests.support.world import World
from workflow.ledger import signing
from workflow.ledger.note import SigningKey
from workflow.ledger.published import Published, at_size, latest
from workflow.ledger.reading import root_and_size
from workflow.ledger.signer_folder import SignerFolder
from workflow.ledger.signing import Signer, SignerBusy, resume
from workflow.ledger.tree import EMPTY_ROOT, leaf_hash, root_of
from workflow.store import Store

AT = 1_700_000_000_000_000


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "signer"


def tick(store: Store, place: Path) -> list[str]:
    """One look of a signer that has just been started."""
    with Signer(place) as signer:
        return signer.tick(store, AT)


def published(store: Store, log_id: str, size: int | None = None) -> Published | None:
    with store.reading() as driver:
        return latest(driver, log_id) if size is None else at_size(driver, log_id, size)


def sizes(store: Store, log_id: str) -> list[int]:
    with store.reading() as driver:
        found = driver.connection.execute(f"SELECT size FROM ledger_checkpoint WHERE log_id = '{log_id}' ORDER BY size")
        return [size for (size,) in found.fetchall()]


def halted(place: Path, log_id: str) -> str:
    halt = SignerFolder(place, log_id).halt()
    return halt.code if halt else ""


@contextmanager
def behind_the_back(store: Store) -> Iterator[Callable[[str], Any]]:
    """Write on SQLite past every guard, as the owner of the database can."""
    with store.writer.connect() as connection:
        names = connection.scalars(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).all()
        for name in names:
            connection.execute(text(f"DROP TRIGGER {name}"))
        yield lambda statement: connection.execute(text(statement))
        connection.commit()


def test_what_has_grown_is_signed_once(store: Store, place: Path) -> None:
    log_id = open_log(store)
    for size in fill_to(store, log_id, [0, 1, 2, 2, 300, 2700]):
        tick(store, place)
        found = published(store, log_id)
        key = SignerFolder(place, log_id).key()
        assert found is not None and key is not None
        assert found.head.size == found.size == size
        assert found.root == found.head.root == root_of(map(leaf_hash, words(0, size)))
        assert found.head.origin == key.name == f"mau.example/log/{log_id}"
        assert found.signed.signed_by([key.verifier]) == [key.verifier]
    assert tick(store, place) == []
    assert sizes(store, log_id) == [0, 1, 2, 300, 2700]


def test_the_log_of_a_commune_is_signed(store: Store, place: Path) -> None:
    world = World.open(store)
    assert tick(store, place) == [world.organisation_id]
    found = published(store, world.organisation_id)
    with store.reading() as driver:
        assert found is not None and (found.root, found.size) == root_and_size(driver, world.organisation_id)


def test_an_empty_log_has_a_checkpoint(sqlite_store: Store, place: Path) -> None:
    log_id = open_log(sqlite_store)
    assert tick(sqlite_store, place) == [log_id]
    found = published(sqlite_store, log_id)
    assert found is not None and (found.size, found.root) == (0, EMPTY_ROOT)


def test_key_and_state_are_the_signers_alone_and_say_what_is_agreed(sqlite_store: Store, place: Path) -> None:
    log_id = open_log(sqlite_store)
    fill(sqlite_store, log_id, words(0, 3))
    tick(sqlite_store, place)
    folder = place / log_id
    assert {path.name: path.stat().st_mode & 0o077 for path in folder.iterdir()} == {"key": 0, "state.json": 0}
    said = json.loads((folder / "state.json").read_text())
    first, second, third = map(leaf_hash, words(0, 3))
    assert said == {
        "origin": f"mau.example/log/{log_id}", "size": 3, "last": third.hex(),
        "frontier": [root_of([first, second]).hex(), third.hex()],
    }  # fmt: skip
    assert SigningKey.parse((folder / "key").read_text()).name == f"mau.example/log/{log_id}"


def test_a_log_that_shrank_is_halted_and_the_others_go_on(sqlite_store: Store, place: Path) -> None:
    log_id, other = open_log(sqlite_store), open_log(sqlite_store)
    fill(sqlite_store, log_id, words(0, 5))
    tick(sqlite_store, place)
    with behind_the_back(sqlite_store) as write:
        write(f"DELETE FROM ledger_leaf WHERE idx = 4 AND log_id = '{log_id}'")
    fill(sqlite_store, other, words(0, 2))
    assert tick(sqlite_store, place) == [other]
    halt = SignerFolder(place, log_id).halt()
    assert halt is not None
    assert (halt.code, dict(halt.facts), halt.at) == ("log_shrank", {"size": 4, "signed": 5}, AT)
    fill(sqlite_store, log_id, words(4, 9), first=4)
    assert tick(sqlite_store, place) == []
    assert sizes(sqlite_store, log_id) == [5]


@pytest.mark.parametrize("column", ["entry", "hash", "both"])
def test_a_changed_tail_is_halted(sqlite_store: Store, place: Path, column: str) -> None:
    log_id = open_log(sqlite_store)
    fill(sqlite_store, log_id, words(0, 5))
    tick(sqlite_store, place)
    forged = {"entry": b"another", "hash": leaf_hash(b"another")}
    chosen = forged if column == "both" else {column: forged[column]}
    with behind_the_back(sqlite_store) as write:
        for name, value in chosen.items():
            write(f"UPDATE ledger_leaf SET {name} = X'{value.hex()}' WHERE idx = 4")
    fill(sqlite_store, log_id, words(5, 6), first=5)
    assert tick(sqlite_store, place) == []
    assert halted(place, log_id) == "tail_changed"
    assert sizes(sqlite_store, log_id) == [5]


def test_a_rewritten_past_is_not_signed(sqlite_store: Store, place: Path) -> None:
    """What is signed goes on from the true past: outsiders see that tiles and checkpoint differ."""
    log_id = open_log(sqlite_store)
    fill(sqlite_store, log_id, words(0, 5))
    tick(sqlite_store, place)
    with behind_the_back(sqlite_store) as write:
        write(f"UPDATE ledger_leaf SET entry = X'00', hash = X'{leaf_hash(bytes(1)).hex()}' WHERE idx = 1")
    fill(sqlite_store, log_id, words(5, 6), first=5)
    tick(sqlite_store, place)
    found = published(sqlite_store, log_id)
    assert found is not None and found.root == root_of(map(leaf_hash, words(0, 6)))


def test_a_gap_and_a_false_hash_are_halted(sqlite_store: Store, place: Path) -> None:
    gap, false = open_log(sqlite_store), open_log(sqlite_store)
    for log_id in (gap, false):
        fill(sqlite_store, log_id, words(0, 2))
    tick(sqlite_store, place)
    with behind_the_back(sqlite_store) as write:
        write(f"INSERT INTO ledger_leaf VALUES ('{gap}', 3, X'33', X'{leaf_hash(b'3').hex()}')")
        write(f"INSERT INTO ledger_leaf VALUES ('{false}', 2, X'33', X'{leaf_hash(b'4').hex()}')")
    assert tick(sqlite_store, place) == []
    assert halted(place, gap) == "entry_missing"
    assert halted(place, false) == "hash_differs"
    assert sizes(sqlite_store, gap) == sizes(sqlite_store, false) == [2]


def test_a_lost_state_is_made_again_from_what_was_published(store: Store, place: Path) -> None:
    log_id = open_log(store)
    for _ in fill_to(store, log_id, [3, 10]):
        tick(store, place)
    kept = (place / log_id / "state.json").read_text()
    (place / log_id / "state.json").unlink()
    tick(store, place)
    assert (place / log_id / "state.json").read_text() == kept
    fill(store, log_id, words(10, 11), first=10)
    assert tick(store, place) == [log_id]


def test_a_lost_state_and_a_changed_log_halt(sqlite_store: Store, place: Path) -> None:
    log_id = open_log(sqlite_store)
    fill(sqlite_store, log_id, words(0, 5))
    tick(sqlite_store, place)
    (place / log_id / "state.json").unlink()
    with behind_the_back(sqlite_store) as write:
        write(f"UPDATE ledger_leaf SET entry = X'00', hash = X'{leaf_hash(bytes(1)).hex()}' WHERE idx = 1")
    assert tick(sqlite_store, place) == []
    assert halted(place, log_id) == "published_differs"


def test_without_state_a_checkpoint_of_another_key_is_not_believed(sqlite_store: Store, place: Path) -> None:
    log_id = open_log(sqlite_store)
    fill(sqlite_store, log_id, words(0, 5))
    tick(sqlite_store, place)
    (place / log_id / "state.json").unlink()
    found = published(sqlite_store, log_id)
    assert found is not None
    forged = SigningKey.make(f"mau.example/log/{log_id}").sign(found.head.text)
    with behind_the_back(sqlite_store) as write:
        write(f"UPDATE ledger_checkpoint SET note = '{found.head.text}' || char(10) || '{forged}' || char(10)")
    assert tick(sqlite_store, place) == []
    assert halted(place, log_id) == "checkpoint_forged"


def test_an_old_state_catches_up_with_what_was_published(sqlite_store: Store, place: Path) -> None:
    log_id, copy = open_log(sqlite_store), place / "old.json"
    for size in fill_to(sqlite_store, log_id, [3, 10]):
        tick(sqlite_store, place)
        if size == 3:
            shutil.copy(place / log_id / "state.json", copy)
    newest = (place / log_id / "state.json").read_text()
    shutil.copy(copy, place / log_id / "state.json")
    tick(sqlite_store, place)
    assert (place / log_id / "state.json").read_text() == newest
    shutil.copy(copy, place / log_id / "state.json")
    with behind_the_back(sqlite_store) as write:
        write(f"UPDATE ledger_leaf SET entry = X'00', hash = X'{leaf_hash(bytes(1)).hex()}' WHERE idx = 7")
    tick(sqlite_store, place)
    assert halted(place, log_id) == "published_differs"


@pytest.mark.parametrize(
    ("lost", "code"), [(("key",), "key_lost"), (("key", "state.json"), "key_lost"), (("state.json",), "state_lost")]
)
def test_no_second_key_is_made_in_silence(sqlite_store: Store, place: Path, lost: tuple[str, ...], code: str) -> None:
    log_id = open_log(sqlite_store)
    fill(sqlite_store, log_id, words(0, 5))
    tick(sqlite_store, place)
    for name in lost:
        (place / log_id / name).unlink()
    if code == "state_lost":
        with behind_the_back(sqlite_store) as write:
            write("DELETE FROM ledger_checkpoint")
    assert tick(sqlite_store, place) == []
    assert halted(place, log_id) == code


@pytest.mark.parametrize("words_of_it", ["", "{}", '{"origin":1,"size":-1,"frontier":[],"last":null}', "no json"])
def test_an_unreadable_state_is_not_taken_for_a_lost_one(sqlite_store: Store, place: Path, words_of_it: str) -> None:
    log_id = open_log(sqlite_store)
    fill(sqlite_store, log_id, words(0, 5))
    tick(sqlite_store, place)
    (place / log_id / "state.json").write_text(words_of_it)
    assert tick(sqlite_store, place) == []
    assert halted(place, log_id) == "state_unreadable"


class Died(BaseException):
    """The machine stops here."""


@pytest.mark.parametrize("step", ["remember", "keep_key", "_publish", "sign"])
def test_a_crash_between_two_steps_never_forks(
    store: Store, place: Path, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    log_id = open_log(store)
    for _ in fill_to(store, log_id, [0, 1, 5, 300]):
        with monkeypatch.context() as dying:
            die_after(dying, step)
            for _ in range(2):
                with suppress(Died):
                    tick(store, place)
        tick(store, place)
        assert halted(place, log_id) == ""
    assert sizes(store, log_id) == [0, 1, 5, 300]
    found = published(store, log_id)
    assert found is not None and found.root == root_of(map(leaf_hash, words(0, 300)))


def die_after(monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    """Let the signer die once it has done this."""
    owner: Any = {"_publish": signing, "sign": SigningKey}.get(step, SignerFolder)
    done = getattr(owner, step)

    def last(*args: Any, **kwargs: Any) -> Any:
        done(*args, **kwargs)
        raise Died

    monkeypatch.setattr(owner, step, last)


def test_more_entries_after_a_crash_leave_out_a_size_and_fork_nothing(
    sqlite_store: Store, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log_id = open_log(sqlite_store)
    fill(sqlite_store, log_id, words(0, 5))
    with monkeypatch.context() as dying, pytest.raises(Died):
        die_after(dying, "sign")
        tick(sqlite_store, place)
    fill(sqlite_store, log_id, words(5, 7), first=5)
    tick(sqlite_store, place)
    assert sizes(sqlite_store, log_id) == [7]


def test_only_one_signer_works_with_a_directory(sqlite_store: Store, place: Path) -> None:
    log_id = open_log(sqlite_store)
    with Signer(place) as first:
        with pytest.raises(SignerBusy):
            Signer(place).tick(sqlite_store, AT)
        assert first.tick(sqlite_store, AT) == [log_id]
    assert tick(sqlite_store, place) == []


def test_a_halt_stays_until_a_person_lifts_it_and_is_told_for_good(sqlite_store: Store, place: Path) -> None:
    log_id = open_log(sqlite_store)
    fill(sqlite_store, log_id, words(0, 5))
    tick(sqlite_store, place)
    with behind_the_back(sqlite_store) as write:
        write("DELETE FROM ledger_leaf WHERE idx = 4")
    tick(sqlite_store, place)
    assert not resume(sqlite_store, place, log_id, AT)
    fill(sqlite_store, log_id, words(4, 6), first=4)
    assert tick(sqlite_store, place) == []
    assert halted(place, log_id) == "log_shrank"
    assert resume(sqlite_store, place, log_id, AT)
    assert tick(sqlite_store, place) == [log_id]
    story = (place / log_id / "halts.jsonl").read_text().splitlines()
    assert [json.loads(line)["code"] for line in story] == ["log_shrank"]
