"""One-time links by which a person takes an account into use. Only a hash of the link is kept; it lives for 72 hours.

Whoever makes a link can read it, so no link opens an account alone: it wants a code that only a second person sees. Who that
is follows from the offices of the day: an auditor; where no other one has an account in use the chairman; else nobody but
the operator at the console. The code itself is the web's (``web/release.py``).
"""

import hashlib
import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import bindparam, select

from states.refusals import NotNow, Refusal
from states.vocabulary import RegisterState, Role
from workflow.commands.command import Actor
from workflow.engine import Change, Insert, Look, Writing, keep_after
from workflow.ids import new_id
from workflow.models.account import IN_FORCE, Account, Credential, Invitation, Office
from workflow.sql import Driver, Prepared, Value, among
from workflow.store import Store

LIFETIME = 72 * 60 * 60 * 1_000_000
"""Microseconds."""
RELEASING = (Role.AUDITOR, Role.CHAIRMAN)
"""Who may read out a code: the second only where no other person holds the first."""

_BY_HASH = Prepared(
    lambda: select(
        Invitation.id, Account.id, Account.organisation_id, Account.pseudonym, Account.full_name, Account.username,
        Credential.account_id,
    )
    .join(Account, Account.id == Invitation.account_id)
    .outerjoin(Credential, Credential.account_id == Account.id)
    .where(
        Invitation.token_hash == bindparam("token_hash"),
        Account.state == RegisterState.INVITED.value,
        Invitation.used_at.is_(None),
        Invitation.expires_at > bindparam("at"),
    )
)  # fmt: skip
_OPEN_ONES = Prepared(
    lambda: select(Invitation.id).where(Invitation.account_id == bindparam("account_id"), Invitation.used_at.is_(None))
)
_WAITING = (
    select(Invitation.id, Account.id, Account.full_name, Account.username)
    .join(Account, Account.id == Invitation.account_id)
    .where(
        Account.state == RegisterState.INVITED.value,
        Invitation.used_at.is_(None),
        Invitation.expires_at > bindparam("at"),
    )
    .order_by(Account.sort_key, Invitation.id)
)
_WAITING_HERE = Prepared(lambda: _WAITING.where(Account.organisation_id == bindparam("organisation_id")))
_WAITING_FOR = Prepared(lambda: _WAITING.where(Account.username == bindparam("username")))
_RELEASERS = Prepared(
    lambda: (
        select(Office.account_id, Office.role)
        .join(Account, Account.id == Office.account_id)
        .where(
            Office.organisation_id == bindparam("organisation_id"),
            among(Office.role, RELEASING),
            IN_FORCE,
            Account.state == RegisterState.ACTIVE.value,
        )
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
    has_credential: bool

    @property
    def holder(self) -> Actor:
        """The person as the engine knows them."""
        return Actor(account_id=self.account_id, organisation_id=self.organisation_id, pseudonym=self.pseudonym)


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """A link that waits for its person."""

    invitation_id: str
    account_id: str
    full_name: str
    username: str


def offer(store: Store, *, account_id: str, organisation_id: str, at: int) -> str:
    """Make a link for an account that waits for its holder, and answer its secret part; earlier links of the account end."""
    token, link = new_link(account_id, at)
    keep_after(store, link, organisation_id=organisation_id)
    return token


def new_link(account_id: str, at: int) -> tuple[str, Look]:
    """The secret part of a new link, and what is to be kept of it, so that it is the account's only one."""
    token = secrets.token_urlsafe(32)

    def look(driver: Driver) -> Iterator[Writing]:
        for (key,) in driver.rows(_OPEN_ONES, account_id=account_id):
            yield Change(of="invitation", key=key, columns={"used_at": at})
        row: dict[str, Value] = {
            "id": new_id(), "account_id": account_id, "token_hash": _hashed(token), "expires_at": at + LIFETIME,
            "used_at": None,
        }  # fmt: skip
        yield Insert(into="invitation", row=row)

    return token, look


def invited(driver: Driver, token: str, at: int) -> Invited | None:
    """Whom a link belongs to; ``None`` when it was used, ran out, or never was."""
    rows = driver.rows(_BY_HASH, token_hash=_hashed(token), at=at)
    if not rows:
        return None
    key, account_id, organisation_id, pseudonym, full_name, username, credential = rows[0]
    return Invited(
        invitation_id=key, account_id=account_id, organisation_id=organisation_id, pseudonym=pseudonym,
        full_name=full_name, username=username, has_credential=credential is not None,
    )  # fmt: skip


def releaser(driver: Driver, *, account_id: str, organisation_id: str, today: date) -> Role | None:
    """The office that sees the code of an account's link; ``None`` where only the operator at the console can."""
    return _releaser(account_id, _releasers(driver, organisation_id, today))


def links_to_release(driver: Driver, reader: Actor, *, at: int, today: date) -> list[Waiting]:
    """The links whose codes a person reads out: never that of their own account."""
    if not reader.roles.intersection(RELEASING):
        return []
    releasers = _releasers(driver, reader.organisation_id, today)
    rows = driver.rows(_WAITING_HERE, organisation_id=reader.organisation_id, at=at)
    return [
        _waiting(row)
        for row in rows
        if row[1] != reader.account_id and (reader.account_id, _releaser(row[1], releasers)) in releasers
    ]


def link_of(driver: Driver, username: str, at: int) -> Waiting | None:
    """The link that waits for the person with a user name, as the console asks for it."""
    rows = driver.rows(_WAITING_FOR, username=username, at=at)
    return _waiting(rows[0]) if rows else None


def own_password(token: str, person: Invited, *, password_hash: str, at: int) -> Look:
    """What is to be kept with the activation of an account: the password, and that the link was used.

    Refused with ``NotNow`` (``link_used``) when somebody else was faster.
    """

    def look(driver: Driver) -> Iterator[Writing]:
        if invited(driver, token, at) != person:
            raise NotNow([Refusal("link_used")])
        columns: dict[str, Value] = {"password_hash": password_hash, "sessions_since": at}
        if person.has_credential:
            yield Change(of="credential", key=person.account_id, columns=columns)
        else:
            yield Insert(into="credential", row={"account_id": person.account_id, **columns})
        yield Change(of="invitation", key=person.invitation_id, columns={"used_at": at})

    return look


def _releasers(driver: Driver, organisation_id: str, today: date) -> Sequence[tuple[str, Role]]:
    """Who may read out codes today, with an account in use, and by which office."""
    rows = driver.rows(_RELEASERS, organisation_id=organisation_id, today=today.isoformat())
    return [(account_id, Role(role)) for account_id, role in rows]


def _releaser(holder: str, releasers: Sequence[tuple[str, Role]]) -> Role | None:
    others = {role for account_id, role in releasers if account_id != holder}
    return next((role for role in RELEASING if role in others), None)


def _waiting(row: tuple[str, ...]) -> Waiting:
    invitation_id, account_id, full_name, username = row
    return Waiting(invitation_id=invitation_id, account_id=account_id, full_name=full_name, username=username)


def _hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
