"""The worker's loop: drains the outbox every second, sends e-mails, and reminds once a day.

It is told the time by the clock it is given.
"""

import logging
from collections.abc import Callable, Collection
from datetime import date
from threading import Event, Thread

from notifications.channels.mail_post import BATCH as FULL_ROUND
from notifications.channels.mail_post import CHANNEL, MailPost
from notifications.dispatcher import DATABASE_AWAY, drain, remind
from workflow.days import civil_time
from workflow.store import Store

PAUSE_SECONDS = 1.0
BATCH = 200
PATIENCE_SECONDS = 5.0
"""How long an e-mail that is being sent may hold up a worker told to stop."""

REMIND_FROM_HOUR = 7
"""Reminders lie in the inbox when the office opens, Vietnam time."""

log = logging.getLogger(__name__)


def run(store: Store, clock: Callable[[], int], stop: Event, post: MailPost | None = None) -> None:
    """Work until ``stop`` is set. ``clock`` answers the present instant (UTC microseconds).

    A database that is restarted or fails otherwise ends nothing: the worker says so once, tries again every second, and says
    when it goes on. Nothing is lost meanwhile; what waits in the outbox waits on. With a ``post``, e-mails are sent by a thread
    of its own, so that a slow mail server keeps no message from its inbox.
    """
    channels = (CHANNEL,) if post else ()
    reminded: date | None = None

    def told() -> None:
        nonlocal reminded
        reminded = turn(store, clock(), reminded, channels)

    if post is None:
        _steadily(told, stop, "messages")
        return
    sender = Thread(target=send, args=(post, clock, stop), daemon=True)
    sender.start()
    _steadily(told, stop, "messages")
    sender.join(PATIENCE_SECONDS)


def send(post: MailPost, clock: Callable[[], int], stop: Event) -> None:
    """Send e-mails until ``stop`` is set; when this ends by a fault of ours, the worker ends too and is started anew."""

    def sent() -> None:
        while not stop.is_set() and post.send_due(clock()) >= FULL_ROUND:
            pass

    try:
        _steadily(sent, stop, "e-mails")
    finally:
        stop.set()


def _steadily(work: Callable[[], None], stop: Event, what: str) -> None:
    """Do a piece of work every second; a database that is away is waited for."""
    is_away = False
    while not stop.is_set():
        try:
            work()
        except DATABASE_AWAY as error:
            if not is_away:
                log.warning("The database does not answer; %s wait until it does. It said: %s", what, error)
            is_away = True
        else:
            if is_away:
                log.warning("The database answers again; waiting %s go on.", what)
            is_away = False
        stop.wait(PAUSE_SECONDS)


def turn(store: Store, at: int, reminded: date | None, channels: Collection[str] = ()) -> date | None:
    """Drain what waits, and remind if that was not done on this day; answers the day last reminded on."""
    while drain(store, at, BATCH, channels) >= BATCH:
        pass
    local = civil_time(at)
    if local.date() != reminded and local.hour >= REMIND_FROM_HOUR:
        remind(store, at, channels)
        return local.date()
    return reminded
