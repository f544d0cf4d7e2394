"""A member of the council at a phone: sixty nominees in three groups, three exceptions, a second look, sent and read again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator

from states.council_vocabulary import VoteChoice
from states.vocabulary import Role, State
from tests.support.reader import PHONE, Device, Reader, seated
from tests.support.running import RunningSite, serving
from tests.support.site import PASSWORD, Site
from tests.support.world import World
from workflow.commands.nomination.table import Table
from workflow.schema import upgrade
from workflow.store import Store

GROUPS = {"LDTT": 30, "GK": 20, "BK_TINH": 10}
ALL = sum(GROUPS.values())
EXCEPTIONS = {
    "Trần Thị 3": VoteChoice.DISAGREE,
    "Trần Thị 35": VoteChoice.ABSTAIN,
    "Trần Thị 55": VoteChoice.AGREE_LOWER,
}
FILL = "Đồng ý cả %(num)s hồ sơ trong nhóm này"


@pytest.fixture(scope="module")
def commune(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """A commune whose council has begun to vote on sixty nominees."""
    folder = tmp_path_factory.mktemp("commune")
    url = f"sqlite:///{folder / 'bangvang.db'}"
    upgrade(url)
    with closing(Store(url, files=folder / "files")) as store:
        yield in_vote(World.open(store), folder)


def in_vote(world: World, folder: Path) -> World:
    """The vote is open, and the first member can sign in."""
    awards = (award for award, count in GROUPS.items() for _ in range(count))
    cases = [world.draft(award, name=f"Trần Thị {number}") for number, award in enumerate(awards, start=1)]
    session = world.plan_session()
    for key in cases:
        world.bring(key, State.ELIGIBLE)
        world.do(Table(on=key, seen=world.seen(key), session_id=session), world.actor(Role.COUNCIL_SECRETARY))
    world.open_vote(session)
    Site(world, folder.with_name("signing-up")).person(world.members[0])
    return world


@pytest.fixture
def site(commune: World, tmp_path: Path) -> Iterator[RunningSite]:
    with serving(commune.store.files.parent, tmp_path / "site") as site:
        yield site


@pytest.mark.parametrize("device", [PHONE, replace(PHONE, scripts=True)], ids=lambda device: device.called)
def test_all_agreed_to_but_three(site: RunningSite, browser: Browser, device: Device) -> None:
    with seated(browser, site, device) as member:
        sign_in(member)
        member.follow("Phiên họp xét khen thưởng").follow("Mở phiếu biểu quyết")
        assert member.sees("Đã chọn %(chosen)s/%(all)s", chosen=0, all=ALL)
        for name, choice in EXCEPTIONS.items():
            member.choose(choice, inside=item(member, name))
        for count in GROUPS.values():
            fill_group(member, count)
        assert member.sees("Đã chọn %(chosen)s/%(all)s", chosen=ALL, all=ALL)
        no_barrier(member)
        member.press("Xem lại phiếu")
        first = member.read().index(member.words("%(num)s ngoại lệ, xem kỹ", num=3))
        assert all(first < member.read().index(name) for name in EXCEPTIONS)
        no_barrier(member)
        member.press("Gửi phiếu")
        no_barrier(member)
        said = Counter(recorded(member).values())
        assert said == {VoteChoice.AGREE: ALL - 3} | dict.fromkeys(EXCEPTIONS.values(), 1)
        assert {name: recorded(member)[name] for name in EXCEPTIONS} == EXCEPTIONS


def sign_in(member: Reader) -> None:
    """From the first page to one's own desk."""
    member.start().follow("Đăng nhập", inside=member.page.locator("header"))
    member.fill("Tên đăng nhập", "uyvien1.dong-mau").fill("Mật khẩu", PASSWORD).press("Đăng nhập")


def item(member: Reader, name: str) -> Locator:
    """The box of one nominee on the ballot."""
    return member.main.locator("fieldset").filter(has=member.page.get_by_text(name, exact=True))


def fill_group(member: Reader, count: int) -> None:
    """Agree to all in a group; without scripts the page comes back filled."""
    button = member.main.get_by_role("button", name=member.words(FILL, num=count))
    if member.device.scripts:
        button.click()
    else:
        with member.page.expect_navigation():
            button.click()


def recorded(member: Reader) -> dict[str, VoteChoice]:
    """What the receipt says about each nominee."""
    found = {}
    for row in member.main.locator("tbody tr").all():
        words = row.inner_text()
        name = words.split("·")[1].split("\n")[0].split("\t")[0].strip()
        found[name] = next(each for each in reversed(VoteChoice) if member.words(each) in words)
    return found


def no_barrier(member: Reader) -> None:
    """Nothing sideways, and no barrier that axe knows."""
    assert member.page.evaluate("document.documentElement.scrollWidth") <= member.device.width
    if member.device.scripts:
        found = Axe().run(member.page).response["violations"]
        assert [f"{each['id']}: {each['nodes'][0]['html'][:200]}" for each in found] == []
