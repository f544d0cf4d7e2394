"""Comparing a typed password with the kept one, slowly enough that guessing does not pay.

A name that nobody has costs the same time and the same tries as any other, so the answers do not tell which names there are.
"""

from werkzeug.exceptions import TooManyRequests

from web.clock import now
from web.database import look_again, reading, store
from web.known_devices import door_of
from web.passwords import matches
from workflow.queries.people import credential_of
from workflow.sign_in_tries import Resting, forget_tries, take_try


def account_with(username: str, password: str) -> str | None:
    """The account that user name and password open; ``None`` when they don't. Raises 429 while the door rests."""
    door = door_of(username)
    try:
        take_try(store(), door, now())
    except Resting as resting:
        raise TooManyRequests(retry_after=resting.left // 1_000_000 + 1) from resting
    look_again()
    found = credential_of(reading(), username.lower())
    is_right = matches(found.password_hash if found else None, password)
    if found is None or not is_right or not found.is_active:
        return None
    forget_tries(store(), door, now())
    return found.account_id
