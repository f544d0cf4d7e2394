"""The screen of a running session, the results on the wall, and what a small council is told before and after."""

from __future__ import annotations

import pytest

from states.vocabulary import Role
from tests.support.site import Page, Person, Site
from tests.web.council.sessions import attend, close, declare, in_vote, plan, rows, table_all, vote
from tests.web.council.test_declaration import recuse
from tests.web.council.test_secrecy import tells

FEW = "Chỉ có 5 người biểu quyết, nên từ kết quả dễ đoán ai đã biểu quyết thế nào."
ALIKE = "Mọi ý kiến tại phiên họp đều giống nhau"
ALL_BUT_ONE = "Chỉ một ý kiến tại phiên họp khác các ý kiến còn lại"


def numbers(page: Page) -> dict[str, str]:
    """The numbers in boxes, by what they count."""
    return {
        " ".join("".join(box.find("dt").itertext()).split()): "".join(box.find("dd").itertext())
        for box in page.root.iter("div")
        if "bv-numbers__one" in (box.get("class") or "")
    }


def test_the_secretary_sees_who_is_there_and_what_stands_in_the_way(
    site: Site, secretary: Person, members: list[Person]
) -> None:
    session = plan(secretary, site.world)
    table_all(secretary, session)
    secretary.open(f"{session}/opening").send("Khai mạc phiên họp")
    live = secretary.open(f"{session}/live")
    assert "Dự họp 0/5 thành viên, cần ít nhất 4." in live.words and "Mở biểu quyết Chưa thể thực hiện" in live.words
    assert "Người xử lý: Thư ký Hội đồng" in live.words and numbers(live) == {}

    page = secretary.open(f"{session}/attendance").send("Đánh dấu có mặt")
    page.send("Ghi danh dự họp", {f"marks-{member.account_id}": "absent" for member in site.world.members[4:]})
    declare(secretary, session, site.world)
    secretary.open(f"{session}/vote-opening").send("Mở biểu quyết")
    vote(members[0], session, "disagree")
    vote(members[1], session, "disagree", only=1)
    live = secretary.open(f"{session}/live")
    assert numbers(live) == {
        "Đã cho ý kiến về mọi hồ sơ": "1", "Mới cho ý kiến một phần": "1", "Chưa cho ý kiến": "3",
        "Tham gia (cần ít nhất 4)": "4/5",
    }  # fmt: skip
    assert "Đỗ Văn Ủy 5, Chức trách council_member: Vắng" in live.words
    assert "Kết thúc biểu quyết" in live.words and not tells(live)

    away = site.world.members[3].account_id
    secretary.open(f"{session}/attendance").send("Ghi danh dự họp", {f"marks-{away}": "absent"})
    live = secretary.open(f"{session}/live")
    assert "Kết thúc biểu quyết và kiểm phiếu Chưa thể thực hiện" in live.words
    assert "dự họp 3, cho ý kiến bằng văn bản 0, theo quy tắc đang áp dụng cần ít nhất 4" in live.words
    assert "Người xử lý: Thư ký Hội đồng" in live.words


def test_it_reloads_by_itself_only_when_asked(site: Site, secretary: Person, members: list[Person]) -> None:
    session = in_vote(secretary, site.world)
    live = secretary.open(f"{session}/live")
    assert "http-equiv" not in live.text and f"{session}/live?auto=1" in live.links()
    reloading = secretary.open(f"{session}/live?auto=1")
    assert '<meta http-equiv="refresh" content="30">' in reloading.text and f"{session}/live" in reloading.links()
    for member in members[:4]:
        vote(member, session, "agree")
    close(secretary, session)
    over = secretary.open(f"{session}/live?auto=1")
    assert "http-equiv" not in over.text, "what is over does not reload"
    assert f"{session}/projection" in over.links()


@pytest.mark.parametrize(
    "role", [Role.COUNCIL_MEMBER, Role.CHAIRMAN, Role.AUDITOR, Role.SECRETARIAT, Role.ADMINISTRATOR]
)
def test_nobody_else_follows_how_far_a_vote_is(site: Site, secretary: Person, role: Role) -> None:
    session = in_vote(secretary, site.world)
    site.person(site.world.actor(role)).open(f"{session}/live", status=403)


def test_results_stand_on_the_wall_after_the_close_only(site: Site, secretary: Person, members: list[Person]) -> None:
    session = plan(secretary, site.world)
    secretary.open(f"{session}/projection", status=404)
    table_all(secretary, session)
    attend(secretary, session, site.world)
    declare(secretary, session, site.world)
    secretary.open(f"{session}/vote-opening").send("Mở biểu quyết")
    readers = [secretary, members[0], *(site.person(site.world.actor(role)) for role in
               (Role.CHAIRMAN, Role.AUDITOR, Role.SECRETARIAT))]  # fmt: skip
    for member in members[:4]:
        vote(member, session, "agree")
    for reader in readers:
        reader.open(f"{session}/projection", status=404)
    close(secretary, session)
    for reader in readers:
        wall = reader.open(f"{session}/projection")
        assert "Đồng ý 4/5 · cần ít nhất 3" in wall.words and "Trần Thị Ánh" in wall.words
        assert ALIKE in wall.words
    for stranger in (Role.UNIT_OFFICER, Role.ADMINISTRATOR):
        site.person(site.world.actor(stranger)).open(f"{session}/projection", status=403)


def test_a_small_council_is_warned_before_and_after(site: Site, secretary: Person, members: list[Person]) -> None:
    session = plan(secretary, site.world)
    table_all(secretary, session)
    attend(secretary, session, site.world, absent=0)
    declare(secretary, session, site.world)
    opening = secretary.open(f"{session}/vote-opening")
    assert FEW in opening.words
    opening.send("Mở biểu quyết")
    assert FEW in secretary.open(f"{session}/live").words and ALIKE not in secretary.open(session).words
    paper = members[0].open(f"{session}/ballot")
    choices = dict(zip(rows(paper), ("agree", "disagree", "abstain"), strict=True))
    paper.send("Xem lại phiếu", choices).send("Gửi phiếu")
    for member in members[1:3]:
        vote(member, session, "agree")
    for member in members[3:]:
        paper = member.open(f"{session}/ballot")
        last = dict(zip(rows(paper), ("agree", "agree", "disagree"), strict=True))
        paper.send("Xem lại phiếu", last).send("Gửi phiếu")
    closed = close(secretary, session)
    for warning in (FEW, ALIKE, ALL_BUT_ONE):
        assert closed.words.count(warning) == 1
    beside = secretary.open(f"{session}/minutes").words
    for warning in (FEW, ALIKE, ALL_BUT_ONE):
        assert beside.count(warning) == 1


def test_who_takes_no_part_is_owed_no_opinion(site: Site, secretary: Person, members: list[Person]) -> None:
    session = in_vote(secretary, site.world)
    case = recuse(members[0], session)
    for _other in range(2):
        recuse(members[0], session)
    recuse(members[1], session)
    vote(members[1], session, "agree")
    assert numbers(secretary.open(f"{session}/live")) == {
        "Đã cho ý kiến về mọi hồ sơ": "1", "Mới cho ý kiến một phần": "0", "Chưa cho ý kiến": "3",
        "Tham gia (cần ít nhất 4)": "4/5",
    }  # fmt: skip
    code = site.world.nomination(case)["code"]
    line = secretary.open(session).words.split(code, 1)[1]
    assert "0/3" in line.split("Không tham gia:")[0], "of the three who are asked"


def test_the_small_council_is_those_who_vote(site: Site, secretary: Person, members: list[Person]) -> None:
    site.world.person("uyvien6", "Đỗ Văn Ủy 6", Role.COUNCIL_MEMBER)
    session = plan(secretary, site.world)
    table_all(secretary, session)
    attend(secretary, session, site.world)
    assert "người biểu quyết, nên từ kết quả" not in secretary.open(f"{session}/vote-opening").words
    recuse(members[0], session)
    assert FEW in secretary.open(f"{session}/vote-opening").words
