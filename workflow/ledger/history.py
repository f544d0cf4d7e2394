"""The records as the log alone makes them: what an audit holds against the tables of the database."""

from collections.abc import Iterator, Mapping
from typing import Any

from states.council_vocabulary import IN_WRITING, CouncilBody
from states.ranking import Rank
from states.regime import Regime, by_digest, is_on_file
from states.vocabulary import RegisterState
from workflow.ledger.entry import Entry
from workflow.ledger.opening import Opened
from workflow.ledger.urns import Urns
from workflow.models.schema import CASES, METADATA, ROWS
from workflow.rules_in_force import regime_written

Row = dict[str, Any]

COLUMNS: Mapping[str, tuple[str, ...]] = {
    name: tuple(column.name for column in METADATA.tables[name].columns) for name in (*CASES, *ROWS)
}
"""The columns of every table that an audit rebuilds."""


class History:
    """Everything one log says so far: the rows of every table by id, and the seal of each case's last entry."""

    def __init__(self, log_id: str) -> None:
        self.log_id = log_id
        self.rows: dict[str, dict[str, Row]] = {name: {} for name in COLUMNS}
        self.written_by: dict[str, int] = {}
        """The entry that inserted a row, by the row's id."""
        self.seals: dict[str, bytes] = {}
        """The hash of the last entry of each object."""
        self.accounts: dict[str, str] = {}
        """The account behind a pseudonym."""
        self.votes: dict[str, dict[tuple[str, str], tuple[int, str]]] = {}
        """By session: the latest vote of each member on each nomination, with its version."""
        self.written: dict[str, set[tuple[str, str]]] = {}
        """By session: which of these, by nomination and member, are opinions in writing."""
        self.answers: dict[str, tuple[int, str]] = {}
        """What the member said last to a recorded hand, with its version, by the vote's id."""
        self.roll: dict[str, list[str]] = {}
        self.declared: dict[str, dict[str, tuple[int, int]]] = {}
        """By session: the latest declaration of each member, with its version and the last entry it was made on."""
        self.recused: set[tuple[str, str]] = set()
        """Who takes no part in what, by nomination and member, whichever session it was declared in."""
        self.urns = Urns()
        self.ranked: dict[str, Mapping[str, Rank]] = {}
        """By session: the ranks that the close of its vote must come to, by nomination."""
        self.lines: dict[str, tuple[int, dict[str, int]]] = {}
        """The nominations in the last list of each decision, with the last change of each when it was drafted."""
        self.register: dict[str, list[tuple[int, Row]]] = {}
        """Lines of the register as entries repeat them, by the nominee, with the entry."""
        self.rule_sets: dict[str, str] = {}
        """Rules composed in the organisation, written out in full, by the digest that entries name."""
        self._regimes: dict[str, Regime] = {}
        self.reports: dict[tuple[str, str | None, str], int] = {}
        """How often each figure was reported, by figure, unit (none: the whole commune) and period."""
        self._offices: dict[str, list[str]] = {}
        self._moment: tuple[int, str] | None = None
        self._before: dict[str, Row] = {}
        self.done_now: set[tuple[str, str]] = set()
        """What was done at this instant by this actor so far: action and object."""

    def __getstate__(self) -> dict[str, Any]:
        """What is kept of it: rules are read again from their text."""
        return self.__dict__ | {"_regimes": {}}

    def turn_to(self, entry: Entry) -> bool:
        """Tell the history who acts next, and when; answers whether that begins another instant or actor."""
        if self._moment == (entry.at, entry.actor):
            return False
        self._moment = (entry.at, entry.actor)
        self._before, self.done_now = {}, set()
        return True

    def fold(self, index: int, entry: Entry, sealed: bytes, opened: Opened | None, *, quiet: bool) -> None:
        """Take in one entry. Without its detail only the state of its case is known."""
        subject, key = entry.obj.split(":")
        if subject in CASES:
            self._fold_case(subject, key, index, entry, opened, quiet=quiet)
        self.seals[entry.obj] = sealed
        self.done_now.add((entry.act, entry.obj))
        for line in (opened.particulars.get("register") or ()) if opened else ():
            self.register.setdefault(str(line["id"]), []).append((index, dict(line)))
        for name, row in opened.rows if opened else ():
            if name in ROWS:
                self._insert(name, row, index)

    def _fold_case(
        self, subject: str, key: str, index: int, entry: Entry, opened: Opened | None, *, quiet: bool
    ) -> None:
        row = self.rows[subject].get(key)
        if row is None:
            row = self.rows[subject][key] = dict.fromkeys(COLUMNS[subject])
            row.update(id=key, organisation_id=self.log_id, entries=0)
        elif subject in ("office", "account"):
            self._before.setdefault(key, dict(row))
        if opened:
            row.update({name: value for name, value in opened.changes.items() if name in row})
        row["state"], row["head"], row["entries"] = entry.dst, index, row["entries"] + 1
        if not quiet:
            row["changed"] = index
        if subject == "account":
            self.accounts[str(row["pseudonym"])] = key
        if subject == "office" and entry.oseq == 0:
            self._offices.setdefault(str(row["account_id"]), []).append(key)

    def _insert(self, name: str, row: Mapping[str, Any], index: int) -> None:
        key = str(row.get("id"))
        self.rows[name][key] = {column: row.get(column) for column in COLUMNS[name]}
        self.written_by[key] = index
        self.urns.insert(name, row)
        if name == "vote":
            latest = self.votes.setdefault(row["session_id"], {})
            place = row["nomination_id"], row["account_id"]
            latest[place] = (row["version"], row["choice"])
            written = self.written.setdefault(row["session_id"], set())
            (written.add if row["manner"] in IN_WRITING else written.discard)(place)
        elif name == "hand_answer":
            self.answers[row["vote_id"]] = (row["version"], row["answer"])
        elif name == "session_roll":
            self.roll.setdefault(row["session_id"], []).append(row["account_id"])
        elif name == "declaration":
            declared = self.declared.setdefault(row["session_id"], {})
            declared[row["account_id"]] = (row["version"], row["up_to"])
        elif name == "conflict":
            self.recused.add((row["nomination_id"], row["account_id"]))
        elif name == "decision_line":
            drafts = self.lines.setdefault(row["decision_id"], (row["draft"], {}))
            if row["draft"] > drafts[0]:
                drafts = self.lines[row["decision_id"]] = (row["draft"], {})
            drafts[1][row["nomination_id"]] = row["stands_at"]
        elif name == "rule_set":
            self.rule_sets.setdefault(row["digest"], row["written"])
        elif name == "actual":
            self.reports[row["target_figure_id"], row["unit_id"], row["period"]] = row["version"]

    def regime(self, digest: str) -> Regime:
        """The rules that an entry names: those on file, or those that an entry so far has brought.

        Raises ``UnknownRules``, ``LedgerBroken`` where the text is another one, and ``RulesUnreadable``.
        """
        if is_on_file(digest):
            return by_digest(digest)
        if digest not in self._regimes:
            self._regimes[digest] = regime_written(self.rule_sets.get(digest), digest)
        return self._regimes[digest]

    def offices_of(self, account_id: str) -> Iterator[Row]:
        """The offices of an account as they stand, and as they stood before this instant's own changes."""
        for key in self._offices.get(account_id, ()):
            yield self.rows["office"][key]
            if key in self._before:
                yield self._before[key]

    def standing(self, table: str, key: str) -> list[Row]:
        """A case as it stands, and as it stood before this instant's own changes."""
        rows = (self.rows[table].get(key), self._before.get(key))
        return [row for row in rows if row is not None]

    def is_in_use(self, account_id: str) -> bool:
        """Whether an account is active, or was until this instant's own changes."""
        standing = (self.rows["account"].get(account_id), self._before.get(account_id))
        return any(row is not None and row["state"] == "active" for row in standing)

    def seated(self, day: str, body: str) -> list[Row]:
        """The members of a body of the council on a day and their substitutes, by the offices as the log has them so far."""
        held = [
            row
            for row in self.rows["office"].values()
            if row["role"] == "council_member" and (row["body"] or CouncilBody.COUNCIL) == body and in_term(row, day)
        ]
        members = {row["id"]: row["account_id"] for row in held if row["substitutes_id"] is None}
        return [
            {"account_id": row["account_id"], "title": row["title"], "name": "",
             "substitutes": members.get(row["substitutes_id"])}
            for row in held
            if row["id"] in members or (row["substitutes_id"] in members and row["account_id"] not in members.values())
        ]  # fmt: skip

    def recused_from(self, nomination: str) -> set[str]:
        """The members who take no part in one nomination."""
        return {member for key, member in self.recused if key == nomination}

    def tellers_of(self, session: str, nomination: str) -> set[str]:
        """The tellers of a session who take part in an item: the others don't count it."""
        return set(self.urns.tellers.get(session, (0, frozenset()))[1]) - self.recused_from(nomination)

    def same_lines(self, nominee: str) -> set[str]:
        """The lines of the register that are one nominee by the mergers in force, the given one among them."""
        holds = [row for row in self.rows["merger"].values() if row["state"] == RegisterState.ACTIVE]
        middle = next((row["nominee_id"] for row in holds if row["merged_id"] == nominee), nominee)
        return {middle, *(row["merged_id"] for row in holds if row["nominee_id"] == middle)}

    def members_in_office(self, day: str, body: str) -> set[str]:
        """The members of a body of the council on a day."""
        return {row["account_id"] for row in self.seated(day, body) if row["substitutes"] is None}

    def marks(self, session: str) -> dict[str, str]:
        """The latest mark of each member, or substitute, in the meeting that was opened last."""
        opened_at = self.rows["session"][session]["opened_at"]
        found = sorted(
            (row["version"], row["account_id"], row["attendance"])
            for row in self.rows["attendance"].values()
            if row["session_id"] == session and row["opened_at"] == opened_at
        )
        return {account: mark for _version, account, mark in found}

    @property
    def objects(self) -> int:
        """How many objects have entries."""
        return len(self.seals)


def in_term(office: Mapping[str, Any], day: str) -> bool:
    """Whether a day (ISO) lies in the term of an office; its last day does, also when it was ended on that day."""
    return office["held_from"] <= day and (office["held_until"] is None or office["held_until"] >= day)
