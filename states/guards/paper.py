"""Conditions of a secret vote on paper. Nothing here says a figure: who reads a reason does not learn how the vote stands."""

from collections.abc import Collection, Iterator

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


@guard("agenda", "tellers", "attendance", "conflicts", "roll", "members_in_office")
def tellers_are_fit(facts: SessionFacts) -> Iterator[Refusal]:
    """Each item on paper is counted by enough members, all in the room, who take part in it."""
    items = on_paper(facts.agenda)
    if not items:
        return
    _version, tellers = facts.tellers
    if len(tellers) < LEAST_TELLERS:
        yield Refusal("tellers_missing", {"needed": LEAST_TELLERS}, cleared_by=_SECRETARY)
    for teller in tellers:
        yield from unfit(teller, facts)
    yield from items_short_of(tellers, facts)


def items_short_of(tellers: Collection[str], facts: SessionFacts) -> Iterator[Refusal]:
    """The items on paper in which too few of these tellers take part; where they are too few anyway that says it all."""
    useful = [teller for teller in tellers if not _votes_on_nothing(teller, facts)]
    for item in on_paper(facts.agenda) if len(useful) >= LEAST_TELLERS else ():
        left = [teller for teller in useful if (item["id"], teller) not in facts.conflicts]
        if len(left) < LEAST_TELLERS:
            said = {"code": item["code"], "name": item["name"], "left": len(left), "needed": LEAST_TELLERS}
            yield Refusal("tellers_too_few_for", said, cleared_by=_SECRETARY, at=item["id"])


def unfit(member: str, facts: SessionFacts) -> Iterator[Refusal]:
    """Why somebody can't count papers; who takes no part in some of the items counts the others."""
    if member not in (facts.roll or [row["account_id"] for row in facts.members_in_office]):
        yield Refusal("teller_not_counting", cleared_by=_SECRETARY, at=member)
    if facts.attendance.get(member, NOT_MARKED)[1] != Attendance.PRESENT:
        yield Refusal("teller_not_in_the_room", cleared_by=_SECRETARY, at=member)
    if _votes_on_nothing(member, facts):
        yield Refusal("teller_is_recused", cleared_by=_SECRETARY, at=member)


def _votes_on_nothing(member: str, facts: SessionFacts) -> bool:
    """Whether a member takes no part in any item on paper."""
    return all((item["id"], member) in facts.conflicts for item in on_paper(facts.agenda))


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


@guard("roll", "agenda", "attendance", "conflicts", "written", "handouts")
def ballots_are_accounted_for(facts: SessionFacts) -> Iterator[Refusal]:
    """Of each member in the room who may vote on paper it is said whether a ballot was given."""
    for member in facts.roll if on_paper(facts.agenda) else ():
        is_there = facts.attendance.get(member, NOT_MARKED)[1] == Attendance.PRESENT
        wrote = any((item["id"], member) in facts.written for item in on_paper(facts.agenda))
        if is_there and member not in facts.handouts and not (wrote or _votes_on_nothing(member, facts)):
            yield Refusal("handout_unsaid", cleared_by=_SECRETARY, at=member)


@guard("agenda", "tellers", "handouts", "conflicts", "paper_counts")
def papers_are_counted(facts: SessionFacts) -> Iterator[Refusal]:
    """Each item on paper was counted by every teller who takes part in it, all alike and over the ballots handed out."""
    for item in on_paper(facts.agenda):
        said = {"code": item["code"], "name": item["name"]}
        found = [facts.paper_counts.get((item["id"], teller), (0, None))[1] for teller in facts.tellers_of(item["id"])]
        if not found or None in found:
            yield Refusal("paper_count_missing", said, cleared_by=Role.COUNCIL_MEMBER, at=item["id"])
        elif any(each != found[0] for each in found):
            yield Refusal("paper_counts_differ", said, cleared_by=Role.COUNCIL_MEMBER, at=item["id"])
        elif any(each is not None and each.issued != facts.handed_out(item["id"]) for each in found):
            yield Refusal("paper_count_outdated", said, cleared_by=Role.COUNCIL_MEMBER, at=item["id"])
