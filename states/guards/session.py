"""Conditions of a council session's moves."""

from collections.abc import Iterator

from states.council_vocabulary import Attendance
from states.process import guard
from states.refusals import Refusal
from states.session_facts import NOT_MARKED, SessionFacts
from states.vocabulary import Role

_TAKING_PART = (Attendance.PRESENT, Attendance.REMOTE)


@guard("agenda")
def agenda_is_not_empty(facts: SessionFacts) -> Iterator[Refusal]:
    """At least one nomination is on the agenda."""
    if not facts.agenda:
        yield Refusal("agenda_empty", cleared_by=Role.COUNCIL_SECRETARY)


@guard("members_in_office")
def council_is_seated(facts: SessionFacts) -> Iterator[Refusal]:
    """The council has members in office today."""
    if not facts.members_in_office:
        yield Refusal("council_empty", cleared_by=Role.ADMINISTRATOR)


@guard("members_in_office", "attendance", "regime")
def has_quorum_to_meet(facts: SessionFacts) -> Iterator[Refusal]:
    """Enough members in office take part for the council to meet."""
    members = [row["account_id"] for row in facts.members_in_office]
    needed = facts.regime.council.needed_to_meet(len(members))
    present = sum(1 for m in members if facts.attendance.get(m, NOT_MARKED)[1] in _TAKING_PART)
    if present < needed:
        yield Refusal(
            "no_quorum",
            {"present": present, "needed": needed, "members": len(members)},
            cleared_by=Role.COUNCIL_SECRETARY,
        )


@guard("roll", "agenda", "votes", "regime")
def has_quorum_to_decide(facts: SessionFacts) -> Iterator[Refusal]:
    """On every item enough members of the whole council have given an opinion, in the session or in writing."""
    needed = facts.regime.council.needed_to_award(len(facts.roll))
    for item in facts.agenda:
        given = sum(1 for member in facts.roll if (item["id"], member) in facts.votes)
        if given < needed:
            yield Refusal(
                "too_few_opinions",
                {"code": item["code"], "name": item["name"], "given": given, "needed": needed},
                cleared_by=Role.COUNCIL_MEMBER,
                at=item["id"],
            )


@guard("roll")
def actor_is_on_the_roll(facts: SessionFacts) -> Iterator[Refusal]:
    """Who votes is on the roll that was frozen when the vote opened."""
    if facts.actor_id not in facts.roll:
        yield Refusal("not_on_roll", cleared_by=Role.COUNCIL_SECRETARY)
