"""A message as an e-mail: plain text and HTML of the same words, in one layout for all, in the language it was written in.

Made twice, it is the same to the byte, so that a reader's mailbox knows a message that was sent twice. Nothing about the reader
or a case stands in it but the message, and the name and address it goes to.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.errors import HeaderParseError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from functools import cache
from html import escape
from importlib.resources import files
from itertools import groupby

from notifications.letters import phrases
from states.refusals import Fault
from workflow.days import civil_time

BULLET = "• "
NO_ADDRESS = "not an e-mail address"


@dataclass(frozen=True, kw_only=True)
class Letter:
    """What an e-mail is made of. ``key`` and ``domain`` name it for good; ``link`` is a whole address."""

    key: str
    domain: str
    at: int
    language: str
    subject: str
    body: str
    link: str
    organisation: str
    to_name: str
    to_address: str
    open: str = ""
    """What the link is called; where it is left out, that it leads to the site."""


def compose(letter: Letter, sender: str) -> EmailMessage:
    """The e-mail. ``sender`` is the bare address it comes from; raises ``Fault`` when the reader's can't be one."""
    mail = EmailMessage(policy=SMTP)
    subject = " ".join(letter.subject.split())
    mail["From"] = _address(letter.organisation, sender)
    mail["To"] = _address(letter.to_name, letter.to_address)
    mail["Subject"] = subject
    mail["Date"] = format_datetime(civil_time(letter.at))
    mail["Message-ID"] = message_id(letter.key, letter.domain)
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(as_text(letter), cte="quoted-printable")
    mail.add_alternative(as_html(letter, subject), subtype="html", cte="quoted-printable")
    mail["Content-Language"] = letter.language
    mail.set_boundary(f"=_{letter.key}")
    return mail


def message_id(key: str, domain: str) -> str:
    """The name of an e-mail for good: the message's key at the organisation's domain, in ASCII."""
    host = re.sub(r"[^A-Za-z0-9.-]+", "-", domain.split("/", maxsplit=1)[0]).strip(".-")
    return f"<{key}@{host or 'bangvang.invalid'}>"


def as_text(letter: Letter) -> str:
    """The plain text."""
    words = phrases(letter.language)
    parts = (
        letter.body,
        f"{letter.open or words['mail_open']}:\n{letter.link}",
        f"-- \n{letter.organisation}\n{words['mail_automatic']}",
    )
    return "\n\n".join(part for part in parts if part) + "\n"


def as_html(letter: Letter, subject: str) -> str:
    """The same words in HTML; everything that was told is escaped."""
    words = phrases(letter.language)
    return _layout().format(
        language=letter.language, subject=escape(subject), body="\n".join(_blocks(letter.body)),
        address=escape(letter.link), open=escape(letter.open or words["mail_open"]), organisation=escape(letter.organisation),
        automatic=escape(words["mail_automatic"]),
    )  # fmt: skip


@cache
def _layout() -> str:
    return (files("notifications.channels") / "mail.html").read_text("utf-8")


def _blocks(body: str) -> Iterator[str]:
    """Paragraphs and lists: an empty line parts them, a bullet begins a line of a list."""
    for paragraph in re.split(r"\n{2,}", body.strip()):
        for is_list, group in groupby(paragraph.splitlines(), key=lambda line: line.startswith(BULLET)):
            lines = [escape(line.removeprefix(BULLET)) for line in group]
            if is_list:
                yield "<ul>\n" + "\n".join(f"<li>{line}</li>" for line in lines) + "\n</ul>"
            else:
                yield "<p>" + "<br>\n".join(lines) + "</p>"


def _address(name: str, address: str) -> Address:
    try:
        found = Address(display_name=" ".join(name.split()), addr_spec=address.strip())
    except (ValueError, HeaderParseError, IndexError) as error:
        raise Fault(NO_ADDRESS) from error
    if not found.username or not found.domain or not address.isascii():
        raise Fault(NO_ADDRESS)
    return found
