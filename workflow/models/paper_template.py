"""The templates that administrators put in the place of those the software comes with: every version, for good."""

from sqlalchemy import CheckConstraint, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from states.paper_wording import TemplatePart
from workflow.records import Case, Instant, Line, Prose, Record, Word, refers

_PARTS = ", ".join(f"'{part}'" for part in TemplatePart)


class PaperTemplate(Case, Record):
    """One version of what a kind of paper says or is written into. None is ever changed: another one follows.

    ``content`` is a wording as canonical JSON, ``sha256`` the digest of a Word document that lies among the files; both are
    empty where the built-in one was put back. A paper made at an entry goes by the last version before that entry.
    ``replaced_by`` is empty where the operator did it at the console.
    """

    __tablename__ = "paper_template"
    __table_args__ = (
        UniqueConstraint("organisation_id", "paper", "part", "version"),
        CheckConstraint(f"part IN ({_PARTS})", name="part_known"),
        CheckConstraint("version > 0", name="version_counts"),
        CheckConstraint("part = 'document' OR sha256 IS NULL", name="wording_without_file"),
        CheckConstraint("part = 'wording' OR content = ''", name="document_without_text"),
    )

    paper: Mapped[Word]
    part: Mapped[Word]
    version: Mapped[int]
    content: Mapped[Prose]
    sha256: Mapped[str | None] = mapped_column(String(64))
    file_name: Mapped[Line]
    reason: Mapped[Line]
    replaced_by: Mapped[str | None] = refers("account")
    replaced_at: Mapped[Instant]
