"""THE TABLE of an erasure: what is known of a person is taken away by two offices, or stays while it must be kept."""

from states.guards import erasure as guards
from states.process import Move, Process
from states.vocabulary import Action as A
from states.vocabulary import ErasureState as S
from states.vocabulary import RegisterState, Subject
from states.vocabulary import Role as R

_may_go = (guards.no_case_is_running, guards.nothing_holds_it)

ERASURE = Process(
    Subject.ERASURE,
    tuple(S),
    (
        *(Move(A.PROPOSE_ERASURE, None, S.PROPOSED, role,
               (guards.person_is_known, guards.is_not_proposed_yet, *_may_go))
          for role in (R.SECRETARIAT, R.ADMINISTRATOR)),
        *(Move(A.CONFIRM_ERASURE, S.PROPOSED, S.ERASED, role,
               (guards.another_office_confirms, *_may_go))
          for role in (R.SECRETARIAT, R.ADMINISTRATOR)),
        *(Move(A.REJECT_ERASURE, S.PROPOSED, S.REJECTED, role) for role in (R.SECRETARIAT, R.ADMINISTRATOR)),
    ),
)  # fmt: skip
"""One office proposes, the other confirms: the standing office knows the person, the administrator has no part in cases."""

LEGAL_HOLD = Process(
    Subject.LEGAL_HOLD,
    tuple(RegisterState),
    (
        *(Move(A.PLACE_HOLD, None, RegisterState.ACTIVE, role, (guards.person_is_known,))
          for role in (R.SECRETARIAT, R.ADMINISTRATOR)),
        *(Move(A.LIFT_HOLD, RegisterState.ACTIVE, RegisterState.ENDED, role)
          for role in (R.SECRETARIAT, R.ADMINISTRATOR)),
    ),
)  # fmt: skip
"""A complaint, an inspection or a court keeps what is known of a person from being erased until it is over."""
