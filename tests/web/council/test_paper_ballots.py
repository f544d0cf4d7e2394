"""A secret vote on paper through the pages: tellers, ballots handed out, two counts keyed alone, and the close."""

from __future__ import annotations

import io
import re

import pytest

from states.vocabulary import Role, State
from tests.support.paper_votes import appoint as appoint_others
from tests.support.site import Page, Person, Site
from tests.support.workbooks import cells_of
from tests.support.world import World
from tests.web.council.sessions import attend, close, declare, plan, rows, table_all, vote
from tests.web.council.test_secrecy import LOOKERS, walk
from tests.web.council.test_written_opinions import PDF

FIGURES = ("issued", "returned", "invalid", "agree", "agree_lower", "disagree", "abstain")
KEY = "Nhập kết quả kiểm phiếu"
TWO, OTHER = (7, 7, 0, 5, 0, 1, 1), (7, 6, 1, 4, 0, 1, 0)
DETAIL = re.compile(r"returned(\"|&#34;|&quot;)\s*:")
"""A figure as an entry of the log writes it."""


@pytest.fixture
def world(world: World) -> World:
    """One more nomination, which the rules put to a ballot, and three more members."""
    for number in (6, 7, 8):
        world.person(f"uyvien{number}", f"Đỗ Văn Ủy {number}", Role.COUNCIL_MEMBER)
    world.bring(world.draft("CSTDCS", name="Mai Thị Đào"), State.ELIGIBLE)
    return world


def appoint(secretary: Person, session: str, *members: str, status: int = 200) -> Page:
    """The secretary ticks who counts."""
    ticked = {f"accounts-{account}": "1" for account in members}
    return secretary.open(f"{session}/tellers").send("Cử ban kiểm phiếu", ticked, status=status)


def ready(secretary: Person, world: World) -> str:
    """An open session of eight, of whom the last is absent, before the vote."""
    session = plan(secretary, world)
    table_all(secretary, session)
    attend(secretary, session, world)
    declare(secretary, session, world)
    return session


def in_vote(secretary: Person, world: World) -> str:
    """The vote is open, the first two members count, and everybody present has a ballot."""
    session = ready(secretary, world)
    appoint(secretary, session, *(member.account_id for member in world.members[:2]))
    secretary.open(f"{session}/vote-opening").send("Mở biểu quyết")
    page = secretary.open(f"{session}/ballots").send("Đánh dấu đã nhận phiếu cho mọi thành viên có mặt")
    page.send("Ghi việc phát phiếu")
    return session


def entries(page: Page, figures: tuple[int, ...]) -> dict[str, str]:
    """The inputs of the one item on paper, filled with these figures."""
    names = [box.get("name", "") for box in page.root.iter("input") if box.get("name", "").startswith("figures-")]
    assert [name.split("-")[2] for name in names] == list(FIGURES)
    return dict(zip(names, map(str, figures), strict=True))


def figures_on(page: Page) -> list[str]:
    """What stands in the inputs of a count."""
    return [box.get("value", "") for box in page.root.iter("input") if box.get("name", "").startswith("figures-")]


def key(teller: Person, session: str, figures: tuple[int, ...], *, status: int = 200) -> Page:
    """A teller keys a count."""
    page = teller.open(f"{session}/paper-count")
    return page.send(KEY, entries(page, figures), status=status)


def end(secretary: Person, session: str, *, status: int = 200) -> Page:
    """The secretary closes the vote, with the scan of the tellers' sheet."""
    page = secretary.open(f"{session}/closure")
    entries = {**page.entered(), "sure": "y", "scan": (io.BytesIO(PDF), "phiếu kiểm.pdf")}
    sent = secretary.client.post(page.path, data=entries)
    return secretary.read(sent, page.path, status) if sent.status_code != 303 else secretary.open(session)


def test_a_vote_on_paper_from_the_tellers_to_the_count(
    secretary: Person, members: list[Person], site: Site, world: World
) -> None:
    session = ready(secretary, world)
    opening = secretary.open(f"{session}/vote-opening").send("Mở biểu quyết", status=422)
    assert "Cử ít nhất 2 thành viên có mặt vào ban kiểm phiếu" in opening.words
    tellers = secretary.open(f"{session}/tellers")
    assert "Đỗ Văn Ủy 8" in tellers.words and "không có mặt tại phòng họp" in tellers.words
    first, second = (member.account_id for member in world.members[:2])
    assert "Cử ít nhất 2 thành viên" in appoint(secretary, session, first, status=422).words
    assert "Đỗ Văn Ủy 1, Đỗ Văn Ủy 2" in appoint(secretary, session, first, second).words
    secretary.open(f"{session}/vote-opening").send("Mở biểu quyết")
    handing = secretary.open(f"{session}/ballots")
    assert "Không phát phiếu: không có mặt tại phòng họp" in handing.words
    done = handing.send("Đánh dấu đã nhận phiếu cho mọi thành viên có mặt").send("Ghi việc phát phiếu")
    assert "đã phát 7 phiếu" in done.words and "đã nhập 0/1 hồ sơ" in done.words
    for member in members:
        vote(member, session, "agree")
    assert "Đính kèm bản quét phiếu kiểm phiếu" in close(secretary, session, status=422).words
    assert "đã nhập 1/1" not in secretary.open(session).words
    key(members[0], session, TWO)
    assert "đã nhập 1/1 hồ sơ" in secretary.open(session).words
    key(members[1], session, OTHER)
    refused = end(secretary, session, status=422)
    assert "Đếm lại hồ sơ" in refused.words and "Mai Thị Đào" in refused.words
    assert "chưa giống nhau" in members[0].open(f"{session}/paper-count").words
    mended = key(members[1], session, TWO)
    assert "đã nhập kết quả kiểm phiếu" in mended.words
    again = members[1].open(f"{session}/paper-count").words
    assert "Lần nhập 1: phát ra 7, thu về 6" in again and "Lần nhập 2: phát ra 7, thu về 7" in again
    page = end(secretary, session)
    closed = page.words
    sheet = next(link for link in page.links() if "/files/" in link or "document" in link)
    assert secretary.client.get(sheet).data == PDF
    assert members[2].client.get(sheet).status_code == 404
    assert "Đỗ Văn Ủy 2 (đã nhập lại): phát ra 7, thu về 6" in closed
    assert "Đỗ Văn Ủy 2: phát ra 7, thu về 7" in closed and "Đỗ Văn Ủy 1: phát ra 7, thu về 7" in closed


def test_what_does_not_add_up_is_said_at_its_input(secretary: Person, members: list[Person], world: World) -> None:
    session = in_vote(secretary, world)
    page = key(members[0], session, (7, 7, 0, 5, 0, 1, 0), status=422)
    assert "thu về 7 phiếu, nhưng cộng các dòng bên dưới được 6" in page.words
    marked = [box for box in page.root.iter("input") if box.get("aria-invalid") == "true"]
    assert [box.get("name", "").split("-")[2] for box in marked] == ["returned"]
    assert [box.get("value") for box in page.root.iter("input") if (box.get("name") or "").endswith("-agree")] == ["5"]
    issued = key(members[0], session, (6, 6, 0, 5, 0, 1, 0), status=422)
    assert "theo danh sách phát phiếu là 7" in issued.words
    page = members[0].open(f"{session}/paper-count")
    some = entries(page, TWO)
    empty = page.send(
        KEY, {name: "" if name.endswith("-abstain") else value for name, value in some.items()}, status=422
    )
    assert "không có phiếu nào thì ghi 0" in empty.words
    words = page.send(
        KEY, {name: "năm" if name.endswith("-agree") else value for name, value in some.items()}, status=422
    )
    assert "Nhập một số nguyên" in words.words


def test_the_ballot_shows_what_is_voted_on_paper_and_asks_only_for_the_rest(
    secretary: Person, members: list[Person], world: World
) -> None:
    session = in_vote(secretary, world)
    paper = members[2].open(f"{session}/ballot")
    assert len(rows(paper)) == 3
    assert "nhận phiếu giấy tại phòng họp" in paper.words and "Mai Thị Đào" in paper.words
    assert "Đã cho ý kiến về 0/3 hồ sơ" in members[2].open(session).words
    absent = members[7].open(f"{session}/ballot")
    assert len(rows(absent)) == 4 and "ý kiến có ghi tên, không kín" in absent.words
    hands = secretary.open(f"{session}/show-of-hands")
    assert "Chiến sĩ thi đua cơ sở" not in hands.words
    assert "1 hồ sơ được bỏ phiếu kín, không biểu quyết công khai." in hands.words
    assert "ý kiến bằng văn bản có ghi tên, không kín" in secretary.open(f"{session}/written-opinion").words


def test_a_session_without_a_ballot_says_nothing_of_paper(secretary: Person, site: Site, world: World) -> None:
    session = plan(secretary, world)
    page = secretary.open(f"{session}/agenda")
    boxes = {
        box.get("name", ""): box.get("value", "")
        for box in page.root.iter("input")
        if box.get("type") == "checkbox"
        and world.nomination(box.get("name", "").removeprefix("tabled-"))["award"] == "LDTT"
    }
    page.send("Xếp các hồ sơ đã chọn", boxes)
    attend(secretary, session, world)
    assert "ban kiểm phiếu" not in secretary.open(session).words.lower()


def test_nobody_but_the_teller_reads_a_figure_before_the_close(
    secretary: Person, members: list[Person], site: Site, world: World
) -> None:
    session = in_vote(secretary, world)
    key(members[0], session, TWO)
    own = members[0].open(f"{session}/paper-count")
    assert "Lần nhập 1: phát ra 7, thu về 7" in own.words and figures_on(own) == [str(number) for number in TWO]
    assert "thu về 7" not in members[0].open(session).words
    others = [members[1], members[2], secretary, *(site.person(world.actor(role)) for role in LOOKERS[1:])]
    for somebody in others:
        for page in walk(somebody, session, f"{session}/paper-count", f"{session}/closure", most=20):
            assert not re.search(r"thu về \d", page.words) and "Lần nhập" not in page.words, page.path
            assert not DETAIL.search(page.text), page.path
            assert not any(figures_on(page)), page.path


def test_a_namesake_of_the_nominee_is_pointed_out(secretary: Person, site: Site, world: World) -> None:
    world.bring(world.draft("CSTDCS", name="Đỗ Văn Ủy 3"), State.ELIGIBLE)
    session = ready(secretary, world)
    assert "trùng họ tên với người được đề nghị" in secretary.open(f"{session}/tellers").words


def test_only_tellers_open_the_count(secretary: Person, members: list[Person], site: Site, world: World) -> None:
    session = in_vote(secretary, world)
    assert KEY in members[0].open(session).words
    assert KEY not in members[2].open(session).words
    page = members[2].open(f"{session}/paper-count")
    assert "chỉ thành viên được cử vào ban kiểm phiếu" in page.words
    assert key(members[2], session, TWO, status=422).words
    assert secretary.client.get(f"{session}/paper-count").status_code == 403


def test_the_session_opens_for_everybody_at_every_step(
    secretary: Person, members: list[Person], site: Site, world: World
) -> None:
    everybody = [secretary, *members[:3], *(site.person(world.actor(role)) for role in LOOKERS[1:])]

    def look(session: str) -> None:
        for somebody in everybody:
            for address in ("", "?lang=en", "?lang=vi"):
                somebody.open(f"{session}{address}")
        for somebody, place in ((secretary, "tellers"), (secretary, "ballots"), (members[0], "paper-count")):
            somebody.open(f"{session}/{place}")
        for place in ("live", "closure", "vote-opening"):
            secretary.open(f"{session}/{place}")

    session = ready(secretary, world)
    look(session)
    appoint(secretary, session, *(member.account_id for member in world.members[:2]))
    secretary.open(f"{session}/vote-opening").send("Mở biểu quyết")
    look(session)
    secretary.open(f"{session}/ballots").send("Đánh dấu đã nhận phiếu cho mọi thành viên có mặt").send(
        "Ghi việc phát phiếu"
    )
    key(members[0], session, TWO)
    look(session)
    key(members[1], session, OTHER)
    look(session)
    key(members[1], session, TWO)
    for member in members:
        vote(member, session, "agree")
    end(secretary, session)
    for somebody in everybody:
        assert "Mai Thị Đào" in somebody.open(session).words
    minutes = secretary.open(f"{session}/minutes").words
    assert "Đỗ Văn Ủy 2 (đã nhập lại): phát ra 7, thu về 6" in minutes
    assert "Đỗ Văn Ủy 1: phát ra 7, thu về 7" in minutes


def test_a_teller_who_declares_can_t_count_and_others_are_told_no_name(
    secretary: Person, members: list[Person], site: Site, world: World
) -> None:
    session = ready(secretary, world)
    appoint(secretary, session, *(member.account_id for member in world.members[:2]))
    page = members[0].open(f"{session}/declaration")
    case = next(
        name.removeprefix("conflicts-") for box in page.root.iter("select")
        if world.nomination((name := box.get("name", "")).removeprefix("conflicts-"))["award"] == "CSTDCS"
    )  # fmt: skip
    page.send("Khai báo xung đột lợi ích", {f"conflicts-{case}": "own_case", "stance": "some"})
    refused = secretary.open(f"{session}/vote-opening").send("Mở biểu quyết", status=422)
    assert "Cử người khác vào ban kiểm phiếu" in refused.words
    for somebody in (members[0], members[2], *(site.person(world.actor(role)) for role in LOOKERS[1:])):
        assert "Cử người khác vào ban kiểm phiếu" in somebody.open(session).words
        assert "không tham gia biểu quyết hồ sơ 2024-0004" not in somebody.open(session).words
    assert "không tham gia hồ sơ bỏ phiếu kín nào" in secretary.open(f"{session}/tellers").words
    appoint(secretary, session, *(member.account_id for member in world.members[1:3]), status=422)


def test_what_few_papers_give_away_is_told_before_they_are_handed_out(secretary: Person, world: World) -> None:
    session = plan(secretary, world)
    table_all(secretary, session)
    attend(secretary, session, world, absent=4)
    assert "Chỉ có 4 người bỏ phiếu kín" in secretary.open(f"{session}/vote-opening").words
    came = {f"marks-{member.account_id}": "present" for member in world.members[4:]}
    secretary.open(f"{session}/attendance").send("Ghi danh dự họp", came)
    declare(secretary, session, world)
    appoint(secretary, session, *(member.account_id for member in world.members[:2]))
    secretary.open(f"{session}/vote-opening").send("Mở biểu quyết")
    handing = secretary.open(f"{session}/ballots").words
    assert "Nếu mọi phiếu giống nhau" in handing and "người bỏ phiếu kín" not in handing


def test_what_a_replaced_teller_keyed_is_shown_as_not_counted(
    secretary: Person, members: list[Person], world: World
) -> None:
    session = in_vote(secretary, world)
    key(members[0], session, OTHER)
    appoint_others(world, session.rpartition("/")[2], *world.members[1:3])
    for teller in members[1:3]:
        key(teller, session, TWO)
    for member in members:
        vote(member, session, "agree")
    closed = end(secretary, session).words
    assert "Đỗ Văn Ủy 1 (không còn kiểm phiếu hồ sơ này, không tính): phát ra 7, thu về 6" in closed
    assert "Đỗ Văn Ủy 2: phát ra 7, thu về 7" in closed


def test_what_is_voted_on_anew_is_shown_with_its_count_and_why(
    secretary: Person, members: list[Person], world: World
) -> None:
    session = in_vote(secretary, world)
    for teller in members[:2]:
        key(teller, session, (7, 8, 0, 8, 0, 0, 0))
    for member in members:
        vote(member, session, "agree")
    end(secretary, session)
    count = "phát ra 7, thu về 8, không hợp lệ 0; đồng ý 8"
    why = "số phiếu thu về nhiều hơn số phiếu phát ra"
    for page in (
        secretary.open(session),
        secretary.open(f"{session}/projection"),
        secretary.open(f"{session}/minutes"),
    ):
        assert count in page.words and why in page.words, page.path
    rows = cells_of(secretary.client.get(f"{session}/results.xlsx").data)
    assert [row for row in rows if "Phải bỏ phiếu lại" in row and "Mai Thị Đào" in row]
    assert "more papers came back than were handed out" in secretary.open(f"{session}?lang=en").words
