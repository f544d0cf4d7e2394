"""The inbox as its owner reads it. Nobody reads, counts or marks another person's messages."""

from dataclasses import dataclass

from sqlalchemy import Integer, and_, bindparam, or_, select

from notifications.letters import written_in
from states.refusals import NoSuchCase
from workflow.engine import Change, keep
from workflow.models.message import Message
from workflow.sql import Driver, Prepared
from workflow.store import Store

_COLUMNS = (Message.id, Message.at, Message.subject, Message.body, Message.link, Message.read_at)
_MINE = Message.account_id == bindparam("account_id")
_NEWEST = (
    select(*_COLUMNS)
    .where(_MINE)
    .order_by(Message.at.desc(), Message.id.desc())
    .limit(bindparam("size", type_=Integer))
)
_FIRST_PAGE = Prepared(lambda: _NEWEST)
_NEXT_PAGE = Prepared(
    lambda: _NEWEST.where(
        or_(
            Message.at < bindparam("before_at"),
            and_(Message.at == bindparam("before_at"), Message.id < bindparam("before_id")),
        )
    )
)
_ONE = Prepared(lambda: select(*_COLUMNS).where(_MINE, Message.id == bindparam("message_id")))

Place = tuple[int, str]
"""A place in the inbox: instant (UTC microseconds) and id of a message."""


@dataclass(frozen=True)
class InboxMessage:
    """One message. ``link`` is a path of the site; ``read_at`` is empty while it is unread."""

    id: str
    at: int
    subject: str
    body: str
    link: str
    read_at: int | None

    @property
    def language(self) -> str:
        """The language it was written in, which stays when its reader changes theirs."""
        return written_in(self.subject)

    @property
    def place(self) -> Place:
        """What to ask the next page for."""
        return self.at, self.id


def page(driver: Driver, account_id: str, before: Place | None = None, size: int = 20) -> list[InboxMessage]:
    """The newest messages, or those that follow the place ``before``; a page shorter than ``size`` is the last."""
    if before is None:
        rows = driver.rows(_FIRST_PAGE, account_id=account_id, size=size)
    else:
        rows = driver.rows(_NEXT_PAGE, account_id=account_id, size=size, before_at=before[0], before_id=before[1])
    return [InboxMessage(*row) for row in rows]


def message(driver: Driver, account_id: str, message_id: str) -> InboxMessage:
    """One message of a person; somebody else's does not exist (``NoSuchCase``)."""
    rows = driver.rows(_ONE, account_id=account_id, message_id=message_id)
    if not rows:
        raise NoSuchCase(message_id)
    return InboxMessage(*rows[0])


def mark_read(store: Store, account_id: str, message_id: str, at: int, organisation_id: str) -> None:
    """Note that a person read a message; the first reading counts. Somebody else's does not exist (``NoSuchCase``)."""
    with store.reading() as driver:
        found = message(driver, account_id, message_id)
    if found.read_at is None:
        keep(store, Change(of="message", key=message_id, columns={"read_at": at}), organisation_id=organisation_id)
