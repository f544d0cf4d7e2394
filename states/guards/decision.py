"""Conditions of a decision's moves."""

from collections.abc import Iterator

from states.facts import DecisionFacts
from states.process import guard
from states.refusals import Refusal
from states.vocabulary import Role, State

_UNDONE = (State.ANNULLED, State.RECOVERED, State.ANNULMENT_PROPOSED)


@guard("lines")
def names_somebody(facts: DecisionFacts) -> Iterator[Refusal]:
    """At least one nomination of the decision still waits for the chairman, and has not moved since it was drafted."""
    if not any(row["stands"] for row in facts.lines):
        yield Refusal("decision_names_nobody", cleared_by=Role.SECRETARIAT)


@guard("lines")
def list_is_as_numbered(facts: DecisionFacts) -> Iterator[Refusal]:
    """Nobody left the list since the decision was numbered: the paper that is signed names all of them.

    A line that left never comes back, so the count tells.
    """
    left = (facts.case["numbered_names"] or 0) - sum(bool(row["stands"]) for row in facts.lines)
    if left > 0:
        yield Refusal("left_since_numbered", {"count": left}, cleared_by=Role.CHAIRMAN)


@guard("lines")
def no_award_stands(facts: DecisionFacts) -> Iterator[Refusal]:
    """The annulment of every award in the decision has been proposed or done."""
    for row in facts.lines:
        if row["awarded_here"] and row["state"] not in _UNDONE:
            yield Refusal("award_still_stands", {"code": row["code"]}, cleared_by=Role.SECRETARIAT, at=row["id"])
