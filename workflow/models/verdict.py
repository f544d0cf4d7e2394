"""Verdicts on the conditions of an award, as they were laid down, and the rows of the register that they rest on."""

from sqlalchemy import CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from states.vocabulary import VerdictStage
from workflow.records import Instant, Key, Line, Prose, Record, Word, refers

_STAGES = ", ".join(f"'{stage}'" for stage in VerdictStage)


class FrozenVerdict(Record):
    """What the conditions came to at one stage. ``lines`` is what ``states/verdict_record.py`` writes, with its digest."""

    __tablename__ = "verdict"
    __table_args__ = (CheckConstraint(f"stage IN ({_STAGES})", name="stage_known"),)

    id: Mapped[Key]
    nomination_id: Mapped[str] = refers("nomination", index=True)
    stage: Mapped[Word]
    laid_down_at: Mapped[Instant]
    award: Mapped[Word]
    rules: Mapped[str] = mapped_column(String(64))
    outcome: Mapped[Word]
    digest: Mapped[str] = mapped_column(String(64))
    lines: Mapped[Prose]


class AwardUse(Record):
    """An earlier award that a verdict rests on: the key of a row of the register, or of a nomination awarded here."""

    __tablename__ = "award_use"

    id: Mapped[Key]
    nomination_id: Mapped[str] = refers("nomination", index=True)
    award_id: Mapped[str] = mapped_column(String(26), index=True)
    stage: Mapped[Word]
    used_at: Mapped[Instant]


class Waiver(Record):
    """A condition that the chairman waived for one case; ``document`` names what allows it, where something does."""

    __tablename__ = "waiver"

    id: Mapped[Key]
    nomination_id: Mapped[str] = refers("nomination", index=True)
    code: Mapped[Word]
    reason: Mapped[Prose]
    document: Mapped[Line]
    waived_by: Mapped[str] = refers("account")
    waived_at: Mapped[Instant]
