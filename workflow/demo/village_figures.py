"""The lists of all villages as ``village_lists.toml`` holds them: how many households each has, and which go a detour."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from states.vocabulary import SettlementResult, State


@dataclass(frozen=True, kw_only=True)
class ListedVillage:
    """A village with its number of households, all of which its lists name; ``code`` begins their household codes."""

    unit: str
    code: str
    households: int
    hamlets: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Detour:
    """What becomes of the ``place``-th of ``every`` so many households; ``comment`` tells what was upheld before."""

    every: int
    place: int
    goal: State
    reason: str
    comment: Literal["", "upheld"] = ""

    def meets(self, number: int) -> bool:
        """Whether the household of this number, counted in its village, is meant."""
        return number % self.every == self.place


@dataclass(frozen=True, kw_only=True)
class Remark:
    """What was said of the ``place``-th of ``every`` so many households while they were posted, and what it came to."""

    every: int
    place: int
    from_whom: str
    text: str
    result: SettlementResult
    note: str

    def meets(self, number: int) -> bool:
        """Whether the household of this number, counted in its village, is meant."""
        return number % self.every == self.place


@dataclass(frozen=True, kw_only=True)
class NameParts:
    """What stands between a family's name and the last name, and the last names; what comes more often stands twice."""

    middle: tuple[str, ...]
    given: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Names:
    """The parts that names of heads of households are made of. ``families`` counts how often each comes in a hundred."""

    families: Mapping[str, int]
    men: NameParts
    women: NameParts


@dataclass(frozen=True, kw_only=True)
class VillageLists:
    """What ``village_lists.toml`` holds."""

    commune_households: int
    title: str
    title_of_the_rest: str
    decision: str
    villages: tuple[ListedVillage, ...]
    detours: tuple[Detour, ...]
    comments: tuple[Remark, ...]
    names: Names

    def __post_init__(self) -> None:
        """Refuse villages that do not add up to the commune."""
        if sum(village.households for village in self.villages) != self.commune_households:
            raise ValueError("villages (their households must add up to commune_households)")

    def detour_of(self, number: int) -> Detour | None:
        """The detour of a village's household, by its number in the village."""
        return next((detour for detour in self.detours if detour.meets(number)), None)

    def remarks_on(self, number: int) -> Iterator[Remark]:
        """What was said of a village's household."""
        detour = self.detour_of(number)
        for remark in self.comments:
            if remark.meets(number) and (remark.result == "upheld") == bool(detour and detour.comment):
                yield remark
