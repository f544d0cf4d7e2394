"""Who takes turns: told by years and people alone."""

from __future__ import annotations

from datetime import date

from states.vocabulary import AwardLevel, Role
from tests.support.world import World
from workflow.commands.administration.record_past_award import RecordPastAward
from workflow.ids import new_id
from workflow.queries.turns import longest_turn, turns
from workflow.store import Store


def test_two_who_take_turns_are_seen() -> None:
    assert longest_turn({2021: {"a"}, 2022: {"b"}, 2023: {"a"}, 2024: {"b"}}) == (2, (2021, 2022, 2023, 2024))
    assert longest_turn({2021: {"a"}, 2022: {"b"}, 2023: {"c"}, 2024: {"a"}}) == (3, (2021, 2022, 2023, 2024))


def test_what_is_no_turn_is_left_alone() -> None:
    assert longest_turn({2021: {"a"}, 2022: {"a"}, 2023: {"a"}}) is None
    assert longest_turn({2021: {"a"}, 2022: {"b"}, 2023: {"c"}}) is None
    assert longest_turn({2021: {"a"}, 2023: {"a"}}) is None
    assert longest_turn({}) is None


def test_a_run_may_begin_after_something_else() -> None:
    assert longest_turn({2019: {"a"}, 2020: {"a"}, 2021: {"b"}, 2022: {"a"}, 2023: {"b"}}) == (
        2,
        (2020, 2021, 2022, 2023),
    )


def test_turns_are_read_from_the_register_of_awards(store: Store) -> None:
    world = World.open(store, members=3)
    people = [str(world.nomination(world.draft("LDTT", name=name))["nominee_id"]) for name in ("Trần Một", "Trần Hai")]
    for year in range(2020, 2024):
        order = RecordPastAward(
            on=new_id(), nominee_id=people[year % 2], award="CSTDCS", year=year, decision_number=f"{year}/QĐ",
            decided_on=date(year, 12, 20), issuer="UBND huyện", level=AwardLevel.DISTRICT,
        )  # fmt: skip
        world.do(order, world.actor(Role.SECRETARIAT))
    with world.store.reading() as driver:
        (found,) = turns(driver, world.organisation_id, year=2024)
    assert (found.award, found.period, list(found.years)) == ("CSTDCS", 2, [2020, 2021, 2022, 2023])
    assert [one.name for each in found.years.values() for one in each] == ["Trần Một", "Trần Hai"] * 2
