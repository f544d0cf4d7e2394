"""An administrator who reads every link that can be made opens nobody's account, whoever is in office and whoever is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from states.vocabulary import RegisterState, Role, Subject
from tests.support.site import Person, Site
from tests.support.world import World
from tests.web.administration.release import codes_on, link_for
from web.release import release_code
from workflow.commands.command import Actor
from workflow.invitations import link_of
from workflow.store import Store

WANTED = {"password": "chiếm tài khoản", "again": "chiếm tài khoản"}


@pytest.fixture
def site(sqlite_store: Store, tmp_path: Path) -> Site:
    return Site(World.open(sqlite_store), tmp_path / "var")


def tries_to_open(site: Site, administrator: Person, victim: Actor, code: str = "ABCDE-FGHIJ") -> str:
    """An administrator makes a link and uses it with a code that nobody gave them. Answers the page's words."""
    thief = site.visitor()
    page = thief.open(link_for(administrator, victim.account_id))
    assert "code" in page.entered()
    refused = page.send("Đặt mật khẩu", {**WANTED, "code": code}, status=422)
    without = page.post("Đặt mật khẩu", WANTED)
    assert without.status_code == 422
    assert thief.client.get("/worklist").status_code == 303, "nobody is signed in"
    assert site.world.case(victim.account_id, Subject.ACCOUNT)["state"] == RegisterState.INVITED
    return refused.words


def end_office(administrator: Person, holder: Actor) -> int:
    """What comes of ending somebody's office on its page."""
    page = administrator.open(f"/offices/{holder.offices[0].id}/ending")
    answer = page.post("Kết thúc", {"last_day": "01/03/2024", "reason": "QĐ 10/QĐ-UBND"})
    return answer.status_code


def test_ending_the_auditors_opens_no_member_of_the_council(site: Site) -> None:
    auditors = [site.world.actor(Role.AUDITOR), site.world.person("giamsat2", "Lý Thị Hai", Role.AUDITOR)]
    administrator = site.person(site.world.actor(Role.ADMINISTRATOR))

    assert [end_office(administrator, auditor) for auditor in auditors] == [303, 422], "the last one stays"
    tries_to_open(site, administrator, site.world.members[0])


def test_an_auditor_who_was_only_named_does_not_set_the_others_free(site: Site) -> None:
    administrator = site.person(site.world.actor(Role.ADMINISTRATOR))
    page = administrator.open("/accounts").send(
        "Tạo tài khoản", {"full_name": "Không Có Ai", "post_title": "Thanh tra", "username": "khong.co.ai"}
    )
    page = administrator.open(page.path.removesuffix("/link") + "/offices")
    page.send("Giao vai trò", {"role": "auditor", "title": "Thanh tra", "held_from": "01/03/2024", "document": "QĐ 2"})

    assert end_office(administrator, site.world.actor(Role.AUDITOR)) == 422


def test_the_only_auditor_is_not_the_way_to_the_chairman(site: Site) -> None:
    auditor, chairman = site.world.actor(Role.AUDITOR), site.world.actor(Role.CHAIRMAN)
    at_the_desk, administrator = site.person(chairman), site.person(site.world.actor(Role.ADMINISTRATOR))

    assert "Hỏi Chủ tịch" in tries_to_open(site, administrator, auditor), "no auditor reads out their own code"
    (shown,) = codes_on(at_the_desk.open("/account"))
    assert shown not in administrator.open(f"/accounts/{auditor.account_id}").text
    assert "người vận hành máy chủ" in tries_to_open(site, administrator, chairman), "nobody in use is left to read it"
    assert codes_on(administrator.open("/account")) == []


def test_every_account_closed_at_once_opens_none(site: Site) -> None:
    administrator = site.person(site.world.actor(Role.ADMINISTRATOR))
    for role in (Role.AUDITOR, Role.CHAIRMAN, Role.COUNCIL_MEMBER, Role.SECRETARIAT):
        tries_to_open(site, administrator, site.world.actor(role))


def test_a_code_is_for_one_link_and_not_for_its_readers_own(site: Site) -> None:
    world = site.world
    auditor, second = world.actor(Role.AUDITOR), world.person("giamsat2", "Lý Thị Hai", Role.AUDITOR)
    first_desk, second_desk = site.person(auditor), site.person(second)
    administrator = site.person(world.actor(Role.ADMINISTRATOR))

    tries_to_open(site, administrator, world.members[0])
    (earlier,) = codes_on(first_desk.open(f"/accounts/{world.members[0].account_id}"))
    tries_to_open(site, administrator, world.members[0], earlier)
    assert codes_on(first_desk.open("/account")) == codes_on(second_desk.open("/account")) != [earlier]

    path = link_for(administrator, second.account_id)
    assert len(codes_on(first_desk.open("/account"))) == 2
    code = codes_on(first_desk.open(f"/accounts/{second.account_id}"))[0]
    page = site.visitor().open(path).send("Đặt mật khẩu", {**WANTED, "code": code})
    assert page.path == "/worklist"
    assert len(codes_on(page.reader.open("/account"))) == 1


def test_two_auditors_named_before_either_has_signed_in_get_in_by_the_console(site: Site) -> None:
    world = site.world
    auditors = [world.actor(Role.AUDITOR), world.person("giamsat2", "Lý Thị Hai", Role.AUDITOR)]
    administrator = site.person(world.actor(Role.ADMINISTRATOR))
    tries_to_open(site, administrator, world.actor(Role.CHAIRMAN))
    paths = [link_for(administrator, auditor.account_id) for auditor in auditors]

    page = site.visitor().open(paths[0])
    assert "người vận hành máy chủ" in page.words
    page = page.send("Đặt mật khẩu", {**WANTED, "code": console_code(site, f"giamsat.{world.slug}")})
    assert page.path == "/worklist"
    code = codes_on(page.reader.open(f"/accounts/{auditors[1].account_id}"))[0]
    page = site.visitor().open(paths[1]).send("Đặt mật khẩu", {**WANTED, "code": code})
    assert page.path == "/worklist"


def console_code(site: Site, username: str) -> str:
    """What ``bangvang invitation code`` prints."""
    with site.world.store.reading() as driver:
        waiting = link_of(driver, username, site.world.at + 3_600_000_000)
    assert waiting is not None
    return release_code(waiting.invitation_id, str(site.app.secret_key))
