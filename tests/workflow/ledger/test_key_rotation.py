"""A log comes to a new key in the middle of its life: both ranges stay verifiable, and nobody slips in a key of their own."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from states.refusals import NotMet
from states.vocabulary import UnitKind
from tests.support.go_verifier import go_says
from tests.support.scales import scales_accepts
from tests.support.source import ROOT
from tests.support.world import World
from workflow.commands.administration.announce_key import AnnounceKey
from workflow.engine import execute
from workflow.ledger.alarms import open_alarms, recent_alarms
from workflow.ledger.export import export
from workflow.ledger.key_rotation import BOTH_SIGN_FOR, digest_of, next_key
from workflow.ledger.note import COSIGNATURE, SigningKey, VerifierKey
from workflow.ledger.outside import Outside
from workflow.ledger.published import Published, at_size, latest
from workflow.ledger.reading import entry_at
from workflow.ledger.receipt import receipt_for
from workflow.ledger.signer_folder import SignerFolder
from workflow.ledger.signing import Signer
from workflow.ledger.verify import verify
from workflow.store import Store

SECOND = 1_000_000


@dataclass
class House:
    """A commune, its signer, and what was published at every step."""

    world: World
    folder: Path
    sizes: list[int] = field(default_factory=list)

    @property
    def keys(self) -> SignerFolder:
        return SignerFolder(self.folder / "signer", self.world.organisation_id)

    @property
    def vkey(self) -> VerifierKey:
        key = self.keys.key()
        assert key is not None
        return key.verifier

    def tick(self, at: int | None = None) -> Published:
        """Let a signer look that has just been started."""
        with Signer(self.folder / "signer") as signer:
            signer.tick(self.world.store, at or self.world.at)
        with self.world.store.reading() as driver:
            found = latest(driver, self.world.organisation_id)
        assert found is not None and self.keys.halt() is None
        self.sizes.append(found.size)
        return found

    def act(self, at: int | None = None) -> Published:
        """Something is done, and signed."""
        self.world.unit(f"thon-{len(self.world.units)}", UnitKind.VILLAGE, "Thôn")
        return self.tick(at)

    def announce(self, vkey: str) -> int:
        order = AnnounceKey(on=self.world.organisation_id, vkey=vkey)
        return execute(self.world.store, order, actor=self.world.operator, at=self.world.at).index

    def make_next(self) -> VerifierKey:
        return next_key(self.keys, self.vkey.name).verifier

    @property
    def alarms(self) -> list[tuple[str, str]]:
        with self.world.store.reading() as driver:
            return [(raised.alarm.code, raised.alarm.about) for raised in open_alarms(driver)]


@pytest.fixture
def house(store: Store, tmp_path: Path) -> House:
    return House(World.open(store), tmp_path)


def signers(found: Published, *keys: VerifierKey) -> list[VerifierKey]:
    return found.signed.signed_by(keys)


def test_both_sign_for_a_time_and_then_the_new_one_alone(house: House) -> None:
    old, first = house.vkey if house.act() else None, house.act()
    assert old is not None
    new = house.make_next()
    assert house.make_next() == new, "asked for again it is the same"
    assert signers(house.act(), old, new) == [old], "nothing before it is announced"
    index = house.announce(str(new))
    both = house.tick()
    assert both.size == index + 1 and signers(both, old, new) == [old, new]
    assert signers(house.act(), old, new) == [old, new]
    over = house.world.at + BOTH_SIGN_FOR + SECOND
    assert signers(house.act(over), old, new) == [new]
    assert house.vkey == new and house.keys.vkeys() == [str(old), str(new)]
    assert {path.name for path in house.keys.path.iterdir()} == {"key", "state.json", "vkeys"}
    assert str(SigningKey.parse((house.keys.path / "key").read_text()).verifier) == str(new)
    assert signers(first, old) == [old]
    assert house.alarms == [] and verify(house.world.store).findings == ()


def test_the_entry_names_the_key_and_its_digest(house: House) -> None:
    house.act()
    new = house.make_next()
    index = house.announce(str(new))
    with house.world.store.reading() as driver:
        read = entry_at(driver, house.world.organisation_id, index)
    assert read is not None and read.particulars == {"vkey": str(new)}
    assert [(paper.kind, paper.digest) for paper in read.entry.docs] == [("vkey", digest_of(str(new)))]
    assert (read.entry.act, read.entry.src, read.entry.dst) == ("announce_key", "open", "open")


def test_old_receipts_and_checkpoints_stay_verifiable(house: House, tmp_path: Path, go: Path) -> None:
    house.act()
    old, log_id, store = house.vkey, house.world.organisation_id, house.world.store
    export(store, log_id, tmp_path / "log")
    older = tmp_path / "older"
    shutil.copy(tmp_path / "log" / "checkpoint", older)
    with store.reading() as driver:
        before = receipt_for(driver, log_id, 3)
    new = house.make_next()
    house.announce(str(new))
    house.tick()
    house.act(house.world.at + BOTH_SIGN_FOR + SECOND)
    with store.reading() as driver:
        after = receipt_for(driver, log_id, 3)
        assert all(at_size(driver, log_id, size) for size in house.sizes)
    assert before is not None and before.checkpoint.signed_by([old, new]) == [old]
    assert after is not None and after.checkpoint.signed_by([old, new]) == [new]
    size = export(store, log_id, tmp_path / "log")
    assert go_says(go, f"{old},{new}", tmp_path / "log", [older]) == f"ok {size}"
    assert "signature" in go_says(go, str(old), tmp_path / "log")
    assert scales_accepts(str(new), tmp_path / "log") == size
    standalone = [
        sys.executable,
        str(ROOT / "tools" / "verify_log.py"),
        "log",
        str(tmp_path / "log"),
        "--old",
        str(older),
    ]
    done = subprocess.run(
        [*standalone, "--vkey", str(old), "--vkey", str(new)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    report = verify(store, outside=Outside(signer_dir=house.folder / "signer"))
    assert report.findings == () and set(report.logs[0].heads.keys) == {str(old), str(new)}
    for signer_dir in (house.folder / "signer", None):
        alone = verify(store, outside=Outside(keys=[new], signer_dir=signer_dir))
        assert {finding.code for finding in alone.findings} == {"head_unsigned"}
        assert alone.news(log_id) == [], "the new key alone accuses nobody of what the old one signed"


def test_somebody_elses_key_never_signs_and_is_told_of(house: House) -> None:
    house.act()
    old, waiting, strange = house.vkey, house.make_next(), SigningKey.make(house.vkey.name).verifier
    house.announce(str(strange))
    assert signers(house.tick(), old, waiting, strange) == [old], "not even with the one that waits"
    assert house.alarms == [("strange_key_announced", digest_of(str(strange)))]
    assert signers(house.act(), old, waiting, strange) == [old]


def test_the_alarm_is_over_when_the_log_names_our_key_again(house: House) -> None:
    house.act()
    old, waiting = house.vkey, house.make_next()
    stranger = SigningKey.make(old.name).verifier
    house.announce(str(stranger))
    house.tick()
    house.act()
    assert len(house.alarms) == 1, "other acts end nothing"
    house.announce(str(SigningKey.make(old.name).verifier))
    house.tick()
    assert len(house.alarms) == 2, "nor does another stranger"
    house.announce(str(old))
    house.tick()
    assert house.alarms == []
    house.announce(str(stranger))
    house.announce(str(waiting))
    house.tick()
    assert house.alarms == []
    with house.world.store.reading() as driver:
        told = [each for each in recent_alarms(driver, 0) if each.alarm.code == "strange_key_announced"]
    assert len(told) == 3 and all(each.ended_at is not None for each in told), "each is kept, with its end"


def test_the_present_key_may_be_announced(house: House) -> None:
    house.act()
    house.announce(str(house.vkey))
    assert signers(house.tick(), house.vkey) == [house.vkey]
    assert house.alarms == []


def wrong_keys(house: House) -> Iterator[str]:
    name = house.vkey.name
    yield from ("", "khóa", str(house.vkey)[:-2], str(house.vkey).replace("+", "-"), f"{house.vkey}\n")
    yield str(SigningKey.make("another.example/log/1").verifier)
    yield str(SigningKey.make(name, COSIGNATURE).verifier)


def test_what_is_no_key_of_this_log_is_refused(house: House) -> None:
    house.act()
    for line in wrong_keys(house):
        with pytest.raises(NotMet) as refused:
            house.announce(line)
        assert [each.code for each in refused.value.refusals] == ["vkey_wrong"], line


def test_a_lost_state_is_made_again_after_a_rotation(house: House) -> None:
    house.act()
    new = house.make_next()
    house.announce(str(new))
    house.tick()
    for at in (house.world.at, house.world.at + BOTH_SIGN_FOR + SECOND):
        (house.keys.path / "state.json").unlink()
        assert new in signers(house.act(at), new)
    (house.keys.path / "state.json").unlink()
    assert signers(house.act(), new) == [new]
    assert house.alarms == []


@pytest.mark.parametrize("step", ["begin_rotation", "remember", "promote", "end_rotation"])
def test_a_crash_in_the_middle_leaves_one_way_on(house: House, step: str, monkeypatch: pytest.MonkeyPatch) -> None:
    house.act()
    old, new = house.vkey, house.make_next()
    house.announce(str(new))
    done = getattr(SignerFolder, step)

    def last(*args: object) -> None:
        done(*args)
        raise Died

    over = house.world.at + BOTH_SIGN_FOR + SECOND
    for at, wanted in ((house.world.at, [old, new]), (over, [new])):
        house.world.unit(f"thon-{at}", UnitKind.VILLAGE, "Thôn")
        with monkeypatch.context() as dying:
            dying.setattr(SignerFolder, step, last)
            with suppress(Died):
                house.tick(at)
        assert signers(house.tick(at), old, new) == wanted
    assert house.vkey == new and house.keys.vkeys() == [str(old), str(new)]
    assert house.alarms == []


class Died(BaseException):
    """The machine stops here."""
