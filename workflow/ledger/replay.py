"""Replays a log: every step again, judged by what the entries alone say, until the records stand as they must stand."""

from collections.abc import Iterator

from states.vocabulary import Action
from workflow.commands.command import OPERATOR_KEY
from workflow.ledger import (
    contents,
    erasure_recount,
    lawfulness,
    minutes,
    paper_recount,
    rank_recount,
    recount,
    reports,
    session_recount,
)
from workflow.ledger.entry import Entry
from workflow.ledger.findings import Findings
from workflow.ledger.history import History
from workflow.ledger.numbering import Numbering
from workflow.ledger.opening import Complaint, Opened
from workflow.ledger.step import Step

_FITTING = (contents.changes, contents.rows)
_LAWFUL = (
    lawfulness.order, lawfulness.table, lawfulness.office, lawfulness.mandate, lawfulness.rules, lawfulness.rule_sets,
    contents.documents,
    recount.invitations, session_recount.circulation, recount.roll, recount.declarations, recount.votes, recount.papers,
    recount.hands, recount.tally, minutes.minutes, reports.actuals,
    paper_recount.methods, paper_recount.tellers, paper_recount.handouts, paper_recount.votes, paper_recount.counts,
    session_recount.quorum, session_recount.windows, paper_recount.fit_tellers, paper_recount.given,
    paper_recount.left_after, rank_recount.ranking, erasure_recount.erasures,
)  # fmt: skip


class Replay:
    """Takes the entries of one log in order. ``is_complete`` turns false once an entry could not be taken in."""

    def __init__(self, log_id: str, findings: Findings) -> None:
        self.history = History(log_id)
        self.is_complete = True
        self._findings = findings
        self._numbering = Numbering()
        self._awaited: dict[str, tuple[int, str]] = {}
        """Nominations that the end of a vote owes a finding, or their release, with the entry of that end and its action."""

    def go_on(self, history: History, numbering: Numbering) -> None:
        """Stand where an earlier replay stood."""
        self.history, self._numbering = history, numbering

    @property
    def numbering(self) -> Numbering:
        """The books as far as they have been read."""
        return self._numbering

    @property
    def is_settled(self) -> bool:
        """Whether nothing is owed, so that a replay can stop here and go on another time."""
        return self.is_complete and not self._awaited

    def take(self, index: int, entry: Entry, sealed: bytes, opened: Opened | None) -> None:
        """Judge one entry and take it in."""
        if self.history.turn_to(entry):
            self.end()
        if opened is None:
            self.is_complete = False
            self.history.fold(index, entry, sealed, None, quiet=False)
            return
        step = self._step(entry, opened)
        misfits = [complaint for check in _FITTING for complaint in check(step, self.history)]
        self._note(index, misfits)
        if misfits:
            self.is_complete = False
        else:
            self._note(index, self._judged(step))
            self._await_findings(index, step)
        self.history.fold(index, entry, sealed, None if misfits else opened, quiet=step.is_quiet)

    def _step(self, entry: Entry, opened: Opened) -> Step:
        subject, key = entry.obj.split(":")
        before = dict(self.history.rows.get(subject, {}).get(key, {}))
        pseudonym = entry.actor.removeprefix("act:")
        account_id = OPERATOR_KEY if pseudonym == OPERATOR_KEY else self.history.accounts.get(pseudonym)
        return Step(entry=entry, opened=opened, before=before, account_id=account_id)

    def _judged(self, step: Step) -> Iterator[Complaint]:
        if step.entry.act == Action.CLOSE_VOTE:
            self.history.ranked[step.key] = rank_recount.ranked(step.key, self.history)
        for check in _LAWFUL:
            yield from check(step, self.history)
        yield from self._numbering.complaints(step)

    def _await_findings(self, index: int, step: Step) -> None:
        if step.entry.act in (Action.CLOSE_VOTE, Action.VOID_VOTE):
            self._awaited |= dict.fromkeys(recount.tabled_in(step.key, self.history), (index, step.entry.act))
        elif step.entry.act in (Action.RECORD_FINDING, Action.RELEASE):
            self._awaited.pop(step.key, None)

    def end(self) -> None:
        """Say what is still owed when another instant begins, or the log ends."""
        for key, (index, action) in self._awaited.items():
            if action == Action.VOID_VOTE:
                self._findings.add("release_owed", f"ledger_leaf/{index}", index=index, id=key)
            else:
                self._findings.add("finding_owed", f"ledger_leaf/{index}", index=index, id=key)
        self._awaited = {}

    def _note(self, index: int, complaints: Iterator[Complaint] | list[Complaint]) -> None:
        for code, facts in complaints:
            self._findings.add(code, f"ledger_leaf/{index}", index=index, **facts)
