"""What an organisation has enacted over the law on file, and the sets of rules its entries name."""

from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from workflow.records import Case, Day, Key, Line, Prose, Record, Word, refers


class RuleChange(Case, Record):
    """A layer that was enacted, or a regime that was confirmed. ``content`` is what it says, as canonical JSON.

    Nothing of it is ever edited: it ends on ``valid_until``, and another one says something else.
    """

    __tablename__ = "rule_change"

    kind: Mapped[Word]
    code: Mapped[Line]
    level: Mapped[Word]
    name: Mapped[Line]
    document: Mapped[Line]
    valid_from: Mapped[Day]
    valid_until: Mapped[Day | None]
    content: Mapped[Prose]


class RuleSet(Record):
    """Rules composed in this organisation and written out in full: canonical JSON whose SHA-256 is ``digest``."""

    __tablename__ = "rule_set"
    __table_args__ = (UniqueConstraint("organisation_id", "digest"),)

    id: Mapped[Key]
    organisation_id: Mapped[str] = refers("organisation")
    digest: Mapped[str] = mapped_column(String(64))
    written: Mapped[Prose]
