"""What is on its way to people and should have arrived: acts nobody was told of yet, e-mails that wait or were given up."""

from dataclasses import dataclass

from sqlalchemy import BigInteger, Integer, bindparam, func, select

from workflow.models.account import Account
from workflow.models.message import Delivery, Message, Outbox
from workflow.sql import Driver, Prepared

_OLDEST_ACT = Prepared(lambda: select(func.count(), func.min(Outbox.at)).where(Outbox.drained_at.is_(None)))
_SET_ASIDE = Prepared(
    lambda: (
        select(Outbox.action, Outbox.entry, Outbox.fault)
        .where(Outbox.fault.is_not(None), Outbox.drained_at >= bindparam("since", type_=BigInteger))
        .order_by(Outbox.drained_at.desc(), Outbox.entry)
        .limit(bindparam("size", type_=Integer))
    )
)
_NEWEST_ACT = Prepared(lambda: select(func.max(Outbox.at)))
_WAITING = Prepared(lambda: select(func.count(), func.min(Delivery.next_try_at)).where(Delivery.state == "waiting"))
_GIVEN_UP = Prepared(
    lambda: (
        select(Account.username, Delivery.answer)
        .join(Message, Message.id == Delivery.message_id)
        .join(Account, Account.id == Message.account_id)
        .where(Delivery.state == "failed", Delivery.tried_at >= bindparam("since", type_=BigInteger))
        .order_by(Delivery.tried_at.desc(), Delivery.message_id)
        .limit(bindparam("size", type_=Integer))
    )
)


@dataclass(frozen=True, kw_only=True)
class Backlog:
    """Instants in UTC microseconds; ``None`` where nothing waits, or nothing was ever done.

    ``given_up`` holds user name and last answer for each of the newest e-mails that were given up, ``set_aside`` action, entry
    and fault for each of the newest acts that nobody could be told of.
    """

    untold: int
    oldest_untold: int | None
    newest_act: int | None
    unsent: int
    next_try: int | None
    given_up: tuple[tuple[str, str], ...]
    set_aside: tuple[tuple[str, int, str], ...]


def backlog(driver: Driver, since: int, size: int = 5) -> Backlog:
    """What waits, and the newest e-mails given up and acts set aside ``since`` an instant."""
    ((untold, oldest),) = driver.rows(_OLDEST_ACT)
    ((unsent, next_try),) = driver.rows(_WAITING)
    given_up = driver.rows(_GIVEN_UP, since=since, size=size)
    return Backlog(
        untold=untold, oldest_untold=oldest, newest_act=driver.value(_NEWEST_ACT), unsent=unsent, next_try=next_try,
        given_up=tuple((name, answer or "") for name, answer in given_up),
        set_aside=tuple(driver.rows(_SET_ASIDE, since=since, size=size)),
    )  # fmt: skip
