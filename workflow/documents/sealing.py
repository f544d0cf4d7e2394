"""Seals what was issued: as soon as the file of an issued decision is made, the log commits to it and to each line of its list.

A file that is set again, by another release, is another file and is sealed again; the earlier seal stays.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Integer, and_, bindparam, exists, select

from states.refusals import ActionRefused, LedgerBroken
from states.vocabulary import DecisionState, Subject
from workflow.commands.administration.seal_papers import SealPapers
from workflow.commands.command import operator
from workflow.documents.paper_words import File, decision_words
from workflow.engine import Insert, Writing, execute
from workflow.ids import derived_id
from workflow.ledger.detail import new_salt
from workflow.ledger.paper_leaves import Leaf, digest_over
from workflow.ledger.reading import size_of
from workflow.ledger.stopping import is_stopped
from workflow.models.decision import Decision
from workflow.models.paper import Paper, PaperKind, PaperSeal, PaperStage
from workflow.sql import Driver, Prepared
from workflow.store import Store

MOST = 20
"""How many files one entry seals; the rest come with the next one."""

_IS_UNSEALED = and_(
    Paper.kind == PaperKind.DECISION.value, Paper.stage == PaperStage.READY.value,
    Decision.state == DecisionState.ISSUED.value,
    ~exists().where(
        PaperSeal.organisation_id == Paper.organisation_id, PaperSeal.subject_id == Paper.subject_id,
        PaperSeal.digest == Paper.sha256,
    ),
)  # fmt: skip
_WHOSE = Prepared(
    lambda: select(Paper.organisation_id).join(Decision, Decision.id == Paper.subject_id).where(_IS_UNSEALED).distinct()
)
_UNSEALED = Prepared(
    lambda: select(Paper.subject, Paper.subject_id, Paper.kind, Paper.sha256, Paper.size)
    .join(Decision, Decision.id == Paper.subject_id)
    .where(Paper.organisation_id == bindparam("organisation_id"), _IS_UNSEALED)
    .order_by(Paper.entry, Paper.id)
    .limit(bindparam("most", type_=Integer))
)  # fmt: skip


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
        whose = sorted(key for (key,) in driver.rows(_WHOSE) if not is_stopped(driver, key))
    return sum(_seal_of(store, organisation, at) for organisation in whose)


def _seal_of(store: Store, organisation_id: str, at: int) -> int:
    with store.reading() as driver:
        rows = driver.rows(_UNSEALED, organisation_id=organisation_id, most=MOST)
        files = [_sealed(driver, organisation_id, *row) for row in rows]
    files = [each for each in files if each.leaves]
    return len(files) if files and _write(store, organisation_id, files, at) else 0


def _sealed(
    driver: Driver, organisation_id: str, subject: str, subject_id: str, kind: str, digest: str, size: int
) -> Sealed:
    words = decision_words(driver, organisation_id, subject_id, File(sha256=digest, size=size))
    leaves = [Leaf(salt=new_salt(), words=said, code=code) for said, code in words]
    return Sealed(subject=Subject(subject).value, subject_id=subject_id, kind=kind, digest=digest, leaves=leaves)


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
