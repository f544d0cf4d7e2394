"""Declaring a conflict of interest through the pages: before any dossier, without JavaScript, and what follows from it."""

from __future__ import annotations

from states.vocabulary import Role, State
from tests.support.site import Page, Person, Site
from tests.support.world import World
from tests.web.council.sessions import attend, close, declare, in_vote, plan, rows, table_all, vote
from workflow.commands.administration.grant_office import GrantOffice
from workflow.commands.command import Actor
from workflow.ids import new_id

TOLD = "Không được tham gia biểu quyết vì có liên quan: 1"
NOT_HERE = "Ông/bà không tham gia biểu quyết hồ sơ này"
BUTTON = "Khai báo xung đột lợi ích"


def planned(secretary: Person, world: World) -> str:
    """A planned session with three cases."""
    session = plan(secretary, world)
    table_all(secretary, session)
    return session


def keys(page: Page) -> list[str]:
    """The cases of a declaration, in the order of the page."""
    found = (box.get("name", "") for box in page.root.iter("select"))
    return [name.removeprefix("conflicts-") for name in found if name.startswith("conflicts-")]


def recuse(member: Person, session: str, place: int = 0) -> str:
    """A member declares to be related to one nominee; answers the case."""
    page = member.open(f"{session}/declaration")
    case = keys(page)[place]
    page.send(BUTTON, {f"conflicts-{case}": "relative", f"relations-{case}": "Chị gái.", "stance": "some"})
    return case


def grant_seat(world: World, person: Actor) -> None:
    """A seat on the council for somebody who holds another office."""
    command = GrantOffice(
        on=new_id(), account_id=person.account_id, role=Role.COUNCIL_MEMBER, title="Chủ tịch Hội đồng",
        held_from=world.day, document="Quyết định số 02/QĐ-UBND",
    )  # fmt: skip
    world.do(command, world.operator)


def name_of(world: World, case: str) -> str:
    """Whose case it is."""
    return str(world.nomination(case)["name"])


def test_the_page_shows_names_awards_and_units_and_chooses_nothing(secretary: Person, site: Site) -> None:
    session = planned(secretary, site.world)
    page = site.person(site.world.members[0]).open(f"{session}/declaration")
    assert len(keys(page)) == 3
    assert "Lý Thị Cúc" in page.words and "Thôn Đông" in page.words
    assert [box for box in page.root.iter("input") if box.get("checked") is not None] == []
    assert [box.get("value") for box in page.root.iter("option") if box.get("selected") is not None] == []
    main = next(page.root.iter("main"))
    assert not [link for link in main.iter("a") if "/nominations/" in (link.get("href") or "")]
    assert "Nông dân" not in page.words and "điều kiện" not in page.words.lower()
    assert list(main.iter("script")) == []


def test_neither_silence_nor_a_contradiction_is_a_declaration(
    secretary: Person, members: list[Person], site: Site
) -> None:
    session = planned(secretary, site.world)
    page = members[0].open(f"{session}/declaration")
    case = keys(page)[0]
    assert "Chọn có hay không" in page.send(BUTTON, {}, status=422).words
    none = page.send(BUTTON, {f"conflicts-{case}": "own_case", "stance": "none"}, status=422)
    assert "bỏ lý do đó" in none.words
    assert "Chọn lý do ở ít nhất một hồ sơ" in page.send(BUTTON, {"stance": "some"}, status=422).words
    wordless = page.send(BUTTON, {f"conflicts-{case}": "relative", "stance": "some"}, status=422)
    assert "vài chữ về quan hệ" in wordless.words
    done = page.send(BUTTON, {"stance": "none"})
    assert "đã khai báo xung đột lợi ích" in done.words and "Khai báo trước khi xem hồ sơ" not in done.words


def test_a_ballot_is_opened_after_declaring(secretary: Person, members: list[Person], site: Site) -> None:
    session = planned(secretary, site.world)
    attend(secretary, session, site.world)
    secretary.open(f"{session}/vote-opening").send("Mở biểu quyết")
    asked = members[0].open(f"{session}/ballot")
    assert asked.path.endswith("/declaration") and "trước, rồi mở phiếu" in asked.words
    assert "chưa khai báo" in secretary.open(f"{session}/show-of-hands?award=LDTT").words
    asked.send(BUTTON, {"stance": "none"})
    assert len(rows(members[0].open(f"{session}/ballot"))) == 3


def test_a_recused_member_neither_votes_on_nor_sees_the_case(
    secretary: Person, members: list[Person], site: Site
) -> None:
    session = planned(secretary, site.world)
    case = recuse(members[0], session)
    attend(secretary, session, site.world)
    declare(secretary, session, site.world)
    secretary.open(f"{session}/vote-opening").send("Mở biểu quyết")
    ballot = members[0].open(f"{session}/ballot")
    assert NOT_HERE in ballot.words and len(rows(ballot)) == 2 and f"choices-{case}" not in rows(ballot)
    with site.world.store.reading() as driver:
        ((file,), *_) = driver.connection.execute(f"SELECT id FROM document WHERE nomination_id = '{case}'").fetchall()
    for address in (f"/nominations/{case}", f"/nominations/{case}/conditions", f"/documents/{file}"):
        assert members[0].client.get(address).status_code == 404
        assert members[1].client.get(address).status_code == 200
    for member in members:
        vote(member, session, "agree")
    close(secretary, session)
    name = name_of(site.world, case)
    own, other = members[0].open(session), members[1].open(session)
    assert NOT_HERE in own.words and own.words.count(name) == 1
    assert f"/nominations/{case}" in other.links() and f"/nominations/{case}" not in own.links()
    assert TOLD in other.words and TOLD not in own.words


def test_after_the_minutes_those_who_carry_on_have_the_dossier_again(
    secretary: Person, members: list[Person], site: Site
) -> None:
    session = planned(secretary, site.world)
    grant_seat(site.world, site.world.actor(Role.CHAIRMAN))
    chairman = site.person(site.world.actor(Role.CHAIRMAN))
    case = recuse(members[0], session)
    assert recuse(chairman, session) == case
    attend(secretary, session, site.world)
    declare(secretary, session, site.world)
    secretary.open(f"{session}/vote-opening").send("Mở biểu quyết")
    for member in members:
        vote(member, session, "agree")
    close(secretary, session)
    assert chairman.client.get(f"/nominations/{case}").status_code == 404
    page = secretary.open(f"{session}/minutes")
    said = {"chair_id": site.world.members[1].account_id, "course": "Đã họp.", "conclusions": "Nhất trí."}
    page.send("Ghi biên bản", said)
    opened = chairman.open(f"/nominations/{case}").words
    assert "Thành tích" in opened and "không xem được kết quả biểu quyết" in opened
    assert members[0].client.get(f"/nominations/{case}").status_code == 404
    for somebody in (members[0], chairman):
        assert NOT_HERE in somebody.open(session).words and NOT_HERE in somebody.open(f"{session}/record").words
        assert somebody.client.get(f"/papers{session.replace('/sessions', '/session')}/minutes.pdf").status_code == 404


def test_the_secretary_sees_who_takes_part_in_what(secretary: Person, members: list[Person], site: Site) -> None:
    session = in_vote(secretary, site.world)
    vote(members[0], session, "agree")
    case = recuse(members[0], session)
    page = secretary.open(session)
    assert "Đã khai báo: 5/5 thành viên" in page.words and "Chị gái." in page.words
    assert "Không tham gia: Đỗ Văn Ủy 1" in page.words
    award = site.world.nomination(case)["award"]
    hands = secretary.open(f"{session}/show-of-hands?award={award}")
    assert "không tham gia biểu quyết hồ sơ này" in hands.words
    assert "Chị gái." not in members[1].open(session).words
    assert "Chị gái." not in site.person(site.world.actor(Role.AUDITOR)).open(session).words


def test_what_was_said_at_the_meeting_is_recorded_by_the_secretary(
    secretary: Person, members: list[Person], site: Site
) -> None:
    session = planned(secretary, site.world)
    page = secretary.open(f"{session}/conflict")
    case, member = keys(page)[0], site.world.members[0].account_id
    said = {f"conflicts-{case}": "own_case", "stance": "some"}
    assert "ít nhất một" in page.send("Ghi khai báo nói tại phiên họp", said, status=422).words
    page.send("Ghi khai báo nói tại phiên họp", {**said, f"accounts-{member}": "1"})
    assert "do thư ký Lê Văn Thư ghi" in secretary.open(session).words
    assert NOT_HERE in members[0].open(session).words


def test_a_namesake_and_the_own_unit_are_pointed_out(secretary: Person, site: Site) -> None:
    world = site.world
    session = planned(secretary, world)
    namesake = world.person("uyvien9", "Trần Thị ÁNH", Role.COUNCIL_MEMBER)
    page = site.person(namesake).open(f"{session}/declaration")
    assert page.words.count("trùng họ tên với ông/bà") == 1
    assert "đơn vị nơi ông/bà là cán bộ" not in page.words
    grant_seat(world, world.people["thon-dong"])
    own = site.person(world.people["thon-dong"]).open(f"{session}/declaration")
    assert own.words.count("đơn vị nơi ông/bà là cán bộ") == 3


def test_the_one_who_decides_among_the_nominees_is_warned_of(secretary: Person, site: Site) -> None:
    world = site.world
    case = world.bring(world.draft("LDTT", name="Trần Văn CHỦ"), State.ELIGIBLE)
    session = planned(secretary, world)
    code = world.nomination(case)["code"]
    assert f"hồ sơ {code} trùng họ tên với Trần Văn Chủ" in secretary.open(session).words
    grant_seat(world, world.actor(Role.CHAIRMAN))
    assert "cũng là thành viên Hội đồng" in secretary.open(session).words


def test_a_decision_on_the_one_who_signs_it_is_warned_of(site: Site) -> None:
    world = site.world
    cases = [world.bring(world.draft("LDTT", name=name), State.BEFORE_CHAIRMAN) for name in ("Trần Văn Chủ", "Lê Hai")]
    office = site.person(world.actor(Role.SECRETARIAT))
    warned, plain = (office.open(f"/decisions/{world.draft_decision([case])}") for case in cases)
    assert "trùng họ tên với Trần Văn Chủ" in warned.words
    assert "trùng họ tên" not in plain.words


def test_the_desk_says_that_a_declaration_is_owed_until_it_is_made(
    secretary: Person, members: list[Person], world: World
) -> None:
    session, asked = plan(secretary, world), "Khai báo xung đột lợi ích trước khi xem hồ sơ"
    assert asked not in members[0].open("/worklist").words  # nothing is on the agenda
    table_all(secretary, session)
    assert asked in members[0].open("/worklist").words
    attend(secretary, session, world)
    declare(secretary, session, world)
    assert asked not in members[0].open("/worklist").words
    assert asked not in secretary.open("/worklist").words  # who holds no seat owes none
