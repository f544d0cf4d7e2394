"""The timeline of a case: every entry of it, newest first, opened for people who may see the case."""

import json
from dataclasses import dataclass

from sqlalchemy import bindparam, select

from states.vocabulary import Action, Role
from workflow.ledger.entry import Entry
from workflow.models.account import Account
from workflow.models.ledger import Detail, Leaf
from workflow.sql import Driver, Prepared

_ENTRIES = Prepared(
    lambda: (
        select(Detail.idx, Leaf.entry, Detail.detail, Account.full_name)
        .join(Leaf, (Leaf.log_id == Detail.log_id) & (Leaf.idx == Detail.idx))
        .outerjoin(Account, Account.id == Detail.account_id)
        .where(Detail.log_id == bindparam("log_id"), Detail.object_id == bindparam("object_id"))
        .order_by(Detail.idx.desc())
        .limit(bindparam("most"))
    )
)
MOST = 200
_SAID = ("reason", "note", "answer", "text")
"""Where an entry keeps what its author wrote for others to read."""
_TOLD = ("ceremony", "handed_by", "received_by", "request", "confirmation")
"""How an award was handed over, and what a new certificate rests on: read together, before what was written."""


@dataclass(frozen=True, kw_only=True)
class TimelineEntry:
    """One act on the case. ``said`` is what was written with it; empty when nothing was, or it was erased."""

    index: int
    at: int
    action: Action
    office: Role
    person: str
    target: str
    said: str


def timeline(driver: Driver, organisation_id: str, object_id: str) -> list[TimelineEntry]:
    """The latest entries of one case."""
    rows = driver.rows(_ENTRIES, log_id=organisation_id, object_id=object_id, most=MOST)
    return [_opened(*row) for row in rows]


def _opened(index: int, leaf: bytes, detail: bytes | None, name: str | None) -> TimelineEntry:
    entry = Entry.decode(bytes(leaf))
    body = json.loads(bytes(detail)) if detail else {}
    particulars = body.get("particulars", {})
    told = [str(particulars[name_]) for name_ in _TOLD if particulars.get(name_)]
    words = [body.get(part, {}).get(name_) for part in ("changes", "particulars") for name_ in _SAID]
    return TimelineEntry(
        index=index, at=entry.at, action=Action(entry.act), office=Role(entry.office), person=name or "",
        target=entry.dst, said=" · ".join([*told, *[str(text) for text in words if text][:1]]),
    )  # fmt: skip
