"""A unit's submission letter or list: it bundles nominations and has no state of its own."""

from sqlalchemy.orm import Mapped

from workflow.records import Day, Instant, Key, Line, Record, Word, refers


class Proposal(Record):
    """A submission letter (tờ trình) or a village list that came in as one bundle."""

    __tablename__ = "proposal"

    id: Mapped[Key]
    organisation_id: Mapped[str] = refers("organisation", index=True)
    unit_id: Mapped[str] = refers("unit")
    author_id: Mapped[str] = refers("account")
    kind: Mapped[Word]
    title: Mapped[Line]
    number: Mapped[Line]
    dated_on: Mapped[Day | None]
    created_at: Mapped[Instant]
