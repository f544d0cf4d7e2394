"""What the person looking, ``account_id``, is to a session of the council: conditions that several queries put together."""

from typing import Any

from sqlalchemy import BindParameter, ColumnElement, bindparam, exists, func, select

from states.council_vocabulary import Method
from states.vocabulary import Role, State
from workflow.models.account import BODY, IN_FORCE, Office
from workflow.models.council_paper import ItemVotedOn
from workflow.models.nomination import Nomination
from workflow.models.session import Conflict, Declaration, Session, Vote

_ME: BindParameter[str] = bindparam("account_id")


def takes_part_in(nomination: Any) -> ColumnElement[bool]:
    """Whether the person has no conflict of interest with a nomination."""
    return ~exists().where(Conflict.nomination_id == nomination, Conflict.account_id == _ME)


SITS_IN_ITS_BODY = exists().where(
    Office.account_id == _ME, Office.organisation_id == Session.organisation_id,
    Office.role == Role.COUNCIL_MEMBER.value, Session.body == BODY, IN_FORCE,
)  # fmt: skip
"""Whether the person is today a member of the body that meets."""

IS_TABLED = (Nomination.session_id == Session.id) & (Nomination.state == State.TABLED.value)
"""Whether a nomination is on the agenda."""

_ON_PAPER = exists().where(
    ItemVotedOn.session_id == Session.id, ItemVotedOn.nomination_id == Nomination.id,
    ItemVotedOn.method == Method.SECRET_PAPER.value,
)  # fmt: skip
_HAS_VOTED = exists().where(Vote.session_id == Session.id, Vote.nomination_id == Nomination.id, Vote.account_id == _ME)

OWED_BY_NAME = (
    select(func.count())
    .where(IS_TABLED, takes_part_in(Nomination.id), ~_ON_PAPER, ~_HAS_VOTED)
    .correlate(Session)
    .scalar_subquery()
)
"""On how many items the person has still to vote by name; on what is voted on paper nobody owes a vote by name."""

_UP_TO = (
    select(func.coalesce(func.max(Declaration.up_to), -1))
    .where(Declaration.session_id == Session.id, Declaration.account_id == _ME)
    .scalar_subquery()
)
OWES_DECLARATION = exists().where(IS_TABLED, Nomination.changed > _UP_TO).correlate(Session)
"""Whether an item was tabled after the person's last declaration of interest, or without any."""
