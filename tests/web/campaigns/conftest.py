"""A commune with its office and chairman at the screen."""

from __future__ import annotations

from pathlib import Path

import pytest

from states.vocabulary import Role
from tests.support.site import Person, Site
from tests.support.world import World
from workflow.store import Store


@pytest.fixture
def world(sqlite_store: Store) -> World:
    return World.open(sqlite_store)


@pytest.fixture
def site(world: World, tmp_path: Path) -> Site:
    return Site(world, tmp_path / "var")


@pytest.fixture
def office(site: Site) -> Person:
    return site.person(site.world.actor(Role.SECRETARIAT))


@pytest.fixture
def chairman(site: Site) -> Person:
    return site.person(site.world.actor(Role.CHAIRMAN))
