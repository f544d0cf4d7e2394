"""An officer who works without a pause, in a process of their own, and says of every order when it is sent and answered."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from typing import Any, TypeVar

from tests.soak.visitor import GONE, Page, Visitor

Answer = TypeVar("Answer")
PAUSE = 0.05
AWAY = 503
WORDS = 400
TAG = re.compile(r"<[^>]*>")
STEPS = (
    ("comment", "Ghi ý kiến nhân dân", "text"),
    ("suspension", "Tạm dừng xét", "reason"),
    ("resumption", "Tiếp tục xét", "reason"),
)
"""What is done with a posted case for ever: its address, its button, and where the order's mark is written."""


@dataclass(frozen=True)
class Officer:
    """Who works on which case."""

    address: str
    username: str
    password: str
    case: str


def work(officer: Officer, said: Any) -> None:
    """Go on until killed; a site or a database that is away is waited for, with the sign-in that one has.

    No step is left out meanwhile: what follows would be refused, because the case does not stand where it is expected.
    """
    visitor = Visitor(officer.address)
    patiently(lambda: visitor.sign_in(officer.username, officer.password))
    for number in count():
        noun, button, name = STEPS[number % len(STEPS)]
        path, mark = f"/nominations/{officer.case}/{noun}", f"[{officer.username}:{number}]"
        page = patiently(lambda path=path: there(visitor, path))  # type: ignore[misc]
        if any(button in form.buttons for form in page.forms):
            order(visitor, page, button, {name: mark} | ({"received_on": "05/03/2024"} if name == "text" else {}), said)


def order(visitor: Visitor, page: Page, button: str, entries: dict[str, str], said: Any) -> None:
    """Send one order once; only a redirect to the case itself is an acknowledgement.

    After an order that was cut off nobody knows where the case stands, so those that follow may be refused, with the words
    that are told here. An order that the database was away for is cut off too.
    """
    mark = entries.get("text") or entries["reason"]
    said.send(("sent", mark, ""))
    try:
        answer = visitor.send(page, button, entries)
    except GONE:
        return
    if answer.status == AWAY:
        return
    is_done = answer.status == 303 and answer.location == page.path.rsplit("/", 1)[0]
    outcome = (
        "done" if is_done else "refused" if answer.status == 409 else f"answered {answer.status} {answer.location}"
    )
    said.send((outcome, mark, why(answer) if outcome == "refused" else ""))


def why(page: Page) -> str:
    """The words of the page from its first heading on: what it says of a refusal stands there."""
    return " ".join(TAG.sub(" ", page.text[page.text.find("<main") :]).split())[:WORDS]


def there(visitor: Visitor, path: str) -> Page:
    """A page, or ``Away`` while the site says that its database is."""
    page = visitor.open(path)
    if page.status == AWAY:
        raise Away
    return page


class Away(OSError):
    """The site answers, its database does not."""


def patiently(ask: Callable[[], Answer]) -> Answer:
    """Ask until somebody answers."""
    while True:
        try:
            return ask()
        except GONE:
            time.sleep(PAUSE)
