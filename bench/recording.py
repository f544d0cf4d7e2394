"""What the engine really sends to the database, written down, and sent again by the bare driver."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from workflow.sql import Driver
from workflow.store import Store

ENDS = ("commit", "rollback")


@dataclass(frozen=True)
class Sent:
    """One thing sent: a statement (once or for many rows), a commit or a rollback."""

    how: str
    words: str = ""
    values: Any = None

    @property
    def is_statement(self) -> bool:
        """Whether it is a statement of the transition itself: no begin, no lock, no commit."""
        return self.how not in ENDS and not self.words.startswith("BEGIN")

    @property
    def is_question(self) -> bool:
        """Whether it only reads."""
        return self.words.lstrip().upper().startswith("SELECT") or self.words.startswith("WITH RECURSIVE")


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

    def commit(self) -> None:
        self._sent.append(Sent("commit"))
        self._connection.commit()

    def rollback(self) -> None:
        self._sent.append(Sent("rollback"))
        self._connection.rollback()


class RecordingStore(Store):
    """A store that writes down everything its write transactions send."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.sent: list[Sent] = []

    @contextmanager
    def writing(self, organisation_id: str) -> Iterator[Driver]:
        """A write transaction, as always, through a connection that writes down what passes."""
        with super().writing(organisation_id) as driver:
            begin = "BEGIN IMMEDIATE" if self.dialect == "sqlite" else "BEGIN; SELECT pg_advisory_xact_lock(1, 1)"
            self.sent.append(Sent("once", begin))
            yield Driver(_Connection(driver.connection, self.sent), driver.dialect)

    def take(self) -> list[Sent]:
        """What was sent since the last time."""
        taken, self.sent = self.sent, []
        return taken


def replay(connection: Any, sent: Sequence[Sent]) -> None:
    """Send it all again, and fetch what is answered; nothing else."""
    for each in sent:
        if each.how == "commit":
            connection.commit()
        elif each.how == "many":
            connection.cursor().executemany(each.words, each.values)
        elif each.how == "once":
            answer = (
                connection.execute(each.words) if each.values is None else connection.execute(each.words, each.values)
            )
            if answer.description is not None:
                answer.fetchall()
