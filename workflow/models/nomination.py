"""A nomination: one person, collective, household or village proposed for one award."""

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped

from states.decision_vocabulary import AnnulmentGround
from states.vocabulary import State
from workflow.records import Case, Day, Folded, Instant, Line, Prose, Record, Word, refers

_STATES = ", ".join(f"'{state}'" for state in State)
_GROUNDS = ", ".join(f"'{ground}'" for ground in AnnulmentGround)
_WITH_ITS_UNIT = " OR ".join(f"state = '{state}'" for state in (State.DRAFT, State.RETURNED))
"""In so many words, for SQLite takes a partial index only where a query says literally what the index is limited to."""


def _partial(name: str, *columns: str, of: str) -> Index:
    """An index of some rows: a case that moves among the others costs it nothing."""
    return Index(name, *columns, sqlite_where=text(of), postgresql_where=text(of))


class Nomination(Case, Record):
    """One nomination. A line of a village list is one too, with its own state and entries.

    The checks tie a state to its evidence, so that a wrong history can't be stored.
    """

    __tablename__ = "nomination"
    __table_args__ = (
        CheckConstraint(f"state IN ({_STATES})", name="state_known"),
        CheckConstraint("(head IS NULL) = (state = 'draft')", name="draft_has_no_entry"),
        CheckConstraint("(code IS NULL) = (state = 'draft')", name="numbered_when_submitted"),
        CheckConstraint("state <> 'tabled' OR session_id IS NOT NULL", name="tabled_in_a_session"),
        CheckConstraint(
            "state NOT IN ('awarded', 'published', 'conferred') OR decision_id IS NOT NULL OR above_number IS NOT NULL",
            name="awarded_by_a_decision",
        ),
        CheckConstraint(
            "state NOT IN ('suspended', 'annulment_proposed') OR resumes_to IS NOT NULL", name="resumes_somewhere"
        ),
        CheckConstraint(
            f"annulment_ground IN ({_GROUNDS}) OR"
            " annulment_ground IS NULL AND state NOT IN ('annulment_proposed', 'annulled', 'recovered')",
            name="annulled_on_a_ground",
        ),
        CheckConstraint("state <> 'posted' OR posting_ends_on IS NOT NULL", name="posted_until_a_day"),
        CheckConstraint("state <> 'awarded_above' OR above_number IS NOT NULL", name="awarded_above_by_a_decision"),
        UniqueConstraint("organisation_id", "code"),
        Index("ix_nomination_worklist", "organisation_id", "state", "due_on", "id", "unit_id", "year"),
        _partial("ix_nomination_unit_desk", "organisation_id", "unit_id", "state", "due_on", "id", of=_WITH_ITS_UNIT),
        Index("ix_nomination_unit_list", "organisation_id", "unit_id", "sort_key", "id", "state"),
        _partial(
            "ix_nomination_board", "organisation_id", "year", "award", "sort_key", "id", of="published_on IS NOT NULL"
        ),
        Index("ix_nomination_list", "proposal_id", "sort_key", "id"),
        Index("ix_nomination_search", "organisation_id", "search_key"),
    )

    organisation_id: Mapped[str] = refers("organisation")
    unit_id: Mapped[str] = refers("unit")
    author_id: Mapped[str] = refers("account")
    campaign_id: Mapped[str | None] = refers("campaign")
    proposal_id: Mapped[str | None] = refers("proposal")
    nominee_id: Mapped[str] = refers("nominee", index=True)
    code: Mapped[Word | None]
    year: Mapped[int]
    award: Mapped[Word]
    nominated_award: Mapped[Word]
    basis: Mapped[Word]
    subject_kind: Mapped[Word]
    name: Mapped[Line]
    title: Mapped[Line]
    birth_year: Mapped[int | None]
    gender: Mapped[Word | None]
    household_code: Mapped[Word | None]
    search_key: Mapped[Folded]
    sort_key: Mapped[Line]
    achievement: Mapped[Prose]
    created_at: Mapped[Instant]
    is_discarded: Mapped[int]
    submitted_at: Mapped[Instant | None]
    received_on: Mapped[Day | None]
    rules: Mapped[str | None]
    supplements: Mapped[int]
    due_on: Mapped[Day | None]
    consultation_ends_on: Mapped[Day | None]
    posted_on: Mapped[Day | None]
    posting_ends_on: Mapped[Day | None]
    posting_closed_on: Mapped[Day | None]
    session_id: Mapped[str | None] = refers("session", index=True)
    decision_id: Mapped[str | None] = refers("decision", index=True)
    resumes_to: Mapped[Word | None]
    annulment_ground: Mapped[Word | None]
    days_left: Mapped[int | None]
    reason: Mapped[Prose | None]
    noticed_on: Mapped[Day | None]
    above_number: Mapped[Line | None]
    above_on: Mapped[Day | None]
    above_authority: Mapped[Line | None]
    published_on: Mapped[Day | None]
    conferred_on: Mapped[Day | None]
    receiver: Mapped[Word | None]
