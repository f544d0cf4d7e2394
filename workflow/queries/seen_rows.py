"""Which nominations somebody may see, said to the database: the same rule as ``visibility.may_see_nomination``."""

from sqlalchemy import ColumnElement, and_, false, or_

from states.vocabulary import Role, State
from workflow.commands.command import Actor
from workflow.models.nomination import Nomination
from workflow.queries.visibility import BEFORE_COUNCIL, SEES_ALL
from workflow.sql import among


def visible_to(actor: Actor) -> ColumnElement[bool]:
    """The condition on nominations of the actor's organisation."""
    parts: list[ColumnElement[bool]] = [
        Nomination.unit_id == office.unit_id for office in actor.offices if office.role == Role.UNIT_OFFICER
    ]
    takes_part = [~among(Nomination.id, sorted(actor.veiled))] if actor.veiled else []
    if actor.roles & SEES_ALL:
        parts.append(and_(Nomination.state != State.DRAFT.value, *takes_part))
    elif Role.COUNCIL_MEMBER in actor.roles:
        parts.append(and_(~among(Nomination.state, sorted(BEFORE_COUNCIL)), *takes_part))
    return or_(false(), *parts)
