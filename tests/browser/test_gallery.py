"""The components in a real browser: no barrier that axe knows, no sideways scrolling, nothing blocked or foreign."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page
from werkzeug.serving import make_server

from tests.web.gallery import make_gallery

ADDRESSES = ["/", "/done", "/xa/board?as=public&lang=en", "/error/404", "/broken"]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a running gallery."""
    server = make_server(
        "127.0.0.1", 0, make_gallery({"BANGVANG_DATA_DIR": str(tmp_path_factory.mktemp("var"))}), threaded=True
    )
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(params=[320, 1280], ids=["phone", "desk"])
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": request.param, "height": 800}, reduced_motion="reduce")
    yield page
    page.close()


def barriers(page: Page) -> list[str]:
    """What axe finds on the page, in short."""
    found = Axe().run(page).response["violations"]
    return [f"{each['id']}: {node['html']}" for each in found for node in each["nodes"]]


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_barrier_and_nothing_foreign(page: Page, site: str, address: str) -> None:
    foreign: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: foreign.append(request.url) if not request.url.startswith(site) else None)
    page.on("console", lambda message: complaints.append(message.text) if "Security Policy" in message.text else None)
    page.goto(site + address)
    assert barriers(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert [each for each in foreign if not each.startswith("data:")] == []
    assert complaints == []


def test_double_letters_still_fit(page: Page, site: str) -> None:
    page.goto(site + "/")
    page.evaluate("document.documentElement.style.fontSize = '212.5%'")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_controls_are_large_enough(page: Page, site: str) -> None:
    page.goto(site + "/")
    heights = page.eval_on_selector_all(
        ".bv-button, .bv-input, .bv-menu__link, .bv-top__link, .bv-choice, summary",
        "all => all.filter(e => e.offsetParent).map(e => [e.className, e.getBoundingClientRect().height])",
    )
    assert [each for each in heights if each[1] < 44] == []


def test_a_failed_form_is_read_from_its_summary(page: Page, site: str) -> None:
    page.goto(site + "/form")
    page.fill("#born_on", "31/02/1980")
    page.get_by_role("button", name="Lưu và tiếp tục").click()
    page.wait_for_selector("[data-error-summary]")
    assert page.title().startswith("Lỗi: ")
    assert page.evaluate("document.activeElement.matches('[data-error-summary]')")
    assert barriers(page) == []
    page.get_by_role("link", name="Ngày không có thật. Ví dụ: 05/02/1980.").click()
    assert page.evaluate("document.activeElement.id") == "born_on"


def test_the_counter_speaks(page: Page, site: str) -> None:
    page.goto(site + "/form")
    page.fill("#merits", "Thành tích")
    assert page.inner_text("#merits-count") == "Còn 490 ký tự."
    page.fill("#merits", "x" * 502)
    assert page.inner_text("#merits-count") == "Thừa 2 ký tự."


def test_nothing_is_lost_without_scripts(browser: Browser, site: str) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto(site + "/form")
    page.get_by_role("button", name="Lưu và tiếp tục").click()
    assert page.get_by_role("alert").inner_text().startswith("Có 5 điều cần sửa")
    page.close()


def test_a_second_tap_sends_nothing(page: Page, site: str) -> None:
    sent: list[str] = []
    page.goto(site + "/form")
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    page.route("**/form", lambda route: route.fulfill(status=204))
    for _tap in range(2):
        page.evaluate("document.querySelector('main form.bv-form').requestSubmit()")
    page.wait_for_timeout(200)
    assert len(sent) == 1
