"""The papers about a case: which there are, whether they are ready, and whose eyes they are for."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import and_, bindparam, func, select, union

from states.vocabulary import DecisionState, Role, Subject
from workflow.commands.command import Actor
from workflow.facts.ranking import IN_DRAFT
from workflow.judging import read_cases
from workflow.models.decision import Decision, DecisionLine, SignatureFile
from workflow.models.nomination import Nomination
from workflow.models.paper import Paper, PaperKind, PaperStage
from workflow.models.proposal import Proposal
from workflow.models.session import Finding
from workflow.queries.declarations import owes_declaration
from workflow.queries.recusals import takes_no_part
from workflow.queries.visibility import SEES_ALL, is_of_own_unit, may_see
from workflow.sql import Driver, Prepared, PreparedForIds

PROPOSAL = "proposal"
_COLUMNS = (
    Paper.subject, Paper.subject_id, Paper.kind, Paper.entry, Paper.stage,
    func.coalesce(SignatureFile.sha256, Paper.sha256), func.coalesce(SignatureFile.size, Paper.size),
    Paper.organisation_id, SignatureFile.kind, Paper.wording,
)  # fmt: skip
"""Of a paper that was signed the signed file, which begins with the bytes of the paper."""
_SIGNS = and_(SignatureFile.decision_id == Paper.subject_id, SignatureFile.entry == Paper.entry)
_ABOUT = PreparedForIds(
    lambda ids: (
        select(*_COLUMNS)
        .outerjoin(SignatureFile, _SIGNS)
        .where(Paper.organisation_id == bindparam("organisation_id"), Paper.subject_id.in_(ids))
        .order_by(Paper.entry.desc())
    )
)
_ISSUED = Prepared(
    lambda: select(*_COLUMNS)
    .join(Decision, Decision.id == Paper.subject_id)
    .outerjoin(SignatureFile, _SIGNS)
    .where(
        Decision.lookup == bindparam("code"), Decision.state == DecisionState.ISSUED.value,
        Paper.kind == PaperKind.DECISION.value,
    )
    .order_by(Paper.entry.desc())
)  # fmt: skip
TELLS_OF_ALL = (PaperKind.AGENDA, PaperKind.COUNTING, PaperKind.MINUTES)
"""Papers of a session that tell of every case of it. Who takes no part in one of them reads the rest on the session's pages."""
TO_BE_PRINTED = (PaperKind.CERTIFICATES, PaperKind.CERTIFICATE, PaperKind.CEREMONY)
PRINTS = frozenset({Role.SECRETARIAT, Role.CHAIRMAN, Role.AUDITOR})
"""Whoever could print a certificate at will could hand one out."""
EDITABLE = (
    PaperKind.DECISION, PaperKind.MINUTES, PaperKind.REFUSAL, PaperKind.APPRAISAL, PaperKind.PAYMENT, PaperKind.SUBMISSION,
)  # fmt: skip
"""Papers whose wording an office may need once more in Word."""
OF_THE_OFFICE = (PaperKind.APPRAISAL,)
"""Papers about a nomination that its unit is not handed: how the office came to its conclusion."""
_UNIT_OF_LIST = Prepared(
    lambda: select(Proposal.unit_id).where(
        Proposal.id == bindparam("key"), Proposal.organisation_id == bindparam("organisation_id")
    )
)
_SHARED_WITH = Prepared(
    lambda: union(
        select(Nomination.proposal_id).where(Nomination.id == bindparam("key")),
        select(Nomination.session_id).where(Nomination.id == bindparam("key")),
        select(Finding.session_id).where(Finding.nomination_id == bindparam("key")),
        select(DecisionLine.decision_id)
        .join(Decision, Decision.id == DecisionLine.decision_id)
        .where(DecisionLine.nomination_id == bindparam("key"), IN_DRAFT),
    )
)


@dataclass(frozen=True, kw_only=True)
class PaperShown:
    """One paper. ``entry`` is the entry of the log it rests on; ``sha256`` and ``size`` are there once it is ready.

    ``signed`` is how its digital signature came to be; empty where it bears none. ``wording`` is the version of
    its text template, 0 the built-in one.
    """

    subject: str
    subject_id: str
    kind: PaperKind
    entry: int
    stage: PaperStage
    sha256: str
    size: int
    organisation_id: str
    signed: str = ""
    wording: int = 0

    @property
    def is_ready(self) -> bool:
        """Whether there is a file."""
        return self.stage == PaperStage.READY

    @property
    def is_editable(self) -> bool:
        """Whether it can be had as a Word document as well."""
        return self.is_ready and self.kind in EDITABLE

    @property
    def has_failed(self) -> bool:
        """Whether it could not be made; the operator is told in the worker's log."""
        return self.stage == PaperStage.FAILED


def papers_about(driver: Driver, organisation_id: str, *subject_ids: str | None) -> list[PaperShown]:
    """Every paper about these cases and lists, the latest first. The caller has asked whether they may be seen."""
    keys = [key for key in subject_ids if key]
    found = [_shown(row) for row in driver.rows_for(_ABOUT, keys, organisation_id=organisation_id)]
    return sorted(dict.fromkeys(found), key=lambda paper: -paper.entry)


def papers_seen(driver: Driver, actor: Actor, *subject_ids: str | None) -> list[PaperShown]:
    """The papers about these cases and lists that the person may open, the latest first."""
    found = papers_about(driver, actor.organisation_id, *subject_ids)
    places = {(paper.subject, paper.subject_id, paper.kind) for paper in found}
    seen = {place: _may_see(driver, actor, *place) for place in places}
    return [paper for paper in found if seen[paper.subject, paper.subject_id, paper.kind]]


def shares_papers_with(driver: Driver, nomination: str) -> list[str]:
    """Whose papers tell of a nomination too: its list, the sessions that dealt with it, the decisions it stands in."""
    return sorted(str(key) for (key,) in driver.rows(_SHARED_WITH, key=nomination) if key)


def paper_for(
    driver: Driver, actor: Actor, *, subject: str, key: str, kind: str, entry: int | None = None
) -> PaperShown | None:
    """One paper for whoever may see its case, the latest unless an entry is named; ``None`` when it does not exist here."""
    if not _may_see(driver, actor, subject, key, kind):
        return None
    papers = papers_about(driver, actor.organisation_id, key)
    chosen = (paper for paper in papers if paper.kind == kind and paper.subject == subject)
    return next((paper for paper in chosen if entry is None or paper.entry == entry), None)


def issued_decision(driver: Driver, code: str) -> PaperShown | None:
    """The paper of a decision in force, for everybody who has its look-up code; an annulled one is not handed out."""
    found = driver.rows(_ISSUED, code=code)
    return _shown(found[0]) if found else None


def _may_see(driver: Driver, actor: Actor, subject: str, key: str, kind: str) -> bool:
    if subject == PROPOSAL:
        unit = driver.value(_UNIT_OF_LIST, key=key, organisation_id=actor.organisation_id)
        return unit is not None and (bool(actor.roles & SEES_ALL) or is_of_own_unit(actor, {"unit_id": unit}))
    if subject not in (Subject.NOMINATION, Subject.SESSION, Subject.DECISION):
        return False
    case = read_cases(driver, Subject(subject), [key], actor.organisation_id).get(key)
    if case is None or not may_see(actor, Subject(subject), case):
        return False
    if kind in OF_THE_OFFICE and (not actor.roles & SEES_ALL or case["id"] in actor.veiled):
        return False
    if kind == PaperKind.AGENDA and owes_declaration(driver, actor, key):
        return False
    if kind in TO_BE_PRINTED and not actor.roles & PRINTS:
        return False
    return kind not in TELLS_OF_ALL or not takes_no_part(driver, actor, key)


def _shown(row: Sequence[object]) -> PaperShown:
    subject, subject_id, kind, entry, stage, sha256, size, organisation_id, signed, wording = row
    return PaperShown(
        subject=str(subject), subject_id=str(subject_id), kind=PaperKind(str(kind)), entry=int(str(entry)),
        stage=PaperStage(str(stage)), sha256=str(sha256 or ""), size=int(str(size or 0)),
        organisation_id=str(organisation_id), signed=str(signed or ""), wording=int(str(wording or 0)),
    )  # fmt: skip
