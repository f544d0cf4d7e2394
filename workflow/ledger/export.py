"""Writes a published log to a folder in the layout in which outsiders read logs (C2SP tlog-tiles): tiles, entries, checkpoint.

Any web server can offer the folder. Exporting again adds what is new; a file that is there never changes, but for the
checkpoint, which is laid down last: whoever reads it finds everything that it stands for.
"""

import os
from pathlib import Path

from states.refusals import Fault, NoSuchCase
from workflow.ledger.checkpoint import TreeHead, head_of
from workflow.ledger.note import MalformedNote, Note
from workflow.ledger.reading import root_at
from workflow.ledger.shelf import Shelf
from workflow.ledger.tiles import WIDTH, decode_bundle, entries_path, tile_path, tiles_of
from workflow.ledger.tree import leaf_hash
from workflow.ledger.walking import ORIGIN
from workflow.sql import Driver
from workflow.store import Store

CHECKPOINT = "checkpoint"


class NothingSigned(Fault):
    """The signer has published nothing of this log yet."""


class AnotherPast(Fault):
    """The folder holds a checkpoint that this log does not go on from: another log's, or another past of this one."""


def export(store: Store, organisation_id: str, directory: Path) -> int:
    """Bring the folder to the newest checkpoint, and answer how many entries it covers. Nothing in it names a person.

    What is new is hashed again before it is written, and has to lead up to the checkpoint. Raises ``NoSuchCase`` when there is
    no such log, ``NothingSigned``, ``AnotherPast``, and ``Fault`` where the stored log does not come to its checkpoint.
    """
    with store.reading() as driver:
        origin = driver.value(ORIGIN, log_id=organisation_id)
        if origin is None:
            raise NoSuchCase(organisation_id)
        shelf = Shelf(driver, organisation_id)
        note = shelf.checkpoint()
        if note is None:
            raise NothingSigned(f"Nothing of the log {origin} is signed yet; start bangvang signer.")
        _demand_same_past(driver, directory, str(origin), shelf)
        for level, index, width in tiles_of(shelf.size):
            _lay_tile(shelf, directory, level, index, width)
        if root_at(driver, organisation_id, shelf.size) != shelf.root:
            raise Fault(f"the log {origin} does not come to its checkpoint of {shelf.size} entries")
    _put(directory / CHECKPOINT, note)
    return shelf.size


def _demand_same_past(driver: Driver, directory: Path, origin: str, shelf: Shelf) -> None:
    """The folder remembers: what was exported once has to be the beginning of what is exported now."""
    before = _head_in(directory)
    if before is None:
        return
    if before.origin != origin:
        raise AnotherPast(f"{directory} holds the log {before.origin}; export {origin} to a folder of its own.")
    if before.size > shelf.size or root_at(driver, shelf.log_id, before.size) != before.root:
        raise AnotherPast(
            f"{directory} holds a checkpoint of {before.size} entries that the log does not go on from. "
            "Keep that folder: it shows that the log was changed."
        )


def _head_in(directory: Path) -> TreeHead | None:
    try:
        return head_of(Note.parse((directory / CHECKPOINT).read_bytes()))
    except FileNotFoundError:
        return None
    except MalformedNote as broken:
        raise AnotherPast(f"{directory / CHECKPOINT} is no checkpoint: {broken}.") from broken


def _lay_tile(shelf: Shelf, directory: Path, level: int, index: int, width: int) -> None:
    place = directory / tile_path(level, index, width)
    if place.exists() and (level or (directory / entries_path(index, width)).exists()):
        return
    hashes = shelf.tile(level, index, width)
    if level == 0:
        bundle = shelf.entries(index, width)
        if b"".join(map(leaf_hash, decode_bundle(bundle))) != hashes:
            raise Fault(f"entries from {index * WIDTH} on are not stored by their hashes; see bangvang ledger verify")
        _put(directory / entries_path(index, width), bundle)
    _put(place, hashes)


def _put(path: Path, data: bytes) -> None:
    """Lay a file down whole: nobody ever reads half of it. It is meant for everybody."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o755)
    draft = path.with_name(f".{path.name}.new")
    with draft.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
