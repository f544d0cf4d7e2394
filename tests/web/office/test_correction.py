"""A clerical error corrected at the screen, and what a passer-by then reads of the old decision."""

from __future__ import annotations

from pathlib import Path

import pytest

from states.vocabulary import Role, State, Subject
from tests.support.world import World
from tests.web.office.desk import OpenSite, place
from workflow.store import Store


@pytest.fixture
def world(sqlite_store: Store) -> World:
    return World.open(sqlite_store)


@pytest.fixture
def open_site(world: World, tmp_path: Path) -> OpenSite:
    return OpenSite(world, tmp_path)


def test_from_the_error_to_what_a_passer_by_reads(world: World, open_site: OpenSite) -> None:
    case = world.bring(world.draft("LDTT", name="Trần Thị Ánh"), State.PUBLISHED)
    old, code = str(world.nomination(case)["decision_id"]), str(world.nomination(case)["code"])
    office, chairman = open_site.at(Role.SECRETARIAT), open_site.at(Role.CHAIRMAN)
    page = office.open(f"/decisions/{old}/correction")
    wrong = page.send("Lập dự thảo đính chính", {"part": "name", "code": "2024-9999", "becomes": "Ảnh"}, status=422)
    assert "Nhập mã hồ sơ có trong danh sách" in wrong.words
    made = page.send("Lập dự thảo đính chính", {"part": "name", "code": code, "becomes": "Trần Thị Ảnh"})
    assert "NỘI DUNG ĐÍNH CHÍNH" in made.words and "Trần Thị Ánh" in made.words and "giữ nguyên" in made.words
    key = place(made).rsplit("/", 1)[-1]
    assert "Đính chính Quyết định số 01/QĐ-UBND" in chairman.open(f"/decisions/{key}").words
    world.sign(key)
    world.issue(key)
    for path in (
        f"/decisions/{old}",
        f"/nominations/{case}",
        f"/tra-cuu/{world.case(old, Subject.DECISION)['lookup']}",
    ):
        words = office.open(path).words
        assert "Đã được đính chính bởi Quyết định số 02/QĐ-UBND" in words and "“Trần Thị Ảnh”" in words, path
    words = office.open(f"/tra-cuu/{world.case(key, Subject.DECISION)['lookup']}").words
    assert "Quyết định này đính chính Quyết định số 01/QĐ-UBND" in words
