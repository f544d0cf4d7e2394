"""Seals what was issued: as soon as a file of an issued decision is made, the log commits to it and to all that stands in it.

A file that is set again, by another release, is another file and is sealed again; the earlier seal stays.
"""

import json
import logging
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

import psycopg
from sqlalchemy import ColumnElement, CompoundSelect, and_, exists, literal, select, union_all
from sqlalchemy.exc import SQLAlchemyError

from states.refusals import ActionRefused, LedgerBroken
from states.vocabulary import DecisionState, Subject
from workflow.commands.administration.seal_papers import SealPapers
from workflow.commands.command import operator
from workflow.documents.paper_words import File, words_of
from workflow.engine import Insert, Writing, execute
from workflow.ids import derived_id
from workflow.ledger.detail import new_salt
from workflow.ledger.paper_leaves import Leaf, digest_over
from workflow.ledger.reading import size_of
from workflow.ledger.stopping import is_stopped
from workflow.models.decision import Decision, SignatureFile
from workflow.models.nomination import Nomination
from workflow.models.paper import Paper, PaperKind, PaperSeal, PaperStage
from workflow.queries.public import STANDING
from workflow.sql import Driver, Prepared, among
from workflow.store import Store

MOST = 20
"""How many files one entry seals; the rest come with the next one."""


log = logging.getLogger(__name__)
_TOLD: set[str] = set()
"""Files of which the log of this process already says that they cannot be read: they are tried again every second."""


def _is_unsealed(subject_id: Any, digest: Any) -> ColumnElement[bool]:
    return ~exists().where(PaperSeal.subject_id == subject_id, PaperSeal.digest == digest)


def _waiting() -> CompoundSelect[Any]:
    """What was issued, holds and is not sealed: whose it is, and the fields of a ``File``."""
    paper = (Paper.organisation_id, Paper.subject, Paper.subject_id, Paper.kind, Paper.entry, Paper.sha256, Paper.size)
    of_decision = (
        select(*paper)
        .join(Decision, Decision.id == Paper.subject_id)
        .where(among(Paper.kind, (PaperKind.DECISION, PaperKind.CERTIFICATES)), _IS_READY, _IS_ISSUED, ~_IS_SIGNED)
    )
    of_award = (
        select(*paper)
        .join(Nomination, Nomination.id == Paper.subject_id)
        .where(Paper.kind == PaperKind.CERTIFICATE.value, _IS_READY, among(Nomination.state, STANDING))
    )
    signed = (
        select(
            Decision.organisation_id, literal(Subject.DECISION.value), Decision.id, literal(PaperKind.DECISION.value),
            SignatureFile.entry, SignatureFile.sha256, SignatureFile.size,
        )
        .join(Decision, Decision.id == SignatureFile.decision_id)
        .where(_IS_ISSUED, _is_unsealed(Decision.id, SignatureFile.sha256))
    )  # fmt: skip
    return union_all(of_decision, of_award, signed)


_IS_READY = and_(Paper.stage == PaperStage.READY.value, _is_unsealed(Paper.subject_id, Paper.sha256))
_IS_SIGNED = exists().where(
    Paper.kind == PaperKind.DECISION.value, SignatureFile.decision_id == Paper.subject_id,
    SignatureFile.entry == Paper.entry,
)  # fmt: skip
"""Of a paper that was signed the signed file is handed out, and sealed in its place."""
_IS_ISSUED = Decision.state == DecisionState.ISSUED.value
_WAITING = Prepared(_waiting)


@dataclass(frozen=True, kw_only=True)
class Sealed:
    """One file with its leaves, before the entry is written."""

    subject: str
    subject_id: str
    kind: str
    digest: str
    leaves: Sequence[Leaf]

    def row(self, organisation_id: str, entry: int, first: int) -> dict[str, Any]:
        """The row that keeps what opens the leaves."""
        kept = [[each.salt.hex(), each.words.decode(), each.code] for each in self.leaves]
        return {
            "id": derived_id(organisation_id, self.subject_id, self.digest), "entry": entry, "first": first,
            "subject": self.subject, "subject_id": self.subject_id, "kind": self.kind, "digest": self.digest,
            "leaves": json.dumps(kept, ensure_ascii=False),
        }  # fmt: skip


def seal(store: Store, at: int) -> int:
    """Seal every file that was issued and isn't sealed yet; answers how many.

    Where an organisation may not write now, because an audit has stopped it, its papers wait.
    """
    with store.reading() as driver:
        waiting = [(str(row[0]), _file(row)) for row in driver.rows(_WAITING)]
        whose = sorted({key for key, _ in waiting if not is_stopped(driver, key)})
    return sum(_seal_of(store, key, [file for of, file in waiting if of == key], at) for key in whose)


def _file(row: Sequence[Any]) -> File:
    _, subject, subject_id, kind, entry, sha256, size = row
    return File(subject=subject, subject_id=subject_id, kind=kind, entry=entry, sha256=sha256, size=size)


def _seal_of(store: Store, organisation_id: str, files: Sequence[File], at: int) -> int:
    with store.reading() as driver:
        readable = (_read(driver, organisation_id, file) for file in files)
        made = list(islice((each for each in readable if each and each.leaves), MOST))
    return len(made) if made and _write(store, organisation_id, made, at) else 0


def _read(driver: Driver, organisation_id: str, file: File) -> Sealed | None:
    """A file with its leaves; nothing, and a line in the log, where it cannot be read: the others do not wait for it."""
    try:
        return _sealed(driver, organisation_id, file)
    except (psycopg.Error, sqlite3.Error, SQLAlchemyError, OSError):
        raise  # the database or the disk is away: nothing can be read now
    except Exception:
        if file.sha256 not in _TOLD:
            _TOLD.add(file.sha256)
            log.exception("Not sealed, for its words cannot be read: %s of %s", file.kind, file.subject_id)
        return None


def _sealed(driver: Driver, organisation_id: str, file: File) -> Sealed:
    words = words_of(driver, organisation_id, file)
    leaves = [Leaf(salt=new_salt(), words=said, code=code) for said, code in words]
    return Sealed(
        subject=file.subject, subject_id=file.subject_id, kind=file.kind, digest=file.sha256, leaves=leaves
    )  # fmt: skip


def _write(store: Store, organisation_id: str, files: Sequence[Sealed], at: int) -> bool:
    hashes = [leaf.hash for file in files for leaf in file.leaves]
    order = SealPapers(on=organisation_id, digest=digest_over(hashes), count=len(hashes))

    def keeping(driver: Driver) -> Iterator[Writing]:
        entry, first = size_of(driver, organisation_id), 0
        for file in files:
            yield Insert(into="paper_seal", row=file.row(organisation_id, entry, first))
            first += len(file.leaves)

    try:
        execute(store, order, actor=operator(organisation_id), at=at, keeping=keeping)
    except (ActionRefused, LedgerBroken):
        return False  # another worker was quicker, or an audit has just stopped writing
    return True
