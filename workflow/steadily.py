"""The loops that work beside the site: a piece of work, a pause, and patience while the database is away."""

import logging
import sqlite3
from collections.abc import Callable
from threading import Event

import psycopg
from sqlalchemy.exc import SQLAlchemyError

DATABASE_AWAY = (psycopg.Error, sqlite3.Error, SQLAlchemyError)
"""What is raised when the database does not answer: whoever waits may try again."""

PAUSE_SECONDS = 1.0


def steadily(
    work: Callable[[], object], stop: Event, what: str, log: logging.Logger, pause: float = PAUSE_SECONDS
) -> None:
    """Do a piece of work again and again until ``stop`` is set, with a pause of seconds between.

    A database that is restarted or fails otherwise ends nothing: it is said once that ``what`` waits, and once that it goes on.
    """
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
        stop.wait(pause)
