"""On whose desk a case lies: the office that has to act next, by state. States that wait for nobody here are left out."""

from collections.abc import Mapping
from types import MappingProxyType

from states.council_vocabulary import SessionState
from states.vocabulary import DecisionState, Role, State

NOMINATION_DESKS: Mapping[State, Role] = MappingProxyType(
    {
        State.DRAFT: Role.UNIT_OFFICER,
        State.RETURNED: Role.UNIT_OFFICER,
        State.SUBMITTED: Role.SECRETARIAT,
        State.UNDER_APPRAISAL: Role.SECRETARIAT,
        State.IN_CONSULTATION: Role.SECRETARIAT,
        State.POSTED: Role.SECRETARIAT,
        State.ELIGIBLE: Role.COUNCIL_SECRETARY,
        State.TABLED: Role.COUNCIL_SECRETARY,
        State.ENDORSED: Role.SECRETARIAT,
        State.ENDORSED_LOWER: Role.SECRETARIAT,
        State.BEFORE_CHAIRMAN: Role.CHAIRMAN,
        State.RETURNED_BY_CHAIRMAN: Role.SECRETARIAT,
        State.AWARDED: Role.SECRETARIAT,
        State.SUSPENDED: Role.SECRETARIAT,
        State.FORWARDED: Role.SECRETARIAT,
        State.AWARDED_ABOVE: Role.SECRETARIAT,
        State.RETURNED_FROM_ABOVE: Role.SECRETARIAT,
        State.ANNULMENT_PROPOSED: Role.CHAIRMAN,
        State.ANNULLED: Role.SECRETARIAT,
    }
)
"""An eligible case without a council step lies with the secretariat instead; see ``queries/worklist``."""

SESSION_DESKS: Mapping[SessionState, Role] = MappingProxyType(
    {
        SessionState.PLANNED: Role.COUNCIL_SECRETARY,
        SessionState.OPEN: Role.COUNCIL_SECRETARY,
        SessionState.VOTING: Role.COUNCIL_SECRETARY,
        SessionState.CLOSED: Role.COUNCIL_SECRETARY,
    }
)
"""Minutes that wait for the signature lie with the member who chaired, and with nobody else; see ``queries/worklist``."""

DECISION_DESKS: Mapping[DecisionState, Role] = MappingProxyType(
    {
        DecisionState.DRAFTED: Role.SECRETARIAT,
        DecisionState.SUBMITTED: Role.CHAIRMAN,
        DecisionState.APPROVED: Role.SECRETARIAT,
        DecisionState.NUMBERED: Role.CHAIRMAN,
        DecisionState.SIGNED: Role.SECRETARIAT,
    }
)
