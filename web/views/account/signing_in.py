"""Comparing a typed password with the kept one, slowly enough that guessing does not pay."""

from werkzeug.exceptions import TooManyRequests

from web.clock import now
from web.database import look_again, reading, store
from web.passwords import matches
from workflow.engine import Change, keep
from workflow.queries.people import CredentialOf, credential_of

FREE_TRIES = 5
LOCK = 15 * 60 * 1_000_000
"""Microseconds that an account rests after too many wrong passwords."""


def account_with(username: str, password: str) -> str | None:
    """The account that user name and password open; ``None`` when they don't. Raises 429 while the account rests."""
    found = credential_of(reading(), username.lower())
    if found and found.locked_until and found.locked_until > now():
        raise TooManyRequests(retry_after=(found.locked_until - now()) // 1_000_000 + 1)
    is_right = matches(found.password_hash if found else None, password)
    if found is None or found.password_hash is None:
        return None
    if not is_right or not found.is_active:
        _note_failure(found)
        return None
    if found.failures:
        _note(found, failures=0, locked_until=None)
    return found.account_id


def _note_failure(found: CredentialOf) -> None:
    failures = found.failures + 1
    rests = failures >= FREE_TRIES
    _note(found, failures=0 if rests else failures, locked_until=now() + LOCK if rests else None)


def _note(found: CredentialOf, *, failures: int, locked_until: int | None) -> None:
    columns = {"failures": failures, "locked_until": locked_until}
    keep(
        store(),
        Change(of="credential", key=found.account_id, columns=columns),
        organisation_id=found.organisation_id,
    )
    look_again()
