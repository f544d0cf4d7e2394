"""The worker's loop: drains the outbox every second, sends e-mails, and reminds once a day.

It is told the time by the clock it is given.
"""

import logging
from collections.abc import Callable, Collection
from datetime import date
from threading import Event, Thread

from notifications.channels.mail_post import BATCH as FULL_ROUND
from notifications.channels.mail_post import CHANNEL, MailPost
from notifications.dispatcher import drain, remind, tell_alarms
from workflow.days import civil_time
from workflow.steadily import steadily
from workflow.store import Store

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
        steadily(told, stop, "messages", log)
        return
    sender = Thread(target=send, args=(post, clock, stop), daemon=True)
    sender.start()
    steadily(told, stop, "messages", log)
    sender.join(PATIENCE_SECONDS)


def send(post: MailPost, clock: Callable[[], int], stop: Event) -> None:
    """Send e-mails until ``stop`` is set; when this ends by a fault of ours, the worker ends too and is started anew."""

    def sent() -> None:
        while not stop.is_set() and post.send_due(clock()) >= FULL_ROUND:
            pass

    try:
        steadily(sent, stop, "e-mails", log)
    finally:
        stop.set()


def turn(store: Store, at: int, reminded: date | None, channels: Collection[str] = ()) -> date | None:
    """Drain what waits, tell of alarms, and remind if that was not done on this day; answers the day last reminded on."""
    while drain(store, at, BATCH, channels) >= BATCH:
        pass
    tell_alarms(store, at, channels)
    local = civil_time(at)
    if local.date() != reminded and local.hour >= REMIND_FROM_HOUR:
        remind(store, at, channels)
        return local.date()
    return reminded
