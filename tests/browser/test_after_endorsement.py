"""What follows the council's proposal, by people at a phone whose scripts don't run: an award in hand, and one taken back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Protocol

import pytest
from playwright.sync_api import Browser

from tests.browser import award_steps as steps
from tests.browser import nomination_steps
from tests.support.reader import DESK, PHONE, Device, Reader, on_devices, seated
from tests.support.running import RunningSite, serving, signing_the_log, working

ENDORSED, CONFERRED = "Phạm Thị Nhạn", "Nguyễn Quốc Trưởng"
DECISION = "Về việc công nhận danh hiệu Lao động tiên tiến cho bà Phạm Thị Nhạn"
TODAY = "02/12/2024"
SCRIPTLESS_DESK = replace(DESK, scripts=False)


class Seat(Protocol):
    """Somebody at a fresh browser: signed in, or a visitor."""

    def __call__(self, username: str = "") -> AbstractContextManager[Reader]: ...


@pytest.fixture(scope="module")
def site(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningSite]:
    with serving(demo, tmp_path_factory.mktemp("awards") / "site") as site, working(site), signing_the_log(site):
        yield site


@pytest.fixture
def at(site: RunningSite, browser: Browser, device: Device) -> Seat:
    @contextmanager
    def sit(username: str = "") -> Iterator[Reader]:
        with seated(browser, site, device) as reader:
            yield reader.sign_in(username) if username else reader
            wide = reader.page.evaluate("document.documentElement.scrollWidth")
            assert wide <= device.width, f"{reader.page.url} scrolls sideways"

    return sit


@on_devices(PHONE, also=SCRIPTLESS_DESK)
def test_from_endorsed_to_the_certificate_in_hand(at: Seat, tmp_path: Path, device: Device) -> None:
    with at("lanvn") as office:
        steps.submit(office, ENDORSED, DECISION)
    with at("thuatdq") as chairman:
        steps.approve(chairman, DECISION)
    with at("lanvn") as office:
        nomination_steps.number(office, DECISION)
    with at("thuatdq") as chairman:
        steps.sign_with_the_key(chairman, DECISION)
    with at("lanvn") as office:
        nomination_steps.issue(office, DECISION)
        code = steps.print_certificate(office, DECISION, ENDORSED, tmp_path)
        steps.confer(office, ENDORSED, TODAY)
    with at() as visitor:
        assert ENDORSED in steps.look_up(visitor, code).read()
        assert visitor.sees("Giấy này có thật và khen thưởng đang có hiệu lực.")
        steps.check_the_file(visitor, tmp_path)


@on_devices(PHONE, also=SCRIPTLESS_DESK)
def test_annulled_and_recovered(at: Seat, device: Device) -> None:
    with at("lanvn") as office:
        code = steps.propose_annulment(office, CONFERRED)
    with at() as visitor:
        assert steps.look_up(visitor, code).sees("Giấy này có thật và khen thưởng đang có hiệu lực.")
    with at("thuatdq") as chairman:
        steps.annul(chairman, CONFERRED)
    with at("lanvn") as office:
        steps.recover(office, CONFERRED, TODAY)
    with at() as visitor:
        assert steps.look_up(visitor, code).sees("Khen thưởng này đã bị hủy bỏ. Giấy này không còn giá trị.")
