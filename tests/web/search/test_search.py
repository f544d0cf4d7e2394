"""The search of people with an account: any order, no marks needed, and nothing beyond what they may see."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from shutil import copy

import pytest

from states.vocabulary import Role, State
from tests.support.site import Person, Site
from tests.support.standing import populate
from tests.support.world import World
from workflow.queries.search import find
from workflow.queries.seen_rows import visible_to
from workflow.queries.visibility import may_see_nomination
from workflow.store import Store


@pytest.fixture(scope="module")
def world(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    folder = tmp_path_factory.mktemp("search")
    file = copy(sqlite_template, folder / "bangvang.db")
    with closing(Store(f"sqlite:///{file}", files=folder / "files")) as store:
        made = World.open(store)
        for name in ("Nguyễn Văn Anh", "Nguyễn Văn Ánh", "Đặng Thị Ước", "100% Giỏi_Giang"):
            made.bring(made.draft(name=name), State.SUBMITTED)
        populate(made)
        yield made


@pytest.fixture
def official(world: World, tmp_path: Path) -> Person:
    return Site(world, tmp_path / "var").person(world.actor(Role.SECRETARIAT))


def names(world: World, text: str, role: Role = Role.SECRETARIAT) -> list[str]:
    with world.store.reading() as driver:
        return [hit.name for hit in find(driver, world.actor(role), text).hits]


@pytest.mark.parametrize(
    "typed", ["dang uoc", "ước đặng", "UOC", unicodedata.normalize("NFD", "Đặng Thị Ước"), " thi  dang "]
)
def test_words_in_any_order_and_spelling(world: World, typed: str) -> None:
    assert "Đặng Thị Ước" in names(world, typed)


def test_the_very_marks_come_first(world: World) -> None:
    assert names(world, "nguyễn ánh")[0] == "Nguyễn Văn Ánh"
    assert names(world, "nguyễn anh")[:2] == ["Nguyễn Văn Anh", "Nguyễn Văn Ánh"]


def test_signs_of_patterns_mean_nothing(world: World) -> None:
    assert names(world, "100%") == ["100% Giỏi_Giang"]
    assert names(world, "%") == names(world, "_") == names(world, "") == []


def test_a_code_is_found_whole_or_begun(world: World) -> None:
    with world.store.reading() as driver:
        everything = find(driver, world.actor(Role.SECRETARIAT), "2024-")
    code = everything.hits[0].code
    with world.store.reading() as driver:
        assert [hit.code for hit in find(driver, world.actor(Role.SECRETARIAT), code).hits] == [code]


@pytest.mark.parametrize("is_recused", [False, True])
@pytest.mark.parametrize("role", [role for role in Role if role != Role.HOLDER])
def test_the_database_shows_what_the_rule_shows(world: World, role: Role, is_recused: bool) -> None:
    """``visible_to`` says in SQL what ``may_see_nomination`` says in Python."""
    with world.store.reading() as driver:
        table = driver.connection.execute("SELECT id, state, unit_id FROM nomination").fetchall()
        recused = frozenset(row[0] for row in table[::2]) if is_recused else frozenset()
        actor = replace(world.actor(role), veiled=recused)
        sql = str(visible_to(actor).compile(compile_kwargs={"literal_binds": True}))
        seen = {row[0] for row in driver.connection.execute(f"SELECT id FROM nomination WHERE {sql}").fetchall()}
    allowed = set()
    for key, state, unit in table:
        if may_see_nomination(actor, {"id": key, "state": state, "unit_id": unit}):
            allowed.add(key)
    assert seen == allowed


def test_drafts_are_found_by_their_unit_alone(world: World) -> None:
    world.draft(name="Bản Nháp Riêng")
    assert "Bản Nháp Riêng" in names(world, "nhap rieng", Role.UNIT_OFFICER)
    assert names(world, "nhap rieng") == names(world, "nhap rieng", Role.AUDITOR) == []


def test_the_page_tells_what_was_found(official: Person) -> None:
    page = official.open("/search?q=nguyen+anh")
    assert "Nguyễn Văn Ánh" in page.words and "/nominations/" in " ".join(page.links())
    assert "Không tìm thấy hồ sơ nào" in official.open("/search?q=khongcoai").words
    assert "Gõ tên người" in official.open("/search").words
    for odd in ("%00", "%25", "x" * 3000, "%F0%9F%98%80"):
        official.open(f"/search?q={odd}")


def test_nobody_searches_unseen(world: World, tmp_path: Path) -> None:
    assert "/sign-in" in Site(world, tmp_path / "other").visitor().client.get("/search?q=a").headers["Location"]
