"""What the totals of a small council give away: told before its vote opens, with its results, and in its minutes."""

from collections.abc import Sequence

from states.tally import is_very_small
from states.tally_explained import disclosure_in_words, disclosures
from workflow.queries.session import CountedItem, SessionPage


def foreseen(page: SessionPage, language: str) -> str:
    """The warning before a vote opens; empty where enough members vote. Who is recused from an item does not vote on it."""
    recused = [len(page.facts.recused_from(line.key) & page.facts.members) for line in page.lines]
    voters = len(page.seats) - max(recused, default=0)
    return disclosure_in_words("very_small", voters, language, in_secret=False) if is_very_small(voters) else ""


def disclosed(counted: Sequence[CountedItem], language: str) -> list[tuple[str, list[CountedItem]]]:
    """Each warning about the results once, with the items that it is about."""
    items = {each.item.key: each for each in counted}
    secret = {key for key, each in items.items() if each.in_secret}
    told = disclosures({key: each.tally for key, each in items.items()}, language, in_secret=secret)
    return [(words, [items[key] for key in keys]) for words, keys in told]
