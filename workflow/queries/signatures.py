"""The frozen paper of a decision that waits for its signature, and the signed file of one that was signed digitally."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import bindparam, select

from states.vocabulary import Action, Subject
from workflow.ledger.entry import Entry
from workflow.models.account import Account
from workflow.models.decision import Decision, SignatureFile
from workflow.models.ledger import Leaf
from workflow.models.paper import Paper, PaperKind, PaperStage
from workflow.sql import Driver, Prepared

_SIGNED = (
    SignatureFile.kind, SignatureFile.entry, SignatureFile.frozen_sha256, SignatureFile.sha256, SignatureFile.size,
    SignatureFile.certificate, SignatureFile.signed_at, SignatureFile.is_time_stamped,
    SignatureFile.is_revocation_checked, Account.username,
)  # fmt: skip
_SIGNATURE = Prepared(
    lambda: select(*_SIGNED)
    .join(Decision, Decision.id == SignatureFile.decision_id)
    .join(Account, Account.id == Decision.signer_id)
    .where(SignatureFile.decision_id == bindparam("key"))
)  # fmt: skip
_PAPERS = Prepared(
    lambda: select(Paper.entry, Paper.sha256, Paper.size, Leaf.entry)
    .join(Leaf, (Leaf.log_id == Paper.organisation_id) & (Leaf.idx == Paper.entry))
    .where(
        Paper.organisation_id == bindparam("organisation_id"), Paper.subject == Subject.DECISION.value,
        Paper.subject_id == bindparam("key"), Paper.kind == PaperKind.DECISION.value,
        Paper.stage == PaperStage.READY.value,
    )
    .order_by(Paper.entry.desc())
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class FrozenPaper:
    """The paper as it was set when the decision was numbered in ``entry``, at ``frozen_at``."""

    entry: int
    sha256: str
    size: int
    frozen_at: datetime


def frozen_paper(driver: Driver, organisation_id: str, key: str) -> FrozenPaper | None:
    """The paper that waits for the signature of a decision; None until it is set."""
    for entry, sha256, size, data in driver.rows(_PAPERS, organisation_id=organisation_id, key=key):
        found = Entry.decode(bytes(data))
        if found.act == Action.NUMBER_DECISION:
            return FrozenPaper(
                entry=entry, sha256=sha256, size=size, frozen_at=datetime.fromtimestamp(found.at / 1_000_000, UTC)
            )
    return None


def signature_of(driver: Driver, key: str) -> Mapping[str, Any] | None:
    """What is on record of the digital signature of a decision; None where it has none. ``username`` is the signer's."""
    found = driver.rows(_SIGNATURE, key=key)
    return dict(zip((column.name for column in _SIGNED), found[0], strict=True)) if found else None
