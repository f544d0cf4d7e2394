"""Whom the demonstration's units nominate, as ``nominees.toml`` and ``households.toml`` hold them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from states.vocabulary import SubjectKind
from workflow.demo.register_figures import Gender, Unit

Occupation = Literal["official", "worker", "farmer", "teacher"]


@dataclass(frozen=True, kw_only=True)
class Nominee:
    """A person, collective, household or village in the shape of the register; what does not apply is None or empty."""

    key: str
    kind: SubjectKind
    name: str
    unit: str
    title: str = ""
    gender: Gender | None = None
    birth_year: int | None = None
    occupation: Occupation | None = None
    household_code: str | None = None


@dataclass(frozen=True, kw_only=True)
class Individual:
    """A person; ``occupation`` decides which conditions of a title are asked about."""

    key: str
    name: str
    gender: Gender
    birth_year: int
    post: str
    unit: str
    occupation: Occupation


@dataclass(frozen=True, kw_only=True)
class Collective:
    """A board, team, club or group of teachers."""

    key: str
    name: str
    unit: str


@dataclass(frozen=True, kw_only=True)
class HouseholdLine:
    """One line of a village's list: the head of the household, its code and its hamlet."""

    head: str
    gender: Gender
    birth_year: int
    code: str
    hamlet: str


@dataclass(frozen=True, kw_only=True)
class Household(HouseholdLine):
    """A household nominated by itself."""

    key: str
    unit: str


@dataclass(frozen=True, kw_only=True)
class Village:
    """A village nominated for the cultural title; it is its own proposing unit and is called by its name."""

    key: str
    unit: str


@dataclass(frozen=True, kw_only=True)
class Nominees:
    """What ``nominees.toml`` holds."""

    individuals: tuple[Individual, ...]
    collectives: tuple[Collective, ...]
    households: tuple[Household, ...]
    villages: tuple[Village, ...]

    def entered_in(self, units: dict[str, Unit]) -> Iterator[Nominee]:
        """Yield every nominee in the register's shape; ``units`` by key, each unit named here among them."""
        for person in self.individuals:
            yield Nominee(
                key=person.key, kind=SubjectKind.INDIVIDUAL, name=person.name, unit=person.unit, title=person.post,
                gender=person.gender, birth_year=person.birth_year, occupation=person.occupation,
            )  # fmt: skip
        for group in self.collectives:
            yield Nominee(key=group.key, kind=SubjectKind.COLLECTIVE, name=group.name, unit=group.unit)
        for home in self.households:
            yield Nominee(
                key=home.key, kind=SubjectKind.HOUSEHOLD, name=f"Hộ gia đình {address(home.gender)} {home.head}",
                unit=home.unit, title=home.hamlet, gender=home.gender, birth_year=home.birth_year,
                household_code=home.code,
            )  # fmt: skip
        for village in self.villages:
            name = units[village.unit].name
            yield Nominee(key=village.key, kind=SubjectKind.VILLAGE, name=name, unit=village.unit)


@dataclass(frozen=True, kw_only=True)
class HouseholdList:
    """One village's list of households proposed as cultural families; ``households.toml`` holds such a list."""

    unit: str
    households: tuple[HouseholdLine, ...]


def address(gender: Gender) -> str:
    """Return how an official paper addresses the person, in the middle of a sentence."""
    return "bà" if gender == "female" else "ông"
