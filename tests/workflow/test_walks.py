"""Random walks of several people over many cases: after each of them the log verifies and its replay gives the same rows."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, Phase, event, given, settings
from hypothesis import strategies as st

from tests.support.standing import populate
from tests.support.wandering import Walk
from tests.support.world import World
from workflow.ledger.verify import verify
from workflow.store import Store

STEPS = 40
ENOUGH = 25
"""So many actions at least are done in a few walks; else they prove nothing."""


@pytest.fixture(scope="module")
def beginning(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[World, Path]]:
    """The commune that every walk begins in, and its file."""
    folder = tmp_path_factory.mktemp("walks")
    file = Path(shutil.copy(sqlite_template, folder / "beginning.db"))
    with closing(Store(f"sqlite:///{file}", files=folder)) as store:
        world = World.open(store)
        populate(world)
    yield world, file


def check(walk: Walk) -> None:
    """Everything that was written agrees with itself."""
    report = verify(walk.world.store)
    told = "\n".join(walk.trail)
    assert report.is_whole, f"{report.findings}\n{told}"


@given(luck=st.randoms(use_true_random=False))
@settings(
    max_examples=20, derandomize=True, database=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck)
)  # fmt: skip
def test_after_any_walk_the_log_is_whole(beginning: tuple[World, Path], luck: Random) -> None:
    world, file = beginning
    with TemporaryDirectory() as folder:
        copy = shutil.copy(file, folder)
        with closing(Store(f"sqlite:///{copy}", files=file.parent)) as store:
            walk = Walk(replace(world, store=store), luck).wander(STEPS)
            event(f"{walk.done // 5 * 5} or more actions done")
            check(walk)


def test_after_a_few_walks_on_postgresql_the_log_is_whole(postgres_store: Store) -> None:
    world = World.open(postgres_store)
    populate(world)
    walks = [Walk(world, Random(seed)).wander(STEPS) for seed in range(3)]
    for walk in walks:
        check(walk)
    assert sum(walk.done for walk in walks) >= ENOUGH
