"""A council of five and three eligible nominations; two need no lower award, one has one."""

from __future__ import annotations

from pathlib import Path

import pytest

from states.vocabulary import Role, State
from tests.support.site import Person, Site
from tests.support.world import World
from workflow.store import Store


@pytest.fixture
def world(sqlite_store: Store) -> World:
    world = World.open(sqlite_store)
    for award, name in (("LDTT", "Trần Thị Ánh"), ("LDTT", "Nguyễn Văn Bình"), ("BK_TINH", "Lý Thị Cúc")):
        world.bring(world.draft(award, name=name), State.ELIGIBLE)
    return world


@pytest.fixture
def site(world: World, tmp_path: Path) -> Site:
    world.wait(1)
    return Site(world, tmp_path / "var")


@pytest.fixture
def secretary(site: Site) -> Person:
    return site.person(site.world.actor(Role.COUNCIL_SECRETARY))


@pytest.fixture
def members(site: Site) -> list[Person]:
    return [site.person(member) for member in site.world.members]
