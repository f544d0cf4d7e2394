"""The commune's mail server: where it is, how to sign in, and how an e-mail is handed over to it.

Written as an address: ``smtp://user:password@host:port?from=thidua@example.vn&starttls=…``. ``smtps`` encrypts from the first
byte; with ``smtp`` the server is asked to (STARTTLS): ``auto`` where it offers that and always before a password is sent,
``required``, or ``no`` for a server in the same house. Certificates are always checked.
"""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email.message import EmailMessage
from urllib.parse import parse_qsl, unquote, urlsplit

from states.refusals import DeliveryFailed, Fault

PATIENCE_SECONDS = 20.0
"""How long one answer of the server is waited for."""

STARTTLS = ("auto", "required", "no")
CLOSING = 421
"""The answer with which a server ends a conversation."""


class Refused(DeliveryFailed):
    """The server will never take this e-mail, for this reader or for what it holds."""


class Unreachable(DeliveryFailed):
    """The server is not there, or ended the conversation."""


@dataclass(frozen=True, kw_only=True)
class MailServer:
    """A mail server. ``sender`` is the address that e-mails come from."""

    host: str
    port: int
    sender: str
    is_encrypted: bool = False
    starttls: str = "auto"
    user: str = ""
    password: str = field(default="", repr=False)


def mail_server(url: str) -> MailServer | None:
    """The server that an address describes, none for an empty one; raises ``Fault`` with one sentence, without the password."""
    if not url:
        return None
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise Fault(f"BANGVANG_MAIL_URL can't be read: {error}.") from error
    options = dict(parse_qsl(parts.query, keep_blank_values=True))
    sender, starttls = options.pop("from", ""), options.pop("starttls", "auto")
    if parts.scheme not in ("smtp", "smtps") or not host:
        raise Fault("BANGVANG_MAIL_URL must be like smtp://user:password@mail.example.vn:587?from=thidua@example.vn.")
    if "@" not in sender:
        raise Fault("BANGVANG_MAIL_URL needs ?from= with the address that e-mails come from.")
    if starttls not in STARTTLS or options:
        raise Fault(f"BANGVANG_MAIL_URL knows ?from= and ?starttls= ({', '.join(STARTTLS)}) and nothing else.")
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    if not (user + password).isascii():
        raise Fault("The user name and the password in BANGVANG_MAIL_URL may hold plain ASCII letters only.")
    is_encrypted = parts.scheme == "smtps"
    usual = 465 if is_encrypted else 587 if user else 25
    return MailServer(
        host=host, port=port or usual, sender=sender, is_encrypted=is_encrypted, starttls=starttls,
        user=user, password=password,
    )  # fmt: skip


@contextmanager
def conversation(server: MailServer, patience: float = PATIENCE_SECONDS) -> Iterator[smtplib.SMTP]:
    """A conversation with the server: it was greeted, encrypted and signed in to. Raises ``Unreachable``."""
    try:
        talk = _connected(server, patience)
    except (OSError, smtplib.SMTPException) as error:
        raise Unreachable(_words(error)) from error
    try:
        yield talk
    finally:
        with suppress(OSError, smtplib.SMTPException):
            talk.quit()
        talk.close()


def _connected(server: MailServer, patience: float) -> smtplib.SMTP:
    if server.is_encrypted:
        talk: smtplib.SMTP = smtplib.SMTP_SSL(
            server.host, server.port, timeout=patience, context=ssl.create_default_context()
        )
    else:
        talk = smtplib.SMTP(server.host, server.port, timeout=patience)
    try:
        _signed_in(talk, server)
    except (OSError, smtplib.SMTPException):
        talk.close()
        raise
    return talk


def _signed_in(talk: smtplib.SMTP, server: MailServer) -> None:
    talk.ehlo_or_helo_if_needed()
    must = server.starttls == "required" or (server.starttls == "auto" and bool(server.user))
    if not server.is_encrypted and server.starttls != "no" and (must or talk.has_extn("starttls")):
        talk.starttls(context=ssl.create_default_context())
        talk.ehlo_or_helo_if_needed()
    if server.user:
        talk.login(server.user, server.password)


def hand_over(talk: smtplib.SMTP, sender: str, address: str, mail: EmailMessage) -> str:
    """Hand over one e-mail and answer the server's last words.

    Raises ``Refused`` when it will never take it (5xx on the reader or the content), ``DeliveryFailed`` when it may later,
    and ``Unreachable`` when the conversation is over.
    """
    try:
        _accepted(*talk.mail(sender), forever=False)
        _accepted(*talk.rcpt(address), forever=True)
        return _accepted(*talk.data(mail.as_bytes()), forever=True)
    except smtplib.SMTPDataError as error:
        return _accepted(error.smtp_code, error.smtp_error, forever=True)
    except UnicodeEncodeError as error:
        raise Refused("the address has letters that no mail server is sure to know") from error
    except (OSError, smtplib.SMTPException) as error:
        raise Unreachable(_words(error)) from error


def again(talk: smtplib.SMTP) -> None:
    """Forget an e-mail that was not taken, so that the next one can be handed over. Raises ``Unreachable``."""
    try:
        talk.rset()
    except (OSError, smtplib.SMTPException) as error:
        raise Unreachable(_words(error)) from error


def _accepted(code: int, answer: bytes | str, *, forever: bool) -> str:
    text = answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer
    words = " ".join(f"{code} {text}".split())
    if code == CLOSING or code < 0:
        raise Unreachable(words)
    if code >= 500 and forever:
        raise Refused(words)
    if code >= 300:
        raise DeliveryFailed(words)
    return words


def _words(error: Exception) -> str:
    """What went wrong, in one line and without a password."""
    if isinstance(error, smtplib.SMTPResponseException):
        return " ".join(f"{error.smtp_code} {error.smtp_error!r}".split())
    return " ".join(f"{type(error).__name__}: {error}".split())
