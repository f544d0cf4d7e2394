"""Conditions of a session in which papers are circulated instead of a meeting, and of one that meets."""

from collections.abc import Iterator

from states.council_vocabulary import Method, SessionForm
from states.process import guard
from states.refusals import Refusal
from states.session_facts import SessionFacts
from states.vocabulary import Role


@guard()
def is_a_meeting(facts: SessionFacts) -> Iterator[Refusal]:
    """Members come together: only then there is anything to open, to mark, or to show hands at."""
    if facts.case["form"] == SessionForm.CIRCULATION:
        yield Refusal("circulation_does_not_meet", cleared_by=Role.COUNCIL_SECRETARY)


@guard()
def is_a_circulation(facts: SessionFacts) -> Iterator[Refusal]:
    """Without opening a meeting a vote opens only where papers are circulated."""
    if facts.case["form"] != SessionForm.CIRCULATION:
        yield Refusal("meeting_not_opened", cleared_by=Role.COUNCIL_SECRETARY)


@guard("agenda")
def no_item_demands_a_ballot(facts: SessionFacts) -> Iterator[Refusal]:
    """What the law puts to a secret ballot is not decided by papers that bear names."""
    for item in facts.agenda:
        if item["method"] == Method.SECRET_PAPER:
            said = {"code": item["code"], "name": item["name"]}
            yield Refusal("ballot_not_in_circulation", said, cleared_by=Role.COUNCIL_SECRETARY, at=item["id"])


@guard("regime")
def opinions_in_writing_count(facts: SessionFacts) -> Iterator[Refusal]:
    """The rules count opinions in writing; else a circulation could come to nothing."""
    if not facts.regime.council.written_opinions_count.value:
        yield Refusal("circulation_not_counted", cleared_by=Role.COUNCIL_SECRETARY)


@guard("roll", "agenda", "votes", "conflicts")
def circulation_is_over(facts: SessionFacts) -> Iterator[Refusal]:
    """Members have until the hour that was set, unless all have written on everything before."""
    until = facts.case["opinions_until"]
    if facts.case["form"] != SessionForm.CIRCULATION or until is None or facts.at > until:
        return
    asked = ((item["id"], member) for item in facts.agenda for member in facts.roll)
    if any(place not in facts.votes and place not in facts.conflicts for place in asked):
        yield Refusal("circulation_runs", cleared_by=Role.COUNCIL_SECRETARY)
