"""The papers the house typesets: which are wanted, which are ready, and which entry of the log each was made from."""

from enum import StrEnum

from sqlalchemy import BigInteger, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from workflow.records import Instant, Key, Line, Prose, Record, Word, refers


class PaperKind(StrEnum):
    """What kind of paper it is; the word stands in its address."""

    DECISION = "decision"
    MINUTES = "minutes"
    RECEIPT = "receipt"
    AGENDA = "agenda"
    COUNTING = "counting"
    BALLOT = "ballot"
    BALLOT_ROLL = "ballot_roll"
    CERTIFICATES = "certificates"
    CERTIFICATE = "certificate"
    CEREMONY = "ceremony"
    REFUSAL = "refusal"
    APPRAISAL = "appraisal"
    PAYMENT = "payment"
    SUBMISSION = "submission"


class PaperStage(StrEnum):
    """Whether it is typeset yet. No state of a case: nothing is decided by it."""

    WAITING = "waiting"
    READY = "ready"
    FAILED = "failed"


class Paper(Record):
    """One paper about one case, or about a list that was handed in as one bundle.

    ``entry`` is the place in the log it says what it says from. A ready paper has the digest and the size of its file;
    ``fonts`` names the typefaces it was set in, ``setting`` everything it was set with, ``wording`` the version
    of its template (0 the built-in one, empty where it has none), ``failure`` what went wrong.
    """

    __tablename__ = "paper"
    __table_args__ = (
        UniqueConstraint("organisation_id", "subject_id", "kind", "entry"),
        Index("ix_paper_waiting", "stage", "requested_at", "id"),
    )

    id: Mapped[Key]
    organisation_id: Mapped[str] = refers("organisation")
    subject: Mapped[Word]
    subject_id: Mapped[str] = mapped_column(String(26))
    kind: Mapped[Word]
    entry: Mapped[Instant]
    stage: Mapped[Word]
    requested_at: Mapped[Instant]
    rendered_at: Mapped[Instant | None]
    sha256: Mapped[str | None] = mapped_column(String(64), index=True)
    size: Mapped[Instant | None]
    fonts: Mapped[Line | None]
    setting: Mapped[str | None] = mapped_column(String(64))
    wording: Mapped[int | None]
    failure: Mapped[Line | None]


class PaperSeal(Record):
    """What the log committed to about one file of an issued decision: the file itself, and each line of its list.

    ``digest`` is the SHA-256 of the file, ``entry`` the entry of the seal, ``first`` the place of its first leaf among those of
    the entry. ``leaves`` is a JSON list of ``[salt, words, code]``: what opens each leaf, and the code it is looked up by.
    """

    __tablename__ = "paper_seal"
    __table_args__ = (
        UniqueConstraint("organisation_id", "subject_id", "digest"),
        Index("ix_paper_seal_digest", "digest"),
        Index("ix_paper_seal_entry", "organisation_id", "entry", "first"),
    )

    id: Mapped[Key]
    organisation_id: Mapped[str] = refers("organisation")
    entry: Mapped[Instant]
    first: Mapped[int]
    subject: Mapped[Word]
    subject_id: Mapped[str] = mapped_column(String(26))
    kind: Mapped[Word]
    digest: Mapped[str] = mapped_column(String(64))
    leaves: Mapped[Prose]


class PaperCursor(Record):
    """How far the log of an organisation was read for papers: the number of entries read."""

    __tablename__ = "paper_cursor"

    organisation_id: Mapped[str] = mapped_column(String(26), ForeignKey("organisation.id"), primary_key=True)
    read: Mapped[int] = mapped_column(BigInteger)
