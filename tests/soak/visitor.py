"""Somebody at a browser in a process of their own: cookies, links, and forms filled as the page shows them.

Nothing of the program under test is imported here, so that a process of such people starts at once and shares nothing.
"""

from __future__ import annotations

import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.client import HTTPException
from http.cookiejar import CookieJar

WAIT = 90.0
"""Seconds after which an answer is given up."""

GONE = (OSError, HTTPException)
"""Nobody answers, or stopped answering in the middle. ``urllib`` wraps the first in an ``OSError``."""


@dataclass
class Form:
    """A form of a page: where it goes, what stands in it, and its buttons by their words."""

    action: str
    fields: dict[str, str] = field(default_factory=dict)
    buttons: dict[str, tuple[str, str]] = field(default_factory=dict)


@dataclass
class Page:
    """An answer to a request."""

    path: str
    status: int
    text: str
    location: str
    retry_after: str
    forms: list[Form]

    def form(self, button: str) -> Form:
        """The form with a button that begins with these words."""
        found = [form for form in self.forms if any(words.startswith(button) for words in form.buttons)]
        assert found, f"{self.path} ({self.status}) has no button {button!r}"
        return found[-1]


class _Forms(HTMLParser):
    """Reads the forms of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._button: tuple[str, str] | None = None
        self._words = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append(Form(given.get("action", "")))
        elif tag == "button":
            self._button, self._words = (given.get("name", ""), given.get("value", "")), ""
        elif self.forms and tag in ("input", "textarea", "select") and "name" in given:
            self._note(given)

    def _note(self, given: Mapping[str, str]) -> None:
        if given.get("type") not in ("radio", "checkbox") or "checked" in given:
            self.forms[-1].fields[given["name"]] = given.get("value", "")

    def handle_data(self, data: str) -> None:
        self._words += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "button" and self._button is not None and self.forms:
            self.forms[-1].buttons[" ".join(self._words.split())] = self._button
            self._button = None


class _Stay(urllib.request.HTTPRedirectHandler):
    """A redirect is an answer like any other."""

    def redirect_request(self, *_given: object) -> None:
        return None


class Visitor:
    """One person with one browser."""

    def __init__(self, address: str) -> None:
        self.address = address
        self._browser = urllib.request.build_opener(
            urllib.request.ProxyHandler({}), urllib.request.HTTPCookieProcessor(CookieJar()), _Stay()
        )

    def open(self, path: str) -> Page:
        """Ask for a page."""
        return self._ask(urllib.request.Request(self.address + path), path)

    def send(self, page: Page, button: str, entries: Mapping[str, str]) -> Page:
        """Fill the form of a button and press it; the bare answer, a redirect is not followed."""
        form = page.form(button)
        name, value = next(pressed for words, pressed in form.buttons.items() if words.startswith(button))
        data = form.fields | dict(entries) | ({name: value} if name else {})
        path = form.action or page.path
        request = urllib.request.Request(self.address + path, urllib.parse.urlencode(data).encode())
        return self._ask(request, path)

    def sign_in(self, username: str, password: str) -> None:
        """Through the page that everybody uses."""
        answer = self.send(self.open("/sign-in"), "Đăng nhập", {"username": username, "password": password})
        assert answer.status == 303, f"{username} could not sign in: {answer.status}"

    def _ask(self, request: urllib.request.Request, path: str) -> Page:
        try:
            answer = self._browser.open(request, timeout=WAIT)
        except urllib.error.HTTPError as error:
            answer = error
        with answer:
            text = answer.read().decode("utf-8")
        reader = _Forms()
        reader.feed(text)
        return Page(
            path,
            answer.status,
            text,
            answer.headers.get("Location", ""),
            answer.headers.get("Retry-After", ""),
            reader.forms,
        )
