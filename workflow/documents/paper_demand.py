"""Which papers the log asks for: what its entries made the worker set must be there, each once, and nothing else."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, select

from states.vocabulary import Action
from workflow.documents.requests import PART, Wanted, key_of, wanted
from workflow.ledger.entry import Entry, MalformedEntry
from workflow.ledger.findings import Findings
from workflow.ledger.walking import LEAVES, PAGE
from workflow.models.paper import Paper, PaperCursor, PaperStage
from workflow.sql import Driver, Prepared

_ASKING = tuple(
    f'"act":"{action}"'.encode()
    for action in (
        Action.SUBMIT, Action.RESUBMIT, Action.NUMBER_DECISION, Action.SEND_INVITATIONS, Action.OPEN_SESSION, Action.OPEN_VOTE,
        Action.CLOSE_VOTE, Action.SIGN_MINUTES, Action.ISSUE_DECISION, Action.SUBMIT_DECISION, Action.REPLACE_CERTIFICATE,
        Action.REFUSE_INTAKE, Action.FIND_ELIGIBLE,
        Action.FIND_INELIGIBLE, Action.POST, Action.DECLINE, Action.DECLARE_CONFLICT, Action.RECORD_CONFLICT,
    )
)  # fmt: skip
"""How an entry is spelled that may ask for a paper; the others are not read any further."""

_STAGES = frozenset(PaperStage)
_READ = Prepared(lambda: select(PaperCursor.read).where(PaperCursor.organisation_id == bindparam("log_id")))
_ROWS = Prepared(
    lambda: (
        select(Paper.id, Paper.subject, Paper.subject_id, Paper.kind, Paper.entry, Paper.stage)
        .where(Paper.organisation_id == bindparam("log_id"))
        .order_by(Paper.entry, Paper.id)
    )
)
_COLUMNS = ("subject", "subject_id", "kind", "entry", "stage")


@dataclass(frozen=True)
class Demand:
    """What a log asks for, by the papers' keys, and what is there; ``read`` is how many entries the worker has noticed."""

    wanted: dict[str, Wanted]
    there: dict[str, tuple[Any, ...]]
    read: int

    def check(self, size: int, findings: Findings) -> None:
        """Name every paper that is missing, that nothing asks for, or that is filed otherwise; ``size`` of the log."""
        if self.read > size:
            findings.add("papers_read_beyond", "paper_cursor", self.read, found=self.read, size=size)
        for key, each in self.wanted.items():
            row = self.there.get(key)
            if row is None or row[-1] not in _STAGES:
                findings.add("paper_missing", f"paper/{key}", row, kind=each.kind.value, index=each.entry)
                continue
            asked = (each.subject, each.subject_id, each.kind.value, each.entry, row[-1])
            for column, found, right in zip(_COLUMNS, row, asked, strict=True):
                if found != right:
                    place = f"paper/{key}/{column}"
                    findings.add("value_changed", place, found, table="paper", id=key, column=column, index=each.entry)
        for key, row in self.there.items():
            if key not in self.wanted:
                findings.add(
                    "paper_without_entry", f"paper/{key}", row, table="paper", id=key, kind=row[2], index=row[3]
                )


def demand(driver: Driver, log_id: str) -> Demand | None:
    """Read the log as the worker does, as far as it has: up to what its cursor, or the last paper, says.

    Nothing where an entry's detail can't be read: that is named where details are opened.
    """
    there = {key: tuple(row) for key, *row in driver.rows(_ROWS, log_id=log_id)}
    read = int(driver.value(_READ, log_id=log_id) or 0)
    until = max([read, *(row[3] + 1 for row in there.values() if type(row[3]) is int)])
    try:
        asked = [each for part in _parts(driver, log_id, until) for each in wanted(driver, log_id, part)]
    except (ValueError, LookupError, TypeError):
        return None
    return Demand({key_of(log_id, each.kind, each.subject_id, each.entry): each for each in asked}, there, read)


def _parts(driver: Driver, log_id: str, until: int) -> Iterator[list[tuple[int, Entry]]]:
    """The entries that may ask for papers; what was handed in at one instant is never parted."""
    part: list[tuple[int, Entry]] = []
    for index, entry in _asking(driver, log_id, until):
        if len(part) >= PART and entry.at != part[-1][1].at:
            yield part
            part = []
        part.append((index, entry))
    if part:
        yield part


def _asking(driver: Driver, log_id: str, until: int) -> Iterator[tuple[int, Entry]]:
    after = -1
    while found := driver.rows(LEAVES, log_id=log_id, after=after, page=PAGE):
        for index, data, _sealed in found:
            if index >= until:
                return
            if isinstance(data, bytes) and any(word in data for word in _ASKING):
                try:
                    yield index, Entry.decode(data)
                except MalformedEntry:
                    continue  # named where entries are read
        after = found[-1][0]
