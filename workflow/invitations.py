"""One-time links by which a person takes an account into use. Only a hash of the link is kept; it lives for 72 hours."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import date

from sqlalchemy import bindparam, func, select

from states.vocabulary import Role
from workflow.engine import Change, Insert, keep
from workflow.ids import new_id
from workflow.models.account import IN_FORCE, Account, Credential, Invitation, Office
from workflow.sql import Driver, Prepared, Value
from workflow.store import Store

LIFETIME = 72 * 60 * 60 * 1_000_000
"""Microseconds."""

_BY_HASH = Prepared(
    select(
        Invitation.id, Account.id, Account.organisation_id, Account.pseudonym, Account.full_name, Account.username,
        Account.state, Credential.account_id,
    )
    .join(Account, Account.id == Invitation.account_id)
    .outerjoin(Credential, Credential.account_id == Account.id)
    .where(
        Invitation.token_hash == bindparam("token_hash"),
        Invitation.used_at.is_(None),
        Invitation.expires_at > bindparam("at"),
    )
)  # fmt: skip
_OPEN_ONES = Prepared(
    select(Invitation.id).where(Invitation.account_id == bindparam("account_id"), Invitation.used_at.is_(None))
)


_WAITING = Prepared(
    select(Invitation.id).where(
        Invitation.account_id == bindparam("account_id"),
        Invitation.used_at.is_(None),
        Invitation.expires_at > bindparam("at"),
    )
)
_AUDITORS = Prepared(
    select(func.count()).where(
        Office.organisation_id == bindparam("organisation_id"),
        Office.role == Role.AUDITOR.value,
        Office.account_id != bindparam("account_id"),
        IN_FORCE,
    )
)


@dataclass(frozen=True, kw_only=True)
class Invited:
    """The person a link belongs to."""

    invitation_id: str
    account_id: str
    organisation_id: str
    pseudonym: str
    full_name: str
    username: str
    state: str
    has_credential: bool


def offer(store: Store, *, account_id: str, organisation_id: str, at: int) -> str:
    """Make a new link for an account and answer its secret part; earlier links of the account end."""
    token = secrets.token_urlsafe(32)
    with store.reading() as driver:
        earlier = [key for (key,) in driver.rows(_OPEN_ONES, account_id=account_id)]
    row: dict[str, Value] = {
        "id": new_id(), "account_id": account_id, "token_hash": _hashed(token), "expires_at": at + LIFETIME,
        "used_at": None,
    }  # fmt: skip
    ended = [Change(of="invitation", key=key, columns={"used_at": at}) for key in earlier]
    keep(store, *ended, Insert(into="invitation", row=row), organisation_id=organisation_id)
    return token


def invited(driver: Driver, token: str, at: int) -> Invited | None:
    """Whom a link belongs to; ``None`` when it was used, ran out, or never was."""
    rows = driver.rows(_BY_HASH, token_hash=_hashed(token), at=at)
    if not rows:
        return None
    key, account_id, organisation_id, pseudonym, full_name, username, state, credential = rows[0]
    return Invited(
        invitation_id=key, account_id=account_id, organisation_id=organisation_id, pseudonym=pseudonym,
        full_name=full_name, username=username, state=state, has_credential=credential is not None,
    )  # fmt: skip


def waiting_link(driver: Driver, account_id: str, at: int) -> str | None:
    """The id of the link that waits for a person, if there is one."""
    key = driver.value(_WAITING, account_id=account_id, at=at)
    return None if key is None else str(key)


def needs_release(driver: Driver, *, account_id: str, organisation_id: str, today: date) -> bool:
    """Whether an auditor must release a link: once somebody else is auditor, no administrator opens an account alone."""
    found = driver.value(_AUDITORS, account_id=account_id, organisation_id=organisation_id, today=today.isoformat())
    return bool(found)


def set_password(store: Store, person: Invited, password_hash: str, at: int) -> None:
    """Keep the person's password and end the link, in one transaction."""
    columns: dict[str, Value] = {"password_hash": password_hash, "changed_at": at, "failures": 0, "locked_until": None}
    kept = (
        Change(of="credential", key=person.account_id, columns=columns)
        if person.has_credential
        else Insert(into="credential", row={"account_id": person.account_id, **columns})
    )
    used = Change(of="invitation", key=person.invitation_id, columns={"used_at": at})
    keep(store, kept, used, organisation_id=person.organisation_id)


def _hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
