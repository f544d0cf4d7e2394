"""How often a door may be tried: counted under the lock before a password is looked at, so that no haste gains a try."""

from collections.abc import Iterator

from sqlalchemy import bindparam, select

from workflow.engine import Change, Insert, Writing, keep_after
from workflow.models.account import SignInTry
from workflow.sql import Driver, Prepared
from workflow.store import Store

FREE_TRIES = 5
REST = 15 * 60 * 1_000_000
"""Microseconds that a door rests after too many tries, and after which earlier ones are forgotten."""
_LOCK = "sign-in"
"""Doors belong to no organisation; on PostgreSQL they share one lock of their own."""

_TRIES = Prepared(lambda: select(SignInTry.tries, SignInTry.ends_at).where(SignInTry.door == bindparam("door")))
_RESTED = Prepared(lambda: select(SignInTry.door).where(SignInTry.ends_at <= bindparam("at")).limit(1))


class Resting(Exception):
    """The door was tried too often; ``left`` is how many microseconds it still rests."""

    def __init__(self, left: int) -> None:
        super().__init__(left)
        self.left = left


def take_try(store: Store, door: str, at: int) -> None:
    """Count one more try at a door, or raise ``Resting``. A new door takes the row of one that has rested, if there is such.

    So there are never more rows than doors were tried within one rest.
    """

    def count(driver: Driver) -> Iterator[Writing]:
        rows = driver.rows(_TRIES, door=door)
        tries, ends_at = rows[0] if rows else (0, at)
        earlier = tries if ends_at > at else 0
        if earlier >= FREE_TRIES:
            raise Resting(ends_at - at)
        row = {"door": door, "tries": earlier + 1, "ends_at": at + REST}
        free = door if rows else driver.value(_RESTED, at=at)
        yield Change(of="sign_in_try", key=free, columns=row) if free else Insert(into="sign_in_try", row=row)

    keep_after(store, count, organisation_id=_LOCK)


def forget_tries(store: Store, door: str, at: int) -> None:
    """The right password was given."""

    def forget(driver: Driver) -> Iterator[Writing]:
        if driver.rows(_TRIES, door=door):
            yield Change(of="sign_in_try", key=door, columns={"tries": 0, "ends_at": at})

    keep_after(store, forget, organisation_id=_LOCK)
