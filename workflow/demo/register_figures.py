"""The demonstration's commune, units and people, as ``commune.toml`` and ``people.toml`` hold them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from states.council_vocabulary import CouncilBody, CouncilSeat
from states.vocabulary import Role, UnitKind

Gender = Literal["female", "male"]


@dataclass(frozen=True, kw_only=True)
class Organisation:
    """The commune whose People's Committee keeps the books; ``parent`` is the level above."""

    slug: str
    name: str
    short_name: str
    parent: str
    province: str
    domain: str
    valid_from: date


@dataclass(frozen=True, kw_only=True)
class Unit:
    """A village, office, association or school that proposes; ``invented`` where even its name is."""

    key: str
    kind: UnitKind
    name: str
    invented: bool = False


@dataclass(frozen=True, kw_only=True)
class Commune:
    """What ``commune.toml`` holds."""

    organisation: Organisation
    units: tuple[Unit, ...]


@dataclass(frozen=True, kw_only=True)
class Grant:
    """The paper that gives offices, and the first and last day of the term."""

    starts_on: date
    ends_on: date
    document: str

    def __post_init__(self) -> None:
        """Refuse a term that ends before it starts."""
        if self.ends_on < self.starts_on:
            raise ValueError("ends_on lies before starts_on")


@dataclass(frozen=True, kw_only=True)
class Office:
    """A role that a person holds: where (``unit``, a unit officer's only) and by which grant.

    ``council_post`` is what the papers call the seat on the Emulation and Commendation Council, ``seat`` and ``body`` what
    it is; a member's only.
    """

    role: Role
    grant: str
    unit: str = ""
    council_post: str = ""
    body: CouncilBody = CouncilBody.COUNCIL
    seat: CouncilSeat = CouncilSeat.MEMBER

    def __post_init__(self) -> None:
        """Refuse an office that lacks what its role needs, or carries what belongs to another."""
        if bool(self.unit) != (self.role == Role.UNIT_OFFICER):
            raise ValueError("unit (a unit officer has one, and nobody else)")
        if bool(self.council_post) != (self.role == Role.COUNCIL_MEMBER):
            raise ValueError("council_post (a council member has one, and nobody else)")


@dataclass(frozen=True, kw_only=True)
class Person:
    """An invented holder of an account."""

    username: str
    name: str
    gender: Gender
    post: str
    offices: tuple[Office, ...]

    def __post_init__(self) -> None:
        """Refuse a user name that not every keyboard can type."""
        if not (self.username.isascii() and self.username.isalnum() and self.username.islower()):
            raise ValueError("username must be of a-z and 0-9")

    def holds(self, role: Role) -> bool:
        """Tell whether one of the person's offices is this role."""
        return any(office.role == role for office in self.offices)


@dataclass(frozen=True, kw_only=True)
class Staff:
    """What ``people.toml`` holds; the offices refer to ``grants`` by key."""

    grants: Mapping[str, Grant]
    people: tuple[Person, ...]
