"""An emulation campaign of a year, its targets, and what was reached of them."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from workflow.records import Case, Day, Instant, Key, Line, Prose, Record, Word, refers


class Campaign(Case, Record):
    """A year of emulation, as its plan launched it."""

    __tablename__ = "campaign"

    year: Mapped[int]
    title: Mapped[Line]
    theme: Mapped[Prose]
    plan_number: Mapped[Line]
    plan_on: Mapped[Day]
    plan_signer: Mapped[Line]
    issuer: Mapped[Line]
    based_on: Mapped[Prose]
    recipients: Mapped[Prose]
    starts_on: Mapped[Day]
    ends_on: Mapped[Day]
    launched_on: Mapped[Day | None]
    interim_report: Mapped[Prose | None]
    final_report: Mapped[Prose | None]


class Target(Record):
    """One numbered target of a campaign."""

    __tablename__ = "target"

    id: Mapped[Key]
    campaign_id: Mapped[str] = refers("campaign", index=True)
    number: Mapped[int]
    kind: Mapped[Word]
    text_vi: Mapped[Prose]
    text_en: Mapped[Prose]


class TargetFigure(Record):
    """One figure of a target: comparator, integer value with its decimals, unit, and any doubt about the plan's text."""

    __tablename__ = "target_figure"

    id: Mapped[Key]
    target_id: Mapped[str] = refers("target", index=True)
    position: Mapped[int]
    label_vi: Mapped[Line]
    label_en: Mapped[Line]
    comparator: Mapped[Word]
    value: Mapped[int | None]
    decimals: Mapped[int]
    unit: Mapped[Line]
    reference: Mapped[Line]
    doubt: Mapped[Line]


class Actual(Record):
    """What was reached of one figure in one period, as a unit reported it or, without a unit, the office for the commune.

    A correction is a further row with the next ``version``; the latest one counts. ``reference_value`` is what the plan
    holds the figure against without naming its number; ``measured_in`` says in what, where the plan does not.
    """

    __tablename__ = "actual"

    id: Mapped[Key]
    campaign_id: Mapped[str] = refers("campaign", index=True)
    target_figure_id: Mapped[str] = refers("target_figure")
    unit_id: Mapped[str | None] = refers("unit")
    period: Mapped[Word]
    version: Mapped[int]
    reported_on: Mapped[Day]
    value: Mapped[Instant | None]
    decimals: Mapped[int]
    reference_value: Mapped[Instant | None]
    reference_decimals: Mapped[int]
    measured_in: Mapped[Line]
    text: Mapped[Prose]
    note: Mapped[Prose]
    reported_at: Mapped[Instant]


class ActualEvidence(Record):
    """A file that a report rests on. The ledger holds a salted commitment to it."""

    __tablename__ = "actual_evidence"

    id: Mapped[Key]
    campaign_id: Mapped[str] = refers("campaign", index=True)
    actual_id: Mapped[str] = refers("actual")
    file_name: Mapped[Line]
    media_type: Mapped[Line]
    size: Mapped[Instant]
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    salt: Mapped[str] = mapped_column(String(64))
