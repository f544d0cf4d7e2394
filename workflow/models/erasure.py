"""What was erased of a person, by whom and on what ground, and what must not be erased."""

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped

from states.vocabulary import ErasureGround
from workflow.records import Case, Day, Instant, Key, Line, Prose, Record, Word, refers

_GROUNDS = ", ".join(f"'{ground}'" for ground in ErasureGround)


class Erasure(Case, Record):
    """That what is known of a nominee is to be erased, or was. It names documents, never the person: it is kept for good.

    ``details`` and ``records`` say how many entries and rows lost something, ``stays`` (canonical JSON) what was kept by
    reason.
    """

    __tablename__ = "erasure"
    __table_args__ = (
        CheckConstraint(f"ground IN ({_GROUNDS})", name="ground_known"),
        CheckConstraint("state <> 'erased' OR confirmed_by IS NOT NULL", name="erased_by_two"),
        CheckConstraint("confirmed_by IS NULL OR confirmed_by <> proposed_by", name="confirmed_by_another"),
    )

    nominee_id: Mapped[str] = refers("nominee", index=True)
    ground: Mapped[Word]
    document: Mapped[Line]
    requested_on: Mapped[Day]
    proposed_by: Mapped[str] = refers("account")
    proposed_as: Mapped[Word]
    confirmed_by: Mapped[str | None] = refers("account")
    confirmed_at: Mapped[Instant | None]
    details: Mapped[int | None]
    records: Mapped[int | None]
    stays: Mapped[Line | None]


class ErasedDetail(Record):
    """What is left of the detail of one entry (canonical JSON); empty where a later erasure says it anew."""

    __tablename__ = "erased_detail"
    __table_args__ = (UniqueConstraint("entry", "erasure_id"),)

    id: Mapped[Key]
    erasure_id: Mapped[str] = refers("erasure")
    entry: Mapped[Instant]
    remains: Mapped[Prose]


class ErasedRow(Record):
    """A row of another table whose personal columns were erased."""

    __tablename__ = "erased_row"
    __table_args__ = (UniqueConstraint("row_id", "erasure_id"),)

    id: Mapped[Key]
    erasure_id: Mapped[str] = refers("erasure")
    of_table: Mapped[Word]
    row_id: Mapped[Word]


class Residue(Record):
    """What an erasure leaves behind outside the records until maintenance has been: pages of the database, files.

    ``files`` are the SHA-256 of the files that go (JSON), emptied once they are gone.
    """

    __tablename__ = "residue"

    id: Mapped[Key]
    organisation_id: Mapped[str] = refers("organisation", index=True)
    erasure_id: Mapped[str] = refers("erasure", unique=True)
    files: Mapped[Prose]
    left_at: Mapped[Instant]
    removed_at: Mapped[Instant | None]


class LegalHold(Case, Record):
    """That what is known of a nominee must be kept, by a named document, until it is said to be over."""

    __tablename__ = "legal_hold"

    nominee_id: Mapped[str] = refers("nominee", index=True)
    document: Mapped[Line]
    held_from: Mapped[Day]
    held_until: Mapped[Day | None]
    placed_by: Mapped[str] = refers("account")
