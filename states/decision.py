"""A decision: drafted, approved, numbered, signed, issued; or void before it was issued, or annulled after.

It bears number and day before it is signed, because a number that is added to a signed paper breaks its signature.
"""

from states.guards import decision as guards
from states.process import Guard, Move, Process
from states.vocabulary import Action as A
from states.vocabulary import DecisionState as S
from states.vocabulary import Role as R
from states.vocabulary import Subject

_SIGNS: tuple[tuple[R, tuple[Guard, ...]], ...] = (
    (R.CHAIRMAN, ()),
    (R.DEPUTY_CHAIRMAN, (guards.within_the_mandate,)),
)
"""Who decides on awards: the chairman, or a deputy on those that the chairman's mandate names. A deputy undoes nothing."""
_READY = (guards.names_somebody, guards.corrected_decision_holds)
_SUBMITTED = (*_READY, guards.departures_are_explained)
_SIGNED = (guards.list_is_as_numbered, guards.corrected_decision_holds)
_APPROVED = (*_READY, guards.no_departure_is_unexplained)

_MOVES = (
    Move(A.DRAFT_DECISION, None, S.DRAFTED, R.SECRETARIAT),
    Move(A.DRAFT_CORRECTION, None, S.DRAFTED, R.SECRETARIAT, (guards.corrects_an_issued_decision,)),
    Move(A.REVISE_DECISION, S.DRAFTED, S.DRAFTED, R.SECRETARIAT, (guards.names_awards,)),
    Move(A.SUBMIT_DECISION, S.DRAFTED, S.SUBMITTED, R.SECRETARIAT, _SUBMITTED),
    *(Move(A.APPROVE_DECISION, S.SUBMITTED, S.APPROVED, role, (*_APPROVED, *more)) for role, more in _SIGNS),
    *(Move(A.RETURN_DECISION, S.SUBMITTED, S.DRAFTED, role, more) for role, more in _SIGNS),
    Move(A.NUMBER_DECISION, S.APPROVED, S.NUMBERED, R.SECRETARIAT, _READY),
    *(Move(A.SIGN_DECISION, S.NUMBERED, S.SIGNED, role, (*_SIGNED, *more)) for role, more in _SIGNS),
    Move(A.ISSUE_DECISION, S.SIGNED, S.ISSUED, R.SECRETARIAT, (guards.corrected_decision_holds,)),
    Move(A.VOID_DECISION, S.DRAFTED, S.ANNULLED, R.SECRETARIAT),
    Move(A.VOID_DECISION, S.APPROVED, S.ANNULLED, R.CHAIRMAN),
    Move(A.VOID_DECISION, S.NUMBERED, S.ANNULLED, R.CHAIRMAN),
    Move(A.VOID_DECISION, S.SIGNED, S.ANNULLED, R.CHAIRMAN),
    Move(A.ANNUL_DECISION, S.ISSUED, S.ANNULLED, R.CHAIRMAN, (guards.no_award_stands,)),
)

DECISION = Process(Subject.DECISION, tuple(S), _MOVES)
