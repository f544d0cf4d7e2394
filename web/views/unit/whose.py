"""Whose desk it is: the units the person is officer of, and the cases that come from them. Anything else does not exist."""

from flask import abort, request

from states.vocabulary import Role, State, Subject
from web.access import actor
from web.clock import now
from web.database import reading
from workflow.queries.nomination import NEEDS
from workflow.queries.nominees import unit_names
from workflow.queries.open_actions import Look, look_at
from workflow.queries.proposals import ProposalOf, proposal_of
from workflow.queries.visibility import is_of_own_unit

OPEN_TO_CHANGE = (State.DRAFT, State.RETURNED)
"""Where the unit may still lay papers in its dossier."""


def own_units() -> list[tuple[str, str]]:
    """The units of the person, with their names."""
    held = [office.unit_id for office in actor().offices if office.role == Role.UNIT_OFFICER and office.unit_id]
    return unit_names(reading(), list(dict.fromkeys(held)))


def chosen_unit() -> str:
    """The unit the page is about: the one asked for, else the first; 404 for somebody else's."""
    units = [key for key, _name in own_units()]
    asked = request.args.get("unit") or (units[0] if units else "")
    if asked not in units:
        abort(404)
    return asked


def own_dossier(key: str, *states: State) -> Look:
    """A nomination of the person's own unit, standing in one of ``states`` (any, when none is named)."""
    look = look_at(reading(), Subject.NOMINATION, key, actor=actor(), at=now(), needs=NEEDS)
    if look is None or not is_of_own_unit(actor(), look.case) or (states and look.case["state"] not in states):
        abort(404)
    return look


def own_proposal(key: str) -> ProposalOf:
    """A list of the person's own unit."""
    found = proposal_of(reading(), actor().organisation_id, key)
    if found is None or not is_of_own_unit(actor(), {"unit_id": found.unit_id}):
        abort(404)
    return found
