"""An emulation campaign of a year and its targets."""

from sqlalchemy.orm import Mapped

from workflow.records import Case, Day, Key, Line, Prose, Record, Word, refers


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
