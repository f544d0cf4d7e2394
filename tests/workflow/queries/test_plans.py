"""The lists that grow with the years are read along an index, page by page: nothing is read whole, nothing is sorted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from states.vocabulary import Role, State, SubjectKind
from tests.support.plans import bad_steps
from tests.support.world import World
from workflow.commands.command import Actor
from workflow.queries.by_deadline import NO_DEADLINE
from workflow.queries.public import BoardFilter, board
from workflow.queries.public_look_up import awards_with
from workflow.queries.secretariat import Filter as QueueFilter
from workflow.queries.secretariat import postings, queue
from workflow.queries.unit import GROUPS, lines_of, nominations_of
from workflow.queries.worklist import Filter, worklist
from workflow.sql import Driver
from workflow.store import Store

LATE = ("2024-03-05", "m")
UNDATED = (NO_DEADLINE, "m")
PLACE = "minh van.m"


@pytest.fixture
def world(store: Store) -> World:
    """A commune with a few nominations under way."""
    world = World.open(store, members=3)
    for state in (State.SUBMITTED, State.POSTED, State.PUBLISHED):
        world.bring(world.draft("GDVH", kind=SubjectKind.HOUSEHOLD, name=f"Hộ {state}"), state)
    return world


def everything(world: World) -> Actor:
    """Somebody who holds every office at once."""
    offices = tuple(office for actor in world.people.values() for office in actor.offices)
    return replace(world.actor(Role.SECRETARIAT), offices=offices)


def pages(world: World) -> dict[str, Callable[[Driver], object]]:
    """Every list that grows, its first page and the pages after a place."""
    here, unit, day = world.organisation_id, world.units["thon-dong"], world.day
    found: dict[str, Callable[[Driver], object]] = {}
    for name, actor in {
        "office": world.actor(Role.SECRETARIAT), "unit": world.people["thon-dong"], "chairman": world.actor(Role.CHAIRMAN),
        "council": world.actor(Role.COUNCIL_SECRETARY), "all": everything(world),
    }.items():  # fmt: skip
        for wanted in (
            Filter(), Filter(after=LATE), Filter(after=UNDATED), Filter(state="posted"), Filter(unit_id=unit, after=LATE),
            Filter(award="GDVH"),
        ):  # fmt: skip
            found[f"worklist of {name} {wanted}"] = lambda driver, actor=actor, wanted=wanted: worklist(  # type: ignore[misc]
                driver, actor=actor, today=day, wanted=wanted
            )
    for asked in (QueueFilter(), QueueFilter(after=LATE), QueueFilter(group="over", after=UNDATED)):
        found[f"queue {asked}"] = lambda driver, asked=asked: queue(driver, here, today=day, wanted=asked)  # type: ignore[misc]
    found["postings"] = lambda driver: postings(driver, here, today=day, after=LATE)
    for group in ("", "discarded", *GROUPS):
        for way in ({}, {"after": PLACE}, {"before": PLACE}):
            found[f"unit {group} {way}"] = lambda driver, group=group, way=way: nominations_of(  # type: ignore[misc]
                driver, here, unit, group=group, **way
            )
    found["lines of a list"] = lambda driver: lines_of(driver, "a" * 26, after=PLACE)
    place = (5, "minh van", "m")
    for shown in (
        BoardFilter(), BoardFilter(after=place), BoardFilter(year=2024), BoardFilter(year=2024, after=place),
        BoardFilter(year=2024, award="GDVH", unit_id=unit, words=("ho",)),
    ):  # fmt: skip
        found[f"board {shown}"] = lambda driver, shown=shown: board(driver, here, shown)  # type: ignore[misc]
    found["an award by its code"] = lambda driver: awards_with(driver, "2024-0099")
    return found


def test_nothing_is_read_whole_and_nothing_is_sorted(world: World) -> None:
    bad = {name: steps for name, ask in pages(world).items() if (steps := bad_steps(world.store, ask))}
    assert bad == {}
