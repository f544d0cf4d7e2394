"""The golden book (sổ vàng): the certificate of every award decided here, each with its number and its look-up code."""

from sqlalchemy import CheckConstraint, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from workflow.records import Day, Key, Record, Word, refers


class Certificate(Record):
    """One certificate, as it was made out. What became of the award stands with the nomination, so they can't disagree.

    ``version`` counts those of one award; ``number`` is its place in the golden book of ``year``; a number is given once,
    whatever becomes of the paper. One that was made out in the place of another names it in ``replaces_id`` and says why in
    ``cause``.
    """

    __tablename__ = "certificate"
    __table_args__ = (
        CheckConstraint("number > 0", name="numbered_from_one"),
        CheckConstraint("(replaces_id IS NULL) = (cause IS NULL)", name="replaced_for_a_cause"),
        CheckConstraint("(replaces_id IS NULL) = (version = 1)", name="first_replaces_none"),
        UniqueConstraint("organisation_id", "year", "number"),
        UniqueConstraint("nomination_id", "version"),
    )

    id: Mapped[Key]
    organisation_id: Mapped[str] = refers("organisation")
    nomination_id: Mapped[str] = refers("nomination")
    version: Mapped[int]
    year: Mapped[int]
    number: Mapped[int]
    lookup: Mapped[str] = mapped_column(String(16), unique=True)
    made_on: Mapped[Day]
    replaces_id: Mapped[str | None] = refers("certificate", index=True)
    cause: Mapped[Word | None]
