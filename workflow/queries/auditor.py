"""The log as an auditor reads it: newest first, filtered, each entry opened."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import BigInteger, bindparam, select

from states.council_vocabulary import SessionState
from states.session import BALLOTS
from states.vocabulary import Action, Role, Subject
from workflow.ledger.detail import opens
from workflow.ledger.entry import Entry
from workflow.models.account import Account
from workflow.models.ledger import Detail, Leaf
from workflow.models.nomination import Nomination
from workflow.models.session import Session
from workflow.sql import Driver, Prepared, PreparedForIds

_UNCOUNTED = (SessionState.VOTING, SessionState.VOIDED)
"""While nothing is counted nobody reads a vote. A voided vote never is: its cases are voted on again."""

END_OF_LOG = 2**62

_ROWS = (
    select(Leaf.idx, Leaf.entry, Leaf.hash, Detail.salt, Detail.detail, Account.full_name, Nomination.code,
           Nomination.name, Session.state)
    .join(Detail, (Detail.log_id == Leaf.log_id) & (Detail.idx == Leaf.idx))
    .outerjoin(Account, Account.id == Detail.account_id)
    .outerjoin(Nomination, Nomination.id == Detail.object_id)
    .outerjoin(Session, Session.id == Detail.object_id)
    .where(Leaf.log_id == bindparam("log_id"))
)  # fmt: skip
_ONE = Prepared(lambda: _ROWS.where(Leaf.idx == bindparam("index", type_=BigInteger)))
_SOME = PreparedForIds(lambda ids: _ROWS.where(Leaf.idx.in_(ids)))
_ALL = Prepared(
    lambda: (
        select(Leaf.idx, Leaf.entry, Leaf.hash)
        .where(Leaf.log_id == bindparam("log_id"), Leaf.idx >= bindparam("first", type_=BigInteger))
        .order_by(Leaf.idx)
        .limit(1000)
    )
)
_CASE_OF_CODE = Prepared(
    lambda: select(Nomination.id).where(
        Nomination.organisation_id == bindparam("log_id"), Nomination.code == bindparam("code")
    )
)


@dataclass(frozen=True, kw_only=True)
class LogEntry:
    """One entry, opened. ``is_sealed`` tells that the stored detail opens the entry's commitment.

    ``is_held_back``: the detail is there, but says how somebody voted where nothing is counted (yet).
    """

    index: int
    entry: Entry
    raw: str
    hash_hex: str
    action: Action
    office: Role
    subject: Subject
    object_id: str
    person: str
    code: str
    name: str
    detail: Mapping[str, Any] | None
    is_sealed: bool
    is_held_back: bool


def entries_at(driver: Driver, log_id: str, indexes: Sequence[int]) -> list[LogEntry]:
    """The entries at these places, in the order in which they are named."""
    found = {row[0]: row for row in driver.rows_for(_SOME, list(indexes), log_id=log_id)}
    return [_opened(*found[index]) for index in indexes if index in found]


def log_entry(driver: Driver, log_id: str, index: int, *, kept_from: Collection[str] = ()) -> LogEntry | None:
    """One entry of the log. ``kept_from`` are the nominations in which the person looking takes no part."""
    rows = driver.rows(_ONE, log_id=log_id, index=min(index, END_OF_LOG))
    found = _opened(*rows[0]) if rows else None
    if found and speaks_of(found, kept_from):
        return replace(found, detail=None, is_held_back=True)
    return found


def speaks_of(entry: LogEntry, nominations: Collection[str]) -> bool:
    """Whether an entry is about one of these cases, or tells of one among others."""
    told = json.dumps(entry.detail) if nominations else ""
    return any(key == entry.object_id or key in told for key in nominations)


def case_with_code(driver: Driver, log_id: str, code: str) -> str | None:
    """The id of the nomination with a code."""
    key = driver.value(_CASE_OF_CODE, log_id=log_id, code=code)
    return None if key is None else str(key)


def raw_entries(driver: Driver, log_id: str, first: int) -> list[tuple[int, str, str]]:
    """Up to 1,000 entries from one index on: index, hash (hex), canonical text."""
    rows = driver.rows(_ALL, log_id=log_id, first=first)
    return [(index, bytes(sealed).hex(), bytes(entry).decode()) for index, entry, sealed in rows]


def _opened(
    index: int, leaf: bytes, sealed: bytes, salt: bytes | None, detail: bytes | None, person: str | None,
    code: str | None, name: str | None, session: str | None,
) -> LogEntry:  # fmt: skip
    raw = bytes(leaf)
    entry = Entry.decode(raw)
    subject, _, object_id = entry.obj.partition(":")
    is_there = salt is not None and detail is not None
    is_held_back = session in _UNCOUNTED and entry.act in BALLOTS
    return LogEntry(
        index=index, entry=entry, raw=raw.decode(), hash_hex=bytes(sealed).hex(), action=Action(entry.act),
        office=Role(entry.office), subject=Subject(subject), object_id=object_id, person=person or "",
        code=code or "", name=name or "",
        detail=json.loads(bytes(detail)) if detail is not None and not is_held_back else None,
        is_sealed=is_there and opens(bytes(salt or b""), bytes(detail or b""), entry.detail or ""),
        is_held_back=is_held_back,
    )  # fmt: skip
