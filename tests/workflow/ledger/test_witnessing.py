"""This house as a witness: it confirms growth, answers as C2SP says, and keeps the proof when two pasts are offered."""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from shutil import copy, rmtree
from threading import Barrier

import pytest

from tests.support.foreign_log import ForeignLog
from workflow.ledger.alarms import open_alarms
from workflow.ledger.note import COSIGNATURE, MalformedNote, Note, Signature, SigningKey
from workflow.ledger.offers import LONGEST_OFFER, SIZE_TYPE, Offer, seen_size
from workflow.ledger.policy import seen_at
from workflow.ledger.witness_folder import WitnessFolder
from workflow.ledger.witnessing import FORK, UNPROVEN, Answer, add_checkpoint, forget, latest_seen
from workflow.store import Store

AT = 1_733_100_000_000_000
NAME = "thidua.example/witness"


class House:
    """A witness that looks after one log."""

    def __init__(self, store: Store, folder: Path, log: ForeignLog) -> None:
        self.store, self.folder, self.log = store, WitnessFolder(folder), log
        self.key = self.folder.make_key(NAME)
        self.folder.add(log.keys[0].verifier)

    def ask(self, body: bytes, at: int = AT) -> Answer:
        return add_checkpoint(self.store, self.folder, body, at)

    def alarms(self) -> list[tuple[str, str]]:
        with self.store.reading() as driver:
            return [(each.alarm.code, each.alarm.about) for each in open_alarms(driver)]

    def size(self) -> int | None:
        with self.store.reading() as driver:
            seen = latest_seen(driver, self.log.origin)
        return seen.size if seen else None


@pytest.fixture
def house(store: Store, tmp_path: Path) -> House:
    return House(store, tmp_path / "signer", ForeignLog().grow(7))


@pytest.fixture
def on_sqlite(sqlite_store: Store, tmp_path: Path) -> House:
    return House(sqlite_store, tmp_path / "signer", ForeignLog().grow(7))


def is_confirmed(house: House, answer: Answer, note: Note, at: int) -> bool:
    """Whether an answer is a right cosignature of this very note."""
    line = Signature.parse(answer.body.removesuffix("\n"))
    now = at // 1_000_000
    return answer.status == 200 and seen_at(Note(note.text, (line,)), house.key.verifier, now) == now


def test_a_log_that_grows_is_confirmed_step_by_step(house: House) -> None:
    for old, size in ((0, 0), (0, 1), (1, 4), (4, 7), (7, 7)):
        assert is_confirmed(house, house.ask(house.log.offer(old, size), AT + size), house.log.note(size), AT + size)
        assert house.size() == size
    later = house.ask(house.log.offer(7, 7), AT + 86_400_000_000)
    assert is_confirmed(house, later, house.log.note(7), AT + 86_400_000_000)
    assert house.alarms() == []


def test_who_begins_elsewhere_is_told_where_to_begin(house: House) -> None:
    assert house.ask(house.log.offer(3, 5)) == Answer(409, "0\n", SIZE_TYPE)
    house.ask(house.log.offer(0, 5))
    assert house.ask(house.log.offer(0, 7)) == Answer(409, "5\n", SIZE_TYPE)
    assert house.ask(house.log.offer(0, 3)) == Answer(409, "5\n", SIZE_TYPE)
    assert house.size() == 5 and house.alarms() == []


def test_a_fork_of_the_same_size_raises_the_alarm_with_both_checkpoints(house: House) -> None:
    house.ask(house.log.offer(0, 7))
    fork = house.log.fork(5).grow(2, "khác")
    assert house.ask(fork.offer(7)).status == 422
    with house.store.reading() as driver:
        (raised,) = open_alarms(driver)
    assert (raised.alarm.code, raised.alarm.about, raised.at) == (FORK, house.log.origin, AT)
    seen = Note.parse(str(raised.alarm.facts["seen"]).encode())
    offered = Offer.parse(str(raised.alarm.facts["offer"]).encode())
    assert (seen.text, offered.note.text) == (house.log.note().text, fork.note().text)
    assert all(note.signed_by([house.log.keys[0].verifier]) for note in (seen, offered.note))
    assert is_confirmed(house, house.ask(house.log.offer(7)), house.log.note(), AT)
    assert house.alarms() == [(FORK, house.log.origin)], "whoever forked stays known"
    house.folder.remove(house.log.keys[0].verifier)
    forget(house.store, house.log.origin, AT)
    assert house.alarms() == [] and house.size() == 7


def test_a_fork_of_an_older_size_is_known_too(house: House) -> None:
    house.ask(house.log.offer(0, 4))
    house.ask(house.log.offer(4, 7))
    assert house.ask(house.log.fork(2).grow(2, "khác").offer(0)) == Answer(409, "7\n", SIZE_TYPE)
    assert house.alarms() == [(FORK, house.log.origin)]


def test_growth_without_proof_is_refused_and_told_until_it_is_proven(house: House) -> None:
    house.ask(house.log.offer(0, 4))
    fork = house.log.fork(2).grow(5, "khác")
    assert house.ask(fork.offer(4)).status == 422
    assert (house.size(), house.alarms()) == (4, [(UNPROVEN, house.log.origin)])
    assert house.ask(house.log.offer(4)).status == 200
    assert (house.size(), house.alarms()) == (7, [])


def test_strangers_and_unknown_logs_are_turned_away(on_sqlite: House) -> None:
    other = ForeignLog("la.example/log/b").grow(3)
    assert on_sqlite.ask(other.offer(0)).status == 404
    forger = ForeignLog(on_sqlite.log.origin).grow(3)
    assert on_sqlite.ask(forger.offer(0)).status == 403
    assert on_sqlite.size() is None and on_sqlite.alarms() == []
    longer = ForeignLog(on_sqlite.log.origin[:-1]).grow(3)
    assert on_sqlite.ask(longer.offer(0)).status == 404


def test_lines_of_strangers_beside_the_logs_own_change_nothing(on_sqlite: House) -> None:
    note = on_sqlite.log.note()
    strange = SigningKey.make("la.example/w", COSIGNATURE).cosign(note.text, 1)
    assert on_sqlite.ask(bytes(Offer(0, (), Note(note.text, (strange, *note.signatures))))).status == 200
    with on_sqlite.store.reading() as driver:
        seen = latest_seen(driver, on_sqlite.log.origin)
    assert seen and seen.note == bytes(note).decode()


def test_a_log_that_changes_its_key_is_confirmed_throughout(on_sqlite: House) -> None:
    log, old = on_sqlite.log, on_sqlite.log.keys[0]
    on_sqlite.ask(log.offer(0, 3))
    new = SigningKey.make(log.origin)
    log.keys = [old, new]
    assert on_sqlite.ask(log.offer(3, 4)).status == 200, "the old key still counts"
    log.keys = [new]
    assert on_sqlite.ask(log.offer(4, 5)).status == 403
    assert on_sqlite.folder.add(new.verifier) and not on_sqlite.folder.add(new.verifier)
    assert on_sqlite.ask(log.offer(4, 5)).status == 200
    assert on_sqlite.folder.remove(old.verifier)
    log.keys = [old]
    assert on_sqlite.ask(log.offer(5, 6)).status == 403


def malformed(good: bytes) -> Iterator[bytes]:
    """Offers that nobody should send."""
    yield b""
    yield good[:-1]
    yield good.replace(b"old 4", b"old 04")
    yield good.replace(b"old 4", b"old -4")
    yield good.replace(b"old 4", "old \u0664".encode())
    yield good.replace(b"old 4", b"old  4")
    yield good.replace(b"old 4", b"OLD 4")
    yield good.replace(b"old 4\n", b"old 4\n\n")
    yield good.replace(b"old 4\n", b"")
    yield good.replace(b"old 4\n", b"old 8\n")
    yield good.replace(b"old 4\n", b"old 4\nAAAA\n")
    yield good.replace(b"old 4\n", b"old 4\n%%%%\n")
    yield good.replace(b"old 4\n", b"old 4\n" + 64 * (b"A" * 43 + b"=\n"))
    yield good.replace(b"old 4\n", b"old 4\r\n")
    yield good.replace(b"\n7\n", b"\n07\n")
    yield good.replace(b"\n7\n", b"\n7\nextension\n")
    yield good + b"\x00"
    yield good + b"A" * LONGEST_OFFER


def test_malformed_offers_are_said_to_be_so(on_sqlite: House) -> None:
    on_sqlite.ask(on_sqlite.log.offer(0, 4))
    good = on_sqlite.log.offer(4)
    for body in malformed(good):
        assert body != good
        assert on_sqlite.ask(body).status == 400, body
    assert on_sqlite.ask(good).status == 200


def test_every_byte_of_a_proof_counts(on_sqlite: House) -> None:
    on_sqlite.ask(on_sqlite.log.offer(0, 3))
    right = Offer.parse(on_sqlite.log.offer(3))
    assert right.proof
    for index, each in enumerate(right.proof):
        wrong = [*right.proof[:index], each[:9] + bytes([each[9] ^ 1]) + each[10:], *right.proof[index + 1 :]]
        assert on_sqlite.ask(bytes(Offer(3, wrong, right.note))).status == 422
    for proof in (right.proof[1:], right.proof[:-1], (*right.proof, right.proof[0]), ()):
        assert on_sqlite.ask(bytes(Offer(3, proof, right.note))).status == 422
    assert on_sqlite.ask(bytes(Offer(0, right.proof, right.note))).status == 409
    assert on_sqlite.size() == 3


def test_processes_that_are_asked_at_once_confirm_one_past(house: House, tmp_path: Path) -> None:
    """Each has a store of its own, as two servers have; all offer another continuation of the same beginning."""
    house.ask(house.log.offer(0, 4))
    forks = [house.log.fork(4).grow(3, f"nhánh {number}") for number in range(6)]
    start = Barrier(len(forks))

    def ask(fork: ForeignLog) -> int:
        with closing(Store(house.store.url, files=tmp_path / "files")) as own:
            start.wait()
            return add_checkpoint(own, house.folder, fork.offer(4), AT).status

    with ThreadPoolExecutor(len(forks)) as houses:
        answers = sorted(houses.map(ask, forks))
    assert answers == [200, 409, 409, 409, 409, 409]
    assert house.alarms() == [(FORK, house.log.origin)]


def test_a_database_restored_from_an_old_copy_does_not_make_it_forget(
    on_sqlite: House, sqlite_template: Path, tmp_path: Path
) -> None:
    """The folder remembers too; and where the folder is lost, the database does."""
    for old, size in ((0, 3), (3, 5)):
        on_sqlite.ask(on_sqlite.log.offer(old, size))
    with closing(Store(f"sqlite:///{copy(sqlite_template, tmp_path / 'old.db')}", files=tmp_path / "f")) as old_copy:
        full, on_sqlite.store = on_sqlite.store, old_copy
        fork = on_sqlite.log.fork(3).grow(2, "khác")
        assert on_sqlite.ask(fork.offer(0)) == Answer(409, "5\n", SIZE_TYPE)
        assert on_sqlite.ask(fork.offer(5)).status == 422
        assert on_sqlite.alarms() == [(FORK, on_sqlite.log.origin)]
        assert on_sqlite.ask(on_sqlite.log.offer(5, 5)).status == 200
        assert on_sqlite.ask(on_sqlite.log.offer(5, 7)).status == 200
    on_sqlite.store = full
    assert on_sqlite.ask(on_sqlite.log.offer(5, 7)) == Answer(409, "7\n", SIZE_TYPE)
    rmtree(on_sqlite.folder.path / "seen")
    assert on_sqlite.ask(on_sqlite.log.offer(5, 7)).status == 200
    assert on_sqlite.ask(fork.grow(2).offer(5)).status == 409


def test_without_a_key_nobody_is_confirmed(sqlite_store: Store, tmp_path: Path) -> None:
    log, folder = ForeignLog().grow(3), WitnessFolder(tmp_path)
    folder.add(log.keys[0].verifier)
    assert add_checkpoint(sqlite_store, folder, log.offer(0), AT).status == 404


def test_the_folder_is_its_owners_alone_and_keeps_its_key(tmp_path: Path) -> None:
    folder = WitnessFolder(tmp_path / "signer")
    key = folder.make_key(NAME)
    assert folder.make_key("khac.example/w") == key == WitnessFolder(tmp_path / "signer").key()
    assert os.stat(folder.path / "key").st_mode & 0o077 == 0 and os.stat(folder.path).st_mode & 0o077 == 0
    with pytest.raises(MalformedNote):
        folder.add(key.verifier)
    (folder.path / "key").write_text(f"{SigningKey.make('a.example/log')}\n")
    with pytest.raises(MalformedNote):
        folder.key()


@pytest.mark.parametrize("body", [b"", b"7", b"07\n", b"-7\n", b"7\n7\n", "\u0667\n".encode(), b"\xff\n", b"7\r\n"])
def test_only_a_size_is_read_as_a_size(body: bytes) -> None:
    assert seen_size(body) is None
    assert seen_size(b"7\n") == 7
