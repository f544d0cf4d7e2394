"""One entry in its place: what an audit knows when it judges whether the step was rightly taken."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from states.process import Move
from states.vocabulary import Subject
from workflow.days import civil_date
from workflow.ledger.entry import Entry
from workflow.ledger.opening import Opened
from workflow.ledger.tables_in_force import BY_DIGEST


@dataclass(frozen=True, kw_only=True)
class Step:
    """An entry, its opened detail, the case as it stood before (empty for a new one), and the account that acted."""

    entry: Entry
    opened: Opened
    before: Mapping[str, Any]
    account_id: str | None

    @cached_property
    def subject(self) -> str:
        """The first half of the object's name."""
        return self.entry.obj.split(":")[0]

    @cached_property
    def key(self) -> str:
        """The id of the case."""
        return self.entry.obj.split(":")[1]

    @cached_property
    def case(self) -> Mapping[str, Any]:
        """The case as its judges saw it: of a draft handed in just now, all that its first entry says."""
        return self.before or self.opened.changes

    @cached_property
    def day(self) -> str:
        """The civil day of the entry, in ISO form."""
        return civil_date(self.entry.at).isoformat()

    @cached_property
    def moves(self) -> tuple[Move, ...]:
        """The lines of the table in force that hold such a step."""
        process = BY_DIGEST.get(self.entry.wf)
        if process is None or process.subject != self.subject:
            return ()
        return tuple(
            move
            for move in process.moves
            if (move.action, move.source, move.target) == (self.entry.act, self.entry.src, self.entry.dst)
        )

    @property
    def is_quiet(self) -> bool:
        """Whether the table says that a signer need not have seen it."""
        return any(move.quiet for move in self.moves)

    def rows_of(self, name: str) -> list[Mapping[str, Any]]:
        """The rows the entry inserts into one table."""
        return [row for table, row in self.opened.rows if table == name]

    @property
    def may_begin_here(self) -> bool:
        """Whether a first entry may lead from its source: from nowhere, or from the draft of a nomination."""
        is_draft = self.subject == Subject.NOMINATION and self.entry.src == "draft"
        return self.entry.src is None or is_draft
