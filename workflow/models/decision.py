"""A decision of the chairman and the nominations it names."""

from sqlalchemy import CheckConstraint, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from states.decision_vocabulary import CorrectedPart
from workflow.records import Case, Day, Instant, Key, Line, Prose, Record, Word, refers

_PARTS = ", ".join(f"'{part}'" for part in CorrectedPart)


class Decision(Case, Record):
    """An award decision. The signature is the recorded act of the holder of the office, not a digital signature.

    ``submission_number`` is that of the letter (tờ trình) with which it was first laid before the chairman, in the book of
    letters of ``submission_year``; it stays when the draft comes back. ``explanation`` is what the office says of the draft
    when it lays it before the chairman. ``numbered_names`` is how many stood in its list when it was numbered.
    ``corrects_id`` is the decision whose clerical errors this one puts right. ``draft`` is which of its lists counts: the
    first, or one drafted anew after it. ``explained`` names the differences from the council's proposal that ``explanation``
    is about.
    """

    __tablename__ = "decision"
    __table_args__ = (
        CheckConstraint(
            "state NOT IN ('approved', 'numbered', 'signed', 'issued')"
            " OR (approved_at IS NOT NULL AND approver_id IS NOT NULL)",
            name="approved_by_somebody",
        ),
        CheckConstraint(
            "state NOT IN ('numbered', 'signed', 'issued')"
            " OR (number IS NOT NULL AND dated_on IS NOT NULL AND numbered_names IS NOT NULL)",
            name="numbered_with_number",
        ),
        CheckConstraint(
            "state NOT IN ('signed', 'issued') OR (signed_at IS NOT NULL AND signer_id IS NOT NULL)",
            name="signed_by_somebody",
        ),
        CheckConstraint("state <> 'issued' OR issued_on IS NOT NULL", name="issued_on_a_day"),
        CheckConstraint(
            "state NOT IN ('submitted', 'approved', 'numbered', 'signed', 'issued')"
            " OR (submission_number IS NOT NULL AND submission_year IS NOT NULL AND submitted_on IS NOT NULL)",
            name="submitted_with_number",
        ),
        UniqueConstraint("organisation_id", "year", "number"),
        UniqueConstraint("organisation_id", "submission_year", "submission_number"),
    )

    title: Mapped[Line]
    fund: Mapped[Line]
    year: Mapped[int]
    submission_year: Mapped[int | None]
    submission_number: Mapped[int | None]
    submitted_on: Mapped[Day | None]
    draft: Mapped[int]
    explanation: Mapped[Prose | None]
    explained: Mapped[Prose | None]
    approver_id: Mapped[str | None] = refers("account")
    approved_at: Mapped[Instant | None]
    number: Mapped[int | None]
    numbered_names: Mapped[int | None]
    dated_on: Mapped[Day | None]
    signer_id: Mapped[str | None] = refers("account")
    signer_name: Mapped[Line | None]
    signed_at: Mapped[Instant | None]
    issued_on: Mapped[Day | None]
    lookup: Mapped[str] = mapped_column(String(16), unique=True)
    reason: Mapped[Prose | None]
    corrects_id: Mapped[str | None] = refers("decision", index=True)


class SignatureFile(Record):
    """The signed PDF of a decision: the frozen paper with a digital signature behind it.

    ``entry`` is the entry at which the paper was frozen, ``frozen_sha256`` the digest of it. ``certificate`` is the SHA-256 of
    the signer's certificate, ``signed_at`` the time that the signature names. The ledger holds a salted commitment to the file.
    """

    __tablename__ = "signature_file"
    __table_args__ = (UniqueConstraint("decision_id"),)

    id: Mapped[Key]
    decision_id: Mapped[str] = refers("decision")
    kind: Mapped[Word]
    entry: Mapped[Instant]
    frozen_sha256: Mapped[str] = mapped_column(String(64))
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    size: Mapped[Instant]
    salt: Mapped[str] = mapped_column(String(64))
    certificate: Mapped[str] = mapped_column(String(64))
    signed_at: Mapped[Instant]
    is_time_stamped: Mapped[int]
    is_revocation_checked: Mapped[int]


class DecisionLine(Record):
    """One nomination laid before the chairman in one decision.

    ``stands_at`` is the nomination's ``changed`` when the line was drafted. The line stands as long as the two are the same:
    a nomination that was returned, held or anything else meanwhile has left the draft, even when it is back. ``draft`` says of
    which list of the decision the line is; those before the last one stay readable.
    """

    __tablename__ = "decision_line"
    __table_args__ = (UniqueConstraint("decision_id", "draft", "nomination_id"),)

    id: Mapped[Key]
    decision_id: Mapped[str] = refers("decision")
    draft: Mapped[int]
    nomination_id: Mapped[str] = refers("nomination", index=True)
    position: Mapped[int]
    stands_at: Mapped[Instant]


class Correction(Record):
    """One clerical error that a decision puts right: what the corrected one says, what is right, and how it came about."""

    __tablename__ = "correction"
    __table_args__ = (CheckConstraint(f"part IN ({_PARTS})", name="part_known"),)

    id: Mapped[Key]
    decision_id: Mapped[str] = refers("decision", index=True)
    nomination_id: Mapped[str | None] = refers("nomination", index=True)
    position: Mapped[int]
    part: Mapped[Word]
    was: Mapped[Line]
    becomes: Mapped[Line]
    reason: Mapped[Prose]
