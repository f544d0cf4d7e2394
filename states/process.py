"""What a procedure is: a table of moves, each with the office that may make it and the conditions it must meet."""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from states.refusals import Refusal
from states.vocabulary import Action, Role, Subject


@dataclass(frozen=True)
class Guard:
    """A named condition. ``needs`` lists the facts it reads, so that only those are gathered.

    ``judge`` answers with every refusal it finds, or with nothing.
    """

    name: str
    needs: frozenset[str]
    judge: Callable[[Any], Iterable[Refusal]]


def guard(*needs: str) -> Callable[[Callable[[Any], Iterable[Refusal]]], Guard]:
    """Make a condition out of a function that yields refusals; the function's name becomes the guard's."""

    def wrap(judge: Callable[[Any], Iterable[Refusal]]) -> Guard:
        return Guard(judge.__name__, frozenset(needs), judge)

    return wrap


@dataclass(frozen=True)
class Move:
    """One line of the table: who may take a case from one state to another, and under which conditions.

    ``source`` is ``None`` where the move brings the case into being. A *quiet* move does not count as a change that
    a signer must have seen (a vote, an attendance, a comment). A *consequence* is never asked for by itself: another
    action brings it about in the same transaction.
    """

    action: Action
    source: str | None
    target: str
    role: Role
    guards: tuple[Guard, ...] = ()
    quiet: bool = False
    consequence: bool = False


@dataclass(frozen=True, eq=False)
class Process:
    """A procedure: its states, where it may begin, and its table of moves."""

    subject: Subject
    states: tuple[str, ...]
    moves: tuple[Move, ...]

    def __post_init__(self) -> None:
        known = set(self.states)
        for move in self.moves:
            if move.target not in known or (move.source is not None and move.source not in known):
                raise ValueError(f"{self.subject}: {move.action} leads from or to an unknown state")

    def moves_from(self, source: str | None, action: Action) -> tuple[Move, ...]:
        """The moves of one action out of one state; empty when the action is not possible there."""
        return self._by_step.get((source, action), ())

    @cached_property
    def _by_step(self) -> Mapping[tuple[str | None, Action], tuple[Move, ...]]:
        found: dict[tuple[str | None, Action], tuple[Move, ...]] = {}
        for move in self.moves:
            found[move.source, move.action] = (*found.get((move.source, move.action), ()), move)
        return found

    def actions(self) -> tuple[Action, ...]:
        """Every action of this procedure, in the order of the table."""
        return tuple(dict.fromkeys(move.action for move in self.moves))

    @cached_property
    def written(self) -> str:
        """The table as it is sealed: subject, states, and its moves with office, conditions, quiet and consequence, as JSON."""
        lines = [
            [m.action, m.source, m.target, m.role, [g.name for g in m.guards], m.quiet, m.consequence]
            for m in self.moves
        ]
        return json.dumps([self.subject, list(self.states), lines], separators=(",", ":"))

    @cached_property
    def digest(self) -> str:
        """SHA-256 (hex) of the table; every entry names it, so that an audit replays under the rules of its day."""
        return hashlib.sha256(self.written.encode()).hexdigest()
