"""Going round the witnesses: nobody waits for anybody, silence shows, and only right and fresh words count."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from tests.support.answering import Told, answering
from tests.support.running import free_port
from tests.support.witnesses import AT, NAME, SECOND, Commune, cosigned, dripping
from workflow.ledger.alarms import Alarm, raise_alarm
from workflow.ledger.asking import REFUSED, SILENT, heard
from workflow.ledger.note import COSIGNATURE, Signature, SigningKey
from workflow.ledger.policy import Policy, Witness
from workflow.ledger.rounds import DAILY, FRESH, HOUR, POLICY, QUORUM, Rounds, confirmed


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
    return lambda body: cosigned(key, body, commune.now // SECOND)


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
