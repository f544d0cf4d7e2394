"""What was published is judged by entries, key, witnesses, the signer's memory and the auditor's own checkpoint."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from states.vocabulary import State
from tests.support.world import World
from workflow.ledger.auditing import stop
from workflow.ledger.checkpoint import TreeHead
from workflow.ledger.note import COSIGNATURE, SigningKey, VerifierKey, signed
from workflow.ledger.outside import Held, Outside
from workflow.ledger.published import Published, latest
from workflow.ledger.reading import root_and_size
from workflow.ledger.signer_folder import Memory, SignerFolder
from workflow.ledger.signing import Signer
from workflow.ledger.tree import CompactRange
from workflow.ledger.verify import Report, verify
from workflow.sql import insert_all
from workflow.store import Store


@dataclass
class Signed:
    """A world whose log is signed by a signer of its own."""

    world: World
    place: Path

    @property
    def log_id(self) -> str:
        """The log."""
        return self.world.organisation_id

    @property
    def folder(self) -> SignerFolder:
        """What the signer keeps of it."""
        return SignerFolder(self.place, self.log_id)

    @property
    def key(self) -> SigningKey:
        """The log's key."""
        key = self.folder.key()
        assert key is not None
        return key

    def sign(self) -> Published:
        """Let the signer look; answers the newest checkpoint."""
        with Signer(self.place) as signer:
            signer.tick(self.world.store, self.world.at)
        with self.world.store.reading() as driver:
            found = latest(driver, self.log_id)
        assert found is not None
        return found

    def lay(self, name: str, **row: str | int | bytes) -> None:
        """Lay a row of the log down past the signer."""
        with self.world.store.writing(self.log_id) as driver:
            insert_all(driver, [(name, {"log_id": self.log_id, **row})])
            driver.connection.commit()

    def forge(self, keys: Sequence[SigningKey]) -> int:
        """Publish a right head over what is there now, signed by these keys."""
        with self.world.store.reading() as driver:
            root, size = root_and_size(driver, self.log_id)
        note = bytes(signed(TreeHead(self.key.name, size, root).text, keys)).decode()
        self.lay("ledger_checkpoint", size=size, root=root, note=note)
        return size

    def verify(self, *keys: VerifierKey, held: Sequence[Held] = (), memory: bool = True) -> Report:
        """The report of an auditor who knows this much."""
        return verify(
            self.world.store, outside=Outside(keys=keys, held=held, signer_dir=self.place if memory else None)
        )


@pytest.fixture
def site(store: Store, tmp_path: Path) -> Signed:
    """A commune, its first entries signed, one case brought on since."""
    site = Signed(World.open(store), tmp_path / "signer")
    site.sign()
    site.world.bring(site.world.draft(), State.SUBMITTED)
    return site


def codes(report: Report) -> list[str]:
    return [finding.code for finding in report.findings]


def test_what_the_signer_signed_is_whole_and_the_report_says_by_what(site: Signed) -> None:
    held = Held.parse(site.sign().note.encode())
    site.world.bring(site.world.draft(name="Lê Thị Hai"), State.SUBMITTED)
    newest = site.sign()
    alone, all_told = site.verify(memory=False), site.verify(held=[held])
    assert (codes(alone), codes(all_told)) == ([], [])
    heads = alone.logs[0].heads
    assert (heads.keys, heads.remembered, heads.held, heads.count, heads.signed_size) == ((), None, (), 3, newest.size)
    heads = all_told.logs[0].heads
    assert (heads.keys, heads.remembered) == ((str(site.key.verifier),), newest.size)
    assert heads.held == (held.head.size,)


def test_a_head_signed_with_another_key_is_named(site: Signed) -> None:
    stranger = SigningKey.make(site.key.name)
    size = site.forge([stranger])
    assert codes(site.verify(memory=False)) == []
    assert codes(site.verify(site.key.verifier, memory=False)) == ["head_unsigned"]
    assert codes(site.verify()) == ["head_unsigned", "head_never_signed"]
    assert site.verify().findings[0].place == f"ledger_checkpoint/{size}"


def test_the_key_that_the_auditor_was_given_comes_before_the_signers(site: Signed) -> None:
    given = site.key.verifier
    site.folder.keep_key(SigningKey.make(site.key.name))
    assert codes(site.verify(given)) == []
    assert codes(site.verify()) == ["head_unsigned"]


def test_a_head_that_the_signer_does_not_remember_is_named(site: Signed) -> None:
    site.forge([site.key])
    assert codes(site.verify()) == ["head_never_signed"]
    assert codes(site.verify(memory=False)) == []


def test_a_memory_of_another_past_is_named(site: Signed) -> None:
    memory = site.folder.memory()
    assert memory is not None
    grown = CompactRange()
    grown.extend([bytes(32)] * memory.size)
    site.folder.remember(Memory(origin=memory.origin, range=grown, last=bytes(32)))
    assert codes(site.verify()) == ["memory_differs"]
    grown.extend([bytes(32)] * 1000)
    site.folder.remember(Memory(origin=memory.origin, range=grown, last=bytes(32)))
    assert codes(site.verify()) == ["memory_beyond"]
    site.folder.remember(Memory(origin="elsewhere.example/log/x", range=grown, last=bytes(32)))
    assert codes(site.verify()) == ["memory_of_another_log"]


def test_an_older_checkpoint_convicts_a_log_that_was_rewritten_or_cut(site: Signed) -> None:
    def held(size: int, root: bytes, key: SigningKey = site.key) -> Held:
        return Held(signed(TreeHead(key.name, size, root).text, [key]))

    right = site.sign()
    assert codes(site.verify(held=[held(right.size, right.root)])) == []
    assert codes(site.verify(held=[held(right.size, bytes(32))])) == ["held_differs"]
    assert codes(site.verify(held=[held(right.size + 1, right.root)])) == ["held_beyond"]
    strange = SigningKey.make(site.key.name)
    for memory in (True, False):
        report = site.verify(held=[held(right.size, bytes(32), strange)], memory=memory)
        assert (codes(report), report.logs[0].heads.held) == ([], ()), "a stranger's paper says nothing"


def test_what_rests_on_a_given_key_alone_is_reported_and_stops_nothing(site: Signed) -> None:
    right, log = site.sign(), site.log_id
    stranger, witness = SigningKey.make(site.key.name), SigningKey.make("witness.example/x", COSIGNATURE)
    paper = Held(signed(TreeHead(site.key.name, right.size, bytes(32)).text, [stranger]))
    line = str(witness.cosign(right.head.text, 1_709_280_000))
    site.lay("ledger_cosignature", size=right.size, witness=witness.name, seen_at=1, line=line)
    mistyped = SigningKey.make(witness.name, COSIGNATURE).verifier
    for memory in (True, False):
        for keys, held, code in (
            ([stranger.verifier], [], "head_unsigned"),
            ([stranger.verifier], [paper], "held_differs"),
            ([mistyped], [], "cosignature_wrong"),
        ):
            report = site.verify(*keys, held=held, memory=memory)
            assert code in codes(report) and not report.is_whole
            assert report.news(log) == []
            assert not stop(site.world.store, report, log, site.world.at)
    site.world.bring(site.world.draft(name="Lê Thị Hai"), State.SUBMITTED)
    site.forge([stranger])
    report = site.verify(stranger.verifier, site.key.verifier)
    assert [finding.code for finding in report.news(log)] == ["head_never_signed"]
    assert "head_unsigned" in [finding.code for finding in site.verify(site.key.verifier).news(log)]


def test_a_paper_of_the_logs_own_key_stops_writing(site: Signed) -> None:
    right = site.sign()
    paper = Held(signed(TreeHead(site.key.name, right.size, bytes(32)).text, [site.key]))
    for report in (site.verify(held=[paper]), site.verify(site.key.verifier, held=[paper], memory=False)):
        assert [finding.code for finding in report.news(site.log_id)] == ["held_differs"]


def test_words_of_witnesses_are_judged(site: Signed) -> None:
    head = site.sign().head
    witness = SigningKey.make("witness.example/so-noi-vu", COSIGNATURE)

    def say(line: str, size: int = head.size, seen_at: int = 1) -> None:
        site.lay("ledger_cosignature", size=size, witness=witness.name, seen_at=seen_at, line=line)

    say(str(witness.cosign(head.text, 1_709_280_000)))
    report = site.verify(site.key.verifier, witness.verifier)
    assert codes(report) == []
    assert (report.logs[0].heads.cosignatures, report.logs[0].heads.cosignatures_checked) == (1, 1)
    assert site.verify().logs[0].heads.cosignatures_checked == 0
    say(str(witness.cosign(head.text.replace("\n", "x\n", 1), 1_709_280_000)), seen_at=2)
    assert codes(site.verify()) == []
    assert codes(site.verify(witness.verifier)) == ["cosignature_wrong"]
    say("not a line", seen_at=3)
    assert codes(site.verify()) == ["cosignature_wrong"]
    say(str(witness.cosign(head.text, 1_709_280_000)), size=9999)
    assert "cosignature_of_no_head" in codes(site.verify())
