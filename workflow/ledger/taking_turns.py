"""Whoever audits and whoever takes away what erasures left behind take turns: many audits at once, or one maintenance.

An audit looks at the database as it was when the audit began, and at files as they are. Were something taken away meanwhile, it
would find files missing that no record names any more, and keep words that are to be gone.
"""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

LOCK = "audits.lock"


class AuditRunning(Exception):
    """Somebody audits; what is to be taken away must wait."""


@contextmanager
def auditing(files: Path) -> Iterator[None]:
    """Audit an installation, whose files lie in ``files``; waits for a maintenance to end.

    Whoever may not write beside the files audits all the same.
    """
    try:
        lock = (files.parent / LOCK).open("a")
    except OSError:
        yield
        return
    with lock:
        fcntl.flock(lock, fcntl.LOCK_SH)
        yield


@contextmanager
def nobody_audits(files: Path) -> Iterator[None]:
    """Keep audits waiting; raises ``AuditRunning`` while there is one."""
    files.parent.mkdir(parents=True, exist_ok=True)
    with (files.parent / LOCK).open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as taken:
            raise AuditRunning from taken
        yield
