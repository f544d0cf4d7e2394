"""The log in the database: entries are appended inside the transaction that changes the cases they speak of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import BigInteger, bindparam, func, select

from states.refusals import Fault
from workflow.ledger.detail import commitment, new_salt
from workflow.ledger.entry import Document, Entry
from workflow.ledger.tiles import grown_rows
from workflow.ledger.tree import leaf_hash
from workflow.models.ledger import Leaf, Log, Node
from workflow.sql import Batches, Driver, Prepared, PreparedForIds, Question, insert_batches, inserting, table


def _tail(head: Any) -> Prepared:
    return Prepared(
        select(
            Log.origin,
            select(func.max(Leaf.idx)).where(Leaf.log_id == bindparam("log_id")).scalar_subquery(),
            head,
            select(Leaf.hash).where(Leaf.log_id == bindparam("log_id"), Leaf.idx == head).scalar_subquery(),
        ).where(Log.id == bindparam("log_id"))
    )


LOG_TAIL = _tail(bindparam("head", type_=BigInteger))
"""The log's name, the index of its last entry, and index and hash of the one entry that is asked for."""
HASHES = PreparedForIds(
    lambda ids: select(Leaf.idx, Leaf.hash).where(Leaf.log_id == bindparam("log_id"), Leaf.idx.in_(ids))
)
LEAF_RANGE = Prepared(
    lambda: (
        select(Leaf.hash)
        .where(Leaf.log_id == bindparam("log_id"), Leaf.idx >= bindparam("first"), Leaf.idx < bindparam("end"))
        .order_by(Leaf.idx)
    )
)
NODE_RANGE = Prepared(
    lambda: (
        select(Node.hash)
        .where(
            Node.log_id == bindparam("log_id"),
            Node.lvl == bindparam("lvl"),
            Node.idx >= bindparam("first"),
            Node.idx < bindparam("end"),
        )
        .order_by(Node.idx)
    )
)
_LEAF = ("log_id", "idx", "entry", "hash")
_NODE = ("log_id", "lvl", "idx", "hash")
_DETAIL = ("log_id", "idx", "object_id", "account_id", "salt", "detail")


@cache
def _tail_before(subject: str) -> Prepared:
    """The same; the entry that is asked for is the last one about an object, wherever it stands."""
    of = table(subject)
    return _tail(select(of.c.head).where(of.c.id == bindparam("object_id")).scalar_subquery())


@dataclass(kw_only=True, slots=True)  # ten thousand are made at once: a frozen one takes twice as long
class Statement:
    """What one action has to say in the log, before it has a place there. ``head`` is the object's last entry so far."""

    object_id: str
    subject: str
    action: str
    source: str | None
    target: str
    head: int | None
    count: int
    account_id: str
    pseudonym: str
    office: str
    process: str
    rules: str | None
    detail: bytes
    documents: Sequence[tuple[str, str]]


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where the next entries of a log will stand: its name, the first free index, and the last hash about each object."""

    log_id: str
    origin: str
    first: int
    before: Mapping[str, bytes]


def append(
    driver: Driver, place: Place, statements: Sequence[Statement], at: int, *, beside: Batches | None = None
) -> None:
    """Append entries in order, with the rows that go ``beside`` them.

    The caller still holds the lock under which it asked for the place, and commits.
    """
    before, log_id = dict(place.before), place.log_id
    leaves, details, hashes = [], [], []
    for index, said in enumerate(statements, start=place.first):
        salt = new_salt()
        entry = Entry(
            log=place.origin, seq=index, at=at, act=said.action, obj=f"{said.subject}:{said.object_id}", oseq=said.count,
            prev=before[said.object_id].hex() if said.object_id in before else None,
            src=said.source, dst=said.target, actor=f"act:{said.pseudonym}", office=said.office, wf=said.process,
            rules=said.rules, detail=commitment(salt, said.detail),
            docs=tuple(Document(kind, digest) for kind, digest in said.documents),
        ).encode()  # fmt: skip
        sealed = leaf_hash(entry)
        before[said.object_id] = sealed
        hashes.append(sealed)
        leaves.append({"log_id": log_id, "idx": index, "entry": entry, "hash": sealed})
        details.append({
            "log_id": log_id, "idx": index, "object_id": said.object_id, "account_id": said.account_id, "salt": salt,
            "detail": said.detail,
        })  # fmt: skip
    insert_batches(driver, {("ledger_leaf", _LEAF): leaves, ("ledger_detail", _DETAIL): details, **(beside or {})})
    grow(driver, log_id, place.first, hashes)


def tail_foreseen(log_id: str, subject: str, object_id: str) -> list[Question]:
    """The question that appending one entry about an object will ask."""
    return [Question(_tail_before(subject), {"log_id": log_id, "object_id": object_id})]


def next_place(driver: Driver, log_id: str, subject: str, heads: Mapping[str, int | None]) -> Place:
    """Where entries about objects will stand, whose last entries so far are named. The caller holds the organisation's lock."""
    known = {head: key for key, head in heads.items() if head is not None}
    about: dict[str, str | int | None]
    if len(heads) == 1:
        asked, about = _tail_before(subject), {"object_id": next(iter(heads))}
    else:
        asked, about = LOG_TAIL, {"head": next(iter(known), None)}
    answer = driver.rows(asked, log_id=log_id, **about)
    origin, last, head, sealed = answer[0] if answer else (None, None, None, None)
    found = [(head, sealed)] if set(known) == {head} and sealed else driver.rows_for(HASHES, list(known), log_id=log_id)
    if origin is None:
        raise Fault(f"the organisation {log_id} has no log")
    before = {known[index]: bytes(sealed) for index, sealed in found}
    return Place(log_id=log_id, origin=origin, first=0 if last is None else last + 1, before=before)


def grow(driver: Driver, log_id: str, first: int, hashes: Sequence[bytes]) -> None:
    """Store the hashes of the tiles that become full with these leaves."""
    rows = grown_rows(first, hashes, row_reader(driver, log_id))
    if rows:
        driver.run_many(
            inserting("ledger_node", _NODE),
            [dict(zip(_NODE, (log_id, *row), strict=True)) for row in rows],
        )


def row_reader(driver: Driver, log_id: str) -> "RowReading":
    """How the tree reads stored hashes: level 0 from the leaves, above from the nodes."""
    return RowReading(driver, log_id)


@dataclass(frozen=True)
class RowReading:
    """Reads ``count`` stored hashes of one level, beginning at ``first``."""

    driver: Driver
    log_id: str

    def __call__(self, level: int, first: int, count: int) -> list[bytes]:
        place: Mapping[str, int | str] = {"log_id": self.log_id, "first": first, "end": first + count}
        found = self.driver.rows(NODE_RANGE, lvl=level, **place) if level else self.driver.rows(LEAF_RANGE, **place)
        return [bytes(sealed) for (sealed,) in found]
