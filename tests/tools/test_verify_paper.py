"""The offline checker of papers: it accepts the true proof, and no proof, paper or checkpoint of which one byte was changed."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from sqlalchemy import bindparam, select

from states.certificate_vocabulary import CertificateCause
from states.vocabulary import Action, Role, State, Subject
from tests.support.checker import VERIFY_PAPER, changed_bytes, loaded_checker, run_checker
from tests.support.signing import Signatory
from tests.support.standing import take
from tests.support.stores import LATER_ON_POSTGRESQL
from tests.support.world import World
from workflow.attachments import Attachments
from workflow.commands.nomination.replace_certificate import ReplaceCertificate
from workflow.documents import worker
from workflow.documents.paper_proofs import proof_of, sealed_certificate, sealed_decision, sealed_line
from workflow.documents.rendering import Typesetter
from workflow.documents.sealing import seal
from workflow.ledger.checkpoint import TreeHead
from workflow.ledger.note import SigningKey, signed
from workflow.ledger.reading import root_and_size, root_at
from workflow.models.paper import Paper
from workflow.queries.certificates import book_of
from workflow.queries.papers import issued_decision
from workflow.sql import Prepared
from workflow.store import Store


@dataclass
class Issued:
    """A decision of three awards that was issued, typeset, sealed and signed for."""

    world: World
    signatory: Signatory
    lookup: str
    codes: list[str]
    paper: bytes

    def of_decision(self) -> bytes:
        """The proof of the decision."""
        with self.world.store.reading() as driver:
            found = sealed_decision(driver, self.lookup)
            assert found is not None
            return bytes(proof_of(driver, found) or b"")

    def of_certificate(self, code: str) -> bytes:
        """The proof of a certificate."""
        with self.world.store.reading() as driver:
            found = sealed_certificate(driver, code)
            assert found is not None
            return bytes(proof_of(driver, found) or b"")

    def file(self, kind: str) -> bytes:
        """The file of a paper."""
        with self.world.store.reading() as driver:
            statement = Prepared(lambda: select(Paper.sha256).where(Paper.kind == bindparam("kind")))
            digest = driver.value(statement, kind=kind)
        with Attachments(self.world.store.files).open(self.world.organisation_id, digest) as file:
            return file.read()

    def of_line(self, code: str) -> bytes:
        """The proof of one line of its list."""
        with self.world.store.reading() as driver:
            found = sealed_line(driver, self.world.organisation_id, code)
            assert found is not None
            return bytes(proof_of(driver, found) or b"")


@pytest.fixture(scope="module")
def checker() -> ModuleType:
    return loaded_checker(VERIFY_PAPER)


@pytest.fixture
def issued(store: Store) -> Issued:
    return issue(World.open(store))


@pytest.fixture
def issued_here(sqlite_store: Store) -> Issued:
    """The same where the database makes no difference."""
    return issue(World.open(sqlite_store))


def issue(world: World) -> Issued:
    """A decision on three is issued, and all that follows is done."""
    drafts = [world.draft(name=name) for name in ("Trần Thị Ánh", "Lê Văn Bình", "Đỗ Thị Cúc")]
    ready = [world.bring(key, State.BEFORE_CHAIRMAN) for key in drafts]
    decision = world.draft_decision(ready)
    world.sign(decision)
    world.issue(decision)
    return sealed(world, [world.nomination(key) for key in ready])


def sealed(world: World, cases: list[Mapping[str, Any]]) -> Issued:
    """What becomes of published cases of one decision once worker and signer have been at work."""
    worker.turn(world.store, Typesetter(), lambda: world.at)
    assert seal(world.store, world.at) >= 1
    signatory = Signatory(world)
    signatory.witness(signatory.sign(), "tinh.example/w")
    with world.store.reading() as driver:
        lookup = world.case(cases[0]["decision_id"], Subject.DECISION)["lookup"]
        shown = issued_decision(driver, lookup)
    assert shown is not None
    with Attachments(world.store.files).open(world.organisation_id, shown.sha256) as file:
        paper = file.read()
    return Issued(world, signatory, lookup, [case["code"] for case in cases], paper)


def test_a_reader_is_told_what_the_paper_is(issued: Issued, tmp_path: Path) -> None:
    proof, paper, vkey = tmp_path / "a.paper-proof", tmp_path / "a.pdf", str(issued.signatory.vkey)
    proof.write_bytes(issued.of_decision())
    paper.write_bytes(issued.paper)
    for order in ((proof, paper), (paper, proof)):
        answer = run_checker(tmp_path, *order, "--vkey", vkey, tool=VERIFY_PAPER)
        assert answer.returncode == 0, answer.stdout
        assert "RIGHT" in answer.stdout and issued.lookup in answer.stdout and "Trần Văn Chủ" in answer.stdout
    assert run_checker(tmp_path, proof, "--vkey", vkey, tool=VERIFY_PAPER).returncode == 2
    assert run_checker(tmp_path, proof, paper, tool=VERIFY_PAPER).returncode == 2
    paper.write_bytes(issued.paper + b"\n")
    wrong = run_checker(tmp_path, proof, paper, "--vkey", vkey, "--lang", "en", tool=VERIFY_PAPER)
    assert (wrong.returncode, wrong.stdout.split(":")[0]) == (1, "WRONG")


def test_a_line_is_proven_by_itself_and_tells_nothing_of_the_others(issued: Issued, tmp_path: Path) -> None:
    proof = tmp_path / "line.paper-proof"
    for code, name in zip(issued.codes, ("Trần Thị Ánh", "Lê Văn Bình", "Đỗ Thị Cúc"), strict=True):
        proof.write_bytes(issued.of_line(code))
        answer = run_checker(tmp_path, proof, "--vkey", str(issued.signatory.vkey), tool=VERIFY_PAPER)
        assert answer.returncode == 0, answer.stdout
        assert name in answer.stdout and code in answer.stdout
        assert sum(name in proof.read_text("utf-8") for name in ("Ánh", "Bình", "Cúc")) == 1


@LATER_ON_POSTGRESQL
def test_no_byte_of_a_proof_may_change(issued: Issued, checker: ModuleType) -> None:
    keys = [checker.Key(str(issued.signatory.vkey))]
    for proof, paper in ((issued.of_decision(), issued.paper), (issued.of_line(issued.codes[1]), None)):
        assert checker.check(proof, paper, keys)
        for changed in (*flipped(proof), *changed_bytes(proof)):
            assert answers(checker, changed, paper, keys) == checker.WRONG, changed


@LATER_ON_POSTGRESQL
def test_the_proof_of_a_certificate_holds_and_no_byte_of_anything_may_change(
    issued: Issued, checker: ModuleType, tmp_path: Path
) -> None:
    keys, world = [checker.Key(str(issued.signatory.vkey))], issued.world
    codes, paper = certificates(world), issued.file("certificates")
    assert len(codes) == 3
    proof = issued.of_certificate(codes[1])
    kept, file = tmp_path / "gk.paper-proof", tmp_path / "gk.pdf"
    kept.write_bytes(proof)
    file.write_bytes(paper)
    for given in ((kept,), (kept, file)):
        answer = run_checker(tmp_path, *given, "--vkey", str(issued.signatory.vkey), tool=VERIFY_PAPER)
        assert answer.returncode == 0, answer.stdout
        assert codes[1] in answer.stdout and "02/2024" in answer.stdout
    for changed in (*flipped(proof), *changed_bytes(proof)):
        assert answers(checker, changed, paper, keys) == checker.WRONG, changed
    read = checker.Proof(proof)
    assert read.is_of(paper)
    for place, byte in enumerate(paper):
        assert not read.is_of(paper[:place] + bytes([byte ^ 1 << place % 8]) + paper[place + 1 :])


def test_a_certificate_in_the_place_of_another_is_proven_and_the_other_no_more(
    issued: Issued, checker: ModuleType
) -> None:
    world = issued.world
    old, key = certificates(world)[0], nominations(world)[0]
    anew(world, key)
    worker.turn(world.store, Typesetter(), lambda: world.at)
    assert seal(world.store, world.at) == 1
    issued.signatory.sign()
    new = certificates(world)[-1]
    proof, paper = issued.of_certificate(new), issued.file("certificate")
    read = checker.check(proof, paper, [checker.Key(str(issued.signatory.vkey))])
    assert (read.words["book_number"], read.words["replaces"]) == ("04/2024", "01/2024")
    with world.store.reading() as driver:
        assert sealed_certificate(driver, old) is None


@LATER_ON_POSTGRESQL
def test_no_byte_of_a_paper_may_change(issued: Issued, checker: ModuleType) -> None:
    keys, proof = [checker.Key(str(issued.signatory.vkey))], issued.of_decision()
    read = checker.Proof(proof)
    assert read.is_of(issued.paper)
    for place, byte in enumerate(issued.paper):
        changed = issued.paper[:place] + bytes([byte ^ 1 << place % 8]) + issued.paper[place + 1 :]
        assert not read.is_of(changed)
        if place % 499 == 0:
            assert answers(checker, proof, changed, keys) == checker.WRONG


def test_words_of_one_paper_do_not_go_with_another(issued: Issued, checker: ModuleType) -> None:
    keys = [checker.Key(str(issued.signatory.vkey))]
    one, other = (issued.of_line(code) for code in issued.codes[:2])
    lines, others = one.split(b"\n"), other.split(b"\n")
    for at in range(1, 4):
        mixed = b"\n".join([*lines[:at], others[at], *lines[at + 1 :]])
        assert answers(checker, mixed, None, keys) == checker.WRONG


def test_a_strange_key_proves_nothing(issued: Issued, checker: ModuleType) -> None:
    stranger = Signatory(issued.world)
    assert answers(checker, issued.of_decision(), issued.paper, [checker.Key(str(stranger.vkey))]) == checker.WRONG
    assert answers(checker, issued.of_decision(), issued.paper, []) == checker.UNJUDGED


def test_a_signature_stands_once(issued: Issued, checker: ModuleType) -> None:
    proof, keys = issued.of_decision(), [checker.Key(str(issued.signatory.vkey))]
    *_, line = proof.splitlines(keepends=True)
    assert answers(checker, proof + line, issued.paper, keys) == checker.WRONG


def test_a_terminal_without_vietnamese_letters_makes_no_paper_wrong(issued: Issued, tmp_path: Path) -> None:
    proof, paper = tmp_path / "a.paper-proof", tmp_path / "a.pdf"
    proof.write_bytes(issued.of_decision())
    paper.write_bytes(issued.paper)
    command = [sys.executable, VERIFY_PAPER, proof, paper, "--vkey", str(issued.signatory.vkey)]
    answer = subprocess.run(command, capture_output=True, check=False, env={"PYTHONIOENCODING": "cp1252"})
    assert (answer.returncode, answer.stderr) == (0, b"")


def complaint(checker: ModuleType, proof: bytes, paper: bytes | None, keys: list[Any]) -> str:
    """Why a proof is refused; empty where it is not."""
    try:
        checker.check(proof, paper, keys)
    except checker.Complaint as found:
        return str(found.code)
    return ""


def under(proof: bytes, head: TreeHead, key: SigningKey) -> bytes:
    """The proof with another checkpoint in it."""
    entries, _gap, _note = proof.rpartition(f"{head.origin}\n".encode())
    return entries + bytes(signed(head.text, [key]))


def test_the_proof_of_another_organisation_is_none_of_this_one(issued_here: Issued, checker: ModuleType) -> None:
    other = issue(World.open(issued_here.world.store, slug="xa-khac"))
    ours, theirs = (checker.Key(str(each.signatory.vkey)) for each in (issued_here, other))
    proofs = (other.of_decision(), other.of_line(other.codes[0]), other.of_certificate(certificates(other.world)[0]))
    for proof, paper in zip(proofs, (other.paper, None, None), strict=True):
        assert complaint(checker, proof, paper, [theirs]) == complaint(checker, proof, paper, [theirs, ours]) == ""
        assert complaint(checker, proof, paper, [ours]) == "other_log"
    assert complaint(checker, other.of_decision(), issued_here.paper, [theirs]) == "other_file"
    assert complaint(checker, issued_here.of_decision(), other.paper, [ours]) == "other_file"


def test_a_checkpoint_of_another_log_or_of_an_older_tree_proves_nothing(
    issued_here: Issued, checker: ModuleType
) -> None:
    world, signatory, paper = issued_here.world, issued_here.signatory, issued_here.paper
    proof, keys = issued_here.of_decision(), [checker.Key(str(signatory.vkey))]
    with world.store.reading() as driver:
        root, size = root_and_size(driver, world.organisation_id)
        older = root_at(driver, world.organisation_id, size - 1)
    head, same_name = TreeHead(signatory.key.name, size, root), SigningKey.make(signatory.key.name)
    assert complaint(checker, under(proof, head, signatory.key), paper, keys) == ""
    assert complaint(checker, under(proof, head, same_name), paper, keys) == "unknown_line"
    for wrong in (replace(head, root=older), replace(head, size=size - 1, root=older), replace(head, size=size + 1)):
        assert complaint(checker, under(proof, wrong, signatory.key), paper, keys) == "not_in_tree"
    strange = SigningKey.make("xa-khac.example/log/a")
    renamed = proof.replace(signatory.key.name.encode(), strange.name.encode())
    both = [*keys, checker.Key(str(strange.verifier))]
    assert complaint(checker, under(renamed, replace(head, origin=strange.name), strange), paper, both) == "not_in_tree"


def test_a_byte_more_or_less_is_another_paper(issued_here: Issued, checker: ModuleType) -> None:
    keys = [checker.Key(str(issued_here.signatory.vkey))]
    certificate = issued_here.of_certificate(certificates(issued_here.world)[0])
    for proof, paper in (
        (issued_here.of_decision(), issued_here.paper), (certificate, issued_here.file("certificates")),
    ):  # fmt: skip
        assert complaint(checker, proof, paper, keys) == ""
        for other in (paper + b"\0", paper + b"\n%%EOF\n", b"\n" + paper, paper[:-1], paper[1:], b""):
            assert complaint(checker, proof, other, keys) == "other_file"


def test_a_kept_proof_stays_right_and_says_that_it_knows_nothing_of_later_days(
    issued_here: Issued, tmp_path: Path
) -> None:
    world, codes, cases = issued_here.world, certificates(issued_here.world), nominations(issued_here.world)
    kept = [tmp_path / f"{code}.paper-proof" for code in codes]
    for path, code in zip(kept, codes, strict=True):
        path.write_bytes(issued_here.of_certificate(code))
    anew(world, cases[0])
    for action in (Action.PROPOSE_ANNULMENT, Action.ANNUL):
        take(world, action, cases[1])
    with world.store.reading() as driver:
        assert [sealed_certificate(driver, code) is None for code in codes] == [True, True, False]
    for path in kept:
        answer = run_checker(tmp_path, path, "--vkey", str(issued_here.signatory.vkey), tool=VERIFY_PAPER)
        assert answer.returncode == 0, answer.stdout
        assert "knows nothing of a later replacement, correction or annulment" in answer.stdout
        assert "checkpoint of" in answer.stdout and path.stem in answer.stdout


def anew(world: World, key: str) -> None:
    """A lost certificate is made out anew."""
    order = ReplaceCertificate(
        on=key, seen=world.seen(key), cause=CertificateCause.LOST, requested_on=world.day, request="Đơn của người được khen",
        confirmation="Công an xã, số 5",
    )  # fmt: skip
    world.do(order, world.actor(Role.SECRETARIAT))


def certificates(world: World) -> list[str]:
    """The look-up codes of its golden book, in its order."""
    with world.store.reading() as driver:
        return [each.lookup for each in book_of(driver, world.organisation_id, 2024)]


def nominations(world: World) -> list[str]:
    """Its nominations."""
    with world.store.reading() as driver:
        return [each.nomination for each in book_of(driver, world.organisation_id, 2024)]


def flipped(data: bytes) -> Iterator[bytes]:
    """The data with each of its bits turned."""
    for place, byte in enumerate(data):
        for bit in range(8):
            yield data[:place] + bytes([byte ^ 1 << bit]) + data[place + 1 :]


def answers(checker: ModuleType, proof: bytes, paper: bytes | None, keys: list[Any]) -> int:
    """The exit code that a proof comes to."""
    try:
        checker.check(proof, paper, keys)
    except checker.Complaint as found:
        return int(found.answer)
    return int(checker.RIGHT)
