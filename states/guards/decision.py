"""Conditions of a decision's moves."""

from collections.abc import Iterator

from states.departures import unexplained
from states.facts import DecisionFacts
from states.process import guard
from states.refusals import Refusal
from states.vocabulary import DecisionState, Role, State

_UNDONE = (State.ANNULLED, State.RECOVERED, State.ANNULMENT_PROPOSED)


@guard("lines")
def names_somebody(facts: DecisionFacts) -> Iterator[Refusal]:
    """At least one nomination of the decision still waits for the chairman, and has not moved since it was drafted.

    A correction awards nobody.
    """
    if facts.case["corrects_id"] is None and not any(row["stands"] for row in facts.lines):
        yield Refusal("decision_names_nobody", cleared_by=Role.SECRETARIAT)


@guard()
def names_awards(facts: DecisionFacts) -> Iterator[Refusal]:
    """The decision awards somebody; a correction that was returned is voided and drafted anew."""
    if facts.case["corrects_id"] is not None:
        yield Refusal("correction_drafted_anew", cleared_by=Role.SECRETARIAT)


@guard("departures")
def departures_are_explained(facts: DecisionFacts) -> Iterator[Refusal]:
    """Whoever lays a draft before the chairman says why it differs from the council's proposal, where it does."""
    if facts.asked is not None and facts.departures and not facts.asked.explanation.strip():
        yield Refusal("departures_unexplained", {"count": len(facts.departures)}, at="explanation")


@guard("departures")
def no_departure_is_unexplained(facts: DecisionFacts) -> Iterator[Refusal]:
    """The draft differs from the council's proposal in nothing but what the office explained when it submitted the draft."""
    found = unexplained(facts.departures, facts.case["explained"])
    if found:
        yield Refusal("departures_since_submitted", {"count": len(found)}, cleared_by=Role.SECRETARIAT)


@guard("corrected")
def corrects_an_issued_decision(facts: DecisionFacts) -> Iterator[Refusal]:
    """What is corrected was issued and holds; a correction of a correction goes back to the first."""
    if not facts.corrected or facts.corrected["state"] != DecisionState.ISSUED or facts.corrected["corrects_id"]:
        yield Refusal("nothing_to_correct", at="corrects_id")


@guard("corrected")
def corrected_decision_holds(facts: DecisionFacts) -> Iterator[Refusal]:
    """What a correction puts right still holds: nothing is put right in a decision that was annulled meanwhile."""
    if facts.case["corrects_id"] and (not facts.corrected or facts.corrected["state"] != DecisionState.ISSUED):
        yield Refusal("corrected_is_annulled", cleared_by=Role.CHAIRMAN)


@guard("lines")
def list_is_as_numbered(facts: DecisionFacts) -> Iterator[Refusal]:
    """Nobody left the list since the decision was numbered: the paper that is signed names all of them.

    A line that left never comes back, so the count tells.
    """
    left = (facts.case["numbered_names"] or 0) - sum(bool(row["stands"]) for row in facts.lines)
    if left > 0:
        yield Refusal("left_since_numbered", {"count": left}, cleared_by=Role.CHAIRMAN)


@guard("lines", "corrected", "mandates")
def within_the_mandate(facts: DecisionFacts) -> Iterator[Refusal]:
    """A mandate of the deputy covers every award of the decision, or of the one that a correction puts right."""
    corrected = facts.corrected["lines"].values() if facts.corrected else ()
    awards = {row["award"] for row in (*(row for row in facts.lines if row["stands"]), *corrected)}
    if facts.mandates and not any(scope is None or awards <= scope for scope in facts.mandates):
        outside = awards - frozenset().union(*(scope for scope in facts.mandates if scope))
        yield Refusal("outside_mandate", {"award": tuple(sorted(outside or awards))}, cleared_by=Role.CHAIRMAN)


@guard("lines")
def no_award_stands(facts: DecisionFacts) -> Iterator[Refusal]:
    """The annulment of every award in the decision has been proposed or done."""
    for row in facts.lines:
        if row["awarded_here"] and row["state"] not in _UNDONE:
            yield Refusal("award_still_stands", {"code": row["code"]}, cleared_by=Role.SECRETARIAT, at=row["id"])
