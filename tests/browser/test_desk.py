"""The auditor at a phone and at a desk: a bundle and a verification are asked for, watched, and come to an end."""

from __future__ import annotations

import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from tests.support.reader import Device, Reader, seated
from tests.support.running import RunningSite, serving, working

AUDITOR = "theuct"
PATIENCE = 120


@pytest.fixture(scope="module")
def site(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningSite]:
    with serving(demo, tmp_path_factory.mktemp("desk") / "site") as site:
        yield site


def no_barrier(reader: Reader) -> None:
    """Nothing sideways, and no barrier that axe knows."""
    assert reader.page.evaluate("document.documentElement.scrollWidth") <= reader.device.width
    found = Axe().run(reader.page).response["violations"]
    assert [f"{each['id']}: {each['nodes'][0]['html'][:200]}" for each in found] == []


def wait_for(reader: Reader, message: str) -> None:
    """Load the page again until it says so."""
    until = time.monotonic() + PATIENCE
    while not (said := reader.sees(message)) and time.monotonic() < until:
        reader.follow("Tải lại ngay")
        time.sleep(1)
    assert said, reader.read()


@pytest.mark.parametrize("width", [360, 1280])
def test_what_takes_long_is_asked_for_watched_and_taken_away(browser: Browser, site: RunningSite, width: int) -> None:
    day = "31/12/2025" if width == 360 else "30/12/2025"
    with seated(browser, site, Device(width=width, height=800, language="vi")) as reader:
        reader.sign_in(AUDITOR)
        reader.page.goto(f"{site.address}/log/bundle")
        reader.fill("Từ ngày", "01/12/2025").fill("Đến hết ngày", "ngày cuối").press("Lập hồ sơ kiểm tra")
        no_barrier(reader)
        reader.fill("Đến hết ngày", day).press("Lập hồ sơ kiểm tra")
        assert reader.sees("Đang chờ máy chủ bắt đầu.")
        no_barrier(reader)
        reader.menu("Kiểm chứng nhật ký").press("Kiểm chứng ngay")
        assert reader.sees("Đang chờ máy chủ bắt đầu.")
        no_barrier(reader)
        with working(site):
            wait_for(reader, "Lần kiểm chứng được yêu cầu gần nhất")
            no_barrier(reader)
            reader.page.goto(f"{site.address}/log/bundle")
            wait_for(reader, "Tải hồ sơ kiểm tra")
        no_barrier(reader)
        with reader.page.expect_download() as started:
            reader.main.get_by_role("link", name="Tải hồ sơ kiểm tra").first.click()
        with zipfile.ZipFile(started.value.path()) as kept:
            assert kept.testzip() is None and "verify_log.py" in kept.namelist()
