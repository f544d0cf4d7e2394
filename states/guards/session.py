"""Conditions of a council session's moves."""

from collections.abc import Iterator

from states import turnout
from states.council_vocabulary import CouncilBody, HandAnswer
from states.paper_ballots import on_paper
from states.process import guard
from states.refusals import Refusal
from states.session_facts import SessionFacts
from states.vocabulary import Role


@guard("agenda")
def agenda_is_not_empty(facts: SessionFacts) -> Iterator[Refusal]:
    """At least one nomination is on the agenda."""
    if not facts.agenda:
        yield Refusal("agenda_empty", cleared_by=Role.COUNCIL_SECRETARY)


@guard("agenda")
def body_may_vote_on_all(facts: SessionFacts) -> Iterator[Refusal]:
    """What the law puts to a secret ballot is carried by a share of the whole council, so no smaller body votes on it."""
    for item in on_paper(facts.agenda) if facts.case["body"] != CouncilBody.COUNCIL else ():
        said = {"award": item["award"], "code": item["code"], "name": item["name"]}
        yield Refusal("item_for_whole_council", said, cleared_by=Role.COUNCIL_SECRETARY, at=item["id"])


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
    present = len(turnout.there(members, _marks(facts)))
    if present < needed:
        yield Refusal(
            "no_quorum",
            {"present": present, "needed": needed, "members": len(members)},
            cleared_by=Role.COUNCIL_SECRETARY,
        )


def taking_part(facts: SessionFacts) -> tuple[int, int]:
    """How many of the roll take part in the vote: those there, or with a ballot, and the others whose opinions count."""
    counts = facts.regime.council.written_opinions_count.value
    holding = {member for member in facts.roll if facts.has_ballot(member)}
    return turnout.taking_part(
        facts.roll, _marks(facts), facts.votes, facts.written, holding=holding, written_count=counts
    )


def _marks(facts: SessionFacts) -> dict[str, str]:
    return {account: mark for account, (_version, mark, _reason) in facts.attendance.items()}


@guard("roll", "attendance", "votes", "written", "regime", "handouts")
def takes_part_enough(facts: SessionFacts) -> Iterator[Refusal]:
    """Enough members of the whole council take part in the session or have written."""
    needed = facts.regime.council.needed_to_award(len(facts.roll))
    present, written = taking_part(facts)
    if present + written < needed:
        yield Refusal(
            "too_few_take_part",
            {"present": present, "written": written, "needed": needed, "members": len(facts.roll)},
            cleared_by=Role.COUNCIL_SECRETARY,
        )


@guard("roll")
def actor_is_on_the_roll(facts: SessionFacts) -> Iterator[Refusal]:
    """Who votes is on the roll that was frozen when the vote opened."""
    if facts.actor_id not in facts.roll:
        yield Refusal("not_on_roll", cleared_by=Role.COUNCIL_SECRETARY)


@guard("roll", "agenda", "declared")
def actor_has_declared(facts: SessionFacts) -> Iterator[Refusal]:
    """A member says before voting whether there is a conflict of interest; who is not on the roll is not asked."""
    if facts.actor_id in facts.roll and not facts.has_declared(facts.actor_id):
        yield Refusal("declaration_missing", cleared_by=Role.COUNCIL_MEMBER)


@guard()
def actor_chaired(facts: SessionFacts) -> Iterator[Refusal]:
    """Who signs the minutes is the member whom they name as the one who chaired, or who signs for a chair out of office."""
    if facts.actor_id != (facts.case.get("signer_id") or facts.case.get("chair_id")):
        yield Refusal("not_the_chair", cleared_by=Role.COUNCIL_MEMBER)


@guard("hands")
def actor_raised_a_hand(facts: SessionFacts) -> Iterator[Refusal]:
    """The secretary recorded a hand of whoever answers, and it still stands."""
    if not any(account == facts.actor_id for _nomination, account in facts.hands):
        yield Refusal("no_hand_recorded", cleared_by=Role.COUNCIL_SECRETARY)


@guard("agenda", "hands", "hand_answers", "conflicts")
def hands_are_undisputed(facts: SessionFacts) -> Iterator[Refusal]:
    """No recorded hand stands that its member disputes; one that nobody answered stands.

    Of a case in which the actor takes no part nothing is told: the actor can't close that vote anyway.
    """
    disputed = {
        nomination
        for (nomination, _account), vote in facts.hands.items()
        if facts.hand_answers.get(vote, (0, ""))[1] == HandAnswer.DISPUTED
    }
    for item in facts.agenda:
        if item["id"] in disputed and (item["id"], facts.actor_id) not in facts.conflicts:
            facts_said = {"code": item["code"], "name": item["name"]}
            yield Refusal("hands_disputed", facts_said, cleared_by=Role.COUNCIL_SECRETARY, at=item["id"])
