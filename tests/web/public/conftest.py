"""A commune with a case in every state of every procedure, and its site as a passer-by sees it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from shutil import copy

import pytest

from states.vocabulary import DecisionState, State, Subject
from tests.support.site import Person, Site
from tests.support.standing import populate
from tests.support.world import World
from workflow.store import Store

PAGES = (
    "/dong-mau/cong-khai", "/dong-mau/cong-khai?year=0", "/dong-mau/niem-yet", "/dong-mau/phong-trao", "/dong-mau/so-lieu",
    "/tra-cuu", "/kha-nang-tiep-can", "/huong-dan",
    "/dong-mau/cong-khai/nhat-ky", "/dong-mau/cong-khai/quy-dinh", "/dong-mau/cong-khai/quy-dinh/GK?with=01/08/2025",
)  # fmt: skip


@dataclass
class Town:
    """The commune, its site, and where its cases stand."""

    world: World
    site: Site
    ids: dict[tuple[Subject, str], str]

    def nomination(self, state: State) -> dict[str, object]:
        """A nomination that stands there."""
        return dict(self.world.nomination(self.ids[Subject.NOMINATION, state]))

    def decision(self, state: DecisionState) -> dict[str, object]:
        """A decision that stands there."""
        return dict(self.world.case(self.ids[Subject.DECISION, state], Subject.DECISION))


@pytest.fixture(scope="module")
def town(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    folder = tmp_path_factory.mktemp("town")
    file = copy(sqlite_template, folder / "bangvang.db")
    with closing(Store(f"sqlite:///{file}", files=folder / "files")) as store:
        world = World.open(store)
        ids = populate(world)
        yield Town(world, Site(world, folder / "var"), ids)


@pytest.fixture
def passer_by(town: Town) -> Person:
    return town.site.visitor()
