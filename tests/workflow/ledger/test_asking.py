"""Asking witnesses: only right lines of this hour are kept, every odd answer is an alarm, and nobody waits for anybody."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path
from shutil import copy
from threading import Thread

import pytest

from tests.support.answering import Told, answering
from tests.support.running import free_port
from tests.support.signing import Signatory
from tests.support.world import World
from workflow.ledger.alarms import Alarm, Raised, open_alarms, raise_alarm
from workflow.ledger.asking import AHEAD, REFUSED, SILENT, WRONG_LINE, ask, heard
from workflow.ledger.note import COSIGNATURE, Note, Signature, SigningKey, signed
from workflow.ledger.offers import SIZE_TYPE, Offer
from workflow.ledger.policy import Policy, Witness
from workflow.ledger.published import latest, witnessed
from workflow.ledger.rounds import DAILY, FRESH, HOUR, POLICY, QUORUM, Rounds, confirmed
from workflow.ledger.witness_folder import WitnessFolder
from workflow.ledger.witness_post import NoAnswer, post_offer
from workflow.ledger.witnessing import add_checkpoint, latest_seen
from workflow.store import Store

AT = 1_733_100_000_000_000
SECOND = 1_000_000
NAME = "tinh.example/witness"


class Commune:
    """A commune whose log is signed, and what its witnesses said."""

    def __init__(self, store: Store) -> None:
        self.world = World.open(store)
        self.store, self.log_id, self.signatory = store, self.world.organisation_id, Signatory(self.world)
        self.now = AT

    def clock(self) -> int:
        return self.now

    def grow(self) -> int:
        """One more entry, signed; answers the size."""
        self.world.submit(self.world.draft("LDTT"))
        return self.signatory.sign().size

    def ask(self, witness: Witness) -> bool:
        return ask(self.store, self.log_id, witness, post_offer, self.clock)

    def alarms(self) -> list[Raised]:
        with self.store.reading() as driver:
            return open_alarms(driver)

    def codes(self) -> list[str]:
        return [each.alarm.code for each in self.alarms()]

    def lines(self, size: int) -> list[Signature]:
        with self.store.reading() as driver:
            return witnessed(driver, self.log_id, size)

    def note(self) -> Note:
        with self.store.reading() as driver:
            published = latest(driver, self.log_id)
        assert published is not None
        return published.signed


class Elsewhere:
    """Another house, with a database of its own, that looks after the log of a commune."""

    def __init__(self, commune: Commune, store: Store, folder: Path) -> None:
        self.commune, self.store, self.folder = commune, store, WitnessFolder(folder)
        self.key = self.folder.make_key(NAME)
        self.folder.add(commune.signatory.vkey)

    def answer(self, body: bytes) -> Told:
        said = add_checkpoint(self.store, self.folder, body, self.commune.now)
        return said.status, said.kind, said.body.encode()

    def size(self) -> int:
        with self.store.reading() as driver:
            seen = latest_seen(driver, self.commune.signatory.key.name)
        return seen.size if seen else -1


@pytest.fixture
def commune(store: Store) -> Commune:
    return Commune(store)


@pytest.fixture
def on_sqlite(sqlite_store: Store) -> Commune:
    return Commune(sqlite_store)


@pytest.fixture
def other_store(sqlite_template: Path, tmp_path: Path) -> Iterator[Store]:
    """The database of the house that is asked."""
    with closing(Store(f"sqlite:///{copy(sqlite_template, tmp_path / 'other.db')}", files=tmp_path / "other")) as store:
        yield store


@pytest.fixture
def asked(commune: Commune, other_store: Store, tmp_path: Path) -> Iterator[tuple[Commune, Elsewhere, Witness]]:
    """A commune on each database, its witness, and the witness as its policy names it."""
    elsewhere = Elsewhere(commune, other_store, tmp_path / "w")
    with answering(elsewhere.answer) as here:
        yield commune, elsewhere, Witness(name="tinh", key=elsewhere.key.verifier, url=here.url)


def test_what_grew_is_confirmed_and_kept(asked: tuple[Commune, Elsewhere, Witness]) -> None:
    commune, elsewhere, witness = asked
    for _ in range(3):
        size = commune.grow()
        assert commune.ask(witness)
        assert elsewhere.size() == size
        (line,) = commune.lines(size)
        assert line.is_by(witness.key, commune.note().text) and line.seen_at == commune.now // SECOND
    commune.now += DAILY
    assert commune.ask(witness), "the same size, confirmed anew"
    assert commune.lines(size)[0].seen_at == commune.now // SECOND
    assert commune.ask(witness), "twice in a second is kept once"
    assert commune.alarms() == []


def test_a_witness_that_knows_more_or_less_than_we_think_is_met_where_it_stands(
    asked: tuple[Commune, Elsewhere, Witness], sqlite_template: Path, tmp_path: Path
) -> None:
    commune, elsewhere, witness = asked
    commune.signatory.sign()
    elsewhere.answer(bytes(Offer(0, (), commune.note())))
    commune.grow()
    assert commune.ask(witness), "we had not heard that it knew the log already"
    commune.grow()
    with closing(Store(f"sqlite:///{copy(sqlite_template, tmp_path / 'new.db')}", files=tmp_path / "new")) as new:
        elsewhere.store = new
        assert commune.ask(witness), "it has forgotten everything"
    assert commune.alarms() == []


def test_a_witness_that_saw_a_longer_log_raises_the_alarm_until_ours_is_as_long(
    asked: tuple[Commune, Elsewhere, Witness],
) -> None:
    commune, _, witness = asked
    commune.signatory.sign()
    real, size = witness.url, commune.note().text.split("\n")[1]
    with answering(lambda body: (409, SIZE_TYPE, b"999999\n")) as ahead:
        assert not commune.ask(Witness(name="tinh", key=witness.key, url=ahead.url))
    (raised,) = commune.alarms()
    assert (raised.alarm.code, raised.alarm.log_id, raised.alarm.about) == (AHEAD, commune.log_id, "tinh")
    assert raised.alarm.facts["seen_size"] == 999999 and raised.alarm.facts["size"] == int(size)
    assert commune.ask(Witness(name="tinh", key=witness.key, url=real))
    assert commune.alarms() == []


ODD: dict[str, Told] = {
    "a fork, as it says": (422, "text/plain", b"this does not continue what was seen here\n"),
    "a stranger, as it says": (403, "text/plain", b"who are you\n"),
    "not looked after": (404, "text/html", b"<html>"),
    "its own fault": (500, "text/plain", b""),
    "a conflict without a size": (409, "text/plain", b"5\n"),
    "a conflict without a number": (409, SIZE_TYPE, b"five\n"),
    "the size that was named": (409, SIZE_TYPE, b"0\n"),
    "empty": (204, "text/plain", b""),
    "moved": (302, "http://127.0.0.1:9/elsewhere/add-checkpoint", b""),
    "moved for good": (308, "/elsewhere", b""),
}


@pytest.mark.parametrize("said", ODD.values(), ids=ODD)
def test_any_other_answer_is_an_alarm_that_keeps_offer_and_answer(on_sqlite: Commune, said: Told) -> None:
    on_sqlite.signatory.sign()
    key = SigningKey.make(NAME, COSIGNATURE)
    with answering(lambda body: said) as here:
        witness = Witness(name="tinh", key=key.verifier, url=here.url)
        assert not on_sqlite.ask(witness) and not on_sqlite.ask(witness)
        assert len(here.asked) == 2, "nothing was followed"
        (raised,) = on_sqlite.alarms()
        assert (raised.alarm.code, raised.alarm.about) == (REFUSED, "tinh")
        assert (raised.alarm.facts["status"], raised.alarm.facts["answer"]) == (said[0], said[2].decode())
        assert Offer.parse(str(raised.alarm.facts["offer"]).encode()).note == on_sqlite.note()
        here.answer = lambda body: _cosigned(key, body, on_sqlite.now // SECOND)
        assert on_sqlite.ask(witness)
    assert on_sqlite.alarms() == []


def _cosigned(key: SigningKey, body: bytes, at: int) -> Told:
    return 200, "text/plain", f"{key.cosign(Offer.parse(body).note.text, at)}\n".encode()


def wrong_lines(key: SigningKey, text: str, now: int) -> Iterator[tuple[str, bytes]]:
    """Bodies of a 200 that are worth nothing."""
    right = str(key.cosign(text, now))
    stranger = SigningKey.make(NAME, COSIGNATURE)
    yield "nothing", b""
    yield "an empty line", b"\n"
    yield "not UTF-8", b"\xff\n"
    yield "words", b"ok\n"
    yield "a stranger of the same name", f"{stranger.cosign(text, now)}\n".encode()
    yield "another text", f"{key.cosign(text.replace('log', 'lag'), now)}\n".encode()
    yield "long ago", f"{key.cosign(text, now - 3600)}\n".encode()
    yield "to come", f"{key.cosign(text, now + 3600)}\n".encode()
    yield "one of two is wrong", f"{right}\n{key.cosign(text + 'x', now)}\n".encode()
    yield "a byte is wrong", right[:60].encode() + (b"A" if right[60] != "A" else b"B") + right[61:].encode() + b"\n"
    yield "signed as logs sign", f"{SigningKey(NAME, key.private).sign(text)}\n".encode()


def test_only_a_right_line_of_the_key_and_of_this_hour_is_kept(on_sqlite: Commune) -> None:
    size = on_sqlite.signatory.sign().size
    key = SigningKey.make(NAME, COSIGNATURE)
    bodies = list(wrong_lines(key, on_sqlite.note().text, AT // SECOND))
    with answering(lambda body: (200, "text/plain", b"")) as here:
        witness = Witness(name="tinh", key=key.verifier, url=here.url)
        for name, body in bodies:
            here.answer = lambda _, body=body: (200, "text/plain", body)  # type: ignore[misc]
            assert not on_sqlite.ask(witness), name
            assert on_sqlite.codes() == [WRONG_LINE] and on_sqlite.lines(size) == [], name
        stranger = SigningKey.make("la.example/w", COSIGNATURE).cosign(on_sqlite.note().text, 5)
        here.answer = lambda body: (
            200, "text/plain", f"{stranger}\n{key.cosign(on_sqlite.note().text, AT // SECOND)}\n".encode()
        )  # fmt: skip
        assert on_sqlite.ask(witness), "lines of strangers beside it don't matter"
    assert on_sqlite.alarms() == [] and len(on_sqlite.lines(size)) == 1


def dripping(body: bytes) -> Told:
    """An answer that comes too late."""
    time.sleep(1.5)
    return 200, "text/plain", b""


@pytest.mark.parametrize(
    "answer", [dripping, lambda body: (200, "text/plain", b"x" * 200_000)], ids=["slow", "without end"]
)
def test_a_witness_has_little_time_and_little_room(answer: Callable[[bytes], Told]) -> None:
    with answering(answer) as here, pytest.raises(NoAnswer):
        post_offer(here.url, b"old 0\n", patience=0.5)


@pytest.mark.parametrize("words", [b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * 99, b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * 999])
def test_a_witness_that_sends_a_byte_now_and_then_is_cut_off(words: bytes) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:

        def drip() -> None:
            line, _ = server.accept()
            with line, suppress(OSError):
                for each in words:
                    line.sendall(bytes([each]))
                    time.sleep(0.02)

        dripper = Thread(target=drip, daemon=True)
        dripper.start()
        began = time.monotonic()
        with pytest.raises(NoAnswer):
            post_offer(f"http://127.0.0.1:{server.getsockname()[1]}/", b"old 0\n", patience=0.6)
        assert time.monotonic() - began < 3
        dripper.join(5)


@pytest.mark.parametrize(
    "url", ["", "ftp://a/", "http://", "http://[::1", "http://127.0.0.1:1/", "http://a b/", "http://127.0.0.1:99999/",
            "https://127.0.0.1:1/x", "http://xã.example/"],
)  # fmt: skip
def test_an_address_where_nobody_is_gives_no_answer(url: str) -> None:
    with pytest.raises(NoAnswer):
        post_offer(url, b"old 0\n", patience=0.5)


def test_a_log_that_changes_its_key_is_confirmed_throughout(asked: tuple[Commune, Elsewhere, Witness]) -> None:
    commune, elsewhere, witness = asked
    commune.signatory.sign()
    assert commune.ask(witness)
    new = SigningKey.make(commune.signatory.key.name)
    elsewhere.folder.add(new.verifier)
    old, commune.signatory.key = commune.signatory.key, new
    policy = Policy.parse(f"log {old.verifier}\nlog {new.verifier}\nwitness w {witness.key}\nquorum w\n".encode())
    before = commune.note()
    size = commune.grow()
    assert commune.ask(witness)
    assert policy.judge(commune.note(), AT // SECOND, commune.lines(size)).is_valid
    assert policy.judge(before, AT // SECOND).log == old.verifier
    both = signed(commune.note().text, [old, new])
    assert policy.judge(both, AT // SECOND, commune.lines(size)).is_valid


# going round


class Round:
    """A commune that goes round the witnesses of a file."""

    def __init__(
        self, commune: Commune, folder: Path, *named: tuple[str, SigningKey, str], quorum: str = "none"
    ) -> None:
        self.commune, self.path = commune, folder / "policy"
        lines = [f"log {commune.signatory.vkey}"] + [f"witness {name} {key.verifier} {url}" for name, key, url in named]
        self.path.write_text("\n".join([*lines, *([quorum] if "\n" in quorum else [f"quorum {quorum}"])]) + "\n")
        self.rounds = Rounds(commune.store, self.path, commune.clock)

    def turn(self, later: int = 0) -> float:
        """A turn, some microseconds later; answers how many seconds it took."""
        self.commune.now += later
        began = time.monotonic()
        self.rounds.turn()
        return time.monotonic() - began

    def until(self, is_so: Callable[[], bool]) -> None:
        """Go on, a second after the other, until something is so."""
        for _ in range(200):
            self.turn(SECOND)
            if is_so():
                return
            time.sleep(0.02)
        raise AssertionError("it never came to that")


def well(key: SigningKey, commune: Commune) -> Callable[[bytes], Told]:
    """A witness without a memory that confirms whatever it is sent."""
    return lambda body: _cosigned(key, body, commune.now // SECOND)


def test_one_that_is_away_and_one_that_is_slow_hold_up_nobody(commune: Commune, tmp_path: Path) -> None:
    quick, slow, away = (SigningKey.make(f"{name}.example/w", COSIGNATURE) for name in ("nhanh", "cham", "vang"))
    size = commune.signatory.sign().size
    with answering(well(quick, commune)) as here, answering(dripping) as late:
        nobody = f"http://127.0.0.1:{free_port()}/"
        round_ = Round(commune, tmp_path, ("nhanh", quick, here.url), ("cham", slow, late.url), ("vang", away, nobody))
        assert round_.turn() < 1.0
        round_.until(lambda: bool(commune.lines(size)))
        grown = commune.grow()
        round_.until(lambda: bool(commune.lines(grown)))
        asked = len(here.asked)
        for _ in range(5):
            round_.turn(SECOND)
        assert len(here.asked) == asked, "what was confirmed is not offered again"
        assert commune.codes() == [], "a short silence is no alarm"
        round_.turn(DAILY)
        round_.until(lambda: len(here.asked) > asked)


def test_silence_is_an_alarm_after_an_hour_and_ends_with_the_first_word(on_sqlite: Commune, tmp_path: Path) -> None:
    key, port = SigningKey.make(NAME, COSIGNATURE), free_port()
    on_sqlite.signatory.sign()
    round_ = Round(on_sqlite, tmp_path, ("tinh", key, f"http://127.0.0.1:{port}/"), quorum="tinh")
    round_.turn()
    time.sleep(0.2)
    round_.turn(HOUR - 60 * SECOND)
    assert on_sqlite.codes() == []
    time.sleep(0.2)
    round_.turn(120 * SECOND)
    time.sleep(0.2)
    round_.turn(60 * SECOND)
    assert sorted(on_sqlite.codes()) == [QUORUM, SILENT]
    with answering(well(key, on_sqlite)) as here:
        round_.path.write_text(round_.path.read_text().replace(f"http://127.0.0.1:{port}/", here.url + "/moved"))
        round_.turn(HOUR)
        round_.until(lambda: on_sqlite.codes() == [])
        with on_sqlite.store.reading() as driver:
            assert heard(driver, on_sqlite.log_id, Witness(name="x", key=key.verifier)) is not None
    time.sleep(0.1)
    round_.turn(FRESH)
    round_.turn(60 * SECOND)
    assert sorted(on_sqlite.codes()) == [QUORUM, SILENT]


def test_one_who_is_a_witness_no_more_is_not_missed(on_sqlite: Commune, tmp_path: Path) -> None:
    key = SigningKey.make(NAME, COSIGNATURE)
    on_sqlite.signatory.sign()
    round_ = Round(on_sqlite, tmp_path, ("tinh", key, f"http://127.0.0.1:{free_port()}/"))
    for code in (SILENT, REFUSED):
        raise_alarm(on_sqlite.store, Alarm(code, on_sqlite.log_id, "xa"), AT)
    round_.turn(SECOND)
    assert on_sqlite.codes() == [REFUSED], "what it saw stays"


def test_a_policy_that_cannot_be_read_is_an_alarm_and_the_last_good_one_stays(
    on_sqlite: Commune, tmp_path: Path
) -> None:
    key = SigningKey.make(NAME, COSIGNATURE)
    on_sqlite.signatory.sign()
    with answering(well(key, on_sqlite)) as here:
        round_ = Round(on_sqlite, tmp_path, ("tinh", key, here.url))
        round_.until(lambda: bool(here.asked))
        good = round_.path.read_text()
        for broken in ("quorum nobody\n", "", "rubbish\n"):
            round_.path.write_text(broken)
            round_.turn(SECOND)
            (raised,) = on_sqlite.alarms()
            assert (raised.alarm.code, raised.alarm.log_id, raised.alarm.about) == (POLICY, None, str(round_.path))
            assert raised.alarm.facts["reason"]
        round_.path.unlink()
        round_.turn(SECOND)
        assert on_sqlite.codes() == [POLICY]
        grown, asked = on_sqlite.grow(), len(here.asked)
        round_.until(lambda: len(here.asked) > asked and bool(on_sqlite.lines(grown)))
        round_.path.write_text(good)
        round_.turn(SECOND)
        assert on_sqlite.codes() == []


def test_a_quorum_counts_right_and_fresh_lines_alone(commune: Commune) -> None:
    keys = [SigningKey.make(f"w{number}.example/w", COSIGNATURE) for number in range(3)]
    lines = "".join(f"witness w{number} {key.verifier}\n" for number, key in enumerate(keys))
    policy = Policy.parse(f"log {commune.signatory.vkey}\n{lines}group g 2 w0 w1 w2\nquorum g\n".encode())
    size = commune.signatory.sign().size
    text, now = commune.note().text, AT // SECOND

    def keep(name: str, line: Signature, at: int) -> None:
        commune.signatory._lay(
            "ledger_cosignature", log_id=commune.log_id, size=size, witness=name, seen_at=at, line=str(line)
        )

    def found() -> int | None:
        with commune.store.reading() as driver:
            it = confirmed(driver, policy, commune.log_id, AT)
        return it.size if it else None

    keep(keys[0].name, keys[0].cosign(text, now), now)
    keep(keys[1].name, keys[1].cosign(text + "x\n", now), now)
    keep(keys[2].name, SigningKey.make(keys[2].name, COSIGNATURE).cosign(text, now), now)
    assert found() is None
    keep(keys[2].name, keys[2].cosign(text, now - FRESH // SECOND - 1), now - FRESH // SECOND - 1)
    assert found() is None, "an old word is no fresh one"
    keep(keys[2].name, keys[2].cosign(text, now - 60), now - 60)
    assert found() == size
    commune.grow()
    assert found() == size, "the newest with a quorum, not the newest"
