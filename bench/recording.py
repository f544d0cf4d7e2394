"""What the engine really sends to the database, written down, and sent again by the bare driver."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any

from workflow.sql import Driver
from workflow.store import Store

ENDS = ("commit", "rollback", "together", "apart")
LOCK = "SELECT pg_advisory_xact_lock"
_WRITES = re.compile(r"\b(INSERT|UPDATE)\b")


@dataclass(frozen=True)
class Sent:
    """One thing sent: a statement (once or for many rows), a commit, a rollback; or a mark around what goes together."""

    how: str
    words: str = ""
    values: Any = None

    @property
    def is_statement(self) -> bool:
        """Whether it is a statement of the transition itself: no begin, no lock, no commit."""
        return self.how not in ENDS and not self.words.startswith(("BEGIN", LOCK, "COMMIT"))

    @property
    def is_question(self) -> bool:
        """Whether it only reads."""
        return _WRITES.search(self.words) is None


class _Cursor:
    def __init__(self, cursor: Any, sent: list[Sent]) -> None:
        self._cursor, self._sent = cursor, sent

    def executemany(self, words: str, values: Sequence[Any]) -> None:
        self._sent.append(Sent("many", words, list(values)))
        self._cursor.executemany(words, values)


class _Connection:
    """A driver's connection that writes down what is sent through it."""

    def __init__(self, connection: Any, sent: list[Sent]) -> None:
        self._connection, self._sent = connection, sent

    def execute(self, words: str, values: Any = None) -> Any:
        self._sent.append(Sent("once", words, values))
        return self._connection.execute(words) if values is None else self._connection.execute(words, values)

    def cursor(self) -> _Cursor:
        return _Cursor(self._connection.cursor(), self._sent)

    @contextmanager
    def pipeline(self) -> Iterator[None]:
        self._sent.append(Sent("together"))
        with self._connection.pipeline():
            yield
        self._sent.append(Sent("apart"))

    def set_off(self) -> None:
        self._connection.set_off()

    def commit(self) -> None:
        self._sent.append(Sent("commit"))
        self._connection.commit()

    def rollback(self) -> None:
        self._sent.append(Sent("rollback"))
        self._connection.rollback()


class RecordingStore(Store):
    """A store that writes down everything its transactions send."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.sent: list[Sent] = []

    def _driver(self, connection: Any) -> Driver:
        return super()._driver(_Connection(connection, self.sent))

    def take(self) -> list[Sent]:
        """What was sent since the last time."""
        taken, self.sent = self.sent, []
        return taken


def replay(connection: Any, sent: Sequence[Sent]) -> None:
    """Send it all again, and fetch what is answered; nothing else. What was sent together is sent together."""
    answers: list[Any] = []
    journey, is_together = ExitStack(), False
    with journey:
        for each in sent:
            if each.how in ("together", "apart"):
                is_together = each.how == "together"
                if is_together:
                    journey.enter_context(connection.pipeline())
                else:
                    journey.close()
            else:
                answers += _send(connection, each)
            while answers and not is_together:
                answers.pop().fetchall()


def _send(connection: Any, each: Sent) -> list[Any]:
    """One thing; answers the cursor of a query of the transition itself: to begin and to lock is answered with nothing."""
    if each.how == "commit":
        connection.commit()
    elif each.how == "many":
        connection.cursor().executemany(each.words, each.values)
    elif each.how == "once":
        answer = connection.execute(each.words) if each.values is None else connection.execute(each.words, each.values)
        return [answer] if each.is_statement and each.is_question else []
    return []
