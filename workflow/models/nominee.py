"""Whom units propose, what they have been awarded before, and what is stated about them."""

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped

from states.vocabulary import AwardLevel, Basis, FactKind
from workflow.records import Case, Day, Folded, Instant, Key, Line, Prose, Record, Word, refers

_LEVELS = ", ".join(f"'{level}'" for level in AwardLevel)
_BASES = ", ".join(f"'{basis}'" for basis in Basis)
_FACTS = ", ".join(f"'{fact}'" for fact in FactKind)


LINE = (
    "id", "unit_id", "kind", "name", "title", "birth_year", "gender", "household_code", "search_key", "sort_key",
)  # fmt: skip
"""What a line of the register says, in the order in which entries repeat it."""


class Nominee(Record):
    """A person, collective, household or village in the register of units; a nomination keeps its own copy of the name."""

    __tablename__ = "nominee"
    __table_args__ = (
        Index("ix_nominee_search", "organisation_id", "search_key"),
        Index("ix_nominee_household", "organisation_id", "household_code"),
    )

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
    """A row of the award register: an award a nominee received by an earlier or outside decision.

    ``award`` is the code of an award of the rules, or the name of another one. ``year`` is the year of the achievement.
    ``evidence`` says where the decision was seen. What is decided in this system stands in the nomination itself.
    """

    __tablename__ = "past_award"
    __table_args__ = (
        CheckConstraint(f"level IN ({_LEVELS})", name="level_known"),
        CheckConstraint(f"basis IN ({_BASES})", name="basis_known"),
    )

    nominee_id: Mapped[str] = refers("nominee", index=True)
    award: Mapped[Line]
    year: Mapped[int]
    basis: Mapped[Word]
    level: Mapped[Word]
    decision_number: Mapped[Line]
    decided_on: Mapped[Day]
    issuer: Mapped[Line]
    evidence: Mapped[Line]
    recorded_by: Mapped[str] = refers("account")


class Statement(Case, Record):
    """One thing that somebody stated about a nominee and a year; ``states/statements.py`` says what each kind holds.

    ``unit_id`` is the unit that stated it, empty where the standing office did. A statement is never changed: a later one
    takes its place, or it is struck.
    """

    __tablename__ = "statement"
    __table_args__ = (CheckConstraint(f"fact IN ({_FACTS})", name="fact_known"),)

    nominee_id: Mapped[str] = refers("nominee", index=True)
    unit_id: Mapped[str | None] = refers("unit")
    stated_by: Mapped[str] = refers("account")
    stated_at: Mapped[Instant]
    year: Mapped[int]
    fact: Mapped[Word]
    chosen: Mapped[Word]
    amount: Mapped[int | None]
    since: Mapped[Day | None]
    until: Mapped[Day | None]
    called: Mapped[Line]
    used_for: Mapped[Line]
    source: Mapped[Line]


class Merger(Case, Record):
    """Two lines of the register that are one nominee: ``merged_id`` goes to ``nominee_id``, and both keep what they have."""

    __tablename__ = "merger"

    nominee_id: Mapped[str] = refers("nominee", index=True)
    merged_id: Mapped[str] = refers("nominee", index=True)
    merged_by: Mapped[str] = refers("account")
    reason: Mapped[Prose]
