"""Opens the sealed half of an entry: whether its stored detail is the one the entry committed to, and what it says."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from workflow.ledger.detail import opens
from workflow.ledger.entry import Entry
from workflow.ledger.walking import StoredDetail

Complaint = tuple[str, Mapping[str, str | int]]
"""The code of a finding, and its facts."""


@dataclass(frozen=True, slots=True)
class Opened:
    """What an entry says in full: changed columns, inserted rows (table and columns), and particulars."""

    account_id: str | None
    changes: Mapping[str, Any]
    rows: tuple[tuple[str, Mapping[str, Any]], ...]
    particulars: Mapping[str, Any]
    is_erased: bool = False
    """Whether it is only what an erasure left: without what was personal, and told by the erasure's entry."""


def complaints(entry: Entry, stored: StoredDetail | None) -> Iterator[Complaint]:
    """What is wrong with the stored detail of an entry; one that is erased is looked up among the erasures first."""
    if stored is None:
        yield "detail_missing", {}
        return
    if stored.detail is None or stored.salt is None:
        yield "detail_erased", {}
    elif not _opens(entry, stored.salt, stored.detail):
        yield "detail_changed", {}
    if stored.erased_by is not None:
        yield "detail_marked_erased", {}
    if stored.object_id != entry.obj.split(":")[1]:
        yield "detail_of_another_case", {}


def _opens(entry: Entry, salt: object, detail: object) -> bool:
    if entry.detail is None or not isinstance(salt, bytes) or not isinstance(detail, bytes):
        return False
    return opens(salt, detail, entry.detail)


def read(stored: StoredDetail) -> Opened | None:
    """Read a detail that opened; nothing when it does not say what a detail says."""
    return said(stored.account_id, stored.detail)


def said(account_id: str | None, text: Any, *, is_erased: bool = False) -> Opened | None:
    """Read the words of a detail, or of what is left of one; nothing when they don't say what a detail says."""
    try:
        told = json.loads(text)
        changes, particulars = dict(told["changes"]), dict(told["particulars"])
        rows = tuple((str(name), dict(row)) for name, row in told["rows"])
    except (ValueError, TypeError, KeyError):
        return None
    return Opened(account_id, changes, rows, particulars, is_erased)
