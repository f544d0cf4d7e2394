"""Mandates to sign for the chairman: those given, and who may be given one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import bindparam, exists, select

from states.guards.register import WATCHERS
from states.vocabulary import RegisterState, Role
from workflow.models.account import Account, Office
from workflow.sql import Driver, Prepared, among


@dataclass(frozen=True, kw_only=True)
class Mandate:
    """A mandate: who signs in the chairman's place, on which awards (empty: all), from when until when, by which document."""

    key: str
    name: str
    title: str
    held_from: date
    held_until: date
    document: str
    scope: tuple[str, ...]
    is_open: bool


_MANDATES = Prepared(
    lambda: (
        select(
            Office.id,
            Account.full_name,
            Office.title,
            Office.held_from,
            Office.held_until,
            Office.document,
            Office.scope,
            Office.state,
        )
        .join(Account, Account.id == Office.account_id)
        .where(Office.organisation_id == bindparam("organisation_id"), Office.role == Role.DEPUTY_CHAIRMAN.value)
        .order_by(Office.held_from.desc(), Office.id)
    )
)
_PEOPLE = Prepared(
    lambda: (
        select(Account.id, Account.full_name, Account.post_title)
        .where(
            Account.organisation_id == bindparam("organisation_id"),
            Account.state == RegisterState.ACTIVE.value,
            Account.id != bindparam("account_id"),
            ~exists(
                select(Office.id).where(
                    Office.account_id == Account.id,
                    Office.state == RegisterState.ACTIVE.value,
                    among(Office.role, (*WATCHERS, Role.SECRETARIAT)),
                )
            ),
        )
        .order_by(Account.sort_key, Account.id)
    )
)


def mandates(driver: Driver, organisation_id: str, today: date) -> Sequence[Mandate]:
    """Every mandate ever given, the newest first; an open one can be withdrawn."""
    return [
        Mandate(
            key=key, name=name, title=title, held_from=date.fromisoformat(since), held_until=date.fromisoformat(until),
            document=document, scope=tuple((scope or "").split()),
            is_open=state == RegisterState.ACTIVE and until >= today.isoformat(),
        )
        for key, name, title, since, until, document, scope, state in driver.rows(_MANDATES, organisation_id=organisation_id)
    ]  # fmt: skip


def possible_deputies(driver: Driver, organisation_id: str, account_id: str) -> list[tuple[str, str]]:
    """Whom the chairman may have sign: anybody with an account but those who administer, audit, or draft decisions."""
    found = driver.rows(_PEOPLE, organisation_id=organisation_id, account_id=account_id)
    return [(key, f"{name} – {post}" if post else name) for key, name, post in found]
