"""Seats and bodies of the council on the pages: granted with a form, listed, met apart, and warned of."""

from __future__ import annotations

from datetime import timedelta

from states.council_vocabulary import CouncilBody, CouncilSeat
from states.vocabulary import Role, State
from tests.support.site import Person, Site
from tests.web.council.sessions import close, declare, in_vote, plan, table_all, vote

BOTH = "vừa là Chủ tịch Ủy ban nhân dân có thẩm quyền quyết định, vừa là Chủ tịch Hội đồng"


def test_a_seat_is_granted_and_stands_on_the_councils_page(site: Site, secretary: Person) -> None:
    clerk = site.world.person("vanthu", "Bùi Văn Thư", Role.SECRETARIAT)
    day = site.world.day
    asked = {
        "role": "council_member", "title": "Phó Chủ tịch Thường trực", "held_from": f"{day:%d/%m/%Y}",
        "document": "QĐ 09/QĐ-UBND", "body": "standing", "seat": "vice_chair",
    }  # fmt: skip
    page = site.person(site.world.actor(Role.ADMINISTRATOR)).open(f"/accounts/{clerk.account_id}/offices")
    assert "Thường trực Hội đồng: phó chủ tịch hội đồng" in page.send("Giao vai trò", asked).words
    shown = secretary.open("/council/members").words
    assert "Hội đồng toàn thể" in shown and "5 thành viên đương nhiệm" in shown
    assert "Phó Chủ tịch Thường trực" in shown and "1 thành viên đương nhiệm" in shown


def test_a_second_chair_is_refused_beside_its_field(site: Site) -> None:
    first, second = site.world.members[:2]
    site.world.seat(first, CouncilSeat.CHAIR)
    page = site.person(site.world.actor(Role.ADMINISTRATOR)).open(f"/accounts/{second.account_id}/offices")
    asked = {
        "role": "council_member", "title": "Chủ tịch", "held_from": "02/03/2024", "document": "QĐ 09/QĐ-UBND",
        "body": "standing", "seat": "chair",
    }  # fmt: skip
    assert "chỉ có một Chủ tịch tại một thời điểm" in page.send("Giao vai trò", asked, status=422).words


def test_a_term_that_lies_ahead_is_listed_and_not_counted(site: Site, secretary: Person) -> None:
    world = site.world
    world.seat(world.members[0], CouncilSeat.CHAIR)
    world.seat(world.members[1], CouncilSeat.MEMBER, since=world.day + timedelta(days=30))
    shown = secretary.open("/council/members").words
    assert "1 thành viên đương nhiệm" in shown and "chưa bắt đầu" in shown


def test_how_often_the_council_meets_is_a_hint_with_its_source(site: Site, secretary: Person) -> None:
    page = secretary.open("/council/planning").words
    assert "ít nhất 6 tháng một lần" in page and "Chưa có lần họp nào được ghi" in page
    assert "Quyết định 86/2025/QĐ-UBND" in page
    met = f"{site.world.day:%d/%m/%Y}"
    in_vote(secretary, site.world)
    assert f"Lần họp gần nhất: {met}" in secretary.open("/council/planning").words
    site.world.wait(200)
    later = Site(site.world, site.folder.with_name("later")).person(site.world.actor(Role.CHAIRMAN))
    assert "Đã quá hạn họp lại" in later.open("/council/members").words


def test_a_session_of_the_standing_body_is_its_members_alone(
    site: Site, secretary: Person, members: list[Person]
) -> None:
    world = site.world
    for member in world.members[:3]:
        world.seat(member, CouncilSeat.MEMBER)
    day = f"{world.day:%d/%m/%Y}"
    asked = {"title": "Họp Thường trực", "venue": "Phòng 2", "meets_on": day, "body": CouncilBody.STANDING.value}
    session = secretary.open("/council/sessions/new").send("Lập phiên họp", asked)
    assert "Thường trực Hội đồng" in session.words and "Hội đồng có 3 thành viên đương nhiệm" in session.words
    assert "Họp Thường trực" in members[0].open("/council/sessions").words
    assert "Họp Thường trực" not in members[4].open("/council/sessions").words
    table_all(secretary, session.path)
    assert "Họp Thường trực" in members[0].open("/worklist").words  # whose declaration it waits for
    assert "Họp Thường trực" not in members[4].open("/worklist").words


def test_who_decides_chairs_and_is_nominated_is_warned_of_on_every_page(
    site: Site, secretary: Person, members: list[Person]
) -> None:
    world = site.world
    chairman = world.actor(Role.CHAIRMAN)
    world.seat(chairman, CouncilSeat.CHAIR, CouncilBody.COUNCIL)
    case = world.bring(world.draft(name=chairman.full_name), State.ELIGIBLE)
    session = plan(secretary, world)
    table_all(secretary, session)
    assert BOTH in secretary.open(session).words
    declare(secretary, session, world)
    key = session.rsplit("/", 1)[-1]
    world.open_vote(key)
    assert BOTH in members[0].open(f"{session}/ballot").words
    world.vote(key, [case])
    world.close_session(key)
    assert BOTH in secretary.open(session).words
    decision = world.draft_decision([world.bring(case, State.BEFORE_CHAIRMAN)])
    assert BOTH in site.person(world.actor(Role.SECRETARIAT)).open(f"/decisions/{decision}").words


def test_a_nominee_who_bears_the_name_of_the_councils_chair_alone_is_warned_of(site: Site, secretary: Person) -> None:
    world = site.world
    world.seat(world.members[0], CouncilSeat.CHAIR)
    world.bring(world.draft(name=world.members[0].full_name), State.ELIGIBLE)
    session = plan(secretary, world)
    table_all(secretary, session)
    assert "Chủ tịch Hội đồng. Đối chiếu xem có phải một người" in secretary.open(session).words


def test_guests_are_named_and_the_agenda_is_sent(site: Site, secretary: Person, members: list[Person]) -> None:
    world = site.world
    session = plan(secretary, world)
    table_all(secretary, session)
    head = world.people["truong-hoc"]
    named = {"name": "Vũ Thị Hiệu", "post": "Hiệu trưởng", "account_id": head.account_id}
    assert "Vũ Thị Hiệu" in secretary.open(f"{session}/guest").send("Thêm khách mời", named).words
    stranger = {"name": "Tô Văn Khách", "post": "Trưởng thôn Đông"}
    done = secretary.open(f"{session}/guest").send("Thêm khách mời", stranger)
    assert "Trưởng thôn Đông (giao giấy mời tận tay)" in done.words and "Chưa gửi giấy mời" in done.words
    page = secretary.open(f"{session}/invitations")
    assert "5 thành viên đương nhiệm của Hội đồng toàn thể" in page.words and "Lý Thị Cúc" in page.words
    sent = page.send("Gửi giấy mời và chương trình")
    assert "5 thành viên, 2 khách mời" in sent.words
    assert "Tô Văn Khách" in members[0].open(session).words
    assert "Tô Văn Khách" not in secretary.open(f"{session}/attendance").words
    declare(secretary, session, world)
    key = session.rsplit("/", 1)[-1]
    world.open_vote(key)
    assert "Tô Văn Khách" not in secretary.open(f"{session}/show-of-hands").words


def test_papers_are_circulated_through_the_pages(site: Site, secretary: Person, members: list[Person]) -> None:
    world = site.world
    day = f"{world.day:%d/%m/%Y}"
    asked = {"title": "Xin ý kiến tháng 3", "meets_on": day, "form": "circulation"}
    session = secretary.open("/council/sessions/new").send("Lập phiên họp", asked).path
    table_all(secretary, session)
    page = secretary.open(session)
    assert "Lấy ý kiến bằng văn bản, không họp" in page.words and "Khai mạc phiên họp" not in page.words
    opening = secretary.open(f"{session}/vote-opening")
    assert "ít nhất 4/5 thành viên" in opening.words
    assert "hết hạn nhận ý kiến" in opening.send("Mở biểu quyết", {}, status=422).words
    ends = f"{world.day + timedelta(days=3):%d/%m/%Y} 16:30"
    opened = opening.send("Mở biểu quyết", {"opinions_until": ends})
    assert "chưa ghi danh" not in opened.words and "Dự họp" not in opened.words
    declare(secretary, session, world)
    for member in members:
        vote(member, session, "agree")
    assert "Khai mạc phiên họp" not in secretary.open(f"{session}/live").words
    assert "Kết quả kiểm phiếu" in close(secretary, session).words
    draft = secretary.open(f"{session}/minutes").text
    assert "Hội đồng không họp; lấy ý kiến bằng văn bản từ" in draft and "chưa ghi danh" not in draft


def test_a_substitute_is_marked_on_the_page_of_attendance(site: Site, secretary: Person) -> None:
    world = site.world
    substitute = world.substitute("duthay", "Bùi Thị Thay", world.members[4])
    session = plan(secretary, world)
    table_all(secretary, session)
    secretary.open(f"{session}/opening").send("Khai mạc phiên họp")
    page = secretary.open(f"{session}/attendance")
    assert "dự thay Đỗ Văn Ủy 5 khi vắng" in page.words
    marks = {f"marks-{member.account_id}": "present" for member in world.members[:4]}
    marks |= {f"marks-{world.members[4].account_id}": "excused", f"marks-{substitute.account_id}": "present"}
    refused = page.send("Ghi danh dự họp", marks, status=422)
    assert "không cho người dự thay biểu quyết" in refused.words
    assert "dự thay" in secretary.open("/council/members").words
