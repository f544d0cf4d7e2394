"""What is worth a look stands in a list with its entries, the same with the finding aid and without; nobody is accused."""

from datetime import timedelta
from pathlib import Path

import pytest

from states.vocabulary import Role, State
from tests.support.plans import bad_steps
from tests.support.site import Site
from tests.support.world import World
from workflow.commands.nomination.suspend import Suspend
from workflow.ledger.indexing import turn
from workflow.queries.course import BY_ACTION, Look
from workflow.queries.worth_a_look import look_page
from workflow.store import Store

PATH = "/log/worth-a-look"


@pytest.fixture
def world(store: Store) -> World:
    return a_world(store)


def a_world(store: Store) -> World:
    """A case late, another on hold, and a clock that went back by two days."""
    world = World.open(store, members=3)
    case = world.draft("LDTT", name="Lê Văn Trễ")
    world.bring(case, State.SUBMITTED)
    world.day += timedelta(days=60)
    world.bring(case, State.UNDER_APPRAISAL)
    world.do(
        Suspend(on=case, reason="Chờ xác minh", seen=world.nomination(case)["changed"]), world.actor(Role.SECRETARIAT)
    )
    world.day -= timedelta(days=2)
    world.bring(world.draft("LDTT", name="Trần Thị Ánh"), State.SUBMITTED)
    return world


def kinds(world: World) -> dict[Look, list[int]]:
    with world.store.reading() as driver:
        return {
            look: [one.entry.index for one in look_page(driver, world.organisation_id, look).found] for look in Look
        }


def test_each_kind_is_found_with_and_without_the_finding_aid(world: World) -> None:
    before = kinds(world)
    assert len(before[Look.LATE]) == len(before[Look.EXCEPTION]) == len(before[Look.CLOCK_BACK]) == 1
    turn(world.store)
    assert kinds(world) == before


def test_a_page_goes_on_where_the_last_one_ended(world: World) -> None:
    turn(world.store)
    with world.store.reading() as driver:
        whole = look_page(driver, world.organisation_id, Look.TOLD_LATE)
        first = look_page(driver, world.organisation_id, Look.TOLD_LATE, most=2)
        rest = look_page(driver, world.organisation_id, Look.TOLD_LATE, after=first.after)
    assert [one.entry.index for one in (*first.found, *rest.found)] == [one.entry.index for one in whole.found]


def test_an_index_is_read_along(world: World) -> None:
    turn(world.store)
    bad = {
        look: steps
        for look in Look
        if (steps := bad_steps(world.store, lambda driver, look=look: look_page(driver, world.organisation_id, look)))  # type: ignore[misc]
    }
    assert bad == {}


def test_every_kind_of_act_is_one_that_exists() -> None:
    assert set(BY_ACTION.values()) == {Look.BACKWARD, Look.WAIVER, Look.EXCEPTION}


def test_the_page_lists_and_judges_nothing(sqlite_store: Store, tmp_path: Path) -> None:
    world = a_world(sqlite_store)
    site = Site(world, tmp_path / "var")
    auditor = site.person(world.actor(Role.AUDITOR))
    page = auditor.open(PATH)
    assert "Không mục nào ở đây tự nó là sai phạm" in page.words
    assert "Vượt quyền khẩn cấp Không có." in page.words
    assert "Lê Văn Trễ" in page.words
    late = auditor.open(PATH + "?look=late&lang=en")
    assert len(late.root.findall(".//table[@id='entries-late']/tbody/tr")) == 1
    assert auditor.client.get(PATH + "?look=nothing&after=x").status_code == 200
    assert site.person(world.actor(Role.ADMINISTRATOR)).client.get(PATH).status_code == 403
