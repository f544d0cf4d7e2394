"""A file that was exchanged on the disk is found by the audit and shown to nobody; so is a log whose end was cut off."""

from __future__ import annotations

from pathlib import Path

import pytest

from states.refusals import FileChanged
from states.vocabulary import Role, State
from tests.support.site import Site
from tests.support.world import World
from workflow.attachments import Attachments
from workflow.ledger.verify import verify
from workflow.store import Store


def kept_file(world: World) -> tuple[str, Path]:
    """A document of a case, and where its file lies."""
    with world.store.reading() as driver:
        key, digest = driver.connection.execute("SELECT id, sha256 FROM document ORDER BY id").fetchone()
    return str(key), world.store.files / world.organisation_id / str(digest)


@pytest.mark.parametrize(("change", "code"), [(b"%PDF-1.7 forged", "file_changed"), (None, "file_missing")])
def test_the_audit_reads_every_file(sqlite_store: Store, change: bytes | None, code: str) -> None:
    world = World.open(sqlite_store)
    world.bring(world.draft(), State.SUBMITTED)
    assert verify(sqlite_store).is_whole
    key, file = kept_file(world)
    file.unlink()
    if change is not None:
        file.write_bytes(change)
    (finding,) = verify(sqlite_store).findings
    assert (finding.code, finding.place) == (code, f"document/{key}")


def test_a_changed_file_is_shown_to_nobody(sqlite_store: Store, tmp_path: Path) -> None:
    world = World.open(sqlite_store)
    world.bring(world.draft(), State.SUBMITTED)
    key, file = kept_file(world)
    office = Site(world, tmp_path / "var").person(world.actor(Role.SECRETARIAT))
    with office.client.get(f"/documents/{key}") as answer:
        assert answer.status_code == 200
    file.write_bytes(b"%PDF-1.7 forged")
    with office.client.get(f"/documents/{key}") as answer:
        assert answer.status_code == 500 and "Mã sự cố" in answer.text and b"forged" not in answer.data
    with pytest.raises(FileChanged):
        Attachments(sqlite_store.files).open(world.organisation_id, file.name)


def test_a_log_cut_off_at_its_end_is_found_while_anybody_was_told_of_more(sqlite_store: Store) -> None:
    world = World.open(sqlite_store)
    size = verify(sqlite_store).size
    with sqlite_store.writing(world.organisation_id) as driver:
        row = driver.connection.execute("SELECT * FROM outbox LIMIT 1").fetchone()
        names = [each[1] for each in driver.connection.execute("PRAGMA table_info(outbox)").fetchall()]
        later = dict(zip(names, row, strict=True)) | {"id": "b" * 26, "entry": size}
        marks = ", ".join(f":{name}" for name in names)
        driver.connection.execute(f"INSERT INTO outbox ({', '.join(names)}) VALUES ({marks})", later)
        driver.connection.commit()
    (finding,) = verify(sqlite_store).findings
    assert (finding.code, finding.facts) == ("entry_told_of", {"index": size, "size": size})
