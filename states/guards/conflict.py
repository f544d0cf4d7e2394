"""Conditions of those who run a session and take no part in a case of it."""

from collections.abc import Iterator

from states.process import guard
from states.refusals import Refusal
from states.session_facts import SessionFacts
from states.vocabulary import Role


@guard("conflicts")
def actor_takes_part_in_all(facts: SessionFacts) -> Iterator[Refusal]:
    """Whoever ends a vote, or writes its minutes, takes part in every case of the session."""
    if any(account == facts.actor_id for _nomination, account in facts.conflicts):
        yield Refusal("secretary_recused", cleared_by=Role.COUNCIL_SECRETARY)
