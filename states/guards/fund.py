"""Conditions of the book of the fund."""

from collections.abc import Iterator
from datetime import date

from states.decision_vocabulary import FundKind
from states.facts import RegisterFacts
from states.process import guard
from states.refusals import Refusal
from states.vocabulary import DecisionState, State

_ANNULLED = (State.ANNULLED, State.RECOVERED)
_PAYABLE = (DecisionState.SIGNED, DecisionState.ISSUED)


@guard("decision_state")
def bonus_names_a_signed_decision(facts: RegisterFacts) -> Iterator[Refusal]:
    """A bonus is paid by a decision that is signed; whatever else names a decision names one of this commune."""
    if facts.case["kind"] == FundKind.BONUS:
        if facts.decision_state not in _PAYABLE:
            yield Refusal("decision_not_payable", at="decision_id")
    elif facts.case["decision_id"] is not None and facts.decision_state is None:
        yield Refusal("decision_not_payable", at="decision_id")


@guard("award_state")
def recovery_is_of_an_annulled_award(facts: RegisterFacts) -> Iterator[Refusal]:
    """A recovery names an award that was annulled; whatever else names an award names one of this commune."""
    case, state = facts.case, facts.award_state
    if case["kind"] == FundKind.RECOVERY and state not in _ANNULLED:
        yield Refusal("recovery_without_award", at="kind")
    elif case["nomination_id"] is not None and state is None:
        yield Refusal("not_in_decision", at="nomination_id")


@guard("promise")
def bonus_is_what_the_decision_pays(facts: RegisterFacts) -> Iterator[Refusal]:
    """A bonus comes out of the fund that its decision names, not before the decision, and is paid once.

    Where the rules know no sum for one of its awards, nobody can say how much is still to be paid.
    """
    case, promise = facts.case, facts.promise
    if case["kind"] != FundKind.BONUS or promise is None:
        return
    if case["fund"] != promise["fund"]:
        yield Refusal("another_fund", at="fund")
    if case["entered_on"].isoformat() < promise["dated_on"]:
        yield Refusal("day_too_early", {"day": date.fromisoformat(promise["dated_on"])}, at="entered_on")
    if promise["open"] is not None and case["amount"] > promise["open"]:
        yield Refusal("bonus_paid_already", {"sum": promise["open"]}, at="amount")
