"""What was reported of the campaign's targets, read from ``results.toml``: invented from the first number to the last."""

from dataclasses import dataclass
from datetime import date

from states.vocabulary import ReportPeriod


@dataclass(frozen=True, kw_only=True)
class Report:
    """One report of a figure, by its key in the plan, entered on a working day; without a unit it is the commune's own."""

    figure: str
    period: ReportPeriod
    entered_on: date
    as_of: date
    unit: str = ""
    value: int | None = None
    decimals: int = 0
    reference_value: int | None = None
    reference_decimals: int = 0
    measured_in: str = ""
    text: str = ""
    note: str = ""
    evidence: bool = False

    def __post_init__(self) -> None:
        """Refuse a report of a day that had not come, and one that says nothing or two things."""
        if self.as_of > self.entered_on:
            raise ValueError("as_of lies after entered_on")
        if (self.value is None) == (not self.text):
            raise ValueError("value (a number, or else a text)")


@dataclass(frozen=True, kw_only=True)
class Results:
    """What ``results.toml`` holds; ``mark`` begins every note."""

    mark: str
    reports: tuple[Report, ...]
