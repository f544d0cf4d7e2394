"""What a unit reads of its own work, on both databases."""

from __future__ import annotations

import pytest

from states.refusals import NotNow
from states.vocabulary import State
from tests.support.world import World
from workflow.engine import Change, Insert, keep
from workflow.ids import new_id
from workflow.queries.dossier_files import file_for, files_of
from workflow.queries.list_review import review_list
from workflow.queries.nominees import nominee_of, running_campaigns, search_nominees, unit_names
from workflow.queries.proposals import HOUSEHOLD_LIST, drafts_of, proposal_of, proposals_of, put_aside_of
from workflow.queries.unit import counts, lines_of, living_by_name, nominations_of
from workflow.store import Store


@pytest.fixture
def world(store: Store) -> World:
    return World.open(store)


def make_list(world: World, names: list[str]) -> tuple[str, list[str]]:
    """A list of drafts; answers its key and theirs."""
    proposal, unit, officer = new_id(), world.units["thon-dong"], world.people["thon-dong"]
    row = {
        "id": proposal, "organisation_id": world.organisation_id, "unit_id": unit, "author_id": officer.account_id,
        "kind": HOUSEHOLD_LIST, "title": "Danh sách", "number": "01", "dated_on": "2024-03-01", "created_at": world.at,
    }  # fmt: skip
    keep(world.store, Insert(into="proposal", row=row), organisation_id=world.organisation_id)
    drafts = [world.draft("GDVH", name=name, kind="household") for name in names]
    changes = [Change(of="nomination", key=key, columns={"proposal_id": proposal}) for key in drafts]
    keep(world.store, *changes, organisation_id=world.organisation_id)
    return proposal, drafts


def test_pages_lead_on_and_back(world: World) -> None:
    names = [f"Đỗ Văn {chr(97 + n // 26)}{chr(97 + n % 26)}" for n in range(45)]
    for name in names:
        world.draft(name=name, files=False)
    where = (world.organisation_id, world.units["thon-dong"])
    with world.store.reading() as driver:
        first = nominations_of(driver, *where)
        second = nominations_of(driver, *where, after=first.later)
        third = nominations_of(driver, *where, after=second.later, group="drafts", award="LDTT")
        back = nominations_of(driver, *where, before=third.earlier)
        assert [line.name for page in (first, second, third) for line in page.lines] == names
        assert back.lines == second.lines
        assert (first.earlier, third.later) == ("", "")
        assert nominations_of(driver, *where, group="awarded").lines == ()
        assert counts(driver, "unit_id", where[1]) == {State.DRAFT: 45}


def test_the_register_is_searched_in_any_order_and_nothing_is_a_pattern(world: World) -> None:
    for name in ("Nguyễn Thị Ánh", "Nguyễn Thị Anh", "Đặng Văn 100%"):
        world.draft(name=name, files=False)
    unit = world.units["thon-dong"]
    with world.store.reading() as driver:
        assert [each.name for each in search_nominees(driver, unit, "Ánh nguyễn")] == [
            "Nguyễn Thị Ánh",
            "Nguyễn Thị Anh",
        ]
        assert [each.name for each in search_nominees(driver, unit, "%")] == ["Đặng Văn 100%"]
        found = search_nominees(driver, unit, "dang")[0]
        assert nominee_of(driver, unit, found.id) == found
        assert nominee_of(driver, world.units["truong-hoc"], found.id) is None
        assert unit_names(driver, [unit]) == [(unit, "Thôn Đông")]
        assert living_by_name(driver, unit, award="LDTT", year=2024).keys() == {
            "nguyen thi anh", "dang van 100%"
        }  # fmt: skip


def test_a_list_tells_what_it_lacks_and_what_it_shares(world: World) -> None:
    proposal, drafts = make_list(world, ["Trần Văn Ba", "Trần Văn Tư"])
    bare = world.draft("GDVH", name="Trần Văn Năm", kind="household", files=False)
    keep(
        world.store,
        Change(of="nomination", key=bare, columns={"proposal_id": proposal}),
        Change(of="nomination", key=drafts[1], columns={"is_discarded": 1}),
        organisation_id=world.organisation_id,
    )
    officer = world.people["thon-dong"]
    with world.store.reading() as driver:
        lines = drafts_of(driver, proposal)
        review = review_list(driver, lines, actor=officer, at=world.at)
        assert [line.name for line in review.lacking] == ["Trần Văn Năm"]
        assert {paper.lines for paper in review.papers} == {1}
        assert put_aside_of(driver, proposal).keys() == {drafts[1]}
        assert len(lines_of(driver, proposal).lines) == 3
        found, later = proposals_of(driver, world.units["thon-dong"])
        assert [(each.id, each.lines) for each in found] == [(proposal, 3)]
        assert proposals_of(driver, world.units["thon-dong"], after=found[0].place) == ([], "")
        assert later == ""
        assert proposal_of(driver, new_id(), proposal) is None


def test_files_are_those_of_the_dossier(world: World) -> None:
    key = world.draft()
    with world.store.reading() as driver:
        files = files_of(driver, key)
        assert not any(file.is_handed_in for file in files)
        assert file_for(driver, files[0].id, world.people["truong-hoc"]) is None
    world.submit(key)
    with world.store.reading() as driver:
        assert [file.id for file in files_of(driver, key)] == [file.id for file in files]
        assert file_for(driver, files[0].id, world.people["thon-dong"]) is not None


def test_without_a_campaign_none_is_offered(world: World) -> None:
    with world.store.reading() as driver:
        assert running_campaigns(driver, world.organisation_id) == []


def test_a_row_is_kept_once(world: World) -> None:
    proposal, _ = make_list(world, [])
    with world.store.reading() as driver:
        found = proposal_of(driver, world.organisation_id, proposal)
    assert found is not None
    row = {
        "id": proposal, "organisation_id": world.organisation_id, "unit_id": found.unit_id,
        "author_id": world.people["thon-dong"].account_id, "kind": HOUSEHOLD_LIST, "title": "Khác", "number": "02",
        "dated_on": None, "created_at": world.at,
    }  # fmt: skip
    with pytest.raises(NotNow):
        keep(world.store, Insert(into="proposal", row=row), organisation_id=world.organisation_id)
