"""What a nomination rests on: its files, the office's checks, consultations, and comments of the people."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from workflow.records import Day, Instant, Key, Line, Prose, Record, Word, refers


class Upload(Record):
    """A file its author has laid in a dossier that is not handed in yet. It may still be taken out."""

    __tablename__ = "upload"

    id: Mapped[Key]
    nomination_id: Mapped[str] = refers("nomination", index=True)
    author_id: Mapped[str] = refers("account")
    kind: Mapped[Word]
    file_name: Mapped[Line]
    media_type: Mapped[Line]
    size: Mapped[Instant]
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    uploaded_at: Mapped[Instant]
    removed_at: Mapped[Instant | None]


class Document(Record):
    """A file that was handed in. The ledger holds a salted commitment to it."""

    __tablename__ = "document"

    id: Mapped[Key]
    nomination_id: Mapped[str] = refers("nomination", index=True)
    kind: Mapped[Word]
    file_name: Mapped[Line]
    media_type: Mapped[Line]
    size: Mapped[Instant]
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    salt: Mapped[str] = mapped_column(String(64))
    handed_in_at: Mapped[Instant]


class AppraisalCheck(Record):
    """One line of the appraisal checklist as the office answered it."""

    __tablename__ = "appraisal_check"

    id: Mapped[Key]
    nomination_id: Mapped[str] = refers("nomination", index=True)
    code: Mapped[Word]
    result: Mapped[Word]
    note: Mapped[Prose]
    checked_at: Mapped[Instant]


class Consultation(Record):
    """A body that was asked for its opinion (hiệp y)."""

    __tablename__ = "consultation"

    id: Mapped[Key]
    nomination_id: Mapped[str] = refers("nomination", index=True)
    body: Mapped[Line]
    asked_on: Mapped[Day]


class ConsultationReply(Record):
    """What a consulted body answered; its latest reply counts."""

    __tablename__ = "consultation_reply"

    id: Mapped[Key]
    nomination_id: Mapped[str] = refers("nomination", index=True)
    consultation_id: Mapped[str] = refers("consultation")
    opinion: Mapped[Word]
    text: Mapped[Prose]
    replied_on: Mapped[Day]
    recorded_at: Mapped[Instant]


class Comment(Record):
    """What somebody said of a nomination while it was posted. A name is not demanded."""

    __tablename__ = "comment"

    id: Mapped[Key]
    nomination_id: Mapped[str] = refers("nomination", index=True)
    from_whom: Mapped[Line]
    text: Mapped[Prose]
    received_on: Mapped[Day]


class CommentSettlement(Record):
    """What the office found when it verified a comment."""

    __tablename__ = "comment_settlement"

    id: Mapped[Key]
    nomination_id: Mapped[str] = refers("nomination", index=True)
    comment_id: Mapped[str] = refers("comment", unique=True)
    result: Mapped[Word]
    note: Mapped[Prose]
    settled_on: Mapped[Day]
