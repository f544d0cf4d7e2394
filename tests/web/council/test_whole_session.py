"""A whole session through the pages: planned, tabled, opened, voted in three manners, closed, minuted."""

from __future__ import annotations

from datetime import timedelta

from states.council_vocabulary import SessionState
from states.vocabulary import State
from tests.support.site import PASSWORD, Page, Person, Site
from tests.support.world import World
from tests.web.council.sessions import attend, close, declare, in_vote, plan, rows, table_all, vote
from workflow.commands.council.plan_session import PlanSession


def test_from_the_plan_to_the_minutes(site: Site, secretary: Person, members: list[Person]) -> None:
    world = site.world
    session = plan(secretary, world)
    table_all(secretary, session)
    assert "Chương trình có 3 hồ sơ" in secretary.open(f"{session}/opening").words
    page = attend(secretary, session, world)
    assert "Dự họp 4/5 thành viên, cần ít nhất 4." in page.words
    rule = world.regime().council.meeting_quorum
    assert f"Quy tắc đang áp dụng: {rule.source} (suy luận, chưa đối chiếu văn bản)" in page.words
    page = secretary.open(f"{session}/vote-opening")
    assert "Vắng có lý do (Đi công tác)" in page.words
    declare(secretary, session, world)
    page.send("Mở biểu quyết")

    # the first member fills one award at once, sends, and changes their mind on one item
    paper = members[0].open(f"{session}/ballot")
    assert "Đã chọn 0/3" in paper.words
    assert not any(name.startswith("choices-") for name in paper.entered())
    filled = paper.send("Đồng ý cả 2 hồ sơ")
    assert "Đã chọn 2/3" in filled.words
    done = filled.send("Xem lại phiếu").send("Gửi phiếu")
    assert "Mục nhật ký số" in done.words and "Chưa cho ý kiến" in done.words
    paper = members[0].open(f"{session}/ballot")
    assert "Đã chọn 2/3" in paper.words and "Ý kiến đang được ghi nhận: Đồng ý" in paper.words
    standing = [name for name in paper.entered() if name.startswith("choices-")]
    review = paper.send("Xem lại phiếu", {standing[0]: "disagree"})
    assert "thay cho ý kiến trước: Đồng ý" in review.words
    review.send("Gửi phiếu")

    # the second raises a hand, the third and fourth send their own, the absent fifth writes
    hands = secretary.open(f"{session}/show-of-hands?award=LDTT")
    second = world.members[1].account_id
    recorded = hands.send(
        "Ghi biểu quyết giơ tay", {name: "agree" for name in rows_of_selects(hands) if name.endswith(second)}
    )
    assert "Đã ghi giơ tay 2/2 hồ sơ" in recorded.words
    assert "giơ tay biểu quyết, do thư ký Lê Văn Thư ghi" in members[1].open(f"{session}/receipt").words
    assert "do thư ký Lê Văn Thư ghi" in members[1].open(f"{session}/ballot").words
    for member in members[2:4]:
        vote(member, session, "agree")
    assert "được ghi là ý kiến bằng văn bản" in members[4].open(f"{session}/ballot").words
    assert "ý kiến bằng văn bản" in vote(members[4], session, "agree_lower", only=1).words

    # the commendation above the commune has three opinions: who is there and gave none has not agreed
    page = secretary.open(f"{session}/closure")
    assert "Tham gia 5/5 thành viên: dự họp 4, cho ý kiến bằng văn bản 1." in page.words
    vote(members[0], session, "agree_lower", only=1)
    closed = close(secretary, session)
    assert "Đã kiểm phiếu" in closed.words and "Cách tính" in closed.words
    assert "vậy cần ít nhất 3" in closed.words
    assert f"Quy tắc đang áp dụng: {world.regime().council.recused_stay_in_base.source}" in closed.words
    states = sorted(world.nomination(key)["state"] for key in world_items(world))
    assert states == [State.ENDORSED, State.ENDORSED, State.ENDORSED_LOWER]

    minute(world, secretary, session, counts_told(closed))
    sign(members[0], session)
    record = members[3].open(f"{session}/record")
    assert "Cuộc họp bế mạc." in record.words and "Người chủ trì chưa ký" not in record.words
    assert record.words.count("mục nhật ký số") == 2 and "chưa ký" not in record.words
    assert "3" in members[3].open("/council/receipts").words


def minute(world: World, secretary: Person, session: str, told: list[str]) -> None:
    """The secretary writes prose only; beside it stands from the records how each count was worked out."""
    page = secretary.open(f"{session}/minutes")
    assert page.entered()["course"].strip() == page.entered()["conclusions"].strip() == ""
    assert "Phòng họp số 1" in page.words and "3/5 thành viên đồng ý" in page.words and "Đi công tác" in page.words
    assert len(told) == 3 and all(each in counts_told(page) for each in told)
    assert any("Trong đó ý kiến bằng văn bản: 1 (" in each for each in told)
    missing = page.send("Ghi biên bản", {"course": "Hội đồng thảo luận."}, status=422)
    assert "Ghi kết luận của phiên họp." in missing.words and "Chọn thành viên đã chủ trì" in missing.words
    said = {"chair_id": world.members[0].account_id, "conclusions": "Cuộc họp bế mạc."}
    assert "Đã có biên bản" in missing.send("Ghi biên bản", said).words


def sign(chair: Person, session: str) -> None:
    """The member who chaired finds the minutes on the own desk, reads all of them, and signs with the password."""
    assert session in set(chair.open("/worklist").links())
    page = chair.open(f"{session}/signature")
    assert "Hội đồng thảo luận." in page.words and "3/5 thành viên đồng ý" in page.words
    unread = page.send("Ký biên bản", {"password": PASSWORD}, status=422)
    assert "Đánh dấu xác nhận đã đọc" in unread.words
    wrong = page.send("Ký biên bản", {"has_read": "y", "password": "không phải"}, status=422)
    assert "Mật khẩu chưa đúng" in wrong.words
    done = wrong.send("Ký biên bản", {"has_read": "y", "password": PASSWORD})
    assert "Đã ký biên bản" in done.words
    assert session not in set(chair.open("/worklist").links())


def test_corrected_minutes_are_signed_again_and_the_old_ones_stay(
    site: Site, secretary: Person, members: list[Person]
) -> None:
    session = in_vote(secretary, site.world)
    for member in members:
        vote(member, session, "agree")
    close(secretary, session)
    said = {"chair_id": site.world.members[0].account_id, "course": "Hội đồng thảo luận.", "conclusions": "Nhất trí."}
    secretary.open(f"{session}/minutes").send("Ghi biên bản", said)
    assert "Chờ người chủ trì phiên họp ký" in members[1].open(f"{session}/signature").words
    members[0].open(f"{session}/signature").send("Ký biên bản", {"has_read": "y", "password": PASSWORD})
    page = secretary.open(f"{session}/correction")
    assert page.entered()["course"] == "Hội đồng thảo luận."
    assert "Ghi lý do đính chính." in page.send("Đính chính biên bản", status=422).words
    page.send("Đính chính biên bản", {"reason": "Ghi thiếu.", "remarks": "Biểu dương sớm."})
    record = members[1].open(f"{session}/record")
    assert "Biên bản này thay biên bản đã ghi ở mục nhật ký số" in record.words and "Ghi thiếu." in record.words
    assert "Biểu dương sớm." in record.words and "Người chủ trì chưa ký" in record.words
    old = members[1].open(f"{session}/record?version=1")
    assert "Biểu dương sớm." not in old.words and "Bản này đã được thay" in old.words and "chưa ký" not in old.words
    members[1].open(f"{session}/record?version=3", status=404)


def counts_told(page: Page) -> list[str]:
    """How each count is explained on a page."""
    lists = [each for each in page.root.iter("ol") if each.get("class") == "bv-explained"]
    return [" ".join(step.text or "" for step in steps) for steps in lists]


def rows_of_selects(page: Page) -> list[str]:
    """The names of the selects of a page of hands."""
    return [select.get("name", "") for select in page.root.iter("select")]


def world_items(world: World) -> list[str]:
    """Every nomination of the commune."""
    with world.store.reading() as driver:
        return [key for (key,) in driver.connection.execute("SELECT id FROM nomination").fetchall()]


def test_sent_twice_it_is_planned_once(site: Site, secretary: Person) -> None:
    page = secretary.open("/council/sessions/new")
    entries = {"title": "Phiên họp", "venue": "Hội trường", "meets_on": site.world.day.isoformat()}
    first, second = (page.post("Lập phiên họp", entries) for _ in range(2))
    assert first.status_code == second.status_code == 303
    assert first.location == second.location
    key = first.location.rsplit("/", 1)[1]
    assert site.world.case(key, PlanSession.subject)["entries"] == 1
    assert "đã được lập từ trước" in secretary.open(second.location).words


def test_what_is_wrong_is_said_beside_the_field(site: Site, secretary: Person) -> None:
    page = secretary.open("/council/sessions/new")
    wrong = page.send(
        "Lập phiên họp", {"title": "Phiên họp", "meets_on": "01/01/2024", "venue": "Hội trường"}, status=422
    )
    assert "Chọn ngày họp từ hôm nay trở đi." in wrong.words
    assert wrong.entered()["title"] == "Phiên họp"
    empty = page.send("Lập phiên họp", status=422)
    assert "Nhập tên phiên họp." in empty.words and "Nhập địa điểm họp." in empty.words


def test_the_vote_does_not_open_without_quorum(site: Site, secretary: Person) -> None:
    session = plan(secretary, site.world)
    table_all(secretary, session)
    page = attend(secretary, session, site.world, absent=2)
    assert "Dự họp 3/5 thành viên, cần ít nhất 4." in page.words
    refused = secretary.open(f"{session}/vote-opening").send("Mở biểu quyết", status=422)
    assert "hoặc hoãn phiên họp: có mặt 3, theo quy tắc đang áp dụng cần ít nhất 4" in refused.words
    later = site.world.day.replace(day=28).strftime("%d/%m/%Y")
    put_off = secretary.open(f"{session}/adjournment").send(
        "Hoãn phiên họp", {"meets_on": later, "reason": "Thiếu người."}
    )
    assert "Phiên họp đã hoãn. Lý do: Thiếu người." in put_off.words


def test_an_empty_agenda_is_not_opened(site: Site, secretary: Person) -> None:
    session = plan(secretary, site.world)
    assert "Đưa ít nhất một hồ sơ vào chương trình họp." in secretary.open(session).words
    assert "Chọn ít nhất một hồ sơ" in secretary.open(f"{session}/agenda").send("Xếp các hồ sơ", status=422).words


def test_tabling_is_all_or_nothing(site: Site, secretary: Person) -> None:
    session = plan(secretary, site.world)
    page = secretary.open(f"{session}/agenda")
    boxes = {box.get("name"): box.get("value") for box in page.root.iter("input") if box.get("type") == "checkbox"}
    table_all(secretary, session)
    again = page.send("Xếp các hồ sơ đã chọn", boxes, status=409)
    assert "Chưa có gì được ghi" in again.words
    assert site.world.case(session.rsplit("/", 1)[1], PlanSession.subject)["state"] == SessionState.PLANNED


def test_the_close_asks_for_confirmation(site: Site, secretary: Person, members: list[Person]) -> None:
    session = in_vote(secretary, site.world)
    for member in members[:4]:
        vote(member, session, "agree")
    assert (
        "Đánh dấu vào ô xác nhận" in secretary.open(f"{session}/closure").send("Kết thúc biểu quyết", status=422).words
    )
    closed = close(secretary, session)
    assert "không còn" not in closed.words
    # the fifth gave no opinion: counted, and not as agreeing
    assert "4/5 thành viên đồng ý" in closed.words and "chưa cho ý kiến: 1" in closed.words
    assert len(rows(secretary.open(session))) == 0


def test_marking_all_present_loses_nothing_that_was_entered(site: Site, secretary: Person) -> None:
    session = plan(secretary, site.world)
    table_all(secretary, session)
    secretary.open(f"{session}/opening").send("Khai mạc phiên họp")
    away, *others = (member.account_id for member in site.world.members)
    entries = {f"marks-{away}": "excused", f"reasons-{away}": "Đi công tác"}
    page = secretary.open(f"{session}/attendance").send("Đánh dấu có mặt", entries)
    assert page.entered() | entries == page.entered()
    assert {page.entered()[f"marks-{each}"] for each in others} == {"present"}
    assert "Chưa ghi; sửa người vắng" in page.words
    assert "Dự họp 0/5" in secretary.open(session).words, "nothing is recorded yet"


def test_a_session_opened_before_its_day_is_warned_of(site: Site, secretary: Person) -> None:
    session = plan(secretary, site.world)
    table_all(secretary, session)
    assert "Chỉ khai mạc khi Hội đồng đã họp" not in secretary.open(f"{session}/opening").words
    late = (site.world.day + timedelta(days=30)).strftime("%d/%m/%Y")
    entries = {"title": "Phiên họp sau", "venue": "Phòng họp số 1", "meets_on": late}
    later = secretary.open("/council/sessions/new").send("Lập phiên họp", entries).path
    today = site.world.day.strftime("%d/%m/%Y")
    assert f"Phiên họp ghi ngày {late}, hôm nay {today}." in secretary.open(f"{later}/opening").words


def test_a_latecomer_is_marked_while_the_vote_is_open(site: Site, secretary: Person, members: list[Person]) -> None:
    session = in_vote(secretary, site.world)
    late = site.world.members[4].account_id
    assert "được ghi là ý kiến bằng văn bản" in members[4].open(f"{session}/ballot").words
    page = secretary.open(f"{session}/attendance")
    assert "Ghi người đến sau ở đây" in page.words
    done = page.send("Ghi danh dự họp", {f"marks-{late}": "present", f"reasons-{late}": ""})
    assert "Dự họp 5/5 thành viên" in done.words
    assert "được ghi là ý kiến bằng văn bản" not in members[4].open(f"{session}/ballot").words
    hands = secretary.open(f"{session}/show-of-hands?award=LDTT")
    assert [name for name in rows_of_selects(hands) if name.endswith(late)]
    assert "văn bản" not in vote(members[4], session, "agree").words


def test_a_vote_that_can_not_be_closed_is_voided(site: Site, secretary: Person, members: list[Person]) -> None:
    session = in_vote(secretary, site.world)
    vote(members[0], session, "disagree", only=1)
    review = members[1].open(f"{session}/ballot").send("Đồng ý cả 2 hồ sơ").send("Xem lại phiếu")
    page = secretary.open(f"{session}/voiding")
    assert "Ghi lý do hủy" in page.send("Hủy cuộc biểu quyết", status=422).words
    done = page.send("Hủy cuộc biểu quyết", {"reason": "Mất điện cả buổi."})
    assert "Cuộc biểu quyết đã hủy, không có kết quả. Lý do: Mất điện cả buổi." in done.words
    assert {site.world.nomination(key)["state"] for key in world_items(site.world)} == {State.ELIGIBLE}
    late = review.send("Gửi phiếu", status=409)
    assert "Biểu quyết đã hủy" in late.words and "Phiếu vừa gửi không được ghi." in late.words
    receipt = members[0].open(f"{session}/receipt").words
    assert "Cuộc biểu quyết đã hủy" in receipt and "Không đồng ý" in receipt
    again = plan(secretary, site.world)
    table_all(secretary, again)
    assert "Chương trình có 3 hồ sơ" in secretary.open(f"{again}/opening").words
