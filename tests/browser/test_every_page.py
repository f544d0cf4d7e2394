"""Every page of every role in a real browser: no barrier that axe knows, nothing sideways at 320 px, nothing foreign.

Every page is read in English. What is looked at in the browser is, in the suite of every day, the fullest page of each
route, once; in ``make soak`` each role looks at every page of a route that shows it something new.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser

from notifications.dispatcher import drain
from states.vocabulary import Role
from tests.soak.sizes import sizes
from tests.support.foreign_words import unmarked_vietnamese
from tests.support.reader import Device, Reader, seated
from tests.support.rounds import Round, busiest_unit, first_to_open, kinds, round_of, telling
from tests.support.running import RunningSite, serving
from web.factory import build
from web.settings import read_settings
from workflow.store import Store

SEATED = {
    Role.SECRETARIAT: "lanvn",
    Role.COUNCIL_SECRETARY: "thulh",
    Role.COUNCIL_MEMBER: "phuongnb",
    Role.CHAIRMAN: "thuatdq",
    Role.AUDITOR: "theuct",
    Role.ADMINISTRATOR: "vinhmt",
}
"""Who of the demo looks, for each role but the unit's officer."""

ROLES = [*SEATED, Role.UNIT_OFFICER, None]
PHONE, DESK = 320, 1280
EMPTIED = """() => {
  window.form = [...document.querySelectorAll("main form[method=post]")].find((form) => form.querySelector(
    "input[name=fresh_id], input[type=text], input[type=password], textarea"));
  if (!window.form) return false;
  for (const input of window.form.querySelectorAll("input, textarea, select")) {
    if (input.name === "fresh_id") input.value = "x";
    else if (input.type === "radio" || input.type === "checkbox") input.checked = false;
    else if (input.type !== "hidden") input.value = "";
  }
  return true;
}"""
"""Empties the first form of the page; its key is made unreadable, so that it is refused whatever else it may lack."""

SENT = """() => {
  const buttons = [...window.form.querySelectorAll("button[type=submit]")];
  const strong = (button) => /--(primary|danger)/.test(button.className);
  window.form.requestSubmit(buttons.find(strong) ?? buttons[0]);
}"""
"""Presses the button that does what the page is for."""

SUMMARY = """() => {
  const summary = document.querySelector("[data-error-summary]");
  if (!summary) return ["no list of what to mend"];
  const wrong = [];
  if (document.activeElement !== summary) wrong.push("the list of what to mend is not in focus");
  if (!document.title.startsWith("Lỗi:")) wrong.push("the title does not say that something is wrong");
  const targets = [...summary.querySelectorAll("a")].map((link) => document.querySelector(link.getAttribute("href")));
  if (targets.some((target) => !target)) wrong.push("a line leads nowhere");
  targets.reduce((before, target) => {
    if (before.compareDocumentPosition(target) & Node.DOCUMENT_POSITION_PRECEDING) wrong.push("not in the order of the page");
    return target;
  }, summary);
  return wrong;
}"""
NOON = 1_733_115_600_000_000
"""The demo's morning in microseconds, when its waiting messages are delivered."""


@pytest.fixture(scope="module")
def site(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningSite]:
    """A demo whose messages have been delivered; nothing in it is changed by looking or by a form that is refused."""
    with serving(demo, tmp_path_factory.mktemp("pages") / "site") as site:
        with closing(store_of(site)) as store:
            while drain(store, NOON, 200):
                pass
        yield site


@pytest.fixture(scope="module")
def app(site: RunningSite) -> Iterator[Flask]:
    """The same application in this process: its routes are the list of pages."""
    with closing(store_of(site)) as store:
        yield build(read_settings({"BANGVANG_DATA_DIR": str(site.folder)}), store)


WRITTEN_EARLIER = ("/inbox",)
"""Pages of messages, which keep the language that their reader had when they were written."""


def store_of(site: RunningSite) -> Store:
    return Store(f"sqlite:///{site.folder / 'bangvang.db'}", files=site.folder / "files")


@dataclass
class Inspection:
    """Somebody's round through the pages, and everything that is wrong with them."""

    reader: Reader
    round_: Round
    wrong: list[str] = field(default_factory=list)

    def english(self) -> Mapping[str, Sequence[str]]:
        """Read every page in English; answers by route the addresses that tell something new, the fullest first."""
        found: dict[str, dict[str, frozenset[str]]] = {}
        for endpoint, address in self.round_.stops():
            answer = self.reader.page.request.get(self.reader.site.address + in_english(address))
            assert answer.status < 500, f"{address}: {answer.status}"
            if "text/html" in answer.headers["content-type"]:
                found.setdefault(endpoint, {})[address] = kinds(answer.text())
                foreign = () if address.startswith(WRITTEN_EARLIER) else unmarked_vietnamese(answer.text())
                self.wrong += [f"{address} says in English: {words}" for words in foreign]
        return {endpoint: telling(pages) for endpoint, pages in found.items()}

    def look(self, address: str, *, twice: bool) -> None:
        """Everything about one page, and about the first form on it when it is sent without anything entered.

        The page in error is as free of barriers as the page itself; ``twice`` looks for them once more.
        """
        page = self.reader.page
        page.goto(self.reader.site.address + address)
        self._judge(address)
        if page.evaluate(EMPTIED):
            with page.expect_navigation():
                page.evaluate(SENT)
            if twice:
                self._judge(f"{address} in error")
            self.wrong += [f"{address} in error: {each}" for each in page.evaluate(SUMMARY)]

    def _judge(self, place: str) -> None:
        page = self.reader.page
        found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
        self.wrong += [f"{place} {each['id']}: {node['html']}" for each in found for node in each["nodes"]]
        page.set_viewport_size({"width": PHONE, "height": 740})
        if not page.evaluate("document.documentElement.scrollWidth <= innerWidth"):
            self.wrong.append(f"{place} scrolls sideways at {PHONE} px")
        page.set_viewport_size({"width": DESK, "height": 800})


def in_english(address: str) -> str:
    """The address as visitors ask for it in English; the language of people with an account is kept with it."""
    return f"{address}{'&' if '?' in address else '?'}lang=en"


@sizes("PAGES", 1, 100)
@pytest.mark.parametrize("role", ROLES, ids=[str(role or "public") for role in ROLES])
def test_no_barrier_on_any_page(site: RunningSite, browser: Browser, app: Flask, role: Role | None, size: int) -> None:
    with closing(store_of(site)) as store:
        unit_id, officer = busiest_unit(store)
        round_ = round_of(app, store, role, unit_id)
    with seated(browser, site, Device(width=DESK, height=800, language="en")) as reader:
        inspection = Inspection(reader, round_)
        if role is not None:
            reader.sign_in(SEATED.get(role, officer))
        pages = inspection.english()
        if role is not None:
            reader.change_language("vi")
        for endpoint, addresses in pages.items():
            if size > 1 or role == first_to_open(app, endpoint, ROLES):
                for address in addresses[:size]:
                    inspection.look(address, twice=size > 1)
    assert inspection.wrong == []
