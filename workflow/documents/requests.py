"""Notices in the log which papers are wanted: of each signed decision, each session, each submission.

The log is read once from its beginning, by a cursor of its own. A paper's key is made from what it is and the entry it rests
on, so a part of the log that is read twice asks for nothing twice.
"""

import base64
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from sqlalchemy import Integer, bindparam, func, select

from states.council_vocabulary import Method, SessionState
from states.refusals import NotNow
from states.vocabulary import Action, State, Subject
from workflow.engine import Change, Insert, keep
from workflow.ledger.entry import Entry
from workflow.ledger.reading import entry_at
from workflow.models.certificate import Certificate
from workflow.models.council_paper import ItemVotedOn
from workflow.models.ledger import Leaf
from workflow.models.nomination import Nomination
from workflow.models.organisation import Organisation
from workflow.models.paper import Paper, PaperCursor, PaperKind, PaperStage
from workflow.sql import Driver, Prepared, PreparedForIds
from workflow.store import Store

PART = 2000
"""How many entries are read at a time."""

_HANDING_IN = (Action.SUBMIT.value, Action.RESUBMIT.value)
_ASKING_FOR_BALLOTS = (Action.OPEN_VOTE.value, Action.DECLARE_CONFLICT.value, Action.RECORD_CONFLICT.value)
_APPRAISING = (Action.FIND_ELIGIBLE.value, Action.FIND_INELIGIBLE.value, Action.POST.value)
_SINGLE: Mapping[str, tuple[Subject, PaperKind]] = {
    Action.NUMBER_DECISION.value: (Subject.DECISION, PaperKind.DECISION),
    Action.SEND_INVITATIONS.value: (Subject.SESSION, PaperKind.AGENDA),
    Action.OPEN_SESSION.value: (Subject.SESSION, PaperKind.AGENDA),
    Action.CLOSE_VOTE.value: (Subject.SESSION, PaperKind.COUNTING),
    Action.SIGN_MINUTES.value: (Subject.SESSION, PaperKind.MINUTES),
    Action.SUBMIT_DECISION.value: (Subject.DECISION, PaperKind.SUBMISSION),
    Action.REPLACE_CERTIFICATE.value: (Subject.NOMINATION, PaperKind.CERTIFICATE),
    Action.REFUSE_INTAKE.value: (Subject.NOMINATION, PaperKind.REFUSAL),
    Action.FIND_INELIGIBLE.value: (Subject.NOMINATION, PaperKind.REFUSAL),
    Action.DECLINE.value: (Subject.NOMINATION, PaperKind.REFUSAL),
}
"""A decision's paper is frozen when it is numbered: what is added afterwards would break a signature. The agenda's
is made from an entry that names its nominations as ``tabled``; where papers are circulated, from the one that sends them out.
"""
_OF_AN_ISSUE = (PaperKind.PAYMENT, PaperKind.CERTIFICATES, PaperKind.CEREMONY)
"""What is printed once awards are issued: then they have their numbers in the golden book. A correction awards nobody."""
_CIRCULATED = (Subject.SESSION, PaperKind.AGENDA)

_last = select(func.max(Leaf.idx)).where(Leaf.log_id == Organisation.id).scalar_subquery()
_PLACES = Prepared(
    lambda: (
        select(Organisation.id, PaperCursor.read, _last)
        .outerjoin(PaperCursor, PaperCursor.organisation_id == Organisation.id)
        .order_by(Organisation.id)
    )
)
_ENTRIES = Prepared(
    lambda: (
        select(Leaf.idx, Leaf.entry)
        .where(Leaf.log_id == bindparam("log_id"), Leaf.idx >= bindparam("first"))
        .order_by(Leaf.idx)
        .limit(bindparam("part", type_=Integer))
    )
)
_LISTS = PreparedForIds(lambda ids: select(Nomination.id, Nomination.proposal_id).where(Nomination.id.in_(ids)))
_ON_PAPER = PreparedForIds(
    lambda ids: select(ItemVotedOn.session_id, ItemVotedOn.nomination_id).where(
        ItemVotedOn.session_id.in_(ids), ItemVotedOn.method == Method.SECRET_PAPER.value
    )
)
MOST_SHEETS = 300
"""A decision of more awards has its certificates printed out of the golden book, a stretch at a time."""
_CERTIFICATES = PreparedForIds(
    lambda ids: select(Nomination.decision_id, func.count())
    .join(Certificate, Certificate.nomination_id == Nomination.id)
    .where(Nomination.decision_id.in_(ids), Certificate.version == 1)
    .group_by(Nomination.decision_id)
)  # fmt: skip
_KNOWN = PreparedForIds(lambda ids: select(Paper.id).where(Paper.id.in_(ids)))


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """A paper that an entry asks for. ``subject`` is the kind of case, or ``proposal`` for a list handed in as one."""

    subject: str
    subject_id: str
    kind: PaperKind
    entry: int
    at: int

    def row(self, organisation_id: str) -> dict[str, Any]:
        """The row that waits to be typeset."""
        return {
            "id": key_of(organisation_id, self.kind, self.subject_id, self.entry), "organisation_id": organisation_id,
            "subject": self.subject, "subject_id": self.subject_id, "kind": self.kind.value, "entry": self.entry,
            "stage": PaperStage.WAITING.value, "requested_at": self.at,
        }  # fmt: skip


def key_of(organisation_id: str, kind: PaperKind, subject_id: str, entry: int) -> str:
    """The key of a paper: always the same for the same paper."""
    made = hashlib.sha256(f"{organisation_id}/{kind.value}/{subject_id}/{entry}".encode()).digest()[:16]
    return base64.b32encode(made).decode("ascii").rstrip("=").lower()


def notice(store: Store, part: int = PART) -> int:
    """Read on in every log and ask for the papers that its new entries want; answers how many entries were read.

    ``part``: how many entries of a log are read at most before they are noted as read.
    """
    with store.reading() as driver:
        places = driver.rows(_PLACES)
    return sum(
        _read_on(store, key, read, part) for key, read, last in places if last is not None and last >= (read or 0)
    )


def _read_on(store: Store, organisation_id: str, read: int | None, part: int) -> int:
    with store.reading() as driver:
        entries = _entries(driver, organisation_id, read or 0, part)
        rows = [each.row(organisation_id) for each in wanted(driver, organisation_id, entries)]
        known = {key for (key,) in driver.rows_for(_KNOWN, [row["id"] for row in rows])}
    if not entries:
        return 0
    done = entries[-1][0] + 1
    cursor = (
        Insert(into="paper_cursor", row={"organisation_id": organisation_id, "read": done})
        if read is None
        else Change(of="paper_cursor", key=organisation_id, columns={"read": done})
    )
    new = [Insert(into="paper", row=row) for row in rows if row["id"] not in known]
    try:
        keep(store, *new, cursor, organisation_id=organisation_id)
    except NotNow:
        return 0  # another worker was quicker, and moved the cursor
    return len(entries)


def _entries(driver: Driver, log_id: str, first: int, part: int) -> list[tuple[int, Entry]]:
    """The next entries. One submission is never cut in two: its last instant is left for the next time, if more follow."""
    while True:
        rows = driver.rows(_ENTRIES, log_id=log_id, first=first, part=part)
        entries = [(index, Entry.decode(bytes(entry))) for index, entry in rows]
        if len(entries) < part:
            return entries
        whole = [each for each in entries if each[1].at != entries[-1][1].at]
        if whole:
            return whole
        part *= 2


def wanted(driver: Driver, organisation_id: str, entries: Sequence[tuple[int, Entry]]) -> list[Wanted]:
    """The papers that these entries ask for, in the order of the log."""
    found: list[Wanted] = []
    for index, entry in entries:
        single = _CIRCULATED if _sends_papers_out(entry) else _SINGLE.get(entry.act)
        if single:
            subject, kind = single
            found.append(
                Wanted(subject=subject.value, subject_id=_object(entry), kind=kind, entry=index, at=entry.at)
            )  # fmt: skip
    found += _of_issues(driver, entries)
    found += _appraisals(driver, entries)
    found += _ballots(driver, organisation_id, entries)
    handed_in = [each for each in entries if each[1].act in _HANDING_IN]
    lists = dict(driver.rows_for(_LISTS, [_object(entry) for _, entry in handed_in]))
    for _, together in groupby(handed_in, key=lambda each: (each[1].at, each[1].actor)):
        found += _receipts(list(together), lists)
    return sorted(found, key=lambda each: (each.entry, each.subject_id))


def _of_issues(driver: Driver, entries: Sequence[tuple[int, Entry]]) -> Iterator[Wanted]:
    """What is printed for the awards of every decision that was issued."""
    issued = [each for each in entries if each[1].act == Action.ISSUE_DECISION]
    sheets = dict(driver.rows_for(_CERTIFICATES, [_object(entry) for _, entry in issued]))
    for index, entry in issued:
        count = sheets.get(_object(entry), 0)
        for kind in _OF_AN_ISSUE if count else ():
            if kind != PaperKind.CERTIFICATES or count <= MOST_SHEETS:
                yield Wanted(
                    subject=Subject.DECISION.value, subject_id=_object(entry), kind=kind, entry=index, at=entry.at
                )  # fmt: skip


def _sends_papers_out(entry: Entry) -> bool:
    """Whether a vote opens without a meeting: the papers go out with it."""
    return entry.act == Action.OPEN_VOTE and entry.src == SessionState.PLANNED


def _ballots(driver: Driver, organisation_id: str, entries: Sequence[tuple[int, Entry]]) -> Iterator[Wanted]:
    """The ballots of a vote and the roll for them, where something is on paper; anew when somebody is recused later."""
    asked = [each for each in entries if each[1].act in _ASKING_FOR_BALLOTS and each[1].dst == SessionState.VOTING]
    on_paper: dict[str, set[str]] = {}
    for session, nomination in driver.rows_for(_ON_PAPER, sorted({_object(entry) for _, entry in asked})):
        on_paper.setdefault(session, set()).add(nomination)
    for index, entry in asked:
        items = on_paper.get(_object(entry), set())
        is_news = entry.act == Action.OPEN_VOTE or items & _recused_in(driver, organisation_id, index)
        for kind in (PaperKind.BALLOT, PaperKind.BALLOT_ROLL) if items and is_news else ():
            yield Wanted(
                subject=Subject.SESSION.value, subject_id=_object(entry), kind=kind, entry=index, at=entry.at
            )  # fmt: skip


def _appraisals(driver: Driver, entries: Sequence[tuple[int, Entry]]) -> Iterator[Wanted]:
    """The sheet of each appraisal that answered a checklist; the lines of a list, appraised by the hundred, have none."""
    ended = [each for each in entries if each[1].act in _APPRAISING and each[1].src == State.UNDER_APPRAISAL]
    lists = dict(driver.rows_for(_LISTS, [_object(entry) for _, entry in ended]))
    for index, entry in ended:
        if lists.get(_object(entry)) is None:
            yield Wanted(
                subject=Subject.NOMINATION.value, subject_id=_object(entry), kind=PaperKind.APPRAISAL, entry=index,
                at=entry.at,
            )  # fmt: skip


def _recused_in(driver: Driver, organisation_id: str, index: int) -> set[str]:
    """The nominations in which a declaration keeps a member from taking part; none where nothing stands between."""
    made = entry_at(driver, organisation_id, index)
    return {row["nomination_id"] for row in made.rows_of("conflict")} if made else set()


def _receipts(together: Sequence[tuple[int, Entry]], lists: Mapping[str, str | None]) -> Iterator[Wanted]:
    """One receipt for each dossier; one for all dossiers of a list that were handed in with one press of a button."""
    bundles: dict[str, list[tuple[int, Entry]]] = {}
    for index, entry in together:
        bundles.setdefault(lists.get(_object(entry)) or _object(entry), []).append((index, entry))
    for key, members in bundles.items():
        index, entry = members[-1]
        is_list = len(members) > 1
        yield Wanted(
            subject="proposal" if is_list else Subject.NOMINATION.value,
            subject_id=key if is_list else _object(entry), kind=PaperKind.RECEIPT, entry=index, at=entry.at,
        )  # fmt: skip


def _object(entry: Entry) -> str:
    return entry.obj.split(":")[1]
