"""The administrator at the screens of a fresh commune."""

from pathlib import Path

import pytest

from states.vocabulary import Role
from tests.support.site import Person, Site
from tests.support.world import World
from workflow.store import Store


@pytest.fixture
def world(sqlite_store: Store) -> World:
    """A fresh commune."""
    return World.open(sqlite_store)


@pytest.fixture
def administrator(world: World, tmp_path: Path) -> Person:
    """Its administrator, signed in."""
    return Site(world, tmp_path / "var").person(world.actor(Role.ADMINISTRATOR))
