"""What an eligibility verdict rests on: the nominee as it stands, its earlier awards, and what people have answered.

``None`` means that nobody has said; a condition on it is then unknown, never met. Days are civil days, shares are counts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Rating = Literal["not_completed", "completed", "good", "excellent"]
DisciplineLevel = Literal["reprimand", "warning", "dismissal"]
Work = Literal["official", "farmer", "enterprise", "other"]


@dataclass(frozen=True, kw_only=True)
class PastAward:
    """A row of the award register. ``year`` is the year of the achievement; an annulled award counts for nothing."""

    id: str
    award: str
    year: int
    decided_on: date
    document: str
    basis: Literal["merit", "movement", "sudden", "contribution"] = "merit"
    is_annulled: bool = False
    achievement: str = ""


@dataclass(frozen=True, kw_only=True)
class Discipline:
    """A discipline that was imposed; ``ended_on`` is the last day of its period, None while it runs."""

    level: DisciplineLevel
    imposed_on: date
    ended_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class OpenMatter:
    """What is being looked into: a discipline, an inspection, a complaint, a denunciation, a press report."""

    kind: Literal["discipline", "inspection", "complaint", "denunciation", "press"]
    since: date
    document: str = ""


@dataclass(frozen=True, kw_only=True)
class Members:
    """The members of a collective in the year: how many there are, who holds which award, who completed the tasks, women.

    ``named`` are rows of the register that members hold; ``with_award`` counts those who hold an award and are not named.
    """

    count: int
    with_award: Mapping[str, int] = field(default_factory=dict)
    named: Sequence[PastAward] = ()
    completed: int | None = None
    women: int | None = None
    worst_discipline: Literal["none", "reprimand", "warning", "dismissal"] | None = None


@dataclass(frozen=True, kw_only=True)
class Initiative:
    """An initiative: how far its recognised effect reaches, and for which earlier award it was a ground."""

    name: str
    scope: Literal["grassroots", "province", "nation"]
    recognised_on: date
    used_for: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class NomineeFacts:
    """All that may be known about a nominee for one award in one year, achieved between two days."""

    year: int
    achieved_from: date
    achieved_to: date
    work: Work | None = None
    is_enterprise: bool | None = None
    rating: Rating | None = None
    months_employed: int | None = None
    disciplines: Sequence[Discipline] | None = None
    open_matters: Sequence[OpenMatter] | None = None
    history: Sequence[PastAward] = ()
    grounds: Sequence[str] | None = None
    achievement: str = ""
    members: Members | None = None
    initiatives: Sequence[Initiative] | None = None
    has_research: bool | None = None
    has_combat_merit: bool | None = None
    score: int | None = None
    household_breaches: Sequence[str] | None = None
    enterprise_breaches: Sequence[str] | None = None
    is_managed_by_unit: bool | None = None
    is_dissolved: bool | None = None
    answers: Mapping[str, Answer] = field(default_factory=dict)


@dataclass(frozen=True)
class Answer:
    """What a person answered on one line of the checklist; a waiver says why."""

    result: Literal["met", "not_met", "waived"]
    reason: str = ""

    def __post_init__(self) -> None:
        if self.result == "waived" and not self.reason.strip():
            raise ValueError("a waiver says why")
