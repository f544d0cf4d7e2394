"""What only a browser can tell: tables that are read on a phone and between, rows of the page's head, targets for fingers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from tests.support.reader import Device, Reader, seated
from tests.support.running import RunningSite, serving

PHONE = 360
SECRETARY, OFFICE = "thulh", "lanvn"
CELLS = "all => all.map(cell => cell.getBoundingClientRect().width)"
CUT = "all => all.filter(e => e.scrollWidth > e.clientWidth + 1).length"
ALONE = """all => all.filter(link => {
  const block = link.closest("p, li, td, th, dd, summary, nav");
  const box = link.getBoundingClientRect();
  return block && box.height > 0 && block.textContent.trim() === link.textContent.trim() && box.height < 44;
}).map(link => [link.textContent.trim(), link.getBoundingClientRect().height])"""
"""Links and buttons that are all their block says, and lower than a finger is wide."""


@pytest.fixture(scope="module")
def site(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningSite]:
    with serving(demo, tmp_path_factory.mktemp("layout") / "site") as site:
        yield site


def device(width: int) -> Device:
    return Device(width=width, height=800, language="vi")


def counted(reader: Reader) -> None:
    """A session whose votes are counted."""
    reader.sign_in(SECRETARY)
    reader.page.goto(f"{reader.site.address}/council/planning?state=signed")
    reader.page.locator("#sessions tbody a").first.click()


def test_results_of_a_campaign_are_read_on_a_phone(browser: Browser, site: RunningSite) -> None:
    with seated(browser, site, device(PHONE)) as reader:
        reader.page.goto(f"{site.address}/huong-lam/phong-trao")
        widths = reader.page.eval_on_selector_all(".bv-results td[data-label]", CELLS)
        assert widths and min(widths) > PHONE / 2


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("width", [320, 360, 1280])
def test_the_laurel_of_the_board_covers_no_letter(
    browser: Browser, site: RunningSite, width: int, language: str
) -> None:
    with seated(browser, site, replace(device(width), language=language)) as reader:
        reader.page.goto(f"{site.address}/?lang={language}")
        assert reader.page.locator(".gb-board__title").inner_text() == reader.words("Bảng Vàng")
        assert reader.page.eval_on_selector_all(".gb-board__words", CUT) == 0


@pytest.mark.parametrize("width", [360, 700, 1024, 1280])
def test_counts_of_a_vote_are_never_cut(browser: Browser, site: RunningSite, width: int) -> None:
    with seated(browser, site, device(width)) as reader:
        counted(reader)
        assert reader.page.locator(".bv-table--count").count() > 1
        assert reader.page.eval_on_selector_all(".bv-table--count", CUT) == 0


@pytest.mark.parametrize("width", [700, 1024])
def test_the_head_of_the_page_has_whole_rows(browser: Browser, site: RunningSite, width: int) -> None:
    with seated(browser, site, device(width)) as reader:
        reader.sign_in(SECRETARY)
        lines = reader.page.eval_on_selector_all(
            ".bv-top__link", "all => new Set(all.map(e => Math.round(e.getBoundingClientRect().top))).size"
        )
        assert lines == 1


@pytest.mark.parametrize("address", ["/cong-khai", "/huong-lam/phong-trao", "/huong-dan", "/huong-lam/so-lieu"])
def test_what_stands_alone_is_large_enough_for_a_finger(browser: Browser, site: RunningSite, address: str) -> None:
    with seated(browser, site, device(PHONE)) as reader:
        reader.page.goto(site.address + address)
        assert reader.page.eval_on_selector_all("main a, main button, footer a", ALONE) == []
        board = reader.page.locator(".gb-line__decision a")
        assert all(box["height"] >= 44 for link in board.all()[:5] if (box := link.bounding_box()))


def test_what_stands_alone_at_a_desk_is_large_enough_for_a_finger(browser: Browser, site: RunningSite) -> None:
    with seated(browser, site, device(PHONE)) as reader:
        counted(reader)
        assert reader.page.eval_on_selector_all("main a, main button, footer a", ALONE) == []
        reader.sign_out()
        reader.sign_in(OFFICE)
        for address in ("/worklist", "/decisions", "/office/queue"):
            reader.page.goto(site.address + address)
            assert reader.page.eval_on_selector_all("main a, main button, footer a", ALONE) == []


def test_what_is_said_of_a_file_has_no_barrier(browser: Browser, site: RunningSite, paper: Path) -> None:
    with seated(browser, site, device(PHONE)) as reader:
        reader.page.goto(f"{site.address}/tra-cuu")
        reader.main.locator("input[type=file]").set_input_files(paper)
        reader.press("Kiểm tra tệp")
        assert reader.sees("Không có giấy nào đã ban hành ở đây giống từng byte với tệp này.")
        assert reader.page.evaluate("document.documentElement.scrollWidth") <= PHONE
        assert Axe().run(reader.page).response["violations"] == []
