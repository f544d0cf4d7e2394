"""The site on the day that a world has come to, and the people who sit at it."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from states.vocabulary import Action, Role
from tests.support.site import Page, Person, Site
from tests.support.world import World
from web.views.actions.nouns import NOUNS


class OpenSite:
    """Opens the site anew whenever somebody sits down, since the world's day may have moved on."""

    def __init__(self, world: World, folder: Path) -> None:
        self.world, self.folder = world, folder

    def at(self, role: Role) -> Person:
        """Somebody of an office, signed in on the present day."""
        self.folder = self.folder / "later"
        return Site(self.world, self.folder / "var", self._known()).person(self.world.actor(role))

    def _known(self) -> set[str]:
        with self.world.store.reading() as driver:
            rows = driver.connection.execute("SELECT account_id FROM credential").fetchall()
        return {key for (key,) in rows}


def question(person: Person, key: str, action: Action, *, of: str = "nominations") -> Page:
    """The page of an action."""
    return person.open(f"/{of}/{key}/{NOUNS[action]}")


def place(page: Page) -> str:
    """The path of the page somebody was led to."""
    return urlsplit(page.path).path
