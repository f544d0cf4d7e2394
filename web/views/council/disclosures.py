"""What the totals of a small council give away: told before its vote opens, with its results, and in its minutes."""

from collections.abc import Sequence

from states.council_vocabulary import Attendance
from states.tally import is_very_small
from states.tally_explained import disclosure_in_words, disclosures, foretold
from workflow.commands.council.voting import has_written_on_paper
from workflow.queries.session import CountedItem, SessionPage


def foreseen(page: SessionPage, language: str) -> str:
    """The warning before a vote opens, and while it runs; empty where enough members vote by name and nothing is on paper.

    Who is recused from an item does not vote on it. On paper only those vote who are in the room.
    """
    secret = {line.key for line in page.on_paper}
    openly = [_by_name(page, line.key) for line in page.lines if line.key not in secret]
    papers = [_with_papers(page, key) for key in secret]
    told = [
        disclosure_in_words("very_small", min(voters), language, in_secret=voters is papers)
        for voters in (papers, openly) if voters and is_very_small(min(voters))
    ]  # fmt: skip
    return " ".join([*told, foretold(language)] if secret else told)


def _by_name(page: SessionPage, nomination: str) -> int:
    return len(page.seats) - len(page.facts.recused_from(nomination) & page.facts.members)


def _with_papers(page: SessionPage, nomination: str) -> int:
    """How many ballots are handed out; before that, how many will be: to those in the room who have not written."""
    if page.facts.handouts:
        return page.facts.handed_out(nomination)
    there = [seat.account_id for seat in page.seats if seat.mark == Attendance.PRESENT]
    out = page.facts.recused_from(nomination)
    return sum(member not in out and not has_written_on_paper(member, page.facts) for member in there)


def disclosed(counted: Sequence[CountedItem], language: str) -> list[tuple[str, list[CountedItem]]]:
    """Each warning about the results once, with the items that it is about."""
    items = {each.item.key: each for each in counted}
    secret = {key for key, each in items.items() if each.in_secret}
    told = disclosures({key: each.tally for key, each in items.items()}, language, in_secret=secret)
    return [(words, [items[key] for key in keys]) for words, keys in told]
