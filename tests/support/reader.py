"""Somebody who works with the site in a real browser: reads, follows links and presses buttons that the pages show.

Every sentence is given in Vietnamese and looked for in the language that the person reads. Nobody types an address, but
for the first page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page
from playwright.sync_api import Error as PlaywrightError

from states.rule_names import award_name
from states.wording import label
from tests.support.running import RunningSite
from web.language import catalogue

WAIT = 10_000
"""Milliseconds that a page may take on a busy machine."""

NAMES = {"vi": "Tiếng Việt", "en": "English"}
"""What each language calls itself."""


@dataclass(frozen=True, kw_only=True)
class Device:
    """What somebody sits at: the window in pixels, whether scripts run, and the language read."""

    width: int
    height: int
    language: str
    scripts: bool = True

    @property
    def called(self) -> str:
        """How reports call it."""
        return f"{self.width} px, {self.language}{'' if self.scripts else ', no scripts'}"


PHONE = Device(width=360, height=740, language="vi", scripts=False)
DESK = Device(width=1280, height=800, language="en")


def on_devices(first: Device, *, also: Device) -> pytest.MarkDecorator:
    """Run a story on one ``device`` in the suite of every day, and on the other one in ``make soak``."""
    later = pytest.param(also, marks=pytest.mark.soak, id=also.called)
    return pytest.mark.parametrize("device", [pytest.param(first, id=first.called), later])


@dataclass
class Reader:
    """A person at a page."""

    site: RunningSite
    device: Device
    page: Page
    complaints: list[str] = field(default_factory=list)
    """What went wrong beside the page: foreign requests, blocked content, errors of scripts."""

    def __post_init__(self) -> None:
        self.page.set_default_timeout(WAIT)
        self.page.on("request", lambda request: self._note_foreign(request.url))
        self.page.on("console", lambda message: self._note_blocked(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(f"{self.page.url}: {error}"))

    def words(self, message: str | StrEnum, **variables: object) -> str:
        """A sentence of the site, or the name of an action, a state, a choice, in the language read."""
        if isinstance(message, StrEnum):
            return label(message, self.device.language)
        known = catalogue(self.device.language)
        if "num" in variables:
            count = variables["num"]
            assert isinstance(count, int)
            grouped = f"{count:,}" if self.device.language == "en" else f"{count:,}".replace(",", ".")
            return known.ungettext(message, message, count) % (variables | {"num": grouped})
        found = known.ugettext(message)
        return found % variables if variables else found.replace("%%", "%")

    @property
    def main(self) -> Locator:
        """The part of the page that is not the frame."""
        return self.page.locator("main")

    def start(self) -> Reader:
        """Open the one address that is typed by hand."""
        self.page.goto(self.site.address)
        if self.device.language != "vi":
            self.follow(NAMES[self.device.language], inside=self.page.locator("header"))
        return self

    def sign_in(self, username: str) -> Reader:
        """From the first page to one's own desk."""
        self.start().follow("Đăng nhập", inside=self.page.locator("header"))
        self.fill("Tên đăng nhập", username)
        self.fill("Mật khẩu", self.site.passphrase)
        self.press("Đăng nhập")
        return self.change_language(self.device.language)

    def change_language(self, wanted: str) -> Reader:
        """Read the pages in a language from now on, by the button in the frame."""
        if self.page.locator("html").get_attribute("lang") != wanted:
            with self.page.expect_navigation():
                self.page.get_by_role("button", name=NAMES[wanted], exact=True).click()
        return self

    def menu(self, name: str) -> Reader:
        """Open a page of one's own menu, which is folded on a phone."""
        fold = self.page.locator("details.bv-fold summary")
        if fold.is_visible():
            fold.click()
            return self.follow(name, inside=self.page.locator("details.bv-fold"))
        return self.follow(name, inside=self.page.locator("nav.bv-side"))

    def follow(self, name: str | StrEnum, *, inside: Locator | None = None, exact: bool = True) -> Reader:
        """Follow a link that the page shows."""
        where = self.main if inside is None else inside
        with self.page.expect_navigation():
            where.get_by_role("link", name=self.words(name), exact=exact).first.click()
        return self

    def press(self, name: str | StrEnum, *, exact: bool = True) -> Reader:
        """Press a button of the main part."""
        with self.page.expect_navigation():
            self.main.get_by_role("button", name=self.words(name), exact=exact).first.click()
        return self

    def fill(self, name: str, text: str) -> Reader:
        """Write into a box, found by the words beside it; marks such as (optional) may follow them."""
        self.main.get_by_label(self.words(name)).first.fill(text)
        return self

    def choose(self, name: str | StrEnum, *, inside: Locator | None = None) -> Reader:
        """Choose an answer, or tick a box, by tapping its words; one that is chosen stays so."""
        words = re.compile(f"^\\s*{re.escape(self.words(name))}\\s*$")
        where = (inside or self.main).locator("label").filter(has_text=words).first
        box = self.page.locator(f"id={where.get_attribute('for')}")
        if not box.is_checked():
            where.click()
        return self

    def choose_award(self, code: str) -> Reader:
        """Choose an award by its name."""
        return self.choose(award_name(code, self.device.language))

    def follow_award(self, code: str) -> Reader:
        """Follow the name of an award."""
        return self.follow(award_name(code, self.device.language))

    def tick(self, words: str) -> Reader:
        """Tick the box whose words hold these."""
        self.main.locator("label", has_text=words).first.click()
        return self

    def tick_all(self) -> Reader:
        """Tick every box of the main part."""
        for box in self.main.locator("input[type=checkbox]").all():
            self.page.locator(f"label[for='{box.get_attribute('id')}']").click()
        return self

    def lay_in(self, part: Locator, file: Path) -> Reader:
        """Choose a file in a part of the page and send it."""
        part.locator("input[type=file]").first.set_input_files(file)
        with self.page.expect_navigation():
            part.get_by_role("button", name=self.words("Gửi tệp")).first.click()
        return self

    def offers(self, name: str) -> bool:
        """Whether the main part has such a button."""
        return self.main.get_by_role("button", name=self.words(name), exact=True).count() > 0

    def unfold(self, name: str) -> Reader:
        """Open a fold of the main part, if it is closed."""
        fold = self.main.locator("details").filter(has_text=self.words(name)).first
        if fold.get_attribute("open") is None:
            fold.locator("summary").click()
        return self

    def open_case(self, name: str) -> Reader:
        """Find a dossier with the search box that every page has, and open it."""
        search = self.page.get_by_role("search")
        search.get_by_role("searchbox").fill(name)
        with self.page.expect_navigation():
            search.get_by_role("button").click()
        return self.follow(name)

    def read(self) -> str:
        """Everything that the main part says, on single spaces."""
        return " ".join(self.main.inner_text().split())

    def sees(self, message: str | StrEnum, **variables: object) -> bool:
        """Whether the main part says a sentence of the site."""
        return self.words(message, **variables) in self.read()

    def sign_out(self) -> None:
        """Leave the site."""
        self.page.locator("header").get_by_role("button", name=self.words("Đăng xuất"), exact=True).click()

    def _note_foreign(self, url: str) -> None:
        if not url.startswith((self.site.address, "data:")):
            self.complaints.append(f"{self.page.url} asked for {url}")

    def _note_blocked(self, text: str) -> None:
        if "Security Policy" in text:
            self.complaints.append(f"{self.page.url}: {text}")


@contextmanager
def seated(browser: Browser, site: RunningSite, device: Device) -> Iterator[Reader]:
    """Somebody at a fresh browser; whatever the pages complained about meanwhile fails the block."""
    context: BrowserContext = browser.new_context(
        viewport={"width": device.width, "height": device.height}, java_script_enabled=device.scripts,
        reduced_motion="reduce", locale={"vi": "vi-VN", "en": "en-GB"}[device.language],
    )  # fmt: skip
    try:
        reader = Reader(site, device, context.new_page())
        try:
            yield reader
        except (PlaywrightError, AssertionError) as error:
            error.add_note(f"At {reader.page.url}: {reader.read()}")
            raise
        assert reader.complaints == []
    finally:
        context.close()
