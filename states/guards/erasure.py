"""Conditions of erasing what is known of a person."""

from collections.abc import Iterator

from states.facts import RegisterFacts
from states.process import guard
from states.refusals import Refusal
from states.vocabulary import Role


@guard("erasable_kind")
def person_is_known(facts: RegisterFacts) -> Iterator[Refusal]:
    """A person or a household of the register: what is said of a collective or a village is nobody's personal data."""
    if facts.erasable_kind is None:
        yield Refusal("nominee_missing", at="nominee_id")
    elif not facts.erasable_kind:
        yield Refusal("not_a_person", at="nominee_id")


@guard("erasure_proposed")
def is_not_proposed_yet(facts: RegisterFacts) -> Iterator[Refusal]:
    """No proposal to erase the same person waits for the other office."""
    if facts.erasure_proposed:
        yield Refusal("erasure_proposed")


@guard("running_cases")
def no_case_is_running(facts: RegisterFacts) -> Iterator[Refusal]:
    """No case of the person is under way: it is judged by what would be erased."""
    if facts.running_cases:
        yield Refusal("case_running", {"cases": tuple(facts.running_cases)}, cleared_by=Role.SECRETARIAT)


@guard("holds_on_person")
def nothing_holds_it(facts: RegisterFacts) -> Iterator[Refusal]:
    """Nothing keeps the data of the person for a complaint, an inspection or a court."""
    for document in facts.holds_on_person:
        yield Refusal("held_by_law", {"document": document}, cleared_by=Role.SECRETARIAT)


@guard("own_roles")
def another_office_confirms(facts: RegisterFacts) -> Iterator[Refusal]:
    """Whoever proposed it does not confirm it, nor does anybody of the same office."""
    proposed_as = facts.case["proposed_as"]
    if facts.case["proposed_by"] == facts.actor_id or proposed_as in facts.own_roles:
        other = Role.ADMINISTRATOR if proposed_as == Role.SECRETARIAT else Role.SECRETARIAT
        yield Refusal("another_office_confirms", {"role": proposed_as}, cleared_by=other)
