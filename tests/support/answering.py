"""A server on loopback that answers as a test tells it to, and remembers what it was asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

Told = tuple[int, str, bytes]
"""Status, content type (or, of a redirect, where to), body."""


@dataclass
class Answering:
    """Where it listens, and the bodies it was sent."""

    answer: Callable[[bytes], Told]
    url: str = ""
    asked: list[bytes] = field(default_factory=list)


@contextmanager
def answering(answer: Callable[[bytes], Told]) -> Iterator[Answering]:
    """A server for as long as the block lasts."""
    here = Answering(answer)

    class Listener(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
            here.asked.append(body)
            status, kind, said = here.answer(body)
            self.send_response(status)
            self.send_header("Location" if 300 <= status < 400 else "Content-Type", kind)
            self.end_headers()
            with suppress(ConnectionError):  # whoever asked may have had enough
                self.wfile.write(said)

        do_GET = do_POST

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Listener)
    server.daemon_threads = True
    here.url = f"http://127.0.0.1:{server.server_address[1]}/w"
    serving = Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    serving.start()
    try:
        yield here
    finally:
        server.shutdown()
        server.server_close()
