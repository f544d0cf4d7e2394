"""``tools/verify_log.py receipt``: accepts what the house hands out; a single other byte of it is refused."""

from __future__ import annotations

import argparse
from pathlib import Path
from types import ModuleType

import pytest

from states.vocabulary import State
from tests.support.checker import changed_bytes, loaded_checker, run_checker
from tests.support.signing import Signatory
from tests.support.world import World
from tests.workflow.ledger.test_reading import fill
from tests.workflow.ledger.test_receipt import package_of
from workflow.ledger.receipt_check import judge
from workflow.ledger.receipt_package import NoEntryBeside, Package, packages_at
from workflow.ledger.tree import inclusion_path, leaf_hash, root_of
from workflow.store import Store


@pytest.fixture(scope="module")
def checker() -> ModuleType:
    """The checker, loaded once."""
    return loaded_checker()


def verdict(checker: ModuleType, proof: bytes, entry: bytes, keys: list[str]) -> int:
    """What the checker comes to, without a process of its own."""
    report = checker.Report(())
    try:
        kept = {"tlog-proof": proof, "entry": entry}
        judged, _, _ = checker.check_receipt("x", kept, checker.Trust(keys, None), report)
    except checker.Complaint as found:
        return int(found.answer)
    return 0 if judged and not report.wrong else 2


def folder_of(package: Package, folder: Path) -> Path:
    """A receipt with its entry beside it; answers the receipt's path."""
    folder.mkdir(exist_ok=True)
    (folder / "muc.tlog-proof").write_bytes(package.proof)
    (folder / "muc.entry").write_bytes(package.entry)
    return folder / "muc.tlog-proof"


def test_receipts_of_the_house_are_right(store: Store, checker: ModuleType) -> None:
    world = World.open(store)
    fill(world, 300)
    signatory = Signatory(world)
    size = signatory.sign().size
    keys = [str(signatory.vkey)]
    for index in (0, 1, 100, 255, 256, size - 2, size - 1):
        package = package_of(world, index)
        assert verdict(checker, package.proof, package.entry, keys) == 0
        assert verdict(checker, package.proof, package_of(world, index - 1 if index else 1).entry, keys) == 1
        assert verdict(checker, package.proof, package.entry, []) == 2


def test_every_changed_byte_is_refused(sqlite_store: Store, checker: ModuleType) -> None:
    world = World.open(sqlite_store)
    world.bring(world.draft(), State.UNDER_APPRAISAL)
    signatory = Signatory(world)
    head = signatory.sign()
    witness = signatory.witness(head, "tinh.example/w", at=1_700_000_000).verifier
    keys = [str(signatory.vkey), str(witness)]
    package = package_of(world, head.size - 3)
    assert verdict(checker, package.proof, package.entry, keys) == 0

    proofs = list(changed_bytes(package.proof))
    entries = list(changed_bytes(package.entry))
    assert len(proofs) > 5_000 and len(entries) > 3_000
    assert [each for each in proofs if verdict(checker, each, package.entry, keys) != 1] == []
    assert [each for each in entries if verdict(checker, package.proof, each, keys) != 1] == []


def test_paths_agree_with_those_of_the_house(checker: ModuleType) -> None:
    """Its own algorithm of inclusion against ours, for every leaf of every small tree; and with a wrong hash or length."""
    leaves = [leaf_hash(bytes([each])) for each in range(40)]
    for size in range(1, 41):
        root = root_of(leaves[:size])
        for index in range(size):
            path = inclusion_path(index, size, lambda level, at: root_of(leaves[at << level : (at + 1) << level]))
            assert checker.includes(index, size, leaves[index], path, root)
            assert not checker.includes(index, size, leaves[index - 1], path, root) or size == 1
            assert not checker.includes(index, size, leaves[index], [*path, root], root)
            assert not checker.includes(index, size, leaves[index], path[:-1], root) or not path


def test_as_its_holder_runs_it(sqlite_store: Store, tmp_path: Path) -> None:
    world = World.open(sqlite_store)
    signatory = Signatory(world)
    signatory.sign()
    package = package_of(world, 5)
    proof = folder_of(package, tmp_path / "kept")
    (tmp_path / "kept" / "whole.zip").write_bytes(package.zipped())
    for path in (proof, tmp_path / "kept" / "whole.zip"):
        answer = run_checker(tmp_path, "receipt", path, "--vkey", signatory.vkey)
        assert answer.returncode == 0, answer.stdout
        assert (
            "ĐÚNG theo khóa ông/bà đưa vào: mục 5" in answer.stdout
            and "RIGHT by the keys you gave: entry 5" in answer.stdout
        )
    answer = run_checker(tmp_path, "receipt", proof)
    assert answer.returncode == 2 and "NOT JUDGED" in answer.stdout and "RIGHT" not in answer.stdout
    proof.with_suffix(".entry").write_bytes(package.entry + b" ")
    answer = run_checker(tmp_path, "receipt", proof, "--vkey", signatory.vkey)
    assert answer.returncode == 1 and answer.stdout.startswith("SAI: mục 5 không đúng dạng")
    proof.with_suffix(".entry").unlink()
    answer = run_checker(tmp_path, "receipt", proof, "--vkey", signatory.vkey)
    assert answer.returncode == 2 and "there is no .entry file beside muc.tlog-proof" in answer.stdout
    assert run_checker(tmp_path, "receipt", tmp_path / "none", "--vkey", signatory.vkey).returncode == 2


def test_a_detail_beside_a_receipt_is_opened(sqlite_store: Store, tmp_path: Path, checker: ModuleType) -> None:
    world = World.open(sqlite_store)
    signatory = Signatory(world)
    signatory.sign()
    with sqlite_store.reading() as driver:
        salt, detail = driver.connection.execute("SELECT salt, detail FROM ledger_detail WHERE idx = 5").fetchone()
    whole = package_of(world, 5)
    opened = Package(proof=whole.proof, entry=whole.entry, salt=bytes(salt), detail=bytes(detail))
    (tmp_path / "whole.zip").write_bytes(opened.zipped())
    (tmp_path / "other.zip").write_bytes(Package(**{**vars(opened), "detail": opened.detail + b" "}).zipped())
    trust = checker.Trust([str(signatory.vkey)], None)
    asked = [argparse.Namespace(file=[tmp_path / name]) for name in ("whole.zip", "other.zip")]
    assert [checker.run_receipt(each, trust, checker.Report(())) for each in asked] == [0, 1]


def test_a_damaged_package_is_refused_in_words(sqlite_store: Store, tmp_path: Path, checker: ModuleType) -> None:
    """Any byte of the file that people keep: both checkers answer, and say yes only where proof and entry are untouched."""
    world = World.open(sqlite_store)
    signatory = Signatory(world)
    signatory.sign()
    whole, damaged = package_of(world, 5), tmp_path / "damaged.zip"
    data, keys = whole.zipped(), [signatory.vkey]
    trust, asked = checker.Trust([str(signatory.vkey)], None), argparse.Namespace(file=[damaged])
    answers = set()
    for place in range(0, len(data)):
        damaged.write_bytes(data[:place] + bytes([data[place] ^ 0x81]) + data[place + 1 :])
        try:
            answer = checker.run_receipt(asked, trust, checker.Report(()))
        except checker.Complaint as found:
            answer = found.answer
        try:
            ((_name, package),) = packages_at(damaged)
            ours, is_whole = (
                judge(package, keys).exit_code,
                (package.proof, package.entry) == (whole.proof, whole.entry),
            )
        except NoEntryBeside:
            ours, is_whole = 2, False
        assert (ours == 0) == is_whole and (answer != 0 or is_whole), place
        answers |= {answer}
    assert answers == {0, 1, 2}


def test_many_receipts_are_told_as_one(sqlite_store: Store, tmp_path: Path) -> None:
    world = World.open(sqlite_store)
    fill(world, 40)
    signatory = Signatory(world)
    signatory.sign()
    folder = tmp_path / "kept"
    folder.mkdir()
    for index in range(30):
        package = package_of(world, index)
        (folder / f"muc-{index}.tlog-proof").write_bytes(package.proof)
        (folder / f"muc-{index}.entry").write_bytes(package.entry)
    answer = run_checker(tmp_path, "receipt", folder, "--vkey", signatory.vkey, "--lang", "en")
    assert answer.returncode == 0
    assert (
        answer.stdout
        == f"RIGHT by the keys you gave: 30 receipts, of entries 0 to 29 of the log {signatory.key.name}.\n"
    )
    (folder / "muc-7.entry").write_bytes(package_of(world, 8).entry)
    answer = run_checker(tmp_path, "receipt", folder, "--vkey", signatory.vkey, "--lang", "en")
    assert (answer.returncode, "RIGHT" in answer.stdout) == (1, False)
    assert answer.stdout.startswith("WRONG: muc-7 speaks of entry 7 of ")
