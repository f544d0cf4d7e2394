"""Single entries, the head of a log, and the log as files for outsiders."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest

from states.refusals import NoSuchCase
from states.vocabulary import Role, State, UnitKind
from tests.support.signing import Signatory
from tests.support.world import World
from workflow.commands.administration.add_unit import AddUnit
from workflow.engine import execute_all
from workflow.ids import new_id
from workflow.ledger.entry import Entry
from workflow.ledger.export import export
from workflow.ledger.reading import entries_between, entries_of, entry_at, root_and_size
from workflow.ledger.tiles import decode_bundle, parse_path
from workflow.ledger.tree import EMPTY_ROOT, leaf_hash, root_of
from workflow.ledger.verify import verify
from workflow.store import Store


def test_a_case_tells_its_whole_story(store: Store) -> None:
    world = World.open(store)
    case = world.bring(world.draft(), State.PUBLISHED)
    with store.reading() as driver:
        entries = entries_of(driver, world.organisation_id, case)
        last = entry_at(driver, world.organisation_id, entries[-1].index)
    assert [each.entry.act for each in entries] == [
        "submit", "accept", "find_eligible", "table", "record_finding", "submit_to_chairman", "award", "publish",
    ]  # fmt: skip
    assert [each.entry.oseq for each in entries] == list(range(8))
    assert entries[0].changes["code"] == "2024-0001"
    handed_in = sorted(row["kind"] for row in entries[0].rows_of("document"))
    assert len(handed_in) >= 3
    assert entries[1].account_id == world.actor(Role.SECRETARIAT).account_id
    assert entries[1].particulars["seen_documents"] == handed_in
    assert last == entries[-1]


def test_another_log_is_not_read(sqlite_store: Store) -> None:
    world = World.open(sqlite_store)
    with sqlite_store.reading() as driver:
        assert entry_at(driver, world.organisation_id, 10_000) is None
        assert entries_of(driver, new_id(), world.organisation_id) == []
        assert root_and_size(driver, new_id()) == (EMPTY_ROOT, 0)


@pytest.mark.parametrize("more", [0, 230, 700])
def test_the_head_is_that_of_all_entries(store: Store, more: int, tmp_path: Path) -> None:
    world = World.open(store)
    fill(world, more)
    with store.reading() as driver:
        root, size = root_and_size(driver, world.organisation_id)
        entries = entries_between(driver, world.organisation_id, 0, size)
    assert [each.index for each in entries] == list(range(size))
    assert root == root_of(leaf_hash(each.entry.encode()) for each in entries)
    assert root.hex() == verify(store).logs[0].root_hex
    Signatory(world).sign()
    assert export(store, world.organisation_id, tmp_path / "log") == size
    assert read_back(tmp_path / "log") == (root, [each.entry for each in entries])


def fill(world: World, count: int) -> None:
    """Let the log grow by many entries at once."""
    units = [
        AddUnit(on=new_id(), kind=UnitKind.VILLAGE, name=f"Thôn {number}", valid_from="2024-01-01")
        for number in range(count)
    ]
    execute_all(world.store, units, actor=world.operator, at=world.at)


def read_back(folder: Path) -> tuple[bytes, list[Entry]]:
    """The root that the head names, and the entries in the bundles, as an outsider reads them."""
    _, size, root = (folder / "checkpoint").read_text().splitlines()[:3]
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != "checkpoint")
    places = {parse_path(path.relative_to(folder).as_posix()): path.read_bytes() for path in files}
    bundles = {place[1]: data for place, data in places.items() if place and place[0] is None}
    entries = [entry for index in sorted(bundles) for entry in decode_bundle(bundles[index])]
    hashes = b"".join(data for place, data in sorted(places.items(), key=str) if place and place[0] == 0)
    assert hashes == b"".join(map(leaf_hash, entries))
    assert None not in places and len(entries) == int(size)
    return base64.b64decode(root), [Entry.decode(entry) for entry in entries]


def test_what_is_no_log_is_not_exported(sqlite_store: Store, tmp_path: Path) -> None:
    with pytest.raises(NoSuchCase):
        export(sqlite_store, new_id(), tmp_path)
