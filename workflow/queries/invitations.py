"""The invitations to one session as its pages show them."""

from dataclasses import dataclass

from sqlalchemy import bindparam, func, select

from states.vocabulary import RegisterState
from workflow.models.account import Account
from workflow.models.invitation import Guest, Invitee
from workflow.sql import Driver, Prepared

_GUESTS = Prepared(
    lambda: (
        select(Guest.name, Guest.post, Guest.account_id.is_not(None))
        .where(Guest.session_id == bindparam("key"))
        .order_by(Guest.id)
    )
)
_INVITED = Prepared(
    lambda: (
        select(func.max(Invitee.sending), func.count(Invitee.account_id), func.count(Invitee.guest_id))
        .where(Invitee.session_id == bindparam("key"))
        .group_by(Invitee.sending)
        .order_by(Invitee.sending.desc())
        .limit(1)
    )
)
_ACCOUNTS = Prepared(
    lambda: (
        select(Account.id, Account.full_name, Account.post_title)
        .where(Account.organisation_id == bindparam("organisation_id"), Account.state == RegisterState.ACTIVE.value)
        .order_by(Account.sort_key, Account.id)
    )
)


@dataclass(frozen=True, kw_only=True)
class GuestShown:
    """A guest of a session; ``has_account``: the invitation comes as a message, and need not be handed over."""

    name: str
    post: str
    has_account: bool


@dataclass(frozen=True, kw_only=True)
class Invited:
    """The last sending: the how manieth it was, and to how many members and guests it went."""

    sending: int
    members: int
    guests: int


def guests_of(driver: Driver, key: str) -> list[GuestShown]:
    """The guests of a session, in the order in which they were named."""
    found = driver.rows(_GUESTS, key=key)
    return [GuestShown(name=name, post=post, has_account=bool(has)) for name, post, has in found]


def invited_to(driver: Driver, key: str) -> Invited | None:
    """The last sending of invitations to a session, if there was one."""
    rows = driver.rows(_INVITED, key=key)
    return Invited(sending=rows[0][0], members=rows[0][1], guests=rows[0][2]) if rows else None


def accounts_to_invite(driver: Driver, organisation_id: str) -> list[tuple[str, str]]:
    """Everybody with an account in use: key, and name with post."""
    found = driver.rows(_ACCOUNTS, organisation_id=organisation_id)
    return [(key, f"{name}, {post}") for key, name, post in found]
