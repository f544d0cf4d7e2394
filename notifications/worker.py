"""The worker's loop: drains the outbox every second and reminds once a day. It is told the time by the clock it is given."""

import logging
import sqlite3
from collections.abc import Callable
from datetime import date
from threading import Event

import psycopg
from sqlalchemy.exc import SQLAlchemyError

from notifications.dispatcher import drain, remind
from workflow.days import civil_time
from workflow.store import Store

PAUSE_SECONDS = 1.0
BATCH = 200
REMIND_FROM_HOUR = 7
"""Reminders lie in the inbox when the office opens, Vietnam time."""

DATABASE_AWAY = (psycopg.Error, sqlite3.Error, SQLAlchemyError)

log = logging.getLogger(__name__)


def run(store: Store, clock: Callable[[], int], stop: Event) -> None:
    """Work until ``stop`` is set. ``clock`` answers the present instant (UTC microseconds).

    A database that is restarted or fails otherwise ends nothing: the worker says so once, tries again every second, and says
    when it goes on. Nothing is lost meanwhile; what waits in the outbox waits on.
    """
    reminded: date | None = None
    is_away = False
    while not stop.is_set():
        try:
            reminded = turn(store, clock(), reminded)
        except DATABASE_AWAY as error:
            if not is_away:
                log.warning("The database does not answer; messages wait until it does. It said: %s", error)
            is_away = True
        else:
            if is_away:
                log.warning("The database answers again; waiting messages are being written.")
            is_away = False
        stop.wait(PAUSE_SECONDS)


def turn(store: Store, at: int, reminded: date | None) -> date | None:
    """Drain what waits, and remind if that was not done on this day; answers the day last reminded on."""
    while drain(store, at, BATCH) >= BATCH:
        pass
    local = civil_time(at)
    if local.date() != reminded and local.hour >= REMIND_FROM_HOUR:
        remind(store, at)
        return local.date()
    return reminded
