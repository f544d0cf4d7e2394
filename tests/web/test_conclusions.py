"""Where a verdict rests on a person's conclusion, every screen says so: whose it is, and when it was given."""

from __future__ import annotations

from pathlib import Path

import pytest

from states.vocabulary import FactKind, Role, State
from tests.support.site import Person, Site
from tests.support.world import World
from tests.web.council.sessions import in_vote
from workflow.commands.administration.record_statement import RecordStatement
from workflow.ids import new_id
from workflow.store import Store


@pytest.fixture
def world(sqlite_store: Store) -> World:
    return World.open(sqlite_store)


@pytest.fixture
def eligible(world: World) -> str:
    """A case of which one condition is recorded; all others stand as the appraiser concluded."""
    key = world.bring(world.draft(), State.UNDER_APPRAISAL)
    stated = RecordStatement(
        on=new_id(), nominee_id=str(world.nomination(key)["nominee_id"]), year=2024, fact=FactKind.OPEN_MATTER,
        chosen="none", source="Công an xã xác nhận",
    )  # fmt: skip
    world.do(stated, world.actor(Role.SECRETARIAT))
    return world.bring(key, State.ELIGIBLE)


@pytest.fixture
def site(world: World, eligible: str, tmp_path: Path) -> Site:
    return Site(world, tmp_path / "var")


def member(site: Site) -> Person:
    return site.person(site.world.members[0])


def test_a_conclusion_is_no_finding_of_the_facts(site: Site, eligible: str) -> None:
    words = site.person(site.world.actor(Role.SECRETARIAT)).open(f"/nominations/{eligible}/conditions").words
    assert "Người thẩm định kết luận: Đạt Theo thông tin đã ghi: Chưa rõ." in words
    assert "Người thẩm định: Nguyễn Thị Thường, 01/03/2024" in words, "who, and when"
    assert "Đạt: 2 · Người thẩm định kết luận: Đạt: " in words, "counted apart from what is recorded"


def test_the_ballot_marks_on_how_many_conclusions_it_rests(site: Site, eligible: str) -> None:
    session = in_vote(site.person(site.world.actor(Role.COUNCIL_SECRETARY)), site.world)
    paper = member(site).open(f"{session}/ballot")
    assert "điều kiện theo kết luận của người thẩm định" in paper.words
    there = next(link for link in paper.links() if "/conditions" in link)
    page = member(site).open(there.partition("#")[0])
    line = page.root.find(f".//*[@id='{there.partition('#')[2]}']")
    assert line is not None and "Người thẩm định kết luận: Đạt" in " ".join("".join(line.itertext()).split())
