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
from tests.support.witnesses import AT, NAME, SECOND, Commune, Elsewhere, cosigned, dripping
from workflow.ledger.asking import AHEAD, REFUSED, WRONG_LINE
from workflow.ledger.note import COSIGNATURE, SigningKey, signed
from workflow.ledger.offers import SIZE_TYPE, Offer
from workflow.ledger.policy import Policy, Witness
from workflow.ledger.rounds import DAILY
from workflow.ledger.witness_post import NoAnswer, post_offer
from workflow.store import Store


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
        here.answer = lambda body: cosigned(key, body, on_sqlite.now // SECOND)
        assert on_sqlite.ask(witness)
    assert on_sqlite.alarms() == []


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
