"""A village list from a paste to the public board: taken in, posted, found eligible and decided at once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser

from tests.browser import list_steps as steps
from tests.browser.nomination_steps import approve, issue, number, see_on_the_board
from tests.support.reader import DESK, PHONE, Device, Reader, on_devices, seated
from tests.support.running import RunningSite, serving

AFTER_THE_POSTING = "2024-12-16T08:00+07:00"
HEADS = (
    "Đỗ Thị Ánh", "Vũ Văn Bằng", "Lê Thị Cẩm", "Ngô Văn Đại", "Phan Thị Én", "Trịnh Văn Giáp", "Dương Thị Hậu",
    "Hoàng Văn Ích", "Bùi Thị Khuê", "Đặng Văn Lưỡng", "Nguyễn Thị Mỡ", "Tạ Văn Nhẫn",
)  # fmt: skip
HANDED = steps.Handed(
    unit="Thôn Đồng Bưởi",
    title="Danh sách đề nghị công nhận Gia đình văn hóa bổ sung năm 2024",
    number="09/TTr-TĐB",
    households=[(name, 1950 + n, f"XX-{n:03}") for n, name in enumerate(HEADS, start=1)],
)


@on_devices(DESK, also=PHONE)
def test_twelve_households(demo: Path, tmp_path: Path, browser: Browser, device: Device, paper: Path) -> None:
    @contextmanager
    def at(site: RunningSite, username: str) -> Iterator[Reader]:
        with seated(browser, site, device) as reader:
            yield reader.sign_in(username)

    with serving(demo, tmp_path / "site") as site:
        with at(site, "thaonv") as officer:
            steps.paste(officer, HANDED)
            steps.hand_in(officer, HANDED, paper)
        with at(site, "lanvn") as office:
            steps.take_in(office, HANDED)
    with serving(tmp_path / "site", tmp_path / "later", clock=AFTER_THE_POSTING) as site:
        with at(site, "lanvn") as office, at(site, "thuatdq") as chairman:
            steps.find_eligible(office, HANDED)
            steps.draft(office, [HANDED])
            approve(chairman, steps.DECISION)
            number(office.menu("Việc cần làm"), steps.DECISION)
            steps.decide(chairman, HANDED)
            office.menu("Việc cần làm")
            issue(office, steps.DECISION)
        with seated(browser, site, device) as visitor:
            see_on_the_board(visitor, HEADS[3])
        assert "Whole." in site.bangvang("ledger", "verify")
