"""Reads a whole log in pages, entries and their details side by side, without holding it in memory."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import BigInteger, bindparam, func, select

from workflow.models.ledger import Checkpoint, Detail, Leaf, Log, Node
from workflow.models.organisation import Organisation
from workflow.sql import Driver, Prepared

PAGE = 2000
_BEFORE_ALL, _AFTER_ALL = -(2**62), 2**62

LEAVES = Prepared(
    lambda: (
        select(Leaf.idx, Leaf.entry, Leaf.hash)
        .where(Leaf.log_id == bindparam("log_id"), Leaf.idx > bindparam("after"))
        .order_by(Leaf.idx)
        .limit(bindparam("page", type_=BigInteger))
    )
)
LEAF_COUNT = Prepared(lambda: select(func.count()).select_from(Leaf).where(Leaf.log_id == bindparam("log_id")))
DETAILS = Prepared(
    lambda: (
        select(Detail.idx, Detail.object_id, Detail.account_id, Detail.salt, Detail.detail, Detail.erased_by)
        .where(Detail.log_id == bindparam("log_id"), Detail.idx > bindparam("after"), Detail.idx <= bindparam("last"))
        .order_by(Detail.idx)
    )
)
DETAIL_COUNT = Prepared(lambda: select(func.count()).select_from(Detail).where(Detail.log_id == bindparam("log_id")))
NODES = Prepared(
    lambda: select(Node.lvl, Node.idx, Node.hash).where(Node.log_id == bindparam("log_id")).order_by(Node.lvl, Node.idx)
)
CHECKPOINTS = Prepared(
    lambda: (
        select(Checkpoint.size, Checkpoint.root, Checkpoint.note)
        .where(Checkpoint.log_id == bindparam("log_id"))
        .order_by(Checkpoint.size)
    )
)
ORIGIN = Prepared(lambda: select(Log.origin).where(Log.id == bindparam("log_id")))
LOG_IDS = tuple(
    Prepared(select(column).distinct())
    for column in (Log.id, Leaf.log_id, Detail.log_id, Node.log_id, Checkpoint.log_id)
)
"""Whatever names a log; in a whole database all of them name the same ones."""
ORGANISATION = Prepared(lambda: select(Organisation.id).where(Organisation.id == bindparam("key")))


@dataclass(frozen=True, slots=True)
class StoredDetail:
    """A detail row as it is stored."""

    index: int
    object_id: Any
    account_id: Any
    salt: Any
    detail: Any
    erased_by: Any


@dataclass(frozen=True)
class Page:
    """Some entries in order (index, bytes, stored hash), and the details of just these."""

    leaves: list[tuple[int, Any, Any]]
    details: dict[int, StoredDetail]


def pages(driver: Driver, log_id: str) -> Iterator[Page]:
    """The whole log from its beginning; details that belong to no entry come with the page they lie in."""
    after = _BEFORE_ALL
    while True:
        found = driver.rows(LEAVES, log_id=log_id, after=after, page=PAGE)
        leaves = [row for row in found if type(row[0]) is int]
        is_last = len(found) < PAGE or not leaves
        last = _AFTER_ALL if is_last else leaves[-1][0]
        details = [StoredDetail(*row) for row in driver.rows(DETAILS, log_id=log_id, after=after, last=last)]
        yield Page(leaves, {row.index: row for row in details})
        if is_last:
            return
        after = last


def log_ids(driver: Driver) -> list[str]:
    """Every log that any record names: those declared first, each kind in the order of the ids."""
    return list(dict.fromkeys(str(key) for statement in LOG_IDS for (key,) in sorted(driver.rows(statement), key=repr)))
