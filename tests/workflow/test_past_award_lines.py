"""Many earlier awards at once, on either database: what the register holds of those a list names, and one commit for all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from states.refusals import NotMet, StaleView
from states.text import search_key, sort_key
from states.vocabulary import AwardLevel, Role, State
from tests.support.past_awards import past_award, past_awards
from tests.support.world import World
from tests.workflow.test_award_register import enter, nominee_of
from tests.workflow.test_mergers import merge
from workflow.commands.administration.record_past_award import RecordPastAward
from workflow.commands.administration.strike_past_award import StrikePastAward
from workflow.engine import Insert, Writing, execute_all
from workflow.ids import new_id
from workflow.intake.past_award_list import PastAwardList, read_past_awards
from workflow.ledger.verify import verify
from workflow.queries.past_award_register import is_recorded, register_of
from workflow.sql import Driver
from workflow.store import Store

NAME = "Trần Thị Ánh"


def read(world: World, *rows: dict[str, object]) -> PastAwardList:
    units = [(key, {"thon-dong": "Thôn Đông"}.get(name, name)) for name, key in world.units.items()]
    with world.store.reading() as driver:
        return read_past_awards(
            past_awards(rows), today=world.day, units=units,
            register=lambda lines: register_of(driver, world.organisation_id, lines),
        )  # fmt: skip


def test_merged_lines_are_one_nominee_with_the_awards_of_both(store: Store) -> None:
    world = World.open(store)
    one, other = (nominee_of(world, world.draft(unit=unit)) for unit in ("thon-dong", "truong-hoc"))
    row = past_award(NAME, unit="", year=2022, decision_number="2022/QĐ")
    assert read(world, row).faults[0].problem == "several_registered"
    held = enter(world, other, "CSTDCS", 2022)
    merge(world, one, other)
    assert [each.problem for each in read(world, row).faults] == ["already_recorded"]
    assert [each.nominee for each in read(world, row | {"year": 2021}).lines] == [one]
    assert [each.nominee for each in read(world, row | {"year": 2021, "register_code": other}).lines] == [one]
    order = StrikePastAward(on=held, seen=world.seen(held, StrikePastAward.subject), reason="Ghi nhầm người")
    world.do(order, world.actor(Role.SECRETARIAT))
    assert read(world, row).faults == (), "a struck line may be entered again"


def test_what_was_awarded_here_is_known_by_its_number(store: Store) -> None:
    world = World.open(store)
    key = world.bring(world.draft("LDTT"), State.CONFERRED)
    with world.store.reading() as driver:
        found = register_of(driver, world.organisation_id, [each.line for each in read(world, past_award(NAME)).lines])
    ((award, year, number),) = found.awards[nominee_of(world, key)]
    row = past_award(NAME, award="Lao động tiên tiến", year=year, decision_number=f"{number}/QĐ-UBND")
    assert award == "LDTT" and [each.problem for each in read(world, row).faults] == ["already_recorded"]


def newcomer(world: World) -> Insert:
    row = {
        "id": new_id(), "organisation_id": world.organisation_id, "unit_id": world.units["thon-dong"], "kind": "individual",
        "name": "Lê Văn Mới", "title": "", "birth_year": 1980, "gender": "male", "household_code": None,
        "search_key": search_key("Lê Văn Mới"), "sort_key": sort_key("Lê Văn Mới"),
    }  # fmt: skip
    return Insert(into="nominee", row=row)


def order(nominee: Any, **more: Any) -> RecordPastAward:
    return RecordPastAward(
        on=new_id(), nominee_id=nominee, award="CSTDCS", year=2022, decision_number="1", decided_on=date(2022, 12, 20),
        issuer="UBND huyện", level=AwardLevel.DISTRICT, **more,
    )  # fmt: skip


def newcomers(world: World) -> int:
    with world.store.reading() as driver:
        return len(driver.connection.execute("SELECT id FROM nominee WHERE name = 'Lê Văn Mới'").fetchall())


@pytest.mark.parametrize("many", [1, 3])
def test_somebody_new_and_the_awards_in_one_commit_or_not_at_all(store: Store, many: int) -> None:
    world = World.open(store)
    office, new = world.actor(Role.SECRETARIAT), newcomer(world)
    orders = [order(new.row["id"]) for _ in range(many)]

    def give(orders: list[RecordPastAward], *, stale: bool = False) -> None:
        def resting_on(_driver: Driver) -> Iterable[Writing]:
            if stale:
                raise StaleView("the register has changed")
            return [new]

        execute_all(world.store, orders, actor=office, at=world.at, resting_on=resting_on)

    late = replace(orders[-1], decided_on=world.day + timedelta(days=1))
    with pytest.raises(NotMet):
        give([*orders[:-1], late])
    with pytest.raises(StaleView):
        give(orders, stale=True)
    assert newcomers(world) == 0, "nothing of it stays"
    give(orders)
    assert newcomers(world) == 1
    with world.store.reading() as driver:
        assert all(is_recorded(driver, world.organisation_id, each.on) for each in orders)
        assert not is_recorded(driver, world.organisation_id, late.on + "x")
    assert verify(store, world.organisation_id).is_whole
