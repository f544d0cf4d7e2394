"""The demonstration's nominations and the state each must end in, as ``nominations.toml`` holds them."""

from dataclasses import dataclass
from datetime import date

from states.vocabulary import Basis, State

REASONED = frozenset({
    State.RETURNED, State.INTAKE_REFUSED, State.INELIGIBLE, State.ENDORSED_LOWER, State.NOT_ENDORSED,
    State.RETURNED_BY_CHAIRMAN, State.DECLINED, State.SUSPENDED, State.WITHDRAWN, State.REFUSED_ABOVE,
    State.RETURNED_FROM_ABOVE, State.ANNULMENT_PROPOSED, State.ANNULLED, State.RECOVERED,
})  # fmt: skip
"""States that nobody is brought to without being told why."""

ANSWERED_ABOVE = frozenset({State.AWARDED_ABOVE, State.REFUSED_ABOVE, State.RETURNED_FROM_ABOVE})
"""States that rest on a paper of the level above."""


@dataclass(frozen=True, kw_only=True)
class Round:
    """A round of awards: dossiers come in, the council sits, the chairman decides, awards are handed over.

    A round whose decision or conferral still lies ahead has no such day.
    """

    key: str
    name: str
    opens_on: date
    closes_on: date
    council_on: date
    decided_on: date | None = None
    conferred_on: date | None = None

    def __post_init__(self) -> None:
        """Refuse days that run backwards."""
        days = [self.opens_on, self.closes_on, self.council_on, self.decided_on, self.conferred_on]
        known = [day for day in days if day is not None]
        if known != sorted(known):
            raise ValueError("the days run backwards")


@dataclass(frozen=True, kw_only=True)
class OutsidePaper:
    """The decision or letter of the level above: number, day, issuer."""

    number: str
    on: date
    issuer: str


@dataclass(frozen=True, kw_only=True)
class Nomination:
    """One case: who, for which award and on which basis, in which round, and where it must end.

    ``reason`` is what the office, the council, the chairman or the level above writes with the step that brings the
    case to ``goal``; for annulments it is the ground.
    """

    key: str
    nominee: str
    award: str
    basis: Basis
    round: str
    goal: State
    achievement: str
    reason: str = ""
    outside: OutsidePaper | None = None

    def __post_init__(self) -> None:
        """Refuse a goal without the words or the paper that it rests on."""
        if bool(self.reason) != (self.goal in REASONED):
            raise ValueError(f"reason ({self.goal} with a reason it needs, or without one it cannot use)")
        if (self.outside is not None) != (self.goal in ANSWERED_ABOVE):
            raise ValueError(f"outside ({self.goal} with the paper it rests on, or without one it cannot have)")


@dataclass(frozen=True, kw_only=True)
class Docket:
    """What ``nominations.toml`` holds."""

    rounds: tuple[Round, ...]
    nominations: tuple[Nomination, ...]
