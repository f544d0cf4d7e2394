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


def of_line(number: int, part: str = "name", becomes: str = "Trần Thị Ảnh") -> dict[str, str]:
    """What is entered in one line."""
    given = {"part": part, "code": "", "was": "", "becomes": becomes, "reason": "Danh sách ghi sai dấu."}
    return {f"line{number}-{name}": said for name, said in given.items()}


def test_several_errors_of_one_decision_are_put_right_at_once(world: World, open_site: OpenSite) -> None:
    """Lines are added by a button without JavaScript; what is wrong is told at its line, and an empty one says nothing."""
    case = world.bring(world.draft("LDTT", name="Trần Thị Ánh"), State.PUBLISHED)
    old, code = str(world.nomination(case)["decision_id"]), str(world.nomination(case)["code"])
    office = open_site.at(Role.SECRETARIAT)
    page = office.open(f"/decisions/{old}/correction")
    nothing = page.send("Lập dự thảo đính chính", {}, status=422)
    assert nothing.root.find(".//a[@href='#line0-code']") is not None
    page = page.send("Thêm một chỗ sai", {**of_line(0), "line0-code": code})
    page = page.send("Thêm một chỗ sai", of_line(1, "text", "năm 2024"))
    assert page.entered()["line0-becomes"] == "Trần Thị Ảnh" and page.entered()["line1-becomes"] == "năm 2024"
    wrong = page.send("Lập dự thảo đính chính", {"line0-reason": ""}, status=422)
    for at in ("line0-reason", "line1-was"):
        assert wrong.root.find(f".//a[@href='#{at}']") is not None, at
    made = page.send("Lập dự thảo đính chính", {"line1-was": "năm 2023"})
    for words in ("Tổng cộng: 02 nội dung", "năm 2023", "Trần Thị Ảnh", "Danh sách ghi sai dấu."):
        assert words in made.words, words
    anew = office.open(f"/decisions/{old}/correction?from={place(made).rsplit('/', 1)[-1]}")
    assert f"/decisions/{old}/correction?from=" in made.text
    given = anew.entered()
    assert (given["line0-code"], given["line0-was"]) == (code, "")
    assert (given["line1-part"], given["line1-was"], given["line1-becomes"]) == ("text", "năm 2023", "năm 2024")
    again = anew.send("Lập dự thảo đính chính", {"line1-becomes": "năm 2025"})
    assert "Tổng cộng: 02 nội dung" in again.words and "năm 2025" in again.words


def test_a_corrected_name_that_may_be_somebody_else_is_pointed_out(world: World, open_site: OpenSite) -> None:
    case = world.bring(world.draft("LDTT", name="Trần Thị Ánh"), State.PUBLISHED)
    world.draft("LDTT", name="Lê Văn Bình")
    old, code = str(world.nomination(case)["decision_id"]), str(world.nomination(case)["code"])
    office, chairman = open_site.at(Role.SECRETARIAT), open_site.at(Role.CHAIRMAN)
    page = office.open(f"/decisions/{old}/correction")
    asked = "Đính chính có đúng là cùng một người, tập thể, hộ không?"
    told = page.send("Thêm một chỗ sai", {**of_line(0, becomes="Lê Văn Bình"), "line0-code": code})
    doubts = ("tên này trùng với", "tên mới không còn chữ nào của tên cũ")
    assert all(each in told.words for each in (asked, *doubts))
    made = told.send("Lập dự thảo đính chính", {})
    key = place(made).rsplit("/", 1)[-1]
    world.submit_decision(key)
    assert all(each in chairman.open(f"/decisions/{key}/approval").words for each in (asked, *doubts))
    anew = office.open(f"/decisions/{old}/correction")
    slip = anew.send("Lập dự thảo đính chính", {**of_line(0), "line0-code": code})
    assert asked not in slip.words


def test_from_the_error_to_what_a_passer_by_reads(world: World, open_site: OpenSite) -> None:
    case = world.bring(world.draft("LDTT", name="Trần Thị Ánh"), State.PUBLISHED)
    old, code = str(world.nomination(case)["decision_id"]), str(world.nomination(case)["code"])
    office, chairman = open_site.at(Role.SECRETARIAT), open_site.at(Role.CHAIRMAN)
    page = office.open(f"/decisions/{old}/correction")
    wrong = page.send("Lập dự thảo đính chính", {**of_line(0), "line0-code": "2024-9999"}, status=422)
    assert "Nhập mã hồ sơ có trong danh sách" in wrong.words
    made = page.send("Lập dự thảo đính chính", {**of_line(0), "line0-code": code})
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
    assert "Đính chính; trước ghi “Trần Thị Ánh”" in office.open("/golden-book").words
    board = f"/{world.slug}/cong-khai"
    for path in (f"{board}?year=0", f"/tra-cuu/{world.case(old, Subject.DECISION)['lookup']}", f"/tra-cuu/{code}"):
        page = office.open(path)
        assert (
            "Tên đính chính theo Quyết định số 02/QĐ-UBND; quyết định khen thưởng ghi “Trần Thị Ánh”" in page.words
        ), path
        assert page.root.find(f".//a[@href='/tra-cuu/{world.case(key, Subject.DECISION)['lookup']}']") is not None
    words = office.open(f"/tra-cuu/{world.case(key, Subject.DECISION)['lookup']}").words
    assert "Quyết định này đính chính Quyết định số 01/QĐ-UBND" in words
