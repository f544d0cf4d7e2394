"""Facts of the invitations to a session: its guests, and what the agenda is sent ahead with."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import bindparam, func, select

from states.session_facts import SessionFacts
from states.vocabulary import RegisterState, State
from workflow.facts.gathering import Gathering, for_all, grouped, loads
from workflow.models.account import Account
from workflow.models.invitation import Guest, Invitee
from workflow.models.nomination import Nomination
from workflow.models.organisation import Unit
from workflow.sql import Prepared, PreparedForIds

GUESTS = PreparedForIds(
    lambda ids: (
        select(Guest.session_id, Guest.id, Guest.name, Guest.post, Guest.account_id)
        .where(Guest.session_id.in_(ids))
        .order_by(Guest.session_id, Guest.id)
    )
)
SENDINGS = PreparedForIds(
    lambda ids: (
        select(Invitee.session_id, func.max(Invitee.sending))
        .where(Invitee.session_id.in_(ids))
        .group_by(Invitee.session_id)
    )
)
AGENDA_UNITS = PreparedForIds(
    lambda ids: (
        select(Nomination.session_id, Nomination.id, Unit.name)
        .join(Unit, Unit.id == Nomination.unit_id)
        .where(Nomination.session_id.in_(ids), Nomination.state == State.TABLED.value)
    )
)
ACCOUNTS_IN_USE = Prepared(
    lambda: select(Account.id).where(
        Account.organisation_id == bindparam("organisation_id"), Account.state == RegisterState.ACTIVE.value
    )
)


@loads(SessionFacts, "guests")
def _guests(gathering: Gathering) -> Mapping[str, Any]:
    return grouped(gathering, gathering.rows(GUESTS), ("id", "name", "post", "account_id"))


@loads(SessionFacts, "sendings")
def _sendings(gathering: Gathering) -> Mapping[str, Any]:
    return for_all(gathering, 0) | dict(gathering.rows(SENDINGS))


@loads(SessionFacts, "agenda_units")
def _agenda_units(gathering: Gathering) -> Mapping[str, Any]:
    answer: dict[str, dict[str, str]] = {key: {} for key in gathering.cases}
    for key, nomination, unit in gathering.rows(AGENDA_UNITS):
        answer[key][nomination] = unit
    return answer


@loads(SessionFacts, "accounts_in_use")
def _accounts_in_use(gathering: Gathering) -> Mapping[str, Any]:
    found = gathering.driver.rows(ACCOUNTS_IN_USE, organisation_id=gathering.organisation_id)
    return for_all(gathering, {account for (account,) in found})
