"""Conditions of the book of the fund."""

from collections.abc import Iterator

from states.decision_vocabulary import FundKind
from states.facts import RegisterFacts
from states.process import guard
from states.refusals import Refusal
from states.vocabulary import DecisionState

_PAYABLE = (DecisionState.SIGNED, DecisionState.ISSUED)


@guard("decision_state")
def bonus_names_a_signed_decision(facts: RegisterFacts) -> Iterator[Refusal]:
    """A bonus is paid by a decision that is signed; whatever else names a decision names one of this commune."""
    if facts.case["kind"] == FundKind.BONUS:
        if facts.decision_state not in _PAYABLE:
            yield Refusal("decision_not_payable", at="decision_id")
    elif facts.case["decision_id"] is not None and facts.decision_state is None:
        yield Refusal("decision_not_payable", at="decision_id")
