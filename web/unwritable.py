"""Whether an error means that the database or the disk can't be written for a while: full, locked, restarting, read-only.

Such an error is nobody's mistake on the page. People are told to wait and try again, and the site works again by itself.
"""

import errno
import sqlite3

import psycopg

from web.database import ERRORS_OF_POOLS

RETRY_AFTER = 60
"""Seconds after which it is worth trying again."""

ERRORS: tuple[type[Exception], ...] = (sqlite3.OperationalError, psycopg.OperationalError, OSError, *ERRORS_OF_POOLS)
"""What such an error may be; ``is_unwritable`` tells it from a mistake of ours."""

_SQLITE = frozenset(
    {
        sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PROTOCOL, sqlite3.SQLITE_NOMEM,
    }
)  # fmt: skip
_DISK = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO, errno.EMFILE, errno.ENFILE})
_WHILE_CONNECTED = frozenset({"25", "40", "42", "53", "54", "55"})
"""Classes of PostgreSQL's codes for an order that the server refused while it went on: what was begun is undone."""


def is_unwritable(error: BaseException) -> bool:
    """Whether waiting helps."""
    cause = _cause(error)
    if isinstance(cause, sqlite3.OperationalError):
        return (getattr(cause, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF) in _SQLITE
    if isinstance(cause, OSError):
        return cause.errno in _DISK
    return isinstance(cause, ERRORS)


def may_be_written(error: BaseException) -> bool:
    """Whether the order may have been carried out although no answer came: PostgreSQL went away while it was asked.

    It is carried out wholly or not at all, but nobody can tell which. SQLite always knows, and so does whoever was not
    let in at all (``pgconn`` is the attempt to get in).
    """
    if not isinstance(error, psycopg.OperationalError) or error.pgconn is not None:
        return False
    return (error.sqlstate or "")[:2] not in _WHILE_CONNECTED


def _cause(error: BaseException) -> BaseException:
    """The driver's own error, where a pool has wrapped it."""
    return getattr(error, "orig", None) or error
