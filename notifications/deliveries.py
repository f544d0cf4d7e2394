"""Messages on their way out of the house: written beside them, taken out in turn, and marked with what came of it.

A row is taken out for a while (``LEASE``), in a short transaction of its own. Nothing is locked while it is being sent, and
whoever dies over it gives it back by the clock. So a message leaves at least once; its id never changes.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, Integer, bindparam, select, update

from notifications.letters import spoken
from states.vocabulary import RegisterState
from workflow.models.account import Account, Preference
from workflow.models.message import Delivery, Message
from workflow.models.organisation import Organisation
from workflow.sql import Driver, Prepared, PreparedForIds, inserting, updating
from workflow.store import Store

QUEUE = "delivery"
"""The name senders queue under, where actions queue under their organisation's."""

MINUTE = 60 * 1_000_000
LEASE = 10 * MINUTE
"""How long a row stays taken out by a sender that says nothing more. Microseconds, as all instants."""

WAITS = tuple(minutes * MINUTE for minutes in (1, 5, 15, 60, *(240,) * 17))
"""How long to wait after each try that failed; after the last one, short of three days, it is given up."""

LONGEST_ANSWER = 500


class DeliveryState(StrEnum):
    """How far a message is on its way."""

    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"


@dataclass(frozen=True, kw_only=True)
class Parcel:
    """A message taken out to be sent. ``link`` is a path of the site; ``until`` says how long it is ours."""

    message_id: str
    at: int
    subject: str
    body: str
    link: str
    language: str
    tries: int
    address: str | None
    name: str
    is_reader_gone: bool
    organisation: str
    domain: str
    until: int


_READERS = PreparedForIds(
    lambda ids: (
        select(Account.id, Preference.language)
        .outerjoin(Preference, Preference.account_id == Account.id)
        .where(Account.id.in_(ids), Account.email.is_not(None), Account.email != "")
    )
)
_NEW = ("message_id", "channel", "state", "language", "tries", "next_try_at")
_DUE = Prepared(
    lambda: select(
        Delivery.message_id, Message.at, Message.subject, Message.body, Message.link, Delivery.language, Delivery.tries,
        Account.email, Account.full_name, Account.state, Organisation.name, Organisation.domain,
    )
    .join(Message, Message.id == Delivery.message_id)
    .join(Account, Account.id == Message.account_id)
    .join(Organisation, Organisation.id == Account.organisation_id)
    .where(
        Delivery.channel == bindparam("channel"),
        Delivery.state == DeliveryState.WAITING.value,
        Delivery.next_try_at <= bindparam("at", type_=BigInteger),
    )
    .order_by(Delivery.next_try_at, Delivery.message_id)
    .limit(bindparam("size", type_=Integer))
)  # fmt: skip
_TAKE = updating("delivery", ("next_try_at",))
_OURS = (
    (Delivery.message_id == bindparam("key"))
    & (Delivery.channel == bindparam("key_1"))
    & (Delivery.state == DeliveryState.WAITING.value)
)
_SENT = Prepared(lambda: update(Delivery).where(_OURS), ("state", "tries", "next_try_at", "tried_at", "answer"))
_NOT_SENT = Prepared(
    lambda: update(Delivery).where(_OURS, Delivery.next_try_at == bindparam("until", type_=BigInteger)),
    ("state", "tries", "next_try_at", "tried_at", "answer"),
)
_BACK = Prepared(
    lambda: update(Delivery).where(_OURS, Delivery.next_try_at == bindparam("until", type_=BigInteger)),
    ("next_try_at",),
)


def prepare(driver: Driver, messages: Sequence[Mapping[str, Any]], channels: Collection[str], at: int) -> None:
    """Write a delivery for each of the new messages and each channel, in the transaction that writes the messages.

    Only for readers with an address; everybody else reads the inbox.
    """
    if not channels or not messages:
        return
    readers = dict(driver.rows_for(_READERS, sorted({row["account_id"] for row in messages})))
    driver.run_many(inserting("delivery", _NEW), list(_rows(messages, readers, channels, at)))


def _rows(
    messages: Sequence[Mapping[str, Any]], readers: Mapping[str, str | None], channels: Collection[str], at: int
) -> Iterator[dict[str, Any]]:
    for message in messages:
        for channel in channels if message["account_id"] in readers else ():
            yield {
                "message_id": message["id"], "channel": channel, "state": DeliveryState.WAITING.value,
                "language": spoken(readers[message["account_id"]]), "tries": 0, "next_try_at": at,
            }  # fmt: skip


def take_out(store: Store, channel: str, at: int, size: int) -> list[Parcel]:
    """Take out what is due, the longest waiting first, so that no other sender takes it before ``LEASE`` is over."""
    with store.reading() as driver:
        if not driver.rows(_DUE, channel=channel, at=at, size=1):
            return []
    until = at + LEASE
    with store.writing(QUEUE) as driver:
        parcels = [_parcel(row, until) for row in driver.rows(_DUE, channel=channel, at=at, size=size)]
        driver.run_many(_TAKE, [{**_key(parcel, channel), "next_try_at": until} for parcel in parcels])
        driver.connection.commit()
    return parcels


def _parcel(row: tuple[Any, ...], until: int) -> Parcel:
    key, at, subject, body, link, language, tries, address, name, state, organisation, domain = row
    return Parcel(
        message_id=key, at=at, subject=subject, body=body, link=link, language=language, tries=tries, address=address,
        name=name, is_reader_gone=state == RegisterState.ENDED, organisation=organisation, domain=domain, until=until,
    )  # fmt: skip


def sent(store: Store, channel: str, parcel: Parcel, at: int, answer: str) -> None:
    """Mark a message as handed over, also when it was away for longer than it was ours."""
    _mark(store, _SENT, parcel, channel, state=DeliveryState.SENT, next_try_at=None, at=at, answer=answer)


def failed(store: Store, channel: str, parcel: Parcel, at: int, answer: str) -> None:
    """Give a message up: another try would bring the same answer. The inbox keeps it."""
    _mark(
        store, _NOT_SENT, parcel, channel, state=DeliveryState.FAILED, next_try_at=None, at=at, answer=answer,
        until=parcel.until,
    )  # fmt: skip


def later(store: Store, channel: str, parcel: Parcel, at: int, answer: str) -> None:
    """Note a try that failed and when to try again; after the last wait the message is given up."""
    if parcel.tries >= len(WAITS):
        failed(store, channel, parcel, at, answer)
        return
    _mark(
        store, _NOT_SENT, parcel, channel, state=DeliveryState.WAITING, next_try_at=at + WAITS[parcel.tries], at=at,
        answer=answer, until=parcel.until,
    )  # fmt: skip


def give_back(store: Store, channel: str, parcels: Sequence[Parcel], at: int) -> None:
    """Give back what was taken out and not tried; it is due at once."""
    with store.writing(QUEUE) as driver:
        rows = [{**_key(parcel, channel), "until": parcel.until, "next_try_at": at} for parcel in parcels]
        driver.run_many(_BACK, rows)
        driver.connection.commit()


def _mark(
    store: Store, statement: Prepared, parcel: Parcel, channel: str, *, state: DeliveryState, next_try_at: int | None,
    at: int, answer: str, **more: int,
) -> None:  # fmt: skip
    with store.writing(QUEUE) as driver:
        driver.run(
            statement, **_key(parcel, channel), **more, state=state.value, tries=parcel.tries + 1,
            next_try_at=next_try_at, tried_at=at, answer=answer[:LONGEST_ANSWER],
        )  # fmt: skip
        driver.connection.commit()


def _key(parcel: Parcel, channel: str) -> dict[str, str]:
    return {"key": parcel.message_id, "key_1": channel}
