"""The log's checkpoint on paper: read back by a camera letter by letter, the same whenever the paper is set again."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from states.vocabulary import State
from tests.support.checker import exported, run_checker
from tests.support.poppler import Pdf
from tests.support.signing import Signatory
from tests.support.stores import LATER_ON_POSTGRESQL
from tests.support.unavailable import unavailable
from tests.support.world import World
from tests.workflow.documents.test_worker import papers
from tests.workflow.ledger.test_reading import fill
from workflow.attachments import Attachments
from workflow.documents import worker
from workflow.documents.checkpoint_square import BEARING
from workflow.documents.rendering import Typesetter
from workflow.engine import Change, keep
from workflow.ledger.note import Note
from workflow.queries.papers import PaperShown
from workflow.store import Store


@pytest.fixture(scope="module")
def typesetter() -> Typesetter:
    """One typesetter for all papers, as the worker has one."""
    return Typesetter()


def all_papers(world: World, key: str) -> list[PaperShown]:
    """Every paper about a case, its session and its decision."""
    case = world.nomination(key)
    return papers(world, key, case["session_id"], case["decision_id"])


def printed(world: World, paper: PaperShown, folder: Path) -> Pdf:
    """A ready paper as a file."""
    path = folder / f"{paper.kind}.pdf"
    with Attachments(world.store.files).open(world.organisation_id, paper.sha256) as file:
        path.write_bytes(file.read())
    return Pdf(path)


def checkpoints(pdf: Pdf, origin: str, folder: Path) -> list[str]:
    """The checkpoints of a log that a camera reads from all pages of a paper; each is a note of five lines."""
    if not (shutil.which("zbarimg") and shutil.which("pdftoppm")):
        unavailable("zbarimg is not installed (zbar-tools)")
    subprocess.run(["pdftoppm", "-r", "150", "-png", pdf.path, folder / pdf.path.stem], check=True)
    pages = sorted(folder.glob(f"{pdf.path.stem}*.png"))
    command = ["zbarimg", "--nodbus", "--raw", "-q"]
    read = "".join(subprocess.run([*command, page], capture_output=True, check=False).stdout.decode() for page in pages)
    lines = read.split("\n")
    return ["\n".join([*lines[at : at + 5], ""]) for at, line in enumerate(lines) if line == origin]


@LATER_ON_POSTGRESQL
def test_every_paper_that_is_kept_bears_the_checkpoint_over_its_entry(
    store: Store, typesetter: Typesetter, tmp_path: Path
) -> None:
    world = World.open(store)
    key = world.bring(world.draft(name="Trần Thị Ánh"), State.PUBLISHED)
    signatory = Signatory(world)
    head = signatory.sign()
    signatory.witness(head, "tinh.example/w")
    worker.turn(store, typesetter, lambda: world.at)
    made = all_papers(world, key)

    assert {paper.kind for paper in made} >= set(BEARING)
    for paper in made:
        pdf = printed(world, paper, tmp_path)
        notes = checkpoints(pdf, head.origin, tmp_path)
        assert len(notes) == (1 if paper.kind in BEARING else 0), paper.kind
        for text in notes:
            note = Note.parse(text.encode())
            assert note.signed_by([signatory.vkey]) and note.text == head.text, "letter by letter, and by the log alone"
            words = pdf.words()
            assert f"gồm mục số {paper.entry} của giấy này" in words and head.text.splitlines()[2] in words


def test_the_square_of_an_old_paper_judges_the_log_of_today(
    sqlite_store: Store, typesetter: Typesetter, tmp_path: Path
) -> None:
    world = World.open(sqlite_store)
    key = world.bring(world.draft(), State.SUBMITTED)
    signatory = Signatory(world)
    head = signatory.sign()
    worker.turn(sqlite_store, typesetter, lambda: world.at)
    (paper,) = papers(world, key)
    (text,) = checkpoints(printed(world, paper, tmp_path), head.origin, tmp_path)
    fill(world, 30)
    signatory.sign()
    (tmp_path / "scanned").write_bytes(text.strip().replace("\n", "\r\n").encode())
    folder = exported(signatory, tmp_path / "log")
    asked = ("log", folder, "--vkey", signatory.vkey, "--old", tmp_path / "scanned", "--lang", "en")
    answer = run_checker(tmp_path, *asked)
    assert answer.returncode == 0 and "the log begins with the" in answer.stdout, answer.stdout


def test_a_paper_set_again_is_the_same_however_long_the_log_has_become(
    sqlite_store: Store, typesetter: Typesetter
) -> None:
    world = World.open(sqlite_store)
    key = world.bring(world.draft(), State.SUBMITTED)
    signatory = Signatory(world)
    signatory.sign()
    worker.turn(sqlite_store, typesetter, lambda: world.at)
    (before,) = papers(world, key)
    fill(world, 5)
    signatory.sign()
    with sqlite_store.reading() as driver:
        ((paper,),) = driver.connection.execute("SELECT id FROM paper").fetchall()
    lost: dict[str, Any] = dict(zip(("stage", "sha256", "size"), ("waiting", None, None), strict=True))
    keep(sqlite_store, Change(of="paper", key=paper, columns=lost), organisation_id=world.organisation_id)
    worker.turn(sqlite_store, typesetter, lambda: world.at)
    assert papers(world, key) == [before]


def test_papers_wait_a_while_for_the_signer_but_never_for_good(
    sqlite_store: Store, typesetter: Typesetter, tmp_path: Path
) -> None:
    world = World.open(sqlite_store)
    first = world.bring(world.draft(), State.SUBMITTED)
    patience = worker.Patience(3, 2)

    def turns() -> int:
        return worker.turn(sqlite_store, typesetter, lambda: world.at, None, patience)

    assert [turns() for _ in range(4)] == [0, 0, 1, 0], "there is no signer: it is set with what there is"
    (paper,) = papers(world, first)
    assert "Bản chốt nhật ký" not in printed(world, paper, tmp_path).words()
    signatory = Signatory(world)
    head = signatory.sign()
    second = world.bring(world.draft(name="Lê Văn Hai"), State.SUBMITTED)
    assert turns() == 0
    signatory.sign()
    assert turns() == 1, "signed: it waits no longer"
    (paper,) = papers(world, second)
    assert f"gồm mục số {paper.entry} của giấy này" in printed(world, paper, tmp_path).words()
    third = world.bring(world.draft(name="Lê Văn Ba"), State.SUBMITTED)
    assert [turns() for _ in range(4)] == [0, 0, 0, 1], "the signer stands still: the newest checkpoint there is"
    (paper,) = papers(world, third)
    words = printed(world, paper, tmp_path).words()
    assert f"chưa gồm mục số {paper.entry} của giấy này" in words and head.origin in words
