"""The commune itself and its units. An organisation has a period: communes merge, and their logs outlive them."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from workflow.records import Case, Day, Folded, Instant, Key, Line, Record, Word, refers


class Organisation(Record):
    """A People's Committee with one log of its own."""

    __tablename__ = "organisation"

    id: Mapped[Key]
    organisation_id: Mapped[str] = mapped_column(String(26))
    state: Mapped[Word]
    head: Mapped[Instant | None]
    entries: Mapped[int]
    changed: Mapped[Instant | None]
    slug: Mapped[Word] = mapped_column(unique=True)
    name: Mapped[Line]
    place: Mapped[Line]
    parent_name: Mapped[Line]
    domain: Mapped[Line]
    valid_from: Mapped[Day]
    valid_until: Mapped[Day | None]
    predecessors: Mapped[Line]
    is_demo: Mapped[int]


class Unit(Case, Record):
    """A village, office, association or school: who proposes."""

    __tablename__ = "unit"

    kind: Mapped[Word]
    name: Mapped[Line]
    search_key: Mapped[Folded]
    sort_key: Mapped[Line]
    valid_from: Mapped[Day]
    valid_until: Mapped[Day | None]
    parent_id: Mapped[str | None] = refers("unit")
