"""Conditions of a secret vote on paper. Nothing here says a figure: who reads a reason does not learn how the vote stands."""

from collections.abc import Iterator

from states.council_vocabulary import Attendance
from states.paper_ballots import LEAST_TELLERS, on_paper
from states.process import guard
from states.refusals import Refusal
from states.session_facts import NOT_MARKED, SessionFacts
from states.vocabulary import Role

_SECRETARY = Role.COUNCIL_SECRETARY


@guard("agenda")
def something_is_on_paper(facts: SessionFacts) -> Iterator[Refusal]:
    """At least one item is voted on in secret on paper."""
    if not on_paper(facts.agenda):
        yield Refusal("nothing_on_paper", cleared_by=_SECRETARY)


@guard("agenda", "tellers", "attendance", "conflicts")
def tellers_are_fit(facts: SessionFacts) -> Iterator[Refusal]:
    """What is voted on paper is counted by enough members, all in the room, who take part in each of these items."""
    items = on_paper(facts.agenda)
    if not items:
        return
    _version, tellers = facts.tellers
    if len(tellers) < LEAST_TELLERS:
        yield Refusal("tellers_missing", {"needed": LEAST_TELLERS}, cleared_by=_SECRETARY)
    for teller in tellers:
        yield from unfit(teller, facts)


def unfit(member: str, facts: SessionFacts) -> Iterator[Refusal]:
    """Why a member can't count the papers."""
    if facts.attendance.get(member, NOT_MARKED)[1] != Attendance.PRESENT:
        yield Refusal("teller_not_in_the_room", cleared_by=_SECRETARY, at=member)
    for item in on_paper(facts.agenda):
        if (item["id"], member) in facts.conflicts:
            yield Refusal("teller_is_recused", {"code": item["code"]}, cleared_by=_SECRETARY, at=member)


@guard("tellers")
def actor_is_a_teller(facts: SessionFacts) -> Iterator[Refusal]:
    """Who enters a count was appointed to count."""
    if facts.actor_id not in facts.tellers[1]:
        yield Refusal("not_a_teller", cleared_by=_SECRETARY)


@guard("agenda", "handouts")
def ballots_are_handed_out(facts: SessionFacts) -> Iterator[Refusal]:
    """Somebody was given a ballot: nothing is counted before."""
    if on_paper(facts.agenda) and not any(is_given for _version, is_given in facts.handouts.values()):
        yield Refusal("ballots_not_handed_out", cleared_by=_SECRETARY)


@guard("agenda", "tellers", "handouts", "conflicts", "paper_counts")
def papers_are_counted(facts: SessionFacts) -> Iterator[Refusal]:
    """Every teller has counted every item on paper, by itself, and all of them alike and over the ballots handed out."""
    _version, tellers = facts.tellers
    for item in on_paper(facts.agenda):
        said = {"code": item["code"], "name": item["name"]}
        found = [facts.paper_counts.get((item["id"], teller), (0, None))[1] for teller in tellers]
        if not found or None in found:
            yield Refusal("paper_count_missing", said, cleared_by=Role.COUNCIL_MEMBER, at=item["id"])
        elif any(each != found[0] for each in found):
            yield Refusal("paper_counts_differ", said, cleared_by=Role.COUNCIL_MEMBER, at=item["id"])
        elif any(each is not None and each.issued != facts.handed_out(item["id"]) for each in found):
            yield Refusal("paper_count_outdated", said, cleared_by=Role.COUNCIL_MEMBER, at=item["id"])
