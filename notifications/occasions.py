"""What happened, as a message may tell it: the entry, the case, and what the case names.

Read from the log where the log says it (reason, dates, the state reached), so that a message drained late still tells what was
said then, and from the records where they alone know it (names).
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from sqlalchemy import bindparam, select

from states.processes import PROCESSES
from states.vocabulary import Action, Role, Subject
from workflow.ledger.entry import Entry
from workflow.models.ledger import Detail, Leaf
from workflow.sql import Driver, PreparedForIds, table

Row = Mapping[str, Any]

SUBJECTS: Mapping[Action, Subject] = {
    action: subject for subject, process in PROCESSES.items() for action in process.actions()
}
"""What each action is done to."""

NAMED: Mapping[str, str] = {
    "unit_id": "unit",
    "session_id": "session",
    "decision_id": "decision",
    "account_id": "account",
    "nominee_id": "nominee",
}
"""What a case may name, and the table it stands in."""

_ENTRIES = PreparedForIds(
    lambda ids: (
        select(Leaf.idx, Leaf.entry, Detail.detail)
        .join(Detail, (Detail.log_id == Leaf.log_id) & (Detail.idx == Leaf.idx))
        .where(Leaf.log_id == bindparam("log_id"), Leaf.idx.in_(ids))
    )
)


@dataclass(frozen=True, kw_only=True)
class Occasion:
    """One action to be told.

    ``case`` is the record as it stands, ``said`` what the entry changed of it, ``named`` rows that the case names, by table.
    """

    outbox_id: str
    entry: int
    organisation_id: str
    action: Action
    object_id: str
    actor_id: str
    at: int
    office: Role
    state: str
    case: Row
    said: Row
    named: Mapping[str, Row] = field(default_factory=dict)
    agenda: Sequence[Sequence[str]] = ()
    """What invitations were sent with: code, name, award and unit of each case."""

    @property
    def subject(self) -> Subject:
        """What the action was done to."""
        return SUBJECTS[self.action]

    @property
    def unit_id(self) -> str | None:
        """The unit the case belongs to, if it belongs to one."""
        if self.subject == Subject.UNIT:
            return self.object_id
        own: str | None = self.case.get("unit_id")
        return own or self.named.get("nominee", {}).get("unit_id")

    @property
    def account_id(self) -> str | None:
        """The account it is about, if it is about one."""
        return self.object_id if self.subject == Subject.ACCOUNT else self.case.get("account_id")

    def value(self, name: str) -> Any:
        """A column as the entry said it, or else as it stands."""
        return self.said[name] if name in self.said else self.case.get(name)


def occasions(driver: Driver, waiting: Sequence[Row]) -> list[Occasion]:
    """The occasions of outbox rows of one organisation, in the same order."""
    log_id = waiting[0]["organisation_id"]
    found = driver.rows_for(_ENTRIES, [row["entry"] for row in waiting], log_id=log_id)
    entries = {index: (Entry.decode(bytes(entry)), *_said(detail)) for index, entry, detail in found}
    cases = _cases(driver, waiting)
    named = {
        column: rows_of(driver, name, (case[column] for case in cases.values() if case.get(column)))
        for column, name in NAMED.items()
    }
    return [_occasion(row, *entries[row["entry"]], cases.get(row["object_id"], {}), named) for row in waiting]


def _occasion(
    row: Row,
    entry: Entry,
    said: Row,
    agenda: Sequence[Sequence[str]],
    case: Row,
    named: Mapping[str, Mapping[str, Row]],
) -> Occasion:
    return Occasion(
        outbox_id=row["id"], entry=row["entry"], organisation_id=row["organisation_id"], action=Action(row["action"]),
        object_id=row["object_id"], actor_id=row["actor_id"], at=row["at"], office=Role(entry.office.split(":")[0]),
        state=entry.dst, case=case, said=said,
        named={NAMED[column]: rows[case[column]] for column, rows in named.items() if case.get(column) in rows},
        agenda=agenda,
    )  # fmt: skip


def _said(detail: bytes | None) -> tuple[Row, Sequence[Sequence[str]]]:
    """What an entry changed, and the agenda that it sent; nothing once its detail was erased."""
    if detail is None:
        return {}, ()
    said = json.loads(bytes(detail))
    return said["changes"], said["particulars"].get("agenda", ())


def _cases(driver: Driver, waiting: Iterable[Row]) -> dict[str, Row]:
    by_subject: dict[Subject, list[str]] = {}
    for row in waiting:
        by_subject.setdefault(SUBJECTS[Action(row["action"])], []).append(row["object_id"])
    return {key: row for subject, ids in by_subject.items() for key, row in rows_of(driver, subject.value, ids).items()}


def rows_of(driver: Driver, name: str, ids: Iterable[str]) -> dict[str, Row]:
    """Rows of one table by id."""
    columns = tuple(column.name for column in table(name).columns)
    found = driver.rows_for(_reading(name), list(dict.fromkeys(ids)))
    return {row[columns.index("id")]: dict(zip(columns, row, strict=True)) for row in found}


@cache
def _reading(name: str) -> PreparedForIds:
    target = table(name)
    return PreparedForIds(lambda ids: select(*target.columns).where(target.c.id.in_(ids)))
