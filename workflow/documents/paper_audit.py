"""Sets the papers that count anew in an audit, and holds them against the files that readers are given.

No entry holds the digest of a typeset paper: it is made after the entry it rests on. What vouches for it is that
the same entry, set with the same means, gives the same bytes.
"""

from collections.abc import Iterator, Set
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import bindparam, select

from states.refusals import Fault, FileChanged, NoSuchCase
from workflow.attachments import Attachments
from workflow.documents.checkpoint_square import squares
from workflow.documents.rendering import Typesetter
from workflow.documents.requests import key_of, wanted
from workflow.documents.worker import paper_data
from workflow.ledger.findings import Findings
from workflow.ledger.reading import entry_at
from workflow.ledger.stumbling import noted
from workflow.models.paper import Paper, PaperKind, PaperStage
from workflow.sql import Driver, Prepared

SET_ANEW = (PaperKind.DECISION, PaperKind.MINUTES, PaperKind.COUNTING)
"""What is handed out and shown as proof."""

_READY = Prepared(
    lambda: (
        select(Paper.id, Paper.subject, Paper.subject_id, Paper.kind, Paper.entry, Paper.sha256, Paper.setting)
        .where(Paper.organisation_id == bindparam("log_id"), Paper.stage == PaperStage.READY.value)
        .order_by(Paper.entry, Paper.id)
    )
)


@dataclass(frozen=True, kw_only=True)
class PapersReport:
    """The papers of a log: how many, the places of those that were set with other means than today's, and what is right.

    ``right`` names paper and digest together: one that was found right is not set again by a run that goes on.
    """

    count: int = 0
    not_compared: tuple[str, ...] = ()
    right: frozenset[str] = frozenset()


@dataclass(frozen=True)
class _Row:
    key: str
    subject: str
    subject_id: str
    kind: str
    entry: int
    sha256: str
    setting: str | None


class PaperAudit:
    """Sets papers as the worker does; the compiler is loaded when the first one has to be set."""

    def __init__(self, driver: Driver, files: Path, font_dir: Path | None, site: str) -> None:
        self._driver, self._attachments = driver, Attachments(files)
        self._font_dir, self._site = font_dir, site
        self._loaded: Typesetter | None = None

    def check(self, log_id: str, findings: Findings, right_before: Set[str] = frozenset()) -> PapersReport:
        """Look at every ready paper of a log: its file, the entry it rests on, and whether it says what that entry says.

        Of those ``right_before`` only the presence of the file is looked at.
        """
        rows = [_Row(*row) for row in self._driver.rows(_READY, log_id=log_id)]
        right, odd = set(), []
        for row in rows:
            with noted(findings, log_id, f"paper/{row.key}"):
                name = f"{row.key}:{row.sha256}"
                if name in right_before and self._attachments.has(log_id, row.sha256):
                    right.add(name)
                    continue
                found = self._wrong(log_id, row)
                if found is None:
                    right.add(name)
                elif found == "paper_not_compared":
                    odd.append(f"paper/{row.key}")
                else:
                    findings.add(found, f"paper/{row.key}", table="paper", id=row.key, kind=row.kind, index=row.entry)
        return PapersReport(count=len(rows), not_compared=tuple(odd), right=frozenset(right))

    def _wrong(self, log_id: str, row: _Row) -> str | None:
        """What is wrong with a paper, as the code of a finding; nothing where it is right."""
        try:
            with self._attachments.open(log_id, row.sha256) as file:
                kept = file.read()
        except NoSuchCase:
            return "file_missing"
        except FileChanged:
            return "file_changed"
        if row.kind not in SET_ANEW:
            return None
        if not self._is_asked_for(log_id, row):
            return "paper_without_entry"
        if any(kept == made for made in self._set_anew(log_id, row)):
            return None
        return "paper_differs" if row.setting == self._typesetter.setting else "paper_not_compared"

    def _is_asked_for(self, log_id: str, row: _Row) -> bool:
        """Whether the entry that a paper names asks for just this paper."""
        made = entry_at(self._driver, log_id, row.entry)
        asked = wanted(self._driver, log_id, [(row.entry, made.entry)]) if made else []
        named = (row.key, row.subject, row.subject_id, row.kind)
        return any(
            (key_of(log_id, each.kind, each.subject_id, each.entry), each.subject, each.subject_id, each.kind) == named
            for each in asked
        )

    def _set_anew(self, log_id: str, row: _Row) -> Iterator[bytes]:
        """The paper as the worker may have set it: with the checkpoint over its entry, or where the signer was late without."""
        kind = PaperKind(row.kind)
        data: dict[str, Any]
        try:
            template, said, on = paper_data(
                self._driver, log_id, row.subject, row.subject_id, kind, row.entry, self._site
            )
            for square in squares(self._driver, log_id, kind, row.entry):
                data = {**said, **square}
                yield self._typesetter.pdf(template, data, on=on)
        except (Fault, AssertionError, LookupError, StopIteration, TypeError, ValueError):
            return  # what it was made from is not there any more: it agrees with nothing

    @property
    def _typesetter(self) -> Typesetter:
        if self._loaded is None:
            self._loaded = Typesetter(self._font_dir, self._site)
        return self._loaded
