"""The campaign of 2024 as the commune's plan launched it, read from ``campaign.toml``: facts of the plan, our words."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

Comparator = Literal[">=", ">", "<=", "=", "above_plan", "per_plan", "fewer_than_last_year", "qualitative"]

MEASURED = (">=", ">", "<=", "=")
"""Comparators that need a number; the others need something to be held against."""


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One figure of a target. ``value`` is an integer with ``decimals``: 18,0 % is 180 with one decimal.

    ``reference`` is what a figure is held against (the district's plan, the year before) or what it covers.
    ``doubt`` says, in Vietnamese, why the plan's own text cannot be right; empty where nothing is amiss.
    """

    key: str
    label_vi: str
    label_en: str
    comparator: Comparator
    value: int | None = None
    decimals: int = 0
    unit: str = ""
    reference: str = ""
    doubt: str = ""

    def __post_init__(self) -> None:
        """Refuse a measured figure without number and unit, and an unmeasured one that is held against nothing."""
        if (self.value is not None) != (self.comparator in MEASURED):
            raise ValueError(f"value ({self.comparator} with a number, or the other way round)")
        if self.value is not None and not self.unit:
            raise ValueError("unit is missing")
        if self.value is None and not self.reference:
            raise ValueError("reference is missing")


@dataclass(frozen=True, kw_only=True)
class Target:
    """One numbered target, its figures in the order of the plan."""

    number: int
    kind: Literal["quantitative", "qualitative"]
    text_vi: str
    text_en: str
    figures: tuple[Figure, ...]


@dataclass(frozen=True, kw_only=True)
class HigherPlan:
    """The plan of the level above that the commune's plan carries out."""

    number: str
    issued_on: date
    issuer: str
    subject: str


@dataclass(frozen=True, kw_only=True)
class Campaign:
    """What ``campaign.toml`` holds; ``signer`` stands as printed on the plan and holds no account."""

    number: str
    issued_on: date
    place: str
    issuer: str
    signer: str
    signer_post: str
    title_vi: str
    title_en: str
    theme: str
    starts_on: date
    ends_on: date
    recipients: tuple[str, ...]
    based_on: HigherPlan
    targets: tuple[Target, ...]

    def __post_init__(self) -> None:
        """Refuse targets that are not numbered one after the other, and a key that names two figures."""
        if [target.number for target in self.targets] != list(range(1, len(self.targets) + 1)):
            raise ValueError("targets must be numbered 1, 2, 3 …")
        keys = [figure.key for target in self.targets for figure in target.figures]
        if len(set(keys)) != len(keys):
            raise ValueError("targets (a figure's key stands twice)")
