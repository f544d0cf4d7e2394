"""What the first page of a working day weighs on a slow line: at most 120 KiB, all that a fresh browser fetches included."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser

from tests.support.reader import DESK, seated
from tests.support.running import serving

MOST = 120 * 1024


def test_the_worklist_is_light(demo: Path, tmp_path: Path, browser: Browser) -> None:
    with serving(demo, tmp_path / "site") as site, seated(browser, site, DESK) as reader:
        reader.sign_in("lanvn")
        with reader.page.context.new_page() as fresh:
            line = fresh.context.new_cdp_session(fresh)
            line.send("Network.enable")
            line.send("Network.setCacheDisabled", {"cacheDisabled": True})
            fetched: dict[str, str] = {}
            weights: dict[str, float] = {}
            line.on(
                "Network.requestWillBeSent", lambda event: fetched.update({event["requestId"]: event["request"]["url"]})
            )
            line.on(
                "Network.loadingFinished",
                lambda event: weights.update({event["requestId"]: event["encodedDataLength"]}),
            )
            fresh.goto(site.address, wait_until="networkidle")
            assert fresh.locator("main table tbody tr").count() == 20
    told = {fetched[key]: weight for key, weight in weights.items()}
    assert {Path(url.partition("?")[0]).suffix for url in told} >= {"", ".css", ".js"}, told
    assert sum(told.values()) <= MOST, told
    print(f"the worklist weighs {sum(told.values()) / 1024:.0f} KiB")
