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
from psycopg.adapt import PyFormat, Transformer
from psycopg.errors import error_from_result
from psycopg.pq import ExecStatus, Format
from psycopg.pq.abc import PGresult

MOST_PREPARED = 300
"""How many statements a connection keeps ready; past that it forgets them all and begins anew."""

_Dumped = tuple[list[Any], list[Format]]
_GOOD = frozenset({ExecStatus.COMMAND_OK, ExecStatus.TUPLES_OK})


class Answer:
    """What the server says to one statement. Who reads it early sends everything on its way that waits."""

    __slots__ = ("_rows", "_touched", "_travel")

    def __init__(self, travel: Callable[[], None]) -> None:
        self._travel = travel
        self._rows: list[tuple[Any, ...]] | None = None
        self._touched = 0

    def has_come(self, rows: list[tuple[Any, ...]], touched: int) -> None:
        """The server has answered."""
        self._rows, self._touched = rows, touched

    def fetchall(self) -> list[tuple[Any, ...]]:
        """Every row."""
        if self._rows is None:
            self._travel()
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
        self._waiting: list[tuple[str, _Dumped, Answer]] = []
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
        answer = Answer(self._travel)
        self._waiting.append((words, self._dumped(values), answer))
        if not self._is_gathering:
            self._travel()
        return answer

    def cursor(self) -> "Journeys":
        """Itself; there is nothing to keep between two statements."""
        return self

    def executemany(self, words: str, rows: Iterable[Sequence[Any]]) -> None:
        """The same statement with many parameters, on one journey."""
        self._waiting += [(words, self._dumped(values), Answer(self._travel)) for values in rows]
        if not self._is_gathering:
            self._travel()

    @contextmanager
    def pipeline(self) -> Iterator[None]:
        """What is said inside travels together. When one statement is refused, none that follow it is carried out."""
        self._is_gathering = True
        try:
            yield
        except BaseException:
            self._waiting.clear()
            raise
        finally:
            self._is_gathering = False
        self._travel()

    def commit(self) -> None:
        """End the transaction, if there is one."""
        if self._psycopg.pgconn.transaction_status:
            self.execute("COMMIT")

    def rollback(self) -> None:
        """Undo the transaction, if there is one; of a connection that has ended, the server has undone it."""
        self._waiting.clear()
        if not self.closed:
            self._psycopg.rollback()

    def _travel(self) -> None:
        going, self._waiting = self._waiting, []
        if not going:
            return
        line = self._psycopg.pgconn
        try:
            if len(self._prepared) > MOST_PREPARED:
                self._prepared.clear()
                self._psycopg.execute("DEALLOCATE ALL", prepare=False)
            line.enter_pipeline_mode()
            said = self._send(going)
            results = self._received()
            line.exit_pipeline_mode()
        except BaseException:
            self._psycopg.close()  # half a conversation can't be taken up again
            raise
        for (words, name, answer), result in zip(said, results, strict=True):
            if result.status not in _GOOD:
                raise error_from_result(result, self._encoding)
            if answer is None:
                self._prepared[words] = name
            else:
                self._read(result, answer)

    def _send(self, going: Sequence[tuple[str, _Dumped, Answer]]) -> list[tuple[str, bytes, Answer | None]]:
        """Put everything on its way, and answer what the results will belong to: a statement made ready, or one carried out."""
        line = self._psycopg.pgconn
        said: list[tuple[str, bytes, Answer | None]] = []
        fresh: dict[str, bytes] = {}
        for words, values, answer in going:
            name = self._prepared.get(words) or fresh.get(words)
            if name is None:
                name = fresh[words] = b"bv%d" % next(self._numbers)
                line.send_prepare(name, words.encode(self._encoding))
                said.append((words, name, None))
            line.send_query_prepared(name, *values)
            said.append((words, name, answer))
        line.pipeline_sync()
        return said

    def _dumped(self, values: Sequence[Any]) -> _Dumped:
        """Parameters as libpq takes them: bytes as they are, everything else as text."""
        formats = [Format.BINARY if isinstance(value, bytes) else Format.TEXT for value in values]
        return [value if isinstance(value, bytes) else self._text(value) for value in values], formats

    def _text(self, value: Any) -> Any:
        if isinstance(value, str):
            dumped = value.encode(self._encoding)
            if b"\0" in dumped:
                raise DataError("PostgreSQL text fields cannot contain NUL (0x00) bytes")
            return dumped
        if isinstance(value, int):
            return b"%d" % value
        return value if value is None else Transformer(self._psycopg).dump_sequence([value], [PyFormat.TEXT])[0]

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


def journeys_on(connection: Any, kept: dict[str, Any]) -> Journeys:
    """The journeys of a pooled connection; what it has prepared is kept with it."""
    found: Journeys | None = kept.get("journeys")
    if found is None:
        found = kept["journeys"] = Journeys(connection)
    return found
