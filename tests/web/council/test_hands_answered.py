"""Recorded hands through the pages: the member answers, the secretary sees the dispute, and nobody else does."""

from __future__ import annotations

from states.vocabulary import Role
from tests.support.site import Page, Person, Site
from tests.web.council.sessions import close, in_vote, rows
from tests.web.council.test_secrecy import LOOKERS

NOTE = "Tôi không giơ tay cho hồ sơ này."


def record(secretary: Person, session: str, member: str, choice: str) -> Page:
    """The secretary records the hand of one member on the items of one award."""
    page = secretary.open(f"{session}/show-of-hands?award=LDTT")
    names = [each.get("name", "") for each in page.root.iter("select")]
    return page.send("Ghi biểu quyết giơ tay", {name: choice for name in names if name.endswith(member)})


def test_a_dispute_is_seen_by_the_secretary_and_settled(site: Site, secretary: Person, members: list[Person]) -> None:
    session = in_vote(secretary, site.world)
    mine = site.world.members[0].account_id
    record(secretary, session, mine, "agree")
    assert "(chưa xác nhận)" in members[0].open(f"{session}/receipt").words
    page = members[0].open(f"{session}/hand-answer")
    names = rows(page, "answers-")
    assert len(names) == 2 and not [name for name in page.entered() if name.startswith("answers-")]
    filled = page.send("Đánh dấu đã ghi đúng", {names[0]: "disputed", "note": NOTE})
    filled.send("Xác nhận phần giơ tay đã ghi")
    receipt = members[0].open(f"{session}/receipt").words
    assert "(ghi không đúng)" in receipt and "(đã ghi đúng)" in receipt

    live = secretary.open(f"{session}/live").words
    assert "Kết thúc biểu quyết và kiểm phiếu Chưa thể thực hiện" in live and "phần ghi về hồ sơ 2024-000" in live
    refused = close(secretary, session, status=422)
    assert "có thành viên báo phần ghi về hồ sơ" in refused.words
    sheet = secretary.open(f"{session}/show-of-hands?award=LDTT").words
    assert sheet.count("thành viên báo ghi không đúng") == 1 and NOTE in sheet
    for somebody in (members[1], *(site.person(site.world.actor(role)) for role in LOOKERS[1:])):
        words = somebody.open(session).words
        assert "phần ghi về hồ sơ" not in words and NOTE not in words

    record(secretary, session, mine, "disagree")
    assert "thành viên báo ghi không đúng" not in secretary.open(f"{session}/show-of-hands?award=LDTT").words
    assert "(chưa xác nhận)" in members[0].open(f"{session}/receipt").words
    close(secretary, session)


def test_who_raised_no_hand_is_offered_nothing(site: Site, secretary: Person, members: list[Person]) -> None:
    session = in_vote(secretary, site.world)
    assert "Xác nhận phần giơ tay đã ghi" not in members[0].open(session).words
    assert "chưa có phần giơ tay nào" in members[0].open(f"{session}/hand-answer").words
    for role in (Role.COUNCIL_SECRETARY, Role.AUDITOR, Role.CHAIRMAN):
        site.person(site.world.actor(role)).open(f"{session}/hand-answer", status=403)
