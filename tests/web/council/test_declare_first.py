"""No member of the council opens a dossier of an agenda before declaring; names, awards and units is what they declare on."""

from __future__ import annotations

import pytest

from states.vocabulary import Role, State
from tests.support.site import Person, Site
from tests.web.council.sessions import plan, table_all
from tests.web.council.test_declaration import BUTTON, grant_seat, keys, recuse
from workflow.commands.administration.grant_office import GrantOffice
from workflow.ids import new_id
from workflow.store import Store

FIRST = "Khai báo về xung đột lợi ích trước, rồi mở hồ sơ."


def dossier_of(store: Store, case: str) -> tuple[str, ...]:
    """Where the dossier of a case is read."""
    with store.reading() as driver:
        ((file,), *_) = driver.connection.execute(f"SELECT id FROM document WHERE nomination_id = '{case}'").fetchall()
    return f"/nominations/{case}", f"/nominations/{case}/conditions", f"/documents/{file}"


def test_a_member_is_led_to_the_declaration(site: Site, secretary: Person, members: list[Person]) -> None:
    session = plan(secretary, site.world)
    table_all(secretary, session)
    case = keys(members[0].open(f"{session}/declaration"))[0]
    for address in dossier_of(site.world.store, case):
        page = members[0].open(address)
        assert page.path == f"{session}/declaration" and FIRST in page.words
        assert "Nông dân" not in page.words and "Sản xuất giỏi" not in page.words
    agenda = members[0].open(session).words
    assert "điều kiện" not in agenda.lower() and "ý kiến nhân dân" not in agenda
    members[0].open(f"{session}/declaration").send(BUTTON, {"stance": "none"})
    assert "Sản xuất giỏi" in members[0].open(f"/nominations/{case}").words
    for address in dossier_of(site.world.store, case)[1:]:
        with members[0].client.get(address) as answer:
            assert answer.status_code == 200


def test_what_is_tabled_later_is_declared_on_first(site: Site, secretary: Person, members: list[Person]) -> None:
    world = site.world
    session = plan(secretary, world)
    table_all(secretary, session)
    page = members[0].open(f"{session}/declaration").send(BUTTON, {"stance": "none"})
    case = world.bring(world.draft(name="Tô Văn Muộn"), State.ELIGIBLE)
    table_all(secretary, session)
    assert members[0].open(f"/nominations/{case}").path == f"{session}/declaration"
    page = members[0].open(f"{session}/declaration")
    first = next(key for key in keys(page) if key != case)
    assert members[0].client.get(f"/nominations/{first}").status_code == 200


@pytest.mark.parametrize("role", [Role.SECRETARIAT, Role.CHAIRMAN, Role.COUNCIL_SECRETARY])
def test_another_office_of_a_member_changes_nothing(site: Site, secretary: Person, role: Role) -> None:
    world = site.world
    session = plan(secretary, world)
    table_all(secretary, session)
    person = site.person(world.actor(role))
    case = keys(site.person(world.members[0]).open(f"{session}/declaration"))[0]
    assert person.open(f"/nominations/{case}").path == f"/nominations/{case}"
    grant_seat(world, world.actor(role))
    assert person.open(f"/nominations/{case}").path == f"{session}/declaration"


def test_the_unit_goes_on_reading_what_it_wrote(site: Site, secretary: Person) -> None:
    world = site.world
    session = plan(secretary, world)
    table_all(secretary, session)
    case = keys(site.person(world.members[0]).open(f"{session}/declaration"))[0]
    for unit, opens in (("thon-dong", True), ("truong-hoc", False)):
        grant_seat(world, world.people[unit])
        assert (site.person(world.people[unit]).open(f"/nominations/{case}").path == f"/nominations/{case}") == opens


def test_a_secretary_who_takes_no_part_is_told_who_acts(site: Site, secretary: Person) -> None:
    world = site.world
    session = plan(secretary, world)
    table_all(secretary, session)
    grant_seat(world, world.actor(Role.COUNCIL_SECRETARY))
    assert "thư ký khác" not in secretary.open(session).words
    recuse(secretary, session)
    assert "chưa có thư ký nào khác" in secretary.open(session).words
    second = world.person("thuky2", "Lê Thị Thay", Role.COUNCIL_SECRETARY)
    told = secretary.open(session).words
    assert "kết thúc biểu quyết và ghi biên bản: Lê Thị Thay." in told
    assert "thư ký khác" not in site.person(second).open(session).words
    seat = GrantOffice(
        on=new_id(), account_id=second.account_id, role=Role.COUNCIL_MEMBER, title="Ủy viên", held_from=world.day,
        document="Quyết định số 02/QĐ-UBND",
    )  # fmt: skip
    world.do(seat, world.operator)
    recuse(site.person(second), session)
    assert "chưa có thư ký nào khác" in secretary.open(session).words
