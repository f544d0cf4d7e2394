"""Which offices an actor holds TOWARDS THIS CASE: an office counts in its own organisation, unit and term only."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import bindparam, select

from states.facts import Row
from states.vocabulary import RegisterState, Role, Subject
from workflow.commands.command import OPERATOR_KEY, Actor, HeldOffice
from workflow.ledger.stopping import OPEN_STOPS, note_stops
from workflow.models.account import IN_FORCE, Account, Office
from workflow.rules_in_force import LAST_CHANGE, note_last_change
from workflow.sql import Driver, Prepared, Question

OFFICES_IN_FORCE = Prepared(
    lambda: (
        select(Office.id, Office.role, Office.unit_id, LAST_CHANGE.scalar_subquery(), OPEN_STOPS)
        .join(Account, Account.id == Office.account_id)
        .where(
            Office.account_id == bindparam("account_id"),
            Office.organisation_id == bindparam("organisation_id"),
            Account.state == RegisterState.ACTIVE.value,
            IN_FORCE,
        )
        .order_by(Office.held_from, Office.id)
    )
)


def offices_in_force(driver: Driver, actor: Actor, today: date) -> tuple[HeldOffice, ...]:
    """The offices the actor holds today, read under the lock: one that ended a moment ago no longer counts.

    The organisation's last change of its rules, and whether writing is stopped, come with them: nobody has to ask for it.
    """
    if actor.account_id == OPERATOR_KEY:
        return (HeldOffice(id=OPERATOR_KEY, role=Role.ADMINISTRATOR),)
    found = driver.rows(OFFICES_IN_FORCE, **_whose(actor, today))
    for *_, last_change, stops in found[:1]:
        note_last_change(driver, actor.organisation_id, last_change)
        note_stops(driver, actor.organisation_id, stops)
    return tuple(HeldOffice(id=key, role=Role(role), unit_id=unit_id) for key, role, unit_id, *_ in found)


def offices_foreseen(actor: Actor, today: date) -> list[Question]:
    """The question that ``offices_in_force`` will ask."""
    return [] if actor.account_id == OPERATOR_KEY else [Question(OFFICES_IN_FORCE, _whose(actor, today))]


def _whose(actor: Actor, today: date) -> dict[str, str]:
    return {
        "account_id": actor.account_id,
        "organisation_id": actor.organisation_id,
        "today": today.isoformat(),
    }


def office_towards(
    offices: Sequence[HeldOffice], role: Role, *, subject: Subject, case: Row, account_id: str, unit_id: str | None
) -> HeldOffice | None:
    """The office with which the actor may act in this role on this case, or ``None``.

    A unit officer acts for the own unit only: ``unit_id`` is the case's, or on a case of the whole commune the one that
    the order names; without a unit no officer of a unit acts. The holder of an account acts on that account only. An
    organisation is opened by the operator at the console only.
    """
    if role == Role.HOLDER:
        own = subject == Subject.ACCOUNT and case["id"] == account_id
        return HeldOffice(id=account_id, role=Role.HOLDER) if own else None
    for office in offices:
        if office.role != role:
            continue
        if role == Role.UNIT_OFFICER and (unit_id is None or office.unit_id != unit_id):
            continue
        if subject == Subject.ORGANISATION and office.id != OPERATOR_KEY:
            continue
        return office
    return None
