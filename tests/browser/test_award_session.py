"""An award session of eleven: two absent with written opinions, one recused, one abstaining, one late; the figures agree."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from states.council_vocabulary import Attendance, VoteChoice
from states.tally_figures import worth_showing
from tests.browser import council_steps as steps
from tests.support.reader import DESK, PHONE, Device, Reader, on_devices, seated
from tests.support.running import RunningSite, serving, working

TODAY = "02/12/2024"
CHAIR = "Đàm Quang Thuật"
LATE, ABSENT, ON_PAPER = "Hà Đức Long", "Bế Văn Sửu", "Trịnh Kiều Oanh"
RELATIVE, DOUBTED, REFUSED = "Hoàng Công Sáng", "Bùi Đức Thắng", "Tổ thu gom rác thải thôn Ao Vối"
"""Nominees: whose sister sits in the council, whom one member does not want to judge, whom the paper rejects."""
IN_THE_ROOM = (
    "Lưu Hoài Thu",
    "Giáp Văn Khuyến",
    "Nghiêm Hữu Tường",
    "Thân Trọng Dũng",
    "La Viết Quyết",
    "Đàm Quang Thuật",
    "Ngô Bích Phượng",
)
AWAY = {
    LATE: (Attendance.ABSENT, "Đến muộn"),
    ABSENT: (Attendance.EXCUSED, "Ốm"),
    ON_PAPER: (Attendance.EXCUSED, "Đi công tác"),
}
GUEST = "Tô Văn Khách"
ALL = dict.fromkeys(steps.HEADS, 0) | {"base": 11, "agree": 10, "written": 2, "needed": 6}
COUNTED = {
    RELATIVE: ALL | {"recused": 1},
    DOUBTED: ALL | {"abstain": 1},
    REFUSED: ALL | {"disagree": 1},
}
"""Of eleven: one takes no part in the case of a brother, one abstains, the paper of one who is away says no."""


@pytest.fixture
def site(demo: Path, tmp_path: Path) -> Iterator[RunningSite]:
    with serving(demo, tmp_path / "site") as site, working(site):
        yield site


@on_devices(PHONE, also=DESK)
def test_from_the_invitation_to_the_minutes(
    site: RunningSite, browser: Browser, device: Device, paper: Path, tmp_path: Path
) -> None:
    @contextmanager
    def at(username: str) -> Iterator[Reader]:
        with seated(browser, site, device) as reader:
            yield reader.sign_in(username)

    with at("thulh") as secretary:
        steps.plan(secretary, TODAY)
        steps.invite(secretary, GUEST, "Hiệu trưởng Trường Tiểu học")
        steps.begin(secretary, AWAY)
        steps.declare_for(secretary, IN_THE_ROOM)
    with at("nhungdh") as recused:
        steps.declare(recused, relative=RELATIVE)
    with at("suubv") as absent:
        steps.declare(absent)
    with at("thulh") as secretary:
        secretary.follow(steps.TITLE)
        steps.open_the_vote(secretary)
    for username, exceptions in (("thuatdq", {}), ("phuongnb", {DOUBTED: VoteChoice.ABSTAIN}), ("suubv", {})):
        with at(username) as member:
            member.follow(steps.TITLE)
            steps.vote(member, exceptions)
    with at("thulh") as secretary:
        secretary.follow(steps.TITLE)
        steps.arrive_late(secretary, LATE)
        steps.enter_paper(secretary, ON_PAPER, paper, {REFUSED: VoteChoice.DISAGREE})
    with at("longhd") as late:
        steps.declare(late)
        steps.vote(late)
    with at("thulh") as secretary:
        secretary.follow(steps.TITLE)
        steps.raise_hands(secretary, ("LDTT", "GK"))
    with at("dungtt") as member:
        steps.confirm_hands(member)
    with at("thulh") as secretary:
        secretary.follow(steps.TITLE)
        steps.count(secretary)
        steps.record_minutes(secretary, CHAIR)
    with at("thuatdq") as chair:
        steps.sign_minutes(chair)
        codes = steps.codes(chair)
        counted = {codes[name]: figures for name, figures in COUNTED.items()}
        assert steps.on_the_page(chair) == counted
        assert steps.in_the_workbook(chair) == counted
        shown = worth_showing(COUNTED.values())
        for made in ("Biên bản họp", "Biên bản kiểm phiếu"):
            assert steps.on_paper(chair, made, shown, tmp_path) == counted
        assert GUEST in chair.follow("Đọc và in biên bản").read()
    assert steps.in_the_log(site, steps.TITLE) == counted
    assert "Whole." in site.bangvang("ledger", "verify")
