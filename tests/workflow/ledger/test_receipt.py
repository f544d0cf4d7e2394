"""Receipts: made from stored tiles, readable by anybody, and worth nothing once a single byte of them is another."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from states.vocabulary import State
from tests.support.checker import changed_bytes
from tests.support.signing import Signatory
from tests.support.world import World
from tests.workflow.ledger.test_reading import fill
from workflow.ledger.note import Note, SigningKey, VerifierKey
from workflow.ledger.receipt import MalformedReceipt, Receipt, entry_bytes, receipt_for
from workflow.ledger.receipt_check import FAILS, HOLDS, UNJUDGED, judge
from workflow.ledger.receipt_package import NoEntryBeside, Package, packages_at
from workflow.store import Store


def package_of(world: World, index: int) -> Package:
    """Proof and entry, as anybody gets them."""
    with world.store.reading() as driver:
        receipt = receipt_for(driver, world.organisation_id, index)
        entry = entry_bytes(driver, world.organisation_id, index)
    assert receipt is not None and entry is not None
    return Package(proof=bytes(receipt), entry=entry)


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> tuple[Package, VerifierKey]:
    """The receipt of an entry in the middle of a small log, and the log's key."""
    path = tmp_path_factory.mktemp("receipt") / "bangvang.db"
    path.write_bytes(sqlite_template.read_bytes())
    store = Store(f"sqlite:///{path}", files=path.parent / "files")
    world = World.open(store)
    world.bring(world.draft(), State.UNDER_APPRAISAL)
    signatory = Signatory(world)
    size = signatory.sign().size
    package = package_of(world, size - 3)
    store.close()
    return package, signatory.vkey


@pytest.mark.parametrize("more", [0, 250, 520])
def test_every_entry_has_a_receipt_that_proves_it(store: Store, more: int) -> None:
    world = World.open(store)
    fill(world, more)
    signatory = Signatory(world)
    size = signatory.sign().size

    for index in {0, 1, size // 2, size - 2, size - 1, min(255, size - 1), min(256, size - 1)}:
        package = package_of(world, index)
        assert judge(package, [signatory.vkey]).code == "holds"
        assert Receipt.parse(package.proof).index == index


def test_what_no_checkpoint_covers_has_no_receipt_yet(store: Store) -> None:
    world = World.open(store)
    with store.reading() as driver:
        assert receipt_for(driver, world.organisation_id, 0) is None
    signatory = Signatory(world)
    size = signatory.sign().size
    fill(world, 1)
    with store.reading() as driver:
        assert receipt_for(driver, world.organisation_id, size) is None
        assert receipt_for(driver, world.organisation_id, size + 1) is None
        assert receipt_for(driver, world.organisation_id, -1) is None
    signatory.sign()
    assert judge(package_of(world, size), [signatory.vkey]).code == "holds"


def test_the_checkpoint_with_most_witnesses_is_handed_out(store: Store) -> None:
    world = World.open(store)
    signatory = Signatory(world)
    first = signatory.sign()
    one, two = (signatory.witness(first, name) for name in ("one.example", "two.example"))
    fill(world, 1)
    newest = signatory.sign()
    signatory.witness(newest, "one.example")
    package = package_of(world, 3)

    assert Receipt.parse(package.proof).head == first
    verdict = judge(package, [signatory.vkey, one.verifier, two.verifier])
    assert (verdict.code, verdict.facts["witnesses"], verdict.facts["unknown"]) == ("holds", 2, 0)
    assert judge(package, [signatory.vkey]).facts["unknown"] == 2
    stranger = SigningKey.make("three.example", algorithm=4).verifier
    assert judge(package, [signatory.vkey, stranger]).code == "not_witnessed"
    assert Receipt.parse(package_of(world, newest.size - 1).proof).head == newest


def test_without_a_key_nothing_is_called_right(kept: tuple[Package, VerifierKey]) -> None:
    verdict = judge(kept[0])

    assert verdict.exit_code == UNJUDGED
    assert "CHƯA được kiểm" in verdict.said("vi") and "NOT checked" in verdict.said("en")
    other = SigningKey.make("other.example/log").verifier
    assert judge(kept[0], [other]).code == "other_log"
    same_name = SigningKey.make(kept[1].name).verifier
    assert judge(kept[0], [same_name]).code == "not_signed"
    assert judge(kept[0], [same_name, kept[1]]).exit_code == HOLDS, "two keys of one log: that is a rotation"


def test_every_changed_byte_is_found(kept: tuple[Package, VerifierKey]) -> None:
    package, key = kept
    assert judge(package, [key]).exit_code == HOLDS
    proofs = [replace(package, proof=each) for each in changed_bytes(package.proof)]
    entries = [replace(package, entry=each) for each in changed_bytes(package.entry)]

    assert len(proofs) > 4_000 and len(entries) > 3_000
    passed = [each for each in (*proofs, *entries) if judge(each, [key]).exit_code != FAILS]
    assert passed == []


def test_every_changed_byte_of_a_witness_s_line_is_found_by_whoever_has_its_key(store: Store) -> None:
    world = World.open(store)
    signatory = Signatory(world)
    witness = signatory.witness(signatory.sign(), "one.example").verifier
    package = package_of(world, 0)
    keys = [signatory.vkey, witness]
    start = package.proof.index("\u2014 one.example".encode())

    assert judge(package, keys).exit_code == HOLDS
    changed = [each for each in changed_bytes(package.proof) if each[:start] == package.proof[:start]]
    assert [each for each in changed if judge(replace(package, proof=each), keys).exit_code != FAILS] == []


def test_the_receipt_of_another_entry_is_no_receipt(store: Store) -> None:
    world = World.open(store)
    signatory = Signatory(world)
    signatory.sign()
    one, two = package_of(world, 1), package_of(world, 2)

    assert judge(replace(one, entry=two.entry), [signatory.vkey]).code == "other_entry"
    receipt = Receipt.parse(one.proof)
    moved = bytes(replace(receipt, index=2))
    assert judge(Package(proof=moved, entry=two.entry), [signatory.vkey]).code == "not_in_tree"


@pytest.mark.parametrize("text", [b"", b"c2sp.org/tlog-proof@v1\n", b"index 0\n\na\n1\nb\n\n", b"\xff" * 40])
def test_other_files_are_no_receipts(text: bytes, kept: tuple[Package, VerifierKey]) -> None:
    with pytest.raises(MalformedReceipt):
        Receipt.parse(text)
    assert judge(replace(kept[0], proof=text), [kept[1]]).code == "not_a_receipt"


def test_a_note_s_text_with_more_lines_is_refused(kept: tuple[Package, VerifierKey]) -> None:
    receipt = Receipt.parse(kept[0].proof)
    longer = replace(receipt, checkpoint=Note(receipt.checkpoint.text + "more\n", receipt.checkpoint.signatures))
    with pytest.raises(MalformedReceipt):
        Receipt.parse(bytes(longer))


def test_a_package_is_read_back_and_is_always_the_same(tmp_path: Path, kept: tuple[Package, VerifierKey]) -> None:
    package = kept[0]
    file = tmp_path / "receipt.zip"
    file.write_bytes(package.zipped())

    assert [each for _name, each in packages_at(file)] == [package] and package.zipped() == package.zipped()
    for changed in (b"PK\x03\x04", file.read_bytes()[:-30]):
        (tmp_path / "broken.zip").write_bytes(changed)
        with pytest.raises(NoEntryBeside):
            list(packages_at(tmp_path / "broken.zip"))
