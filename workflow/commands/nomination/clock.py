"""Which term of the rules runs while a nomination stands in a state: what a hold stops, and what goes on after it."""

from states.facts import NominationFacts
from states.vocabulary import State
from states.working_days import Term


def term_of(state: str, facts: NominationFacts) -> Term | None:
    """The term that the ``due_on`` of a case in this state is the end of; ``None`` where the rules know none."""
    match state:
        case State.POSTED:
            return facts.rules.posting_term.value
        case State.IN_CONSULTATION:
            return facts.regime.consultation.reply_term.value
        case State.BEFORE_CHAIRMAN:
            return facts.rules.decision_term.value
        case State.UNDER_APPRAISAL | State.ELIGIBLE | State.TABLED:
            return facts.rules.appraisal_term.value
        case _:
            return None
