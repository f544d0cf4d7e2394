"""Reads single entries and the head of a log, for timelines, receipts and the auditor's pages. It proves nothing."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, case, func, select

from workflow.ledger.entry import Entry
from workflow.ledger.log import row_reader
from workflow.ledger.tiles import node_reader
from workflow.ledger.tree import CompactRange
from workflow.models.erasure import ErasedDetail, Erasure
from workflow.models.ledger import Detail, Leaf
from workflow.sql import Driver, Prepared

_LEFT = case(
    (
        Detail.erased_by.is_not(None),
        select(ErasedDetail.remains)
        .join(Erasure, Erasure.id == ErasedDetail.erasure_id)
        .where(Erasure.organisation_id == Detail.log_id, ErasedDetail.entry == Detail.idx, ErasedDetail.remains != "")
        .limit(1)
        .scalar_subquery(),
    )
)
"""What an erasure left of a detail, asked for only where the detail is gone."""
_ENTRIES = (
    select(Leaf.idx, Leaf.entry, Leaf.hash, Detail.account_id, Detail.detail, _LEFT)
    .join(Detail, (Detail.log_id == Leaf.log_id) & (Detail.idx == Leaf.idx), isouter=True)
    .where(Leaf.log_id == bindparam("log_id"))
)
OF_OBJECT = Prepared(
    lambda: (
        select(Leaf.idx, Leaf.entry, Leaf.hash, Detail.account_id, Detail.detail, _LEFT)
        .join(Leaf, (Leaf.log_id == Detail.log_id) & (Leaf.idx == Detail.idx))
        .where(Detail.log_id == bindparam("log_id"), Detail.object_id == bindparam("object_id"))
        .order_by(Detail.idx)
    )
)
AT = Prepared(lambda: _ENTRIES.where(Leaf.idx == bindparam("index")))
BETWEEN = Prepared(
    lambda: _ENTRIES.where(Leaf.idx >= bindparam("first"), Leaf.idx < bindparam("end")).order_by(Leaf.idx)
)
LAST = Prepared(lambda: select(func.max(Leaf.idx)).where(Leaf.log_id == bindparam("log_id")))


@dataclass(frozen=True, kw_only=True)
class ReadEntry:
    """An entry with its place, its hash, who acted, and what it says in full, or what an erasure left of it."""

    index: int
    entry: Entry
    hash: bytes
    account_id: str | None
    detail: Mapping[str, Any] | None
    is_erased: bool = False

    @property
    def changes(self) -> Mapping[str, Any]:
        """The changed columns of the case."""
        return self.detail["changes"] if self.detail else {}

    @property
    def particulars(self) -> Mapping[str, Any]:
        """What the entry says besides."""
        return self.detail["particulars"] if self.detail else {}

    def rows_of(self, table: str) -> list[Mapping[str, Any]]:
        """The rows that the entry inserted into one table."""
        return [row for name, row in self.detail["rows"] if name == table] if self.detail else []


def entries_of(driver: Driver, organisation_id: str, object_id: str) -> list[ReadEntry]:
    """All entries of one object, in order."""
    return [_read(*row) for row in driver.rows(OF_OBJECT, log_id=organisation_id, object_id=object_id)]


def entry_at(driver: Driver, organisation_id: str, index: int) -> ReadEntry | None:
    """The entry at a place in the log; nothing when the log does not reach so far."""
    found = driver.rows(AT, log_id=organisation_id, index=index)
    return _read(*found[0]) if found else None


def entries_between(driver: Driver, organisation_id: str, first: int, end: int) -> list[ReadEntry]:
    """The entries from one place up to, not including, another."""
    return [_read(*row) for row in driver.rows(BETWEEN, log_id=organisation_id, first=first, end=end)]


def size_of(driver: Driver, organisation_id: str) -> int:
    """How many entries the log has; none where there is no log."""
    last = driver.value(LAST, log_id=organisation_id)
    return 0 if last is None else int(last) + 1


def root_and_size(driver: Driver, organisation_id: str) -> tuple[bytes, int]:
    """The root and the size of a log, out of its stored tiles and the few entries after them."""
    size = size_of(driver, organisation_id)
    return root_at(driver, organisation_id, size), size


def root_at(driver: Driver, organisation_id: str, size: int) -> bytes:
    """The root a log had when it held its first ``size`` entries; it may hold more by now."""
    node = node_reader(size, row_reader(driver, organisation_id))
    frontier = [node(level, first >> level) for level, first in _complete_nodes(size)]
    return CompactRange.restore(size, frontier).root()


def _complete_nodes(size: int) -> Iterator[tuple[int, int]]:
    """The largest complete subtrees of a log from left to right: level and first leaf."""
    first = 0
    for level in reversed(range(size.bit_length())):
        if size >> level & 1:
            yield level, first
            first += 1 << level


def _read(
    index: int, entry: bytes, sealed: bytes, account_id: str | None, detail: bytes | None, left: str | None
) -> ReadEntry:
    said = left if detail is None else bytes(detail)
    return ReadEntry(
        index=index, entry=Entry.decode(bytes(entry)), hash=bytes(sealed), account_id=account_id,
        detail=json.loads(said) if said else None, is_erased=detail is None,
    )  # fmt: skip
