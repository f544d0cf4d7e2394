"""The whole site on a world's store, and people who use it with a browser that is stricter than any real one.

Every page they open must be valid HTML as we owe it; forms are filled only with inputs that the page really has.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from tests.support.html import check_page, parsed
from tests.support.html import text as words_of
from tests.support.world import World
from web.database import db
from web.factory import build
from web.settings import read_settings
from workflow.commands.command import Actor
from workflow.engine import Insert, keep

PASSWORD = "mật khẩu dùng để thử"
_HASH = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
"""Cheap to verify: a story signs many people in, and how hard a real hash is has a test of its own."""


class CompiledOnce(BytecodeCache):
    """Templates compiled for one site of this process serve all others: every test builds its own."""

    def __init__(self) -> None:
        self._code: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take what an earlier site compiled."""
        if bucket.key in self._code:
            bucket.bytecode_from_string(self._code[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Leave what this one compiled."""
        self._code[bucket.key] = bucket.bytecode_to_string()


class BuiltOnce(Rule):
    """A route whose addresses an earlier site of this process knows how to build: compiling that is most of a start."""

    _builders: ClassVar[dict[tuple[object, ...], Callable[..., tuple[str, str]]]] = {}

    def _compile_builder(self, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
        if self.defaults:
            return super()._compile_builder(append_unknown)
        key = (*self._trace, append_unknown)
        if key not in self._builders:
            self._builders[key] = super()._compile_builder(append_unknown)
        return self._builders[key]


Flask.url_rule_class = BuiltOnce
TEMPLATES = CompiledOnce()
_OPENED: list[Flask] = []


def close_sites() -> None:
    """Give back the connections of every site that was opened since the last time."""
    while _OPENED:
        with _OPENED.pop().app_context():
            db.engine.dispose()


@dataclass
class Site:
    """The site a few minutes after what the world has done so far; its clock runs on from there."""

    world: World
    folder: Path
    app: Flask = field(init=False)
    _known: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        url = self.world.store.url.render_as_string(hide_password=False)
        environ = {
            "BANGVANG_DATA_DIR": str(self.folder),
            "BANGVANG_DATABASE_URL": url,
            "BANGVANG_CLOCK": f"{self.world.day.isoformat()}T09:05+07:00",
            "BANGVANG_SECRET_KEY": "only for tests, never for people" * 2,
        }
        self.app = build(read_settings(environ), self.world.store)
        self.app.jinja_env.bytecode_cache = TEMPLATES
        _OPENED.append(self.app)

    def visitor(self) -> Person:
        """Somebody who is not signed in."""
        return Person(self, self.app.test_client())

    def person(self, actor: Actor) -> Person:
        """Somebody with an account, signed in through the page that everybody uses."""
        if actor.account_id not in self._known:
            row = {"account_id": actor.account_id, "password_hash": _HASH, "sessions_since": 1}
            keep(self.world.store, Insert(into="credential", row=row), organisation_id=actor.organisation_id)
            self._known.add(actor.account_id)
        somebody = self.visitor()
        username = next(name for name, known in self.world.people.items() if known.account_id == actor.account_id)
        page = somebody.open("/sign-in")
        page.send("Đăng nhập", {"username": f"{username}.{self.world.slug}", "password": PASSWORD})
        return somebody


@dataclass
class Person:
    """Somebody at a browser."""

    site: Site
    client: FlaskClient

    def open(self, path: str, *, status: int = 200) -> Page:
        """Open an address, and follow where it leads."""
        return self.read(self.client.get(path), path, status)

    def read(self, response: TestResponse, path: str, status: int) -> Page:
        """Look at an answer; a redirect is followed, a page must be valid."""
        while response.status_code == 303:
            path = response.headers["Location"]
            response = self.client.get(path)
        assert response.status_code == status, f"{path}: {response.status_code}\n{_said(response)}"
        if response.mimetype == "text/html":
            check_page(response.text)
        return Page(self, path, response)


@dataclass
class Page:
    """A page that somebody looks at."""

    reader: Person
    path: str
    response: TestResponse

    def __post_init__(self) -> None:
        self.text = self.response.text
        self.root, _ = parsed(self.text)

    @property
    def words(self) -> str:
        """Everything that can be read in the main part, on single spaces."""
        main = self.root.find(".//main")
        return " ".join(words_of(main).split())

    def links(self) -> Iterator[str]:
        """Every address of this site that the page leads to."""
        for anchor in self.root.iter("a"):
            address = anchor.get("href", "")
            if address.startswith("/"):
                yield address

    def entered(self) -> dict[str, str]:
        """What stands in the inputs of the main part."""
        found: dict[str, str] = {}
        for form in self.root.findall(".//main//form"):
            found |= _standing(form)
        return found

    def send(self, button: str, entries: Mapping[str, str] | None = None, *, status: int = 200) -> Page:
        """Fill inputs and press a button; answers the page that follows. An empty entry unticks a box."""
        answer = self.post(button, entries)
        is_here = answer.request.path == urlsplit(self.path).path
        return self.reader.read(answer, self.path if is_here else answer.request.path, status)

    def post(self, button: str, entries: Mapping[str, str] | None = None) -> TestResponse:
        """The bare answer to filling inputs and pressing a button."""
        form, pressed = self._button(button)
        values = _standing(form)
        offered = {each.get("name") for each in form.iter() if each.tag in ("input", "select", "textarea")}
        unknown = set(entries or {}) - offered
        assert not unknown, f"{self.path} has no input {unknown}"
        values |= entries or {}
        values = {name: value for name, value in values.items() if value != ""}
        if name := pressed.get("name"):
            values[name] = pressed.get("value", "")
        address = pressed.get("formaction") or form.get("action") or self.path
        answer = self.reader.client.post(urlsplit(address)._replace(fragment="").geturl(), data=values)
        answer.request.environ["wsgi.input"].close()  # a large body lies in a temporary file
        return answer

    def _button(self, words: str) -> tuple[Element, Element]:
        for form in self.root.findall(".//main//form"):
            for button in form.iter("button"):
                if button.get("type") == "submit" and " ".join(words_of(button).split()).startswith(words):
                    return form, button
        raise AssertionError(f"{self.path} has no button {words!r}:\n{self.words}")


def _standing(form: Element) -> dict[str, str]:
    """What a form would send if nothing was touched."""
    found: dict[str, str] = {}
    for each in form.iter():
        name = each.get("name")
        if not name:
            continue
        if each.tag == "input" and each.get("type") in ("radio", "checkbox"):
            if each.get("checked") is not None:
                found[name] = each.get("value", "on")
        elif each.tag == "input":
            found[name] = each.get("value", "")
        elif each.tag == "textarea":
            found[name] = each.text or ""
        elif each.tag == "select":
            chosen = [option for option in each.iter("option") if option.get("selected") is not None]
            found[name] = (chosen or list(each.iter("option")))[0].get("value", "")
    return found


def _said(response: TestResponse) -> str:
    if response.mimetype != "text/html":
        return response.text[:500]
    root, _ = parsed(response.text)
    return " ".join(words_of(root.find(".//main")).split())[:1500]
