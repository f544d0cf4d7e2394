"""A village officer at the screen, in a commune where nothing has been proposed yet."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.site import Person, Site
from tests.support.world import World
from workflow.store import Store


@pytest.fixture
def world(sqlite_store: Store) -> World:
    return World.open(sqlite_store)


@pytest.fixture
def site(world: World, tmp_path: Path) -> Site:
    world.wait(1)
    return Site(world, tmp_path / "var")


@pytest.fixture
def officer(site: Site, world: World) -> Person:
    return site.person(world.people["thon-dong"])


@pytest.fixture
def other_officer(site: Site, world: World) -> Person:
    return site.person(world.people["truong-hoc"])
