"""One nomination from draft to the public board, through all roles, by people who see the screens for the first time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser import nomination_steps as steps
from tests.support.reader import DESK, PHONE, Device, Reader, on_devices, seated
from tests.support.running import RunningSite, serving, working

NAME = "Lê Thị Bông"
DECISION = "Về việc tặng danh hiệu Lao động tiên tiến cho bà Lê Thị Bông"
TODAY = "02/12/2024"
CHAIR = "Đàm Quang Thuật"
MEMBERS = ("thuatdq", "phuongnb", "khuyengv")
"""Three members vote themselves; of the others in the room the secretary records the raised hands."""


@pytest.fixture
def site(demo: Path, tmp_path: Path) -> Iterator[RunningSite]:
    with serving(demo, tmp_path / "site") as site, working(site):
        yield site


@on_devices(PHONE, also=DESK)
def test_from_the_draft_to_the_board(site: RunningSite, browser: Browser, device: Device, paper: Path) -> None:
    @contextmanager
    def at(username: str) -> Iterator[Reader]:
        with seated(browser, site, device) as reader:
            yield reader.sign_in(username)

    with at("thaonv") as officer:
        steps.propose(officer, NAME, paper)
    with at("lanvn") as office:
        steps.take_in(office, NAME)
    with at("thulh") as secretary:
        steps.open_the_vote(secretary, NAME, TODAY)
    for username in MEMBERS:
        with at(username) as member:
            steps.vote(member)
    with at("thulh") as secretary:
        steps.record_hands(secretary)
        steps.close_the_vote(secretary, CHAIR)
    with at("thuatdq") as chair:
        steps.sign_minutes(chair)
    with at("lanvn") as office:
        steps.draft(office, NAME, DECISION)
    with at("thuatdq") as chairman:
        steps.approve(chairman, DECISION)
    with at("lanvn") as office:
        steps.number(office, DECISION)
    with at("thuatdq") as chairman:
        steps.sign(chairman, DECISION)
    with at("lanvn") as office:
        steps.issue(office, DECISION)
    with seated(browser, site, device) as visitor:
        steps.see_on_the_board(visitor, NAME)
    with at("thaonv") as officer:
        steps.hear_of_it(officer, NAME)
    with at("theuct") as auditor:
        steps.verify_the_log(auditor)
    assert "Whole." in site.bangvang("ledger", "verify")
