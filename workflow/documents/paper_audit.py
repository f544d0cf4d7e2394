"""Sets the papers that count anew in an audit, and holds them against the files that readers are given.

No entry holds the digest of a typeset paper, for it is made after the entry it rests on; only the entry of a digital signature
names that of the paper which was signed. What vouches for it is that
the same entry, set with the same means, gives the same bytes. Another release gives others; so what was once found right is
remembered outside the database, and a paper that says of itself that it is older must be one of those.
"""

from collections.abc import Iterator, Set
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import bindparam, select

from states.refusals import Fault, FileChanged, NoSuchCase
from workflow.attachments import Attachments
from workflow.documents.checkpoint_square import squares
from workflow.documents.paper_demand import demand
from workflow.documents.paper_readers import paper_data
from workflow.documents.rendering import Typesetter
from workflow.documents.seal_audit import check_seals
from workflow.ledger.findings import Findings
from workflow.ledger.papers_seen import Seen
from workflow.ledger.reading import size_of
from workflow.ledger.stumbling import noted
from workflow.models.decision import SignatureFile
from workflow.models.paper import Paper, PaperKind, PaperStage
from workflow.sql import Driver, Prepared

_READY = Prepared(
    lambda: (
        select(
            Paper.id,
            Paper.subject,
            Paper.subject_id,
            Paper.kind,
            Paper.entry,
            Paper.sha256,
            Paper.size,
            Paper.setting,
            Paper.wording,
        )
        .where(Paper.organisation_id == bindparam("log_id"), Paper.stage == PaperStage.READY.value)
        .order_by(Paper.entry, Paper.id)
    )
)
_FROZEN = Prepared(
    lambda: select(SignatureFile.frozen_sha256).where(
        SignatureFile.decision_id == bindparam("decision"), SignatureFile.entry == bindparam("entry")
    )
)


@dataclass(frozen=True, kw_only=True)
class PapersReport:
    """The papers of a log: how many, the places of those that were set with other means than today's, and what is right.

    ``right`` names paper and digest together: one that was found right is not set again by a run that goes on.
    ``seen`` is what an audit can tell again: what was found right now or before, and what could not be compared.
    """

    count: int = 0
    not_compared: tuple[str, ...] = ()
    right: frozenset[str] = frozenset()
    seen: Seen = field(default_factory=Seen)


@dataclass(frozen=True)
class _Row:
    key: str
    subject: str
    subject_id: str
    kind: str
    entry: int
    sha256: str
    size: int
    setting: str | None
    wording: int | None


class PaperAudit:
    """Sets papers as the worker does; the compiler is loaded when the first one has to be set."""

    def __init__(self, driver: Driver, files: Path, font_dir: Path | None, site: str) -> None:
        self._driver, self._attachments = driver, Attachments(files)
        self._font_dir, self._site = font_dir, site
        self._loaded: Typesetter | None = None

    def check(
        self, log_id: str, findings: Findings, right_before: Set[str] = frozenset(), before: Seen | None = None
    ) -> PapersReport:
        """Look at every paper of a log: whether it is there, its file, and whether it says what the entry says it rests on.

        Of those ``right_before`` only the presence of the file is looked at. ``before`` is what earlier audits saw; nothing
        where none is known to have looked.
        """
        demanded = demand(self._driver, log_id)
        if demanded is not None:
            demanded.check(size_of(self._driver, log_id), findings)
        with noted(findings, log_id, "paper_seal"):
            check_seals(self._driver, log_id, findings)
        rows = [_Row(*row) for row in self._driver.rows(_READY, log_id=log_id)]
        right, odd = dict[str, str](), dict[str, str]()
        for row in rows:
            with noted(findings, log_id, f"paper/{row.key}"):
                is_right_before = f"{row.key}:{row.sha256}" in right_before
                found = (
                    None if is_right_before and self._attachments.has(log_id, row.sha256) else self._wrong(log_id, row)
                )
                if found == "paper_not_compared" and before is not None:
                    found = before.judge(row.key, row.sha256)
                if found is None:
                    right[row.key] = row.sha256
                elif found == "paper_not_compared":
                    odd[row.key] = row.sha256
                else:
                    place = f"paper/{row.key}"
                    findings.add(found, place, row.sha256, table="paper", id=row.key, kind=row.kind, index=row.entry)
        return PapersReport(
            count=len(rows), not_compared=tuple(f"paper/{key}" for key in odd),
            right=frozenset(f"{key}:{digest}" for key, digest in right.items()),
            seen=Seen(right | odd, frozenset(odd)),
        )  # fmt: skip

    def _wrong(self, log_id: str, row: _Row) -> str | None:
        """What is wrong with a paper, as the code of a finding; nothing where it is right."""
        try:
            with self._attachments.open(log_id, row.sha256) as file:
                kept = file.read()
        except NoSuchCase:
            return "file_missing"
        except FileChanged:
            return "file_changed"
        if len(kept) != row.size:
            return "paper_differs"
        signed = self._driver.value(_FROZEN, decision=row.subject_id, entry=row.entry)
        if signed and signed != row.sha256:
            return "paper_differs"
        if row.sha256 in self._set_anew(log_id, row):
            return None
        if row.setting == self._typesetter.setting:
            return "paper_differs"
        return None if signed else "paper_not_compared"

    def _set_anew(self, log_id: str, row: _Row) -> Iterator[str]:
        """The digests that the paper may have had: with the checkpoint over its entry, or without where the signer was late."""
        kind = PaperKind(row.kind)
        data: dict[str, Any]
        try:
            template, said, on = paper_data(
                self._driver, log_id, row.subject, row.subject_id, kind, row.entry, self._site
            )
            if said.get("wording") != row.wording:
                return  # it names another template than it goes by
            for square in squares(self._driver, log_id, kind, row.entry):
                data = {**said, **square}
                yield self._typesetter.digest(template, data, on=on)
        except (Fault, AssertionError, AttributeError, LookupError, StopIteration, TypeError, ValueError):
            return  # what it was made from is not there any more: it agrees with nothing

    @property
    def _typesetter(self) -> Typesetter:
        if self._loaded is None:
            self._loaded = Typesetter(self._font_dir, self._site)
        return self._loaded
