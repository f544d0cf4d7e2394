"""Whom units propose, and what they have been awarded before."""

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from workflow.records import Case, Day, Folded, Key, Line, Record, Word, refers


class Nominee(Record):
    """A person, collective, household or village in the register of units; a nomination keeps its own copy of the name."""

    __tablename__ = "nominee"
    __table_args__ = (Index("ix_nominee_search", "organisation_id", "search_key"),)

    id: Mapped[Key]
    organisation_id: Mapped[str] = refers("organisation")
    unit_id: Mapped[str] = refers("unit", index=True)
    kind: Mapped[Word]
    name: Mapped[Line]
    title: Mapped[Line]
    birth_year: Mapped[int | None]
    gender: Mapped[Word | None]
    household_code: Mapped[Word | None]
    search_key: Mapped[Folded]
    sort_key: Mapped[Line]


class PastAward(Case, Record):
    """An award a nominee received before, as an outside decision proves it."""

    __tablename__ = "past_award"

    nominee_id: Mapped[str] = refers("nominee", index=True)
    award: Mapped[Line]
    year: Mapped[int]
    decision_number: Mapped[Line]
    decided_on: Mapped[Day]
    issuer: Mapped[Line]
