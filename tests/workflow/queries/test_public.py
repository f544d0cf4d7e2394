"""What everybody may read, and what is searched, on both databases: filters, order, and reading on from a place."""

from __future__ import annotations

import pytest

from states.vocabulary import Role, State
from tests.support.chronicle import launch
from tests.support.world import World
from workflow.queries.campaign import campaigns, nomination_counts, nominations_of, targets_of
from workflow.queries.operations import is_at_head, ledger_sizes, waiting_messages
from workflow.queries.public import (
    BoardFilter,
    award_counts,
    board,
    organisation_at,
    organisations,
    state_counts,
    words_of,
)
from workflow.queries.public_look_up import awards_with, clean_code, decision_with
from workflow.queries.public_postings import postings
from workflow.queries.search import find
from workflow.store import Store


@pytest.fixture
def world(store: Store) -> World:
    return World.open(store, members=3)


def test_the_board_in_its_order_and_from_a_place_on(world: World) -> None:
    for name in ("Trần Thị Ánh", "Lê Văn Bình", "Đỗ Thị Ước"):
        world.bring(world.draft(name=name), State.PUBLISHED)
    household = world.bring(world.draft("GDVH", name="Hộ ông An", kind="household"), State.PUBLISHED)
    here = world.organisation_id
    with world.store.reading() as driver:
        lines, has_more = board(driver, here, BoardFilter())
        assert [line.name for line in lines] == ["Trần Thị Ánh", "Lê Văn Bình", "Đỗ Thị Ước", "Hộ ông An"]
        assert not has_more and not any(line.is_annulled for line in lines)
        assert board(driver, here, BoardFilter(after=lines[1].place))[0] == lines[2:]
        found = board(
            driver,
            here,
            BoardFilter(year=2024, award="LDTT", unit_id=world.units["thon-dong"], words=words_of("uoc do")),
        )
        assert [line.name for line in found[0]] == ["Đỗ Thị Ước"]
        assert sum(each.count for each in award_counts(driver, here)) == 4
        assert sum(state_counts(driver, here)[2024].values()) == 4
        decision = decision_with(driver, lines[0].lookup)
        assert decision and [line.name for line in decision.lines] == ["Trần Thị Ánh"]
        rest = decision_with(driver, lines[0].lookup, lines[0].place)
        assert rest and rest.lines == ()
        award = awards_with(driver, clean_code(str(world.nomination(household)["code"])))
        assert [each.line.name for each in award] == ["Hộ ông An"]
        assert [each.slug for each in organisations(driver)] == ["dong-mau"]
        assert organisation_at(driver, "dong-mau") and not organisation_at(driver, "tay-mau")


def test_postings_and_campaigns(world: World) -> None:
    first, second = sorted((launch(world), launch(world)), reverse=True)
    keys = [
        world.bring(world.draft("GDVH", name=name, kind="household", campaign_id=first), State.POSTED)
        for name in ("Hộ An", "Hộ Bình")
    ]
    world.draft(name="Nháp", campaign_id=first)
    here, office = world.organisation_id, world.actor(Role.SECRETARIAT)
    with world.store.reading() as driver:
        lines, _ = postings(driver, here, today=world.day)
        assert [line.name for line in lines] == ["Hộ An", "Hộ Bình"]
        assert postings(driver, here, today=world.day, after=lines[0].place)[0] == lines[1:]
        over = lines[-1].ends_on.replace(year=2030)
        assert postings(driver, here, today=over) == ([], False)
        found, _ = campaigns(driver, here)
        assert [each.key for each in found] == [first, second]
        assert [each.key for each in campaigns(driver, here, launched=True, after=(found[0].year, first))[0]] == [
            second
        ]
        assert targets_of(driver, first)
        assert nomination_counts(driver, first, office) == {State.POSTED: 2}
        born, place = nominations_of(driver, first, office, state="posted")
        assert [hit.key for hit in born] == keys and place is None
        key = world.nomination(keys[0])["sort_key"], keys[0]
        assert [hit.key for hit in nominations_of(driver, first, office, after=key)[0]] == keys[1:]
        assert [hit.name for hit in find(driver, office, "ho an").hits] == ["Hộ An"]


def test_what_machines_ask(world: World) -> None:
    with world.store.reading() as driver:
        assert is_at_head(driver)
        assert ledger_sizes(driver)["dong-mau"] == waiting_messages(driver) > 10
