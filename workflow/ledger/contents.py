"""Whether what an entry writes fits the records: known columns, fresh rows of its own case, papers as committed to."""

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import String

from states.paper_wording import TEMPLATE
from states.paper_wording import digest_of as digest_of_template
from states.personal_data import NO_LINES
from states.verdict_record import digest
from states.vocabulary import Action
from workflow.ledger.detail import EVIDENCE, document_commitment
from workflow.ledger.history import COLUMNS, History
from workflow.ledger.key_rotation import VKEY, digest_of
from workflow.ledger.opening import Complaint
from workflow.ledger.paper_leaves import PAPERS
from workflow.ledger.step import Step
from workflow.models.schema import CASES, METADATA, ROWS
from workflow.writing import ENGINE_COLUMNS

_NOT_SAID = frozenset({*ENGINE_COLUMNS, "organisation_id"})
"""What no detail says; the log itself is the evidence for it."""

_WRITTEN_BY: Mapping[str, tuple[Action, ...]] = {
    "session_guest": (Action.INVITE_GUEST,),
    "session_invitee": (Action.SEND_INVITATIONS,),
    "session_roll": (Action.OPEN_VOTE,),
    "agenda_item": (Action.OPEN_VOTE,),
    "vote": (Action.CAST_VOTE, Action.RECORD_SHOW_OF_HANDS, Action.RECORD_WRITTEN_OPINION),
    "hand_answer": (Action.ANSWER_HANDS,),
    "session_document": (Action.RECORD_WRITTEN_OPINION, Action.CLOSE_VOTE),
    "teller": (Action.APPOINT_TELLERS,),
    "ballot_handout": (Action.HAND_OUT_BALLOTS,),
    "paper_count": (Action.ENTER_PAPER_COUNT,),
    "finding": (Action.RECORD_FINDING,),
    "ranking": (Action.RECORD_FINDING,),
    "minutes_version": (Action.RECORD_MINUTES, Action.CORRECT_MINUTES),
    "decision_line": (Action.DRAFT_DECISION, Action.REVISE_DECISION),
    "signature_file": (Action.SIGN_DECISION,),
    "certificate": (Action.PUBLISH, Action.REPLACE_CERTIFICATE),
    "correction": (Action.DRAFT_CORRECTION,),
    "attendance": (Action.RECORD_ATTENDANCE,),
    "declaration": (Action.DECLARE_CONFLICT, Action.RECORD_CONFLICT),
    "conflict": (Action.DECLARE_CONFLICT, Action.RECORD_CONFLICT),
    "verdict": (Action.ACCEPT, Action.TABLE, Action.RECORD_FINDING),
    "award_use": (Action.ACCEPT, Action.TABLE, Action.RECORD_FINDING),
    "waiver": (Action.WAIVE_CONDITION,),
    "document": (Action.SUBMIT, Action.RESUBMIT),
    "actual": (Action.REPORT_ACTUAL,),
    "actual_evidence": (Action.REPORT_ACTUAL,),
    "erased_detail": (Action.CONFIRM_ERASURE,),
    "erased_row": (Action.CONFIRM_ERASURE,),
}
"""Rows that only certain actions may write."""


def changes(step: Step, history: History) -> Iterator[Complaint]:
    """An entry changes columns of its own case only, and the first one leaves none empty that must be filled."""
    said = step.opened.changes
    if step.subject not in CASES:
        yield "subject_unknown", {"subject": step.subject}
        return
    allowed = set(COLUMNS[step.subject]) - _NOT_SAID
    for name, value in said.items():
        if name not in allowed or not _fits(step.subject, name, value) or (name == "id" and value != step.key):
            yield "column_unfit", {"table": step.subject, "column": name}
    if not step.before:
        for name in sorted(_demanded(step.subject) - said.keys() - {"id"}):
            yield "column_unfit", {"table": step.subject, "column": name}


def rows(step: Step, history: History) -> Iterator[Complaint]:
    """Inserted rows are complete, new, and belong to the case."""
    fresh: set[str] = set()
    for name, row in step.opened.rows:
        is_fit = (
            name in ROWS
            and _demanded(name) <= row.keys() <= set(COLUMNS[name])
            and all(_fits(name, column, value) for column, value in row.items())
            and (name != "verdict" or row["digest"] == digest(row["lines"]) or _is_blank_verdict(step, row))
        )
        if not is_fit:
            yield "row_unfit", {"table": name}
            continue
        if row["id"] in fresh or row["id"] in history.rows[name]:
            yield "row_written_twice", {"table": name}
        fresh.add(row["id"])
        if row.get(f"{step.subject}_id", step.key) != step.key:
            yield "row_of_another_case", {"table": name}
        if step.entry.act not in _WRITTEN_BY.get(name, (step.entry.act,)):
            yield "row_by_another_action", {"table": name, "action": step.entry.act}


def documents(step: Step, history: History) -> Iterator[Complaint]:
    """The commitments in the entry are those to the files that were handed in with it, or to a key or papers that it names."""
    try:
        handed_in = [
            (row.get("kind", EVIDENCE), _commitment(step, row))
            for name in ("document", "actual_evidence", "session_document", "signature_file")
            for row in step.rows_of(name)
        ]
    except ValueError:
        handed_in = []
    if step.entry.act == Action.ANNOUNCE_KEY:
        handed_in.append((VKEY, digest_of(str(step.opened.particulars.get(VKEY)))))
    if step.entry.act == Action.SEAL_PAPERS:
        handed_in.append((PAPERS, str(step.opened.particulars.get(PAPERS))))
    if step.entry.act == Action.REPLACE_TEMPLATE and (template := _template(step)):
        handed_in.append((TEMPLATE, template))
    committed = [(paper.kind, paper.digest) for paper in step.entry.docs]
    if len(handed_in) == len(committed):
        known = zip(handed_in, committed, strict=True)
        handed_in = [(kind, digest if digest is not None else theirs) for (kind, digest), (_, theirs) in known]
    if handed_in != committed:
        yield "documents_broken", {}


def _template(step: Step) -> str | None:
    """The digest of the template that an entry brings; nothing where it puts the built-in one back, or says none."""
    said = step.opened.changes
    return digest_of_template({"sha256": said.get("sha256"), "content": said.get("content") or ""})


def _commitment(step: Step, row: Mapping[str, Any]) -> str | None:
    """The commitment to a file that was handed in; nothing where an erasure took the file and its digest."""
    if step.opened.is_erased and row["sha256"] == row["salt"] == "":
        return None
    return document_commitment(bytes.fromhex(row["salt"]), row["sha256"])


def _is_blank_verdict(step: Step, row: Mapping[str, Any]) -> bool:
    return step.opened.is_erased and (row["digest"], row["lines"]) == ("", NO_LINES)


def _demanded(name: str) -> set[str]:
    """The columns of a table that may not stay empty."""
    columns = {column.name for column in METADATA.tables[name].columns if not column.nullable}
    return columns - _NOT_SAID if name in CASES else columns


def _fits(name: str, column: str, value: Any) -> bool:
    kind = METADATA.tables[name].columns[column]
    if value is None:
        return bool(kind.nullable)
    return type(value) is (str if isinstance(kind.type, String) else int)
