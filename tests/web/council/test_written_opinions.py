"""Opinions in writing through the pages: a signed paper with its scan, the window, and what nobody else reads."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest

from states.vocabulary import Role
from tests.support.site import Page, Person, Site
from tests.support.workbooks import cells_of
from tests.web.council.sessions import attend, close, declare, in_vote, plan, rows, table_all, vote
from tests.web.council.test_declaration import recuse
from tests.web.council.test_secrecy import LOOKERS, TELLING, tells, walk

PDF = b"%PDF-1.7\n1 0 obj\n<< >>\nendobj\ntrailer << >>\n%%EOF\n"


def enter(
    secretary: Person, session: str, member: str, choice: str, *, file: bytes = PDF, name: str = "ý kiến.pdf"
) -> Page:
    """The secretary enters the same choice for every item from a signed paper."""
    page = secretary.open(f"{session}/written-opinion")
    entries = {**page.entered(), **dict.fromkeys(rows(page), choice), "member_id": member}
    sent = secretary.client.post(page.path, data={**entries, "scan": (io.BytesIO(file), name)})
    return secretary.read(sent, page.path, sent.status_code) if sent.status_code != 303 else secretary.open(
        sent.headers["Location"]
    )  # fmt: skip


def test_a_signed_paper_is_entered_shown_to_its_member_and_counted(
    site: Site, secretary: Person, members: list[Person]
) -> None:
    session = in_vote(secretary, site.world)
    absent = site.world.members[4].account_id
    page = secretary.open(f"{session}/written-opinion")
    offered = [option.get("value") for option in page.root.iter("option")]
    assert [value for value in offered if value] == [absent], "only who does not take part"
    done = enter(secretary, session, absent, "disagree")
    assert "đã nhập ý kiến bằng văn bản" in done.words
    assert "Tham gia 5/5 thành viên: dự họp 4, cho ý kiến bằng văn bản 1." in done.words

    mine = members[4].open(f"{session}/receipt")
    assert "theo văn bản đã ký, do thư ký Lê Văn Thư nhập" in mine.words
    (scan,) = {link for link in mine.links() if link.startswith("/documents/")}
    with members[4].client.get(scan) as opened:
        assert opened.data == PDF and opened.headers["Cache-Control"] == "private, no-store"
    assert "theo văn bản đã ký, do thư ký Lê Văn Thư nhập" in members[4].open(f"{session}/ballot").words

    for member in members[:4]:
        vote(member, session, "agree")
    closed = close(secretary, session)
    assert "Trong đó ý kiến bằng văn bản: 1 (" in closed.words


def test_nobody_else_reads_a_paper_before_the_close(site: Site, secretary: Person, members: list[Person]) -> None:
    session = in_vote(secretary, site.world)
    enter(secretary, session, site.world.members[4].account_id, "disagree")
    (scan,) = {link for link in members[4].open(f"{session}/receipt").links() if link.startswith("/documents/")}
    people = {
        role: site.person(site.world.actor(role)) for role in (*LOOKERS[1:], Role.UNIT_OFFICER, Role.ADMINISTRATOR)
    }
    for somebody in (members[0], *people.values()):
        assert somebody.client.get(scan).status_code == 404
    for somebody in (members[0], secretary, *(people[role] for role in LOOKERS[1:])):
        pages = walk(somebody, "/", session)
        assert [page.path for page in pages if tells(page)] == []
    cells = [cell for row in cells_of(people[Role.AUDITOR].client.get("/log.xlsx").data) for cell in row if cell]
    assert any("nhập ý kiến bằng văn bản" in str(cell) for cell in cells), "that it was entered is no secret"
    assert not any(word in str(cell) for cell in cells for word in TELLING)
    for member in members[:4]:
        vote(member, session, "agree")
    close(secretary, session)
    assert people[Role.AUDITOR].client.get(scan).status_code == 200
    assert members[0].client.get(scan).status_code == 404


@pytest.mark.parametrize(
    ("file", "name", "words"),
    [
        (b"MZ not a paper", "a.pdf", "nội dung không phải là PDF"),
        (b"MZ", "a.exe", "Chọn tệp"),
        (b"", "a.pdf", "Chọn tệp"),
    ],
)
def test_a_wrong_file_is_refused_and_nothing_is_recorded(
    site: Site, secretary: Person, members: list[Person], file: bytes, name: str, words: str
) -> None:
    session = in_vote(secretary, site.world)
    page = enter(secretary, session, site.world.members[4].account_id, "agree", file=file, name=name)
    assert words in page.words and "Chọn lại bản quét" in page.words
    assert len([box for box in page.root.iter("input") if box.get("checked") is not None]) == 3, (
        "what was entered stays"
    )
    assert "Ông/bà chưa gửi ý kiến nào" in members[4].open(f"{session}/receipt").words


def test_without_a_file_or_a_member_it_is_refused(site: Site, secretary: Person) -> None:
    session = in_vote(secretary, site.world)
    page = secretary.open(f"{session}/written-opinion").send("Nhập ý kiến bằng văn bản", status=422)
    assert "Chọn bản quét của văn bản" in page.words and "Chọn thành viên đã ký văn bản" in page.words


def test_an_own_vote_is_not_overwritten(site: Site, secretary: Person, members: list[Person]) -> None:
    session = in_vote(secretary, site.world)
    vote(members[4], session, "agree")
    page = enter(secretary, session, site.world.members[4].account_id, "disagree")
    assert "thành viên đã tự biểu quyết" in page.words
    assert "theo văn bản đã ký" not in members[4].open(f"{session}/receipt").words


def test_a_member_makes_an_entered_opinion_their_own(site: Site, secretary: Person, members: list[Person]) -> None:
    session = in_vote(secretary, site.world)
    enter(secretary, session, site.world.members[4].account_id, "agree")
    assert "đã được ghi từ trước" not in vote(members[4], session, "agree").words
    assert "theo văn bản đã ký" not in members[4].open(f"{session}/receipt").words
    assert "đã được ghi từ trước" in vote(members[4], session, "agree").words


def test_the_window_is_said_and_ends(site: Site, secretary: Person, members: list[Person]) -> None:
    world = site.world
    session = plan(secretary, world)
    table_all(secretary, session)
    attend(secretary, session, world)
    declare(secretary, session, world)
    opening = secretary.open(f"{session}/vote-opening")
    past = f"{world.day - timedelta(days=1):%d/%m/%Y} 10:00"
    refused = opening.send("Mở biểu quyết", {"opinions_until": past}, status=422)
    assert "Chọn thời điểm sau lúc mở biểu quyết" in refused.words
    until = f"{world.day:%d/%m/%Y} 16:30"
    opened = secretary.open(f"{session}/vote-opening").send("Mở biểu quyết", {"opinions_until": until})
    said = f"Nhận ý kiến bằng văn bản đến {until}"
    assert said in opened.words and said in members[4].open(f"{session}/ballot").words
    assert said not in members[0].open(f"{session}/ballot").words
    vote(members[4], session, "agree")

    world.wait(1)
    later = Site(world, site.folder.parent / "later", _known=site._known)
    secretary, *members = (later.person(each) for each in (world.actor(Role.COUNCIL_SECRETARY), *world.members))
    paper = members[4].open(f"{session}/ballot")
    review = paper.send("Xem lại phiếu", dict.fromkeys(rows(paper), "disagree"))
    refused = review.send("Gửi phiếu", status=422)
    ended = f"hạn nhận ý kiến bằng văn bản đã hết lúc {until[-5:]} ngày {until[:10]}"
    assert ended in refused.words and "thư ký ghi danh người đến sau" in refused.words
    late = enter(secretary, session, world.members[4].account_id, "disagree")
    assert ended in late.words
    for member in members[:4]:
        vote(member, session, "agree")
    assert "Trong đó ý kiến bằng văn bản: 1 (" in close(secretary, session).words


def test_a_paper_needs_no_declaration_and_one_s_own_case_is_refused(
    site: Site, secretary: Person, members: list[Person]
) -> None:
    world = site.world
    session = plan(secretary, world)
    table_all(secretary, session)
    attend(secretary, session, world)
    secretary.open(f"{session}/vote-opening").send("Mở biểu quyết")
    form = secretary.open(f"{session}/written-opinion")
    assert "không phải khai báo trên hệ thống" in form.words and f"{session}/conflict" in form.links()
    absent = world.members[4].account_id
    assert "đã nhập ý kiến bằng văn bản" in enter(secretary, session, absent, "agree").words
    recuse(members[4], session)
    refused = enter(secretary, session, absent, "disagree")
    assert "không tham gia biểu quyết hồ sơ này" in refused.words
