"""Before the close nobody sees how others voted, and nobody votes who has no seat."""

from __future__ import annotations

import pytest

from states.council_vocabulary import VoteChoice
from states.vocabulary import Role
from tests.support.site import Page, Person, Site
from tests.support.world import World
from tests.web.council.sessions import close, in_vote, plan, rows, vote
from workflow.commands.council.plan_session import PlanSession
from workflow.queries.council_votes import own_votes

TELLING = ("Không đồng ý", "Không biểu quyết", "disagree", "abstain")
"""What only stands where somebody said it; on a ballot or a sheet of hands it is what one may choose."""
CHOICES = {each.value for each in VoteChoice}
LOOKERS = (Role.COUNCIL_SECRETARY, Role.SECRETARIAT, Role.CHAIRMAN, Role.AUDITOR)


def walk(somebody: Person, *starts: str, most: int = 60) -> list[Page]:
    """Every page that can be reached by links, each once."""
    waiting, seen, found = list(starts), set[str](), []
    while waiting and len(found) < most:
        path = waiting.pop(0).split("#")[0]
        if path in seen or "lang=" in path:
            continue
        seen.add(path)
        response = somebody.client.get(path)
        if response.status_code == 200 and response.mimetype == "text/html":
            page = Page(somebody, path, response)
            found.append(page)
            waiting += page.links()
    return found


def tells(page: Page) -> bool:
    """Whether the page says how somebody voted. Choices that are offered are left out, chosen ones are not."""
    for fieldset in list(page.root.iter("fieldset")):
        for box in fieldset.iter("input"):
            is_choice = box.get("type") == "radio" and box.get("value") in CHOICES
            assert box.get("checked") is None or not is_choice, page.path
        for option in fieldset.iter("option"):
            assert option.get("selected") is None or not option.get("value"), page.path
        fieldset.clear()
    words = page.words
    return any(word in words for word in TELLING)


def cast(site: Site, secretary: Person, members: list[Person]) -> str:
    """An open vote in which the first member said no to everything and abstained on one."""
    session = in_vote(secretary, site.world)
    paper = members[0].open(f"{session}/ballot")
    names = rows(paper)
    entries = dict.fromkeys(names, "disagree") | {names[0]: "abstain"}
    paper.send("Xem lại phiếu", entries).send("Gửi phiếu")
    return session


def test_no_page_tells_how_others_voted(site: Site, secretary: Person, members: list[Person]) -> None:
    session = cast(site, secretary, members)
    others = [members[1], secretary, *(site.person(site.world.actor(role)) for role in LOOKERS[1:])]
    for somebody in others:
        pages = walk(somebody, "/", session, f"{session}/ballot", f"{session}/show-of-hands", "/council/receipts")
        assert len(pages) > 5
        assert [page.path for page in pages if tells(page)] == []
    assert tells(members[0].open(f"{session}/receipt"))


def test_the_timeline_says_only_that_somebody_voted(site: Site, secretary: Person, members: list[Person]) -> None:
    session = cast(site, secretary, members)
    words = members[1].open(session).words
    assert "đã gửi ý kiến biểu quyết" in words and "Đỗ Văn Ủy 1" in words
    assert not any(word in words for word in TELLING)
    # how far the vote is stands on the secretary's page only, and without a choice
    assert "1/5" in secretary.open(session).words
    assert "1/5" not in words


def test_hands_show_only_what_was_recorded_by_hand(site: Site, secretary: Person, members: list[Person]) -> None:
    session = cast(site, secretary, members)
    page = secretary.open(f"{session}/show-of-hands?award=LDTT")
    first = site.world.members[0].account_id
    assert "đã tự gửi phiếu" in page.words
    assert not [select for select in page.root.iter("select") if select.get("name", "").endswith(first)]
    absent = site.world.members[4].account_id
    assert not [select for select in page.root.iter("select") if select.get("name", "").endswith(absent)]


def test_after_the_close_the_counts_are_shown(site: Site, secretary: Person, members: list[Person]) -> None:
    session = cast(site, secretary, members)
    for member in members[1:4]:
        vote(member, session, "agree")
    close(secretary, session)
    assert "không biểu quyết: 1" in members[1].open(session).words


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.SECRETARIAT, Role.CHAIRMAN, Role.AUDITOR, Role.UNIT_OFFICER])
def test_no_route_lets_another_office_vote(site: Site, secretary: Person, role: Role) -> None:
    session = in_vote(secretary, site.world)
    stranger = site.person(site.world.actor(role))
    for noun in ("ballot", "show-of-hands", "closure", "attendance", "minutes", "agenda"):
        stranger.open(f"{session}/{noun}", status=403)
    token = stranger.open("/").root.find(".//input[@name='csrf_token']")
    assert token is not None
    sent = stranger.client.post(f"{session}/ballot", data={"csrf_token": token.get("value"), "send": "1"})
    assert sent.status_code == 403


def test_the_administrator_opens_no_page_of_a_session(site: Site, secretary: Person) -> None:
    session = plan(secretary, site.world)
    administrator = site.person(site.world.actor(Role.ADMINISTRATOR))
    for path in (session, f"{session}/receipt", f"{session}/record", "/council/planning", "/council/sessions"):
        administrator.open(path, status=403)


def test_a_member_who_joined_later_has_no_ballot(site: Site, secretary: Person) -> None:
    session = in_vote(secretary, site.world)
    late = site.person(site.world.person("uyvien9", "Cao Thị Muộn", Role.COUNCIL_MEMBER))
    paper = late.open(f"{session}/ballot")
    assert "Liên hệ Thư ký Hội đồng" in paper.words
    refused = paper.send("Xem lại phiếu", dict.fromkeys(rows(paper), "agree")).send("Gửi phiếu", status=422)
    assert "Liên hệ Thư ký Hội đồng" in refused.words
    with site.world.store.reading() as driver:
        last = session.rsplit("/", 1)[1]
        assert own_votes(driver, last, site.world.people["uyvien9"].account_id) == {}


def test_another_commune_sees_nothing(site: Site, secretary: Person) -> None:
    session = in_vote(secretary, site.world)
    elsewhere = World.open(site.world.store, slug="xa-khac")
    elsewhere.day = site.world.day
    there = Site(elsewhere, site.folder)
    for role in (Role.COUNCIL_MEMBER, Role.COUNCIL_SECRETARY):
        stranger = there.person(elsewhere.actor(role))
        noun = "ballot" if role == Role.COUNCIL_MEMBER else "show-of-hands"
        stranger.open(session, status=404)
        stranger.open(f"{session}/{noun}", status=404)
    assert site.world.case(session.rsplit("/", 1)[1], PlanSession.subject)["state"] == "voting"


def test_only_who_runs_the_vote_reads_how_far_it_has_come(site: Site, secretary: Person, members: list[Person]) -> None:
    session = cast(site, secretary, members)
    away = site.world.members[3].account_id
    secretary.open(f"{session}/attendance").send("Ghi danh dự họp", {f"marks-{away}": "absent"})
    late = site.person(site.world.person("uyvien9", "Cao Thị Muộn", Role.COUNCIL_MEMBER))
    figures = "cho ý kiến bằng văn bản 0, theo quy tắc đang áp dụng cần ít nhất 4 trên tổng số 5 thành viên"
    assert figures in secretary.open(session).words
    for somebody in (late, *(site.person(site.world.actor(role)) for role in LOOKERS[1:])):
        words = somebody.open(session).words
        assert "chưa đủ số thành viên để kết thúc biểu quyết" in words
        assert "cần ít nhất" not in words and "cho ý kiến bằng văn bản" not in words
