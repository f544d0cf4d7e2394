"""Writes a log to a folder in the layout in which outsiders read logs (C2SP tlog-tiles): tiles, entries, tree head.

The tree head is not signed here: ``tree-head.txt`` says size and root only, so that a reader knows what the tiles come to.
"""

import base64
from pathlib import Path

from sqlalchemy import bindparam, select

from states.refusals import NoSuchCase
from workflow.ledger.log import row_reader
from workflow.ledger.reading import root_and_size
from workflow.ledger.tiles import WIDTH, encode_bundle, entries_path, tile_path, tiles_of
from workflow.ledger.walking import ORIGIN
from workflow.models.ledger import Leaf
from workflow.sql import Driver, Prepared
from workflow.store import Store

ENTRIES = Prepared(
    lambda: (
        select(Leaf.entry)
        .where(Leaf.log_id == bindparam("log_id"), Leaf.idx >= bindparam("first"), Leaf.idx < bindparam("end"))
        .order_by(Leaf.idx)
    )
)


def export(store: Store, organisation_id: str, directory: Path) -> int:
    """Write the whole log below ``directory`` and answer its size; raises ``NoSuchCase`` when there is no such log.

    Nothing in it names a person. Files that are there already are written anew; a full tile never changes.
    """
    with store.reading() as driver:
        origin = driver.value(ORIGIN, log_id=organisation_id)
        if origin is None:
            raise NoSuchCase(organisation_id)
        root, size = root_and_size(driver, organisation_id)
        for level, index, width in tiles_of(size):
            _write_tile(driver, organisation_id, directory, level, index, width)
    head = f"{origin}\n{size}\n{base64.b64encode(root).decode()}\n"
    _put(directory / "tree-head.txt", head.encode())
    return size


def _write_tile(driver: Driver, log_id: str, directory: Path, level: int, index: int, width: int) -> None:
    first = index * WIDTH
    hashes = row_reader(driver, log_id)(level, first, width)
    _put(directory / tile_path(level, index, width), b"".join(hashes))
    if level == 0:
        found = driver.rows(ENTRIES, log_id=log_id, first=first, end=first + width)
        _put(directory / entries_path(index, width), encode_bundle([bytes(entry) for (entry,) in found]))


def _put(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
