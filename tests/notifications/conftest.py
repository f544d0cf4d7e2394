"""What tests of messages may ask for."""

from __future__ import annotations

import pytest

from notifications.dispatcher import drain
from tests.notifications.commune import open_commune
from tests.support.world import World
from workflow.store import Store


@pytest.fixture
def commune(store: Store) -> World:
    """A commune whose inboxes hold only what its people's appointments brought."""
    world = open_commune(store)
    drain(store, world.at)
    return world
