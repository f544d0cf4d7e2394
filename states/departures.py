"""In what a draft of a decision departs from what the council proposed: judged alike by the engine and by every page.

A case that left the list by an act with a reason of its own, such as being declined, is told by that act and asks for no other
word. What is left has to be explained by the office, and the chairman approves no difference that nobody explained.
"""

from collections.abc import Iterable, Sequence
from enum import StrEnum

from states.vocabulary import State

ENDORSED = (State.ENDORSED, State.ENDORSED_LOWER)
WAITS = (State.BEFORE_CHAIRMAN, *ENDORSED)
"""Where an endorsed case waits for a decision that names it."""


class Departure(StrEnum):
    """How a draft and the council's proposal differ in one case."""

    NO_FINDING = "no_finding"
    NOT_ENDORSED = "not_endorsed"
    LEFT_THE_LIST = "left_the_list"
    LEFT_OUT = "left_out"


Departing = tuple[str, Departure]
"""The case's key, and how it departs."""


def of_line(*, stands: bool, state: str, goes_to_council: bool, finding: str | None) -> Departure | None:
    """How one line of a draft departs; ``finding`` is the council's last, ``None`` where it found nothing."""
    if not stands:
        return Departure.LEFT_THE_LIST if state in WAITS else None
    if not goes_to_council:
        return None
    if finding is None:
        return Departure.NO_FINDING
    return None if finding in ENDORSED else Departure.NOT_ENDORSED


def written(departing: Iterable[Departing]) -> str:
    """The differences that a submission explains, as the record keeps them."""
    return " ".join(sorted(f"{departure}:{key}" for key, departure in departing))


def unexplained(departing: Iterable[Departing], explained: str | None) -> Sequence[Departing]:
    """The differences that are none of those a submission explained (``explained``: as the record keeps them)."""
    known = frozenset((explained or "").split())
    return [(key, departure) for key, departure in departing if f"{departure}:{key}" not in known]
