"""The commune's 3,065 households: invented from figures, always the same, carried through, and whole in the log."""

from __future__ import annotations

import json
import sqlite3
import tomllib
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from states.rule_reading import RulesUnreadable, read_as
from states.vocabulary import State
from tests.support.running import bangvang
from workflow.demo.figures import Figures
from workflow.demo.figures import load as load_figures
from workflow.demo.village_figures import VillageLists
from workflow.intake.household_list import MOST_LINES

HOUSEHOLDS, TITLES, APART = 3065, 2759, 40
AWARDED_APART = 33
FIRST = [
    ("Nguyễn Xuân Thiện", 1950, "DB-0001"),
    ("Nguyễn Đức Nghĩa", 1973, "DB-0002"),
    ("Hoàng Trọng Quân", 1962, "DB-0003"),
]


@pytest.fixture(scope="module")
def figures() -> Figures:
    return load_figures()


def test_the_lists_name_every_household_of_the_commune_once(figures: Figures) -> None:
    lines = [line for each in figures.lists for line in each.households]

    assert len(lines) == len({line.code for line in lines}) == HOUSEHOLDS
    assert len({each.unit for each in figures.village_lists}) == len(figures.village_lists) == 8
    assert all(len(each.households) <= MOST_LINES for each in figures.lists)


def test_nobody_of_the_lists_is_called_like_somebody_else(figures: Figures) -> None:
    heads = [line.head for each in figures.village_lists for line in each.households]
    others = {person.name for person in figures.people.values()} | {each.name for each in figures.nominees.values()}

    assert len(set(heads)) == len(heads)
    assert not others & set(heads)
    assert figures.campaign.signer not in heads


def test_the_names_are_the_same_every_time(figures: Figures) -> None:
    assert load_figures() == figures
    first = [(line.head, line.birth_year, line.code) for line in figures.village_lists[0].households[:3]]
    assert first == FIRST


def test_the_lists_can_be_left_out() -> None:
    assert load_figures(village_lists=False).lists == (load_figures(village_lists=False).household_list,)


def test_villages_that_do_not_add_up_to_the_commune_are_refused() -> None:
    data = tomllib.loads(files("workflow.demo").joinpath("village_lists.toml").read_text(encoding="utf-8"))
    data["villages"][0]["households"] += 1
    with pytest.raises(RulesUnreadable, match="add up"):
        read_as(VillageLists, data, file="village_lists.toml")


class Whole:
    """The demonstration as ``bangvang demo`` loads it: with everything."""

    def __init__(self, folder: Path, said: dict[str, Any], database: sqlite3.Connection) -> None:
        self.folder, self.said, self.database = folder, said, database

    def rows(self, sql: str, *values: str) -> list[tuple[Any, ...]]:
        return self.database.execute(sql, values).fetchall()


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Whole]:
    folder = tmp_path_factory.mktemp("whole") / "var"
    said = json.loads(bangvang(folder, "demo", "--json"))
    with closing(sqlite3.connect(folder / "bangvang.db")) as database:
        yield Whole(folder, said, database)


def test_every_household_has_its_end_and_every_desk_its_work(whole: Whole) -> None:
    states = Counter(dict(whole.rows("SELECT state, count(*) FROM nomination WHERE award = 'GDVH' GROUP BY state")))
    assert sum(states.values()) == HOUSEHOLDS
    assert states[State.PUBLISHED] == TITLES
    lists = Counter(dict(whole.rows(
        "SELECT state, count(*) FROM nomination WHERE proposal_id IN"
        " (SELECT proposal_id FROM nomination GROUP BY proposal_id HAVING count(*) > 40) GROUP BY state"
    )))  # fmt: skip
    assert set(lists) == {State.PUBLISHED, State.WITHDRAWN, State.INELIGIBLE}  # what is finished waits on no desk
    assert sum(lists.values()) == HOUSEHOLDS - APART
    assert set(whole.said["nominations"]) == set(State)


def test_one_decision_names_all_of_them_by_their_villages(whole: Whole) -> None:
    ((key, state),) = whole.rows(
        "SELECT d.id, d.state FROM decision d JOIN decision_line l ON l.decision_id = d.id"
        " GROUP BY d.id HAVING count(*) > 1000"
    )
    named = whole.rows(
        "SELECT n.household_code, u.sort_key, n.sort_key FROM decision_line l JOIN nomination n ON n.id = l.nomination_id"
        " JOIN unit u ON u.id = n.unit_id WHERE l.decision_id = ? AND n.state = 'published' ORDER BY l.position", key,
    )  # fmt: skip
    assert state == "issued"
    assert len({code for code, *_ in named}) == len(named) == TITLES - AWARDED_APART
    assert [place for _, *place in named] == sorted(place for _, *place in named)


def test_comments_on_single_lines_were_recorded_and_settled(whole: Whole) -> None:
    results = Counter(dict(whole.rows(
        "SELECT s.result || ' ' || n.state, count(*) FROM comment_settlement s JOIN nomination n ON n.id = s.nomination_id"
        " WHERE n.household_code LIKE '__-____' GROUP BY 1"
    )))  # fmt: skip
    assert set(results) == {"dismissed published", "upheld ineligible"}
    assert min(results.values()) > 20


def test_the_whole_log_verifies(whole: Whole) -> None:
    assert "Whole." in bangvang(whole.folder, "ledger", "verify")
    assert whole.rows("SELECT count(*) FROM ledger_leaf") == [(whole.said["ledger"]["size"],)]
