"""Every list saved as a workbook: the same lines as the page, to the same people, and no text that comes alive."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from states.vocabulary import Role
from tests.support.site import Person, Site
from tests.support.workbooks import cells_of, part_of
from tests.support.world import World
from web.spreadsheets import Column, Holds, as_workbook
from workflow.store import Store

EVIL = ('=HYPERLINK("http://evil.example","Bấm")', "+1+1", "-2+3", "@SUM(A1)", "=cmd|' /C calc'!A0", "\t=1+1")
SAVED = {
    "/worklist.xlsx": set(Role) - {Role.HOLDER},
    "/office/queue.xlsx": {Role.SECRETARIAT, Role.COUNCIL_SECRETARY},
    "/unit/nominations.xlsx": {Role.UNIT_OFFICER},
    "/accounts.xlsx": {Role.ADMINISTRATOR, Role.AUDITOR},
    "/log.xlsx": {Role.AUDITOR},
}


@pytest.fixture
def world(sqlite_store: Store) -> World:
    return World.open(sqlite_store)


@pytest.fixture
def site(world: World, tmp_path: Path) -> Site:
    world.wait(1)
    return Site(world, tmp_path / "var")


def saved(somebody: Person, address: str) -> list[tuple[Any, ...]]:
    answer = somebody.client.get(address)
    assert answer.status_code == 200, address
    assert answer.headers["Content-Disposition"].endswith('.xlsx"') or ".xlsx" in answer.headers["Content-Disposition"]
    assert b"<f" not in part_of(answer.data, "xl/worksheets/sheet1.xml")
    return cells_of(answer.data)


def test_text_never_becomes_a_formula() -> None:
    data = as_workbook("Danh sách", [Column("Tên")], [(text,) for text in EVIL])
    sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    assert [cell.data_type for cell in sheet["A"]] == ["s"] * (1 + len(EVIL))
    assert [cell.value for cell in sheet["A"]][1:] == list(EVIL)
    assert b"<f>" not in part_of(data, "xl/worksheets/sheet1.xml")
    assert b"hyperlink" not in part_of(data, "xl/worksheets/sheet1.xml")


def test_days_are_days_and_numbers_numbers() -> None:
    columns = [Column("a", Holds.DAY), Column("b", Holds.MOMENT), Column("c", Holds.NUMBER), Column("d")]
    at = 1_706_495_400_000_000
    rows: Sequence[Sequence[Any]] = [(date(2024, 2, 5), at, 5, "00127"), (date(1890, 1, 2), None, None, "")]
    found = cells_of(as_workbook("Tờ [1]: a/b", columns, rows))
    assert found[1] == (datetime(2024, 2, 5), datetime(2024, 1, 29, 9, 30), 5, "00127")  # noqa: DTZ001
    assert found[2] == ("02/01/1890", None, None, None)
    sheet = openpyxl.load_workbook(io.BytesIO(as_workbook("x", columns, rows))).worksheets[0]
    assert sheet.freeze_panes == "A2"
    assert sheet["A2"].number_format == "dd/mm/yyyy"


def test_lists_are_open_to_those_who_read_their_pages(site: Site, world: World) -> None:
    people = {role: site.person(world.actor(role)) for role in Role if role != Role.HOLDER}
    for address, readers in SAVED.items():
        for role, somebody in people.items():
            held = world.actor(role).roles
            assert (somebody.client.get(address).status_code == 200) == bool(held & readers), f"{address} {role}"
    assert site.visitor().client.get("/worklist.xlsx").status_code == 303


def test_a_unit_saves_all_it_has_proposed(site: Site, world: World) -> None:
    for number in range(45):
        world.draft("GDVH", name=f"=Trần Văn {number:02}", kind="household", files=False)
    officer = site.person(world.people["thon-dong"])
    found = saved(officer, "/unit/nominations.xlsx?award=GDVH")
    assert found[0][:3] == ("Mã hồ sơ", "Tên", "Loại đối tượng")
    assert len({row[1] for row in found[1:]}) == 45
    assert {row[5] for row in found[1:]} == {"Gia đình văn hóa"}
    assert len(saved(officer, "/unit/nominations.xlsx?award=GK")) == 1


def test_desks_and_registers_say_what_their_pages_say(site: Site, world: World) -> None:
    for number in range(25):
        world.submit(world.draft(name=f"Nguyễn Thị {'ABCDEFGHIJKLMNOPQRSTUVWXY'[number]}"))
    office, auditor = site.person(world.actor(Role.SECRETARIAT)), site.person(world.actor(Role.AUDITOR))
    assert len(saved(office, "/worklist.xlsx")) == 26
    assert len(saved(office, "/office/queue.xlsx")) == 26
    assert len(saved(office, "/office/queue.xlsx?group=above")) == 1
    log = saved(auditor, "/log.xlsx")
    assert [row[0] for row in log[1:]] == list(range(len(log) - 2, -1, -1))
    assert isinstance(log[1][1], datetime)
    assert len(saved(auditor, "/log.xlsx?action=submit")) == 26
    assert len(saved(auditor, "/log.xlsx?code=9999-0001")) == 1
    assert any("Thư" in str(row) or "Chủ tịch" in str(row) for row in saved(auditor, "/accounts.xlsx"))


def test_the_public_saves_the_board_and_the_figures(site: Site, world: World) -> None:
    visitor = site.visitor()
    assert saved(visitor, f"/{world.slug}/cong-khai.xlsx")[0][0] == "Tên"
    assert saved(visitor, f"/{world.slug}/so-lieu.xlsx")[0][2] == "Số lượng"
    assert saved(visitor, f"/{world.slug}/so-lieu.xlsx?lang=en")[0][2] != "Số lượng"
    assert visitor.client.get("/khong-co/cong-khai.xlsx").status_code == 404
