"""What an audit knows of erasures: which details went by which entry, and what those entries say is left of them.

An erased detail can't be opened any more. What is left of it stands in the detail of the erasure's own entry, which the log
commits to like any other: by it states, offices, votes and counts are judged as before. Only what was personal can no longer
be compared with anything.
"""

import json
from collections.abc import Iterator, Mapping, Set
from typing import Any

from sqlalchemy import bindparam, select

from states.passages import is_only_blotted
from states.vocabulary import Action, Subject
from workflow.ledger.detail import opens
from workflow.ledger.entry import Entry, MalformedEntry
from workflow.ledger.history import History
from workflow.ledger.opening import Complaint, Opened, said
from workflow.ledger.walking import StoredDetail
from workflow.models.ledger import Detail, Leaf
from workflow.sql import Driver, Prepared

_OWN_CASES = ("nomination", "past_award", "statement", "merger")

_ERASING = Prepared(
    lambda: (
        select(Leaf.idx, Leaf.entry, Detail.salt, Detail.detail, Detail.erased_by)
        .join(Detail, (Detail.log_id == Leaf.log_id) & (Detail.idx == Leaf.idx))
        .where(
            Leaf.log_id == bindparam("log_id"),
            Leaf.idx.in_(
                select(Detail.erased_by).where(Detail.log_id == bindparam("log_id"), Detail.erased_by.is_not(None))
            ),
        )
        .order_by(Leaf.idx.desc())
    )
)
"""The entries that details name as what erased them: the last one first, for it tells what is left of an earlier one."""


class Erasures:
    """The erasures of one log, and which details were found blank while it is walked."""

    def __init__(self, driver: Driver, log_id: str) -> None:
        self._left: dict[int, str] = {}
        self._by: set[tuple[int, int]] = set()
        self._blank: dict[int, Any] = {}
        """The object of each entry whose detail was found blank."""
        for index, data, salt, detail, erased_by in driver.rows(_ERASING, log_id=log_id):
            self._take(index, data, salt, detail, erased_by)

    def _take(self, index: Any, data: Any, salt: Any, detail: Any, erased_by: Any) -> None:
        """Note what one entry erased: its own detail opens, or a later erasure says what is left of it."""
        try:
            entry = Entry.decode(bytes(data))
            text = detail
            if detail is None and (index, erased_by) in self._by:
                text = self._left[index]
            elif not (
                isinstance(salt, bytes) and isinstance(detail, bytes) and opens(salt, detail, entry.detail or "")
            ):
                return
            rows = json.loads(text)["rows"]
        except (MalformedEntry, ValueError, TypeError, KeyError):
            return
        if entry.act != Action.CONFIRM_ERASURE or not entry.obj.startswith(f"{Subject.ERASURE}:"):
            return
        for place, remains in _named(rows):
            if place < index:
                self._by.add((place, index))
                if remains:
                    self._left.setdefault(place, remains)

    def pass_over(self, index: int, stored: StoredDetail | None) -> None:
        """Note an erased detail of an entry that was judged before."""
        if stored is not None and stored.detail is None and stored.salt is None:
            self._blank[index] = stored.object_id

    def opened(self, index: int, entry: Entry, stored: StoredDetail | None) -> Opened | None:
        """What is left of an erased detail; nothing where it was not erased, or not by an entry that names it."""
        if stored is None or stored.detail is not None or stored.salt is not None:
            return None
        self._blank[index] = stored.object_id
        is_founded = (index, stored.erased_by) in self._by and stored.object_id == entry.obj.split(":")[1]
        return said(stored.account_id, self._left.get(index, ""), is_erased=True) if is_founded else None

    def not_done(self, entry: Entry, opened: Opened | None, history: History) -> Iterator[Complaint]:
        """The details that an erasure names and that are there all the same, or are not about the person it names.

        The case of somebody else may lose a name in free text, and nothing else.

        Those before it have been walked; ``history`` is what the log says until then.
        """
        if entry.act != Action.CONFIRM_ERASURE or opened is None:
            return
        erasure = history.rows["erasure"].get(entry.obj.split(":")[1], {})
        same = history.same_lines(str(erasure.get("nominee_id")))
        for place, remains in _named(opened.rows):
            if place not in self._blank:
                yield "erasure_not_done", {"erased": place}
                continue
            key = str(self._blank[place])
            is_told_again = not remains and any(at == place and by > entry.seq for at, by in self._by)
            if not (is_told_again or _may_be_about(key, same, history) or is_only_blotted(remains)):
                yield "erasure_of_another", {"erased": place}

    @property
    def count(self) -> int:
        """How many details were erased by an entry that says so."""
        return len({index for index, _by in self._by} & self._blank.keys())


def _may_be_about(key: str, lines: Set[str], history: History) -> bool:
    """Whether a case is the person's own, or one in which others are spoken of: a session, an earlier erasure."""
    if key in history.rows["session"] or key in history.rows["erasure"]:
        return True
    own = (history.rows[name].get(key) for name in _OWN_CASES)
    return any(row is not None and not lines.isdisjoint((row["nominee_id"], row.get("merged_id"))) for row in own)


def _named(rows: Any) -> Iterator[tuple[int, str]]:
    row: Mapping[str, Any]
    for name, row in rows:
        if name == "erased_detail" and isinstance(row["entry"], int):
            yield row["entry"], str(row["remains"])
