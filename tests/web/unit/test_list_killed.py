"""The whole program killed while it takes over a long list, and the import repeated: each line is there once."""

from __future__ import annotations

import threading
import time
from contextlib import suppress
from pathlib import Path

from tests.soak.house import PASSWORD, House
from tests.soak.sizes import sizes
from tests.soak.visitor import GONE, Page, Visitor
from tests.support.workbooks import household, workbook
from tests.support.world import World
from workflow.intake.awaiting import Awaiting
from workflow.ledger.verify import verify
from workflow.store import Store

MOMENTS = (0.9, 0.6, 0.3)
"""When the program is killed: after which share of the time that a whole import takes."""
LETTER = {
    "title": "Danh sách đề nghị", "number": "07/TTr-TĐ", "dated_on": "01/03/2024", "achievement": "Đạt tiêu chuẩn.",
}  # fmt: skip
PAGE = "/unit/lists/from-file"


def whole_list(first: int, size: int) -> bytes:
    return workbook([household("Nguyễn Văn An", code=f"{n:06}") for n in range(first, first + size)])


def told(size: int) -> str:
    """How many lines are right, as the page says it."""
    return f"{size:,} dòng đúng".replace(",", ".")


def checked(officer: Visitor, house: House, data: bytes, size: int) -> Page:
    """The list as it is shown before anything is written."""
    account_id = house.world.people["thon-dong"].account_id
    digest = Awaiting(house.data_dir / "files").keep(account_id, data)
    page = officer.send(officer.open(PAGE), "Kiểm tra tệp", {**LETTER, "digest": digest})
    assert told(size) in page.text
    return page


def kept(store: Store) -> int:
    with store.reading() as driver:
        return int(driver.connection.execute("SELECT count(*) FROM nomination").fetchall()[0][0])


@sizes("LINES", 500, 5_000)
def test_each_line_once_however_often_it_was_killed(sqlite_store: Store, tmp_path: Path, size: int) -> None:
    world = World.open(sqlite_store)
    house = House(world, tmp_path / "var")
    house.give_passwords([world.people["thon-dong"]])
    house.start("serve")
    try:
        officer = Visitor(house.address)
        officer.sign_in(house.username(world.people["thon-dong"]), PASSWORD)
        page = checked(officer, house, whole_list(1, size), size)
        began = time.monotonic()
        assert officer.send(page, f"Nhập {told(size)}", LETTER).status == 303
        whole = time.monotonic() - began
        assert kept(sqlite_store) == size
        page = checked(officer, house, whole_list(1 + size, size), size)
        for share in MOMENTS:
            _kill_after(house, officer, page, size, whole * share)
            assert kept(sqlite_store) in (size, 2 * size)
            house.start("serve")
        assert officer.send(page, f"Nhập {told(size)}", LETTER).status == 303
        assert kept(sqlite_store) == 2 * size
        with sqlite_store.reading() as driver:
            codes = driver.connection.execute("SELECT count(DISTINCT household_code) FROM nomination").fetchall()
        assert codes[0][0] == 2 * size
    finally:
        house.kill()
    assert verify(sqlite_store).is_whole


def _kill_after(house: House, officer: Visitor, page: Page, size: int, seconds: float) -> None:
    """Confirm the import, and kill every process of the house after a while."""

    def confirm() -> None:
        with suppress(*GONE):
            officer.send(page, f"Nhập {told(size)}", LETTER)

    asking = threading.Thread(target=confirm)
    asking.start()
    time.sleep(seconds)
    house.kill()
    asking.join()
