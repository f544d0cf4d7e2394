"""P7: the pages' own queries on registers of ten thousand and of a million nominations, and the plans the database makes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from bench.bars import Figure
from bench.commune import DAY, found, lay_drafts
from bench.grown import in_a_hurry, in_parts, write
from bench.pairs import opened, timed
from bench.places import SqlitePlaces
from states.text import search_key, sort_key
from states.vocabulary import Role, State
from tests.support.world import World
from workflow.ids import new_id
from workflow.queries.public import BoardFilter, board
from workflow.queries.search import find
from workflow.queries.unit import nominations_of
from workflow.queries.worklist import Filter, worklist
from workflow.sql import Driver

FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Huỳnh", "Phan", "Vũ", "Võ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô")
MIDDLE = ("Văn", "Thị", "Hữu", "Đức", "Minh", "Thanh", "Quang", "Ngọc", "Xuân", "Thu", "Kim", "Công", "Bá")
GIVEN = ("Ánh", "Bình", "Cường", "Dũng", "Đạt", "Giang", "Hà", "Hải", "Hòa", "Hùng", "Lan", "Linh", "Long", "Mai", "Nam",
         "Nga", "Phúc", "Quân", "Sơn", "Tâm", "Thảo", "Trang", "Tú", "Tuấn", "Vân", "Việt", "Yến")  # fmt: skip
UNDER_WAY = 200
"""One nomination in so many is under way; the others were conferred."""

Page = Callable[[Driver], object]


def registers(places: SqlitePlaces, *, small: int, large: int, rounds: int) -> Iterator[Figure]:
    """Each page read in turn from the small and from the large register; the slowest growth counts."""
    with _filled(places, small) as (few, few_pages), _filled(places, large) as (many, many_pages):
        growth, tails, named, plans = [], [], [], 0
        for name in few_pages:
            short, long = [], []
            for _ in range(rounds):
                short.append(_read(few, few_pages[name]))
                long.append(_read(many, many_pages[name]))
            growth.append(_at(long, 0.5) / _at(short, 0.5))
            tails.append(_at(long, 0.99) / _at(short, 0.99))
            bad = list(_bad_plans(many, many_pages[name]))
            plans += len(bad)
            named.append(f"{name} {growth[-1]:.2f}{' ' + '; '.join(bad) if bad else ''}")
    yield Figure(key="P7.p50", runs=[max(growth)], note=f"{large:,} against {small:,}: {', '.join(named)}")
    yield Figure(key="P7.p99", runs=[max(tails)])
    yield Figure(key="P7.plans", runs=[plans])


def _read(world: World, page: Page) -> float:
    with world.store.reading() as driver:
        return timed(lambda: page(driver))


def _at(waits: list[float], part: float) -> float:
    return sorted(waits)[min(len(waits) - 1, int(len(waits) * part))]


def pages_of(world: World) -> Mapping[str, Page]:
    """The four pages that grow with the years."""
    office = world.actor(Role.SECRETARIAT)
    here, unit = world.organisation_id, world.units["thon-dong"]
    return {
        "worklist": lambda driver: worklist(driver, actor=office, today=DAY, wanted=Filter()),
        "unit list": lambda driver: nominations_of(driver, here, unit),
        "search": lambda driver: find(driver, office, "nguyễn thị ánh"),
        "board": lambda driver: board(driver, here, BoardFilter(year=DAY.year)),
    }


class _Explaining:
    """A connection that asks the database for its plan of every query."""

    def __init__(self, connection: Any) -> None:
        self.connection = connection
        self.steps: list[str] = []

    def execute(self, words: str, values: Any = ()) -> Any:
        plan = self.connection.execute(f"EXPLAIN QUERY PLAN {words}", values).fetchall()
        self.steps += [step[3] for step in plan]
        return self.connection.execute(words, values)


def _bad_plans(world: World, page: Page) -> Iterator[str]:
    with world.store.reading() as driver:
        explaining = _Explaining(driver.connection)
        driver.connection = explaining  # type: ignore[assignment]
        page(driver)
    for step in dict.fromkeys(explaining.steps):
        if step.startswith("SCAN nomination") or "TEMP B-TREE FOR ORDER BY" in step:
            yield step


@contextmanager
def _filled(places: SqlitePlaces, count: int) -> Iterator[tuple[World, Mapping[str, Page]]]:
    url, files = places.fresh(), places.folder / "files"
    with in_a_hurry(url, files) as store:
        world = found(store)
        (model,) = lay_drafts(world, 1)
        row = dict(world.nomination(model))
        for part in in_parts(nominations(row, world, count)):
            with store.writing(world.organisation_id) as driver:
                write(driver, "nomination", part)
                driver.connection.commit()
        with store.writing(world.organisation_id) as driver:
            driver.connection.execute("ANALYZE")
            driver.connection.commit()
    with opened(url, files) as store:
        world.store = store
        yield world, pages_of(world)


def nominations(row: Mapping[str, Any], world: World, count: int) -> Iterator[dict[str, Any]]:
    """Copies of a nomination under other names, awarded from above years ago but for a few under way."""
    units = list(world.units.values())
    for n in range(1, count + 1):
        name = " ".join((FAMILY[n % 14], MIDDLE[n % 13], GIVEN[n % 27]))
        state = State.UNDER_APPRAISAL if n % UNDER_WAY == 0 else State.CONFERRED
        yield {
            **row, "id": new_id(), "name": name, "search_key": search_key(name), "sort_key": sort_key(name),
            "unit_id": units[n % len(units)], "state": state.value, "code": f"{DAY.year}-{n:04d}", "head": n, "entries": 1,
            "changed": n, "above_number": "34/QĐ-UBND", "above_on": "2024-10-01", "above_authority": "UBND tỉnh Mẫu",
            "published_on": "2024-10-02", "due_on": f"2024-11-{n % 28 + 1:02d}" if state != State.CONFERRED else None,
        }  # fmt: skip
