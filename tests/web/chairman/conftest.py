"""The chairman at the screen, in a commune whose cases have come before them."""

from __future__ import annotations

from pathlib import Path

import pytest

from states.vocabulary import Role
from tests.support.decision_signing import Signing, waiting_for_signature
from tests.support.world import World
from tests.web.office.desk import OpenSite
from workflow.store import Store


@pytest.fixture
def world(sqlite_store: Store) -> World:
    world = World.open(sqlite_store)
    world.wait(4)
    return world


@pytest.fixture
def open_site(world: World, tmp_path: Path) -> OpenSite:
    return OpenSite(world, tmp_path)


@pytest.fixture
def signing(world: World, open_site: OpenSite, tmp_path: Path) -> Signing:
    """A numbered decision that waits for the chairman's digital signature."""
    return waiting_for_signature(world, tmp_path / "signing", lambda: open_site.at(Role.CHAIRMAN))
