"""How an offer travels to a witness: one POST, no redirects, little patience, and no more read than a witness says."""

import http.client
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from threading import Event, Timer
from urllib.parse import urlsplit

from workflow.ledger.offers import LONGEST_OFFER

PATIENCE_SECONDS = 10.0
"""How long a witness may take from the first byte to the last."""

LONGEST_ANSWER = LONGEST_OFFER


class NoAnswer(Exception):
    """A witness could not be asked, or has not answered as HTTP servers do; the message says why, in English."""


@dataclass(frozen=True)
class Reply:
    """What a witness answered: status, content type without its parameters, body."""

    status: int
    kind: str
    body: bytes


def post_offer(prefix: str, body: bytes, patience: float = PATIENCE_SECONDS) -> Reply:
    """Offer a checkpoint to the witness at a submission prefix; raises ``NoAnswer``."""
    connection = _connection(prefix, patience)
    try:
        connection.connect()
        with _cut_off(connection.sock, patience):
            return _exchange(connection, prefix, body)
    except (OSError, http.client.HTTPException) as error:
        raise NoAnswer(f"{type(error).__name__}: {error}"[:200]) from error
    finally:
        connection.close()


def _exchange(connection: http.client.HTTPConnection, prefix: str, body: bytes) -> Reply:
    path = f"{urlsplit(prefix).path.rstrip('/')}/add-checkpoint"
    connection.request("POST", path, body, {"Content-Type": "text/plain; charset=utf-8", "User-Agent": "bangvang"})
    with connection.getresponse() as answer:
        said = answer.read(LONGEST_ANSWER + 1)
    if len(said) > LONGEST_ANSWER:
        raise NoAnswer("the answer does not end")
    return Reply(answer.status, answer.headers.get_content_type(), said)


@contextmanager
def _cut_off(line: socket.socket, patience: float) -> Iterator[None]:
    """Whoever sends a byte now and then does not hold us for ever: the line is cut when the time is over."""
    is_late = Event()

    def cut() -> None:
        is_late.set()
        with suppress(OSError):
            line.shutdown(socket.SHUT_RDWR)

    timer = Timer(patience, cut)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
    if is_late.is_set():
        raise NoAnswer("the answer does not end")


def _connection(prefix: str, patience: float) -> http.client.HTTPConnection:
    try:
        parts = urlsplit(prefix)
        host, port = parts.hostname, parts.port
        if not host or parts.scheme not in ("http", "https") or parts.query or not prefix.isascii():
            raise NoAnswer("no address of a witness")
        if parts.scheme == "https":
            return http.client.HTTPSConnection(host, port, timeout=patience, context=ssl.create_default_context())
        return http.client.HTTPConnection(host, port, timeout=patience)
    except (ValueError, http.client.HTTPException) as broken:
        raise NoAnswer(f"no address of a witness: {broken}") from broken
