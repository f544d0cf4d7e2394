"""Files in use stay, wherever they are named; an orphan goes once it is old, and the worker sees to that every day."""

from __future__ import annotations

import os
from pathlib import Path
from threading import Event, Thread

from states.vocabulary import State, SubjectKind
from tests.support.world import World
from workflow.attachments import Attachments
from workflow.documents import worker
from workflow.documents.rendering import Typesetter
from workflow.engine import Insert, keep
from workflow.ids import new_id
from workflow.store import Store
from workflow.sweeping import OWNERS, sweep

PATIENCE_SECONDS = 30.0


def file(world: World, content: str) -> Path:
    """A file on the disk that was written long ago."""
    attachments = Attachments(world.store.files)
    digest = attachments.keep(world.organisation_id, f"%PDF-1.7 {content}".encode())
    path = world.store.files / world.organisation_id / digest
    os.utime(path, (1, 1))
    return path


def lay_in(world: World, nomination: str, digest: str, *, removed: bool) -> None:
    """Name a file in a draft, or in a draft that it was taken out of again."""
    row = {
        "id": new_id(), "nomination_id": nomination, "author_id": world.people["thon-dong"].account_id,
        "kind": "individual", "file_name": "tệp.pdf", "media_type": "application/pdf", "size": 100, "sha256": digest,
        "uploaded_at": world.at, "removed_at": world.at if removed else None,
    }  # fmt: skip
    keep(world.store, Insert(into="upload", row=row), organisation_id=world.organisation_id)


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_files_in_use_stay_and_an_orphan_goes(store: Store) -> None:
    world = World.open(store, members=3)
    orphan, drafted, taken_out, handed_in = (file(world, name) for name in ("one", "two", "three", "four"))
    draft, other = (world.draft("GDVH", kind=SubjectKind.HOUSEHOLD) for _ in range(2))
    lay_in(world, draft, drafted.name, removed=False)
    lay_in(world, draft, taken_out.name, removed=True)
    lay_in(world, other, handed_in.name, removed=False)
    world.bring(other, State.SUBMITTED)
    assert worker.turn(store, Typesetter(), lambda: world.at) == 1
    with store.reading() as driver:
        named = [row[0] for row in driver.connection.execute("SELECT sha256 FROM paper").fetchall()]
    paper = store.files / world.organisation_id / named[0]
    os.utime(paper, (1, 1))
    young = Attachments(store.files).keep(world.organisation_id, b"%PDF-1.7 young")
    before = names(paper.parent)
    assert before > {orphan.name, drafted.name, taken_out.name, handed_in.name, paper.name, young}
    assert sweep(store) == 1
    assert names(paper.parent) == before - {orphan.name}


def test_the_worker_sweeps(sqlite_store: Store) -> None:
    world = World.open(sqlite_store, members=3)
    orphan, stop = file(world, "orphan"), Event()
    working = Thread(target=worker.run, args=(sqlite_store, lambda: world.at, stop))
    working.start()
    try:
        for _ in range(int(PATIENCE_SECONDS / 0.05)):
            if not orphan.exists():
                break
            stop.wait(0.05)
    finally:
        stop.set()
        working.join()
    assert not orphan.exists()


def test_every_record_that_names_files_is_asked() -> None:
    assert {owner.name for owner in OWNERS} >= {"document", "upload", "paper", "actual_evidence"}
