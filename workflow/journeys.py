"""PostgreSQL by the journey: statements go to the server together, and their answers come back together.

Measured, three quarters of what this process spends on a short statement are a psycopg cursor's own. The engine knows
beforehand what it will say, so it speaks to libpq itself, through psycopg's wrapper of it: every statement is prepared once
for a connection, goes by its name from then on, and waits for the others that it travels with. Connecting, closing, errors
and the reading of values remain psycopg's.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from select import POLLIN, POLLOUT, poll
from typing import Any

from psycopg import Connection, DataError
from psycopg.errors import error_from_result
from psycopg.pq import ExecStatus, Format
from psycopg.pq.abc import PGresult

MOST_PREPARED = 300
"""How many statements a connection keeps ready; past that it forgets them all and begins anew."""

_GOOD = frozenset({ExecStatus.COMMAND_OK, ExecStatus.TUPLES_OK})


class Answer:
    """What the server says to one statement. Who reads it early waits for everything that was said so far."""

    __slots__ = ("_arrive", "_rows", "_touched")

    def __init__(self, arrive: Callable[[], None]) -> None:
        self._arrive = arrive
        self._rows: list[tuple[Any, ...]] | None = None
        self._touched = 0

    def has_come(self, rows: list[tuple[Any, ...]], touched: int) -> None:
        """The server has answered."""
        self._rows, self._touched = rows, touched

    def fetchall(self) -> list[tuple[Any, ...]]:
        """Every row."""
        if self._rows is None:
            self._arrive()
        return self._rows or []

    def fetchone(self) -> tuple[Any, ...] | None:
        """The first row, if there is one."""
        return next(iter(self.fetchall()), None)

    @property
    def rowcount(self) -> int:
        """How many rows were touched."""
        self.fetchall()
        return self._touched


class Journeys:
    """One connection to PostgreSQL. A statement travels alone, or with all that are said inside ``pipeline``."""

    def __init__(self, connection: Connection[Any]) -> None:
        self._psycopg = connection
        self._encoding = connection.info.encoding
        self._prepared: dict[str, bytes] = {}
        self._numbers = count()
        self._said: list[tuple[str, bytes, Answer | None]] = []
        """What this journey consists of: a statement to be prepared (nobody waits for an answer), or one to be carried out."""
        self._fresh: dict[str, bytes] = {}
        self._is_gathering = False
        self._loads: dict[int, Callable[[Any], Any]] = {}
        self._socket = poll()

    @property
    def closed(self) -> bool:
        """Whether the server, or we, have ended it."""
        return self._psycopg.closed

    @property
    def info(self) -> Any:
        """What psycopg knows of the connection."""
        return self._psycopg.info

    def execute(self, words: str, values: Sequence[Any] = (), /) -> Answer:
        """Say one statement; its parameters go by number. Inside ``pipeline`` the answer is there when all are."""
        answer = Answer(self._arrive)
        self._say(words, values, answer)
        if not self._is_gathering:
            self._arrive()
        return answer

    def cursor(self) -> "Journeys":
        """Itself; there is nothing to keep between two statements."""
        return self

    def executemany(self, words: str, rows: Iterable[Sequence[Any]]) -> None:
        """The same statement with many parameters, on one journey."""
        for values in rows:
            self._say(words, values, Answer(self._arrive))
        if not self._is_gathering:
            self._arrive()

    @contextmanager
    def pipeline(self) -> Iterator[None]:
        """What is said inside travels together. When one statement is refused, none that follows it is carried out."""
        self._is_gathering = True
        try:
            yield
        except BaseException:
            self._ended()  # nobody asks any more what came of it; it will be rolled back
            raise
        finally:
            self._is_gathering = False
        self._arrive()

    def set_off(self) -> None:
        """Send what was said so far, so that the server works on it while this process thinks of what follows."""
        if self._said:
            self._psycopg.pgconn.flush()

    def commit(self) -> None:
        """End the transaction, if there is one."""
        if self._psycopg.pgconn.transaction_status:
            self.execute("COMMIT")

    def rollback(self) -> None:
        """Undo the transaction, if there is one; of a connection that has ended, the server has undone it."""
        if not self.closed:
            self._ended()
            self._psycopg.rollback()

    def _say(self, words: str, values: Sequence[Any], answer: Answer) -> None:
        """Lay a statement ready to be sent, and before it, if it is a new one, that it be prepared."""
        line = self._psycopg.pgconn
        dumped = [_dumped(value, self._encoding) for value in values]
        formats = [Format.BINARY if isinstance(value, bytes) else Format.TEXT for value in values]
        try:
            if not self._said:
                self._set_out()
            name = self._prepared.get(words) or self._fresh.get(words)
            if name is None:
                name = self._fresh[words] = b"bv%d" % next(self._numbers)
                line.send_prepare(name, words.encode(self._encoding))
                self._said.append((words, name, None))
            line.send_query_prepared(name, dumped, formats)
            self._said.append((words, name, answer))
        except BaseException:
            self._psycopg.close()  # half a conversation can't be taken up again
            raise

    def _set_out(self) -> None:
        if len(self._prepared) > MOST_PREPARED:
            self._prepared.clear()
            self._psycopg.execute("DEALLOCATE ALL", prepare=False)
        self._psycopg.pgconn.enter_pipeline_mode()

    def _arrive(self) -> None:
        """Wait until everything said is answered; the first refusal comes up as an error."""
        for result, answer in self._ended():
            if result.status not in _GOOD:
                raise error_from_result(result, self._encoding)
            if answer is not None:
                self._read(result, answer)

    def _ended(self) -> list[tuple[PGresult, Answer | None]]:
        """End the journey: what the server said to each statement, and who waits for it."""
        said, self._said = self._said, []
        fresh, self._fresh = self._fresh, {}
        if not said or self.closed:
            return []
        line = self._psycopg.pgconn
        try:
            line.pipeline_sync()
            results = self._received()
            line.exit_pipeline_mode()
        except BaseException:
            self._psycopg.close()
            raise
        if fresh:
            ready = zip(said, results, strict=True)
            self._prepared |= {
                words: name for (words, name, none), got in ready if none is None and got.status in _GOOD
            }
        return [(result, answer) for (_, _, answer), result in zip(said, results, strict=True)]

    def _received(self) -> list[PGresult]:
        """Every result up to the end of the journey."""
        line = self._psycopg.pgconn
        results: list[PGresult] = []
        self._socket.register(line.socket, POLLIN | POLLOUT)
        while line.flush():
            if any(event & ~POLLOUT for _, event in self._socket.poll()):
                line.consume_input()  # the server waits with its answers before it takes more
        self._socket.modify(line.socket, POLLIN)
        while True:
            while line.is_busy():
                self._socket.poll()
                line.consume_input()
            result = line.get_result()
            if result is None:
                continue
            if result.status == ExecStatus.PIPELINE_SYNC:
                return results
            results.append(result)

    def _read(self, result: PGresult, answer: Answer) -> None:
        width = range(result.nfields)
        loads = [self._load(result.ftype(place)) for place in width]
        rows = [[result.get_value(row, place) for place in width] for row in range(result.ntuples)]
        answer.has_come(
            [tuple(v if v is None else load(v) for load, v in zip(loads, row, strict=True)) for row in rows],
            result.command_tuples or 0,
        )

    def _load(self, kind: int) -> Callable[[Any], Any]:
        found = self._loads.get(kind)
        if found is None:
            known = self._psycopg.adapters
            loader = known.get_loader(kind, Format.TEXT) or known.get_loader(0, Format.TEXT)
            assert loader is not None
            found = self._loads[kind] = loader(kind, self._psycopg).load
        return found


def _dumped(value: Any, encoding: str) -> Any:
    """A parameter as the server takes it: bytes as they are, everything else as text."""
    if value is None or isinstance(value, bytes):
        return value
    words = _array(value) if isinstance(value, list) else _text(value)
    if "\0" in words:
        raise DataError("PostgreSQL text fields cannot contain NUL (0x00) bytes")
    return words.encode(encoding)


def _array(values: list[Any]) -> str:
    return "{" + ",".join(map(_element, values)) + "}"


def _element(value: Any) -> str:
    if value is None:
        return "NULL"
    if isinstance(value, bytes):
        return f'"\\\\x{value.hex()}"'
    words = _text(value)
    return words if isinstance(value, int) else '"' + words.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _text(value: str | int) -> str:
    return value if isinstance(value, str) else f"{value:d}"


def journeys_on(connection: Any, kept: dict[str, Any]) -> Journeys:
    """The journeys of a pooled connection; what it has prepared is kept with it."""
    found: Journeys | None = kept.get("journeys")
    if found is None:
        found = kept["journeys"] = Journeys(connection)
    return found
