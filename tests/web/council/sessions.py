"""Steps of a session that several stories take, each through the pages."""

from __future__ import annotations

from tests.support.site import Page, Person
from tests.support.world import World

TITLE = "Phiên họp xét khen thưởng năm 2024"


def plan(secretary: Person, world: World) -> str:
    """A planned session; answers the address of its page."""
    page = secretary.open("/council/sessions/new")
    day = world.day.strftime("%d/%m/%Y")
    done = page.send("Lập phiên họp", {"title": TITLE, "venue": "Phòng họp số 1", "meets_on": day})
    assert "Đã lập phiên họp" in done.words
    return done.path


def table_all(secretary: Person, session: str) -> None:
    """Every eligible nomination on the agenda."""
    page = secretary.open(f"{session}/agenda")
    boxes = {
        box.get("name", ""): box.get("value", "") for box in page.root.iter("input") if box.get("type") == "checkbox"
    }
    page.send("Xếp các hồ sơ đã chọn", boxes)


def attend(secretary: Person, session: str, world: World, *, absent: int = 1) -> Page:
    """The session opens; all members are present but the last ones."""
    secretary.open(f"{session}/opening").send("Khai mạc phiên họp")
    page = secretary.open(f"{session}/attendance").send("Đánh dấu có mặt")
    entries = {}
    for member in world.members[len(world.members) - absent :]:
        entries |= {f"marks-{member.account_id}": "excused", f"reasons-{member.account_id}": "Đi công tác"}
    return page.send("Ghi danh dự họp", entries)


def in_vote(secretary: Person, world: World, *, absent: int = 1) -> str:
    """A session whose vote is open."""
    session = plan(secretary, world)
    table_all(secretary, session)
    attend(secretary, session, world, absent=absent)
    declare(secretary, session, world)
    secretary.open(f"{session}/vote-opening").send("Mở biểu quyết")
    return session


def declare(secretary: Person, session: str, world: World) -> Page:
    """All members say at the meeting that they have no conflict of interest."""
    said = {f"accounts-{member.account_id}": "1" for member in world.members}
    return secretary.open(f"{session}/conflict").send("Ghi khai báo nói tại phiên họp", {**said, "stance": "none"})


def rows(page: Page, prefix: str = "choices-") -> list[str]:
    """The names of the groups of radio buttons, in the order of the page."""
    return list(
        dict.fromkeys(box.get("name", "") for box in page.root.iter("input") if box.get("name", "").startswith(prefix))
    )


def vote(member: Person, session: str, choice: str, *, only: int | None = None) -> Page:
    """A member chooses the same for every item (or the first ones), looks again, and sends."""
    paper = member.open(f"{session}/ballot")
    return paper.send("Xem lại phiếu", dict.fromkeys(rows(paper)[:only], choice)).send("Gửi phiếu")


def close(secretary: Person, session: str, *, status: int = 200) -> Page:
    """The secretary confirms and closes the vote."""
    return secretary.open(f"{session}/closure").send("Kết thúc biểu quyết", {"sure": "y"}, status=status)
