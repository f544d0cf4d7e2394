"""A village list from a paste to the public board: taken in, posted, found eligible and decided at once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser import list_steps as steps
from tests.browser.nomination_steps import issue, see_on_the_board
from tests.support.reader import DESK, PHONE, Device, Reader, seated
from tests.support.running import RunningSite, serving

AFTER_THE_POSTING = "2024-12-16T08:00+07:00"


@pytest.mark.parametrize("device", [PHONE, DESK], ids=["phone, vi, no scripts", "desk, en"])
def test_twelve_households(demo: Path, tmp_path: Path, browser: Browser, device: Device, paper: Path) -> None:
    @contextmanager
    def at(site: RunningSite, username: str) -> Iterator[Reader]:
        with seated(browser, site, device) as reader:
            yield reader.sign_in(username)

    with serving(demo, tmp_path / "site") as site:
        with at(site, "thaonv") as officer:
            steps.hand_in(officer, paper)
        with at(site, "lanvn") as office:
            steps.take_in(office)
    with serving(tmp_path / "site", tmp_path / "later", clock=AFTER_THE_POSTING) as site:
        with at(site, "lanvn") as office:
            steps.find_eligible(office)
            steps.draft(office)
        with at(site, "thuatdq") as chairman:
            steps.decide(chairman)
        with at(site, "lanvn") as office:
            issue(office, steps.DECISION)
        with seated(browser, site, device) as visitor:
            see_on_the_board(visitor, steps.HEADS[3])
        assert "Whole." in site.bangvang("ledger", "verify")
