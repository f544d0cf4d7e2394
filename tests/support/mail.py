"""A real mail server for the suite, in a thread of its own, that keeps what it is given and can be told to refuse."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP as Call
from aiosmtpd.smtp import AuthResult, Envelope

LOOPBACK = "127.0.0.1"
TAKEN = "250 taken as 1A2B"
LONG, ROUNDS = 10.0, 4


@dataclass
class MailRoom:
    """What a mail server was given: the readers' addresses, and the e-mails, in order.

    ``answers`` are given to readers' addresses in turn, then ``TAKEN``; ``on_taken`` is called before an e-mail is confirmed.
    """

    port: int = 0
    addresses: list[str] = field(default_factory=list)
    mails: list[EmailMessage] = field(default_factory=list)
    raw: list[bytes] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)
    after_data: list[str] = field(default_factory=list)
    on_taken: Callable[[], None] | None = None
    signed_in: list[tuple[bytes, bytes]] = field(default_factory=list)

    @property
    def url(self) -> str:
        """The address of the server, as the installation is told it."""
        return f"smtp://{LOOPBACK}:{self.port}?from=thidua@dong-mau.example"

    # what the server asks of its owner

    async def handle_RCPT(self, _server: Any, _session: Any, envelope: Envelope, address: str, _options: Any) -> str:
        answer = self.answers.pop(0) if self.answers else "250 OK"
        if answer.startswith("2"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Envelope) -> str:
        answer = self.after_data.pop(0) if self.after_data else TAKEN
        if answer.startswith("2"):
            self.addresses += envelope.rcpt_tos
            assert isinstance(envelope.content, bytes)
            self.raw.append(envelope.content)
            mail = message_from_bytes(envelope.content, policy=SMTP)
            assert isinstance(mail, EmailMessage)
            self.mails.append(mail)
            if self.on_taken:
                self.on_taken()
        return answer

    def sign_in(self, _server: Any, _session: Any, _envelope: Any, mechanism: str, given: Any) -> AuthResult:
        """Accept the password ``dung:8`` only."""
        self.signed_in.append((given.login, given.password))
        return AuthResult(success=given.password == b"dung:8", handled=False)


def free_port() -> int:
    """A port on which nobody listens."""
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        return int(probe.getsockname()[1])


class _Server(Controller):
    """Hangs up on whoever still calls before it ends: else sockets stay open until somebody sweeps them up."""

    def __init__(self, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        self._calls: list[Call] = []

    def factory(self) -> Call:
        call: Call = super().factory()  # type: ignore[no-untyped-call]
        self._calls.append(call)
        return call

    def stop(self, no_assert: bool = False) -> None:
        asyncio.run_coroutine_threadsafe(self._hang_up(), self.loop).result(LONG)
        super().stop(no_assert)

    async def _hang_up(self) -> None:
        for _ in range(ROUNDS):  # a call that was just taken has no transport yet
            for call in self._calls:
                if isinstance(call.transport, asyncio.WriteTransport):
                    call.transport.abort()
            if conversing := asyncio.all_tasks() - {asyncio.current_task()}:
                await asyncio.wait(conversing, timeout=0.05)
            await asyncio.sleep(0)


@contextmanager
def mail_room(room: MailRoom | None = None, **options: Any) -> Iterator[MailRoom]:
    """A running mail server on a free port, or on the port of a given room."""
    room = room or MailRoom(port=free_port())
    server = _Server(room, hostname=LOOPBACK, port=room.port, authenticator=room.sign_in, **options)
    server.start()
    try:
        yield room
    finally:
        server.stop()
