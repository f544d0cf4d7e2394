"""Somebody whose offices have all ended reads that the term is over, since when and whom to ask; the account is fine."""

from __future__ import annotations

from pathlib import Path

from states.vocabulary import Role, Subject
from tests.support.site import Site
from tests.support.world import World
from workflow.commands.administration.end_office import EndOffice
from workflow.store import Store


def test_a_term_that_is_over_is_said_with_its_day_and_whom_to_ask(sqlite_store: Store, tmp_path: Path) -> None:
    world = World.open(sqlite_store)
    member = world.members[0]
    office = member.offices[0].id
    seen = world.seen(office, Subject.OFFICE)
    world.do(EndOffice(on=office, seen=seen, last_day=world.day, reason="Hết nhiệm kỳ."), world.operator)
    key = world.draft()
    world.wait(1)
    site = Site(world, tmp_path / "var")

    person = site.person(member)
    for page in (person.open("/worklist"), person.open(f"/nominations/{key}", status=403)):
        assert "đã kết thúc, ngày cuối là 01/03/2024" in page.words
        assert "đề nghị quản trị ghi nhiệm kỳ mới: Phạm Văn Quản." in page.words
        assert "Kiểm tra xem đã đăng nhập đúng tài khoản chưa" not in page.words

    other = site.person(world.actor(Role.AUDITOR)).open("/unit/nominations", status=403)
    assert "Kiểm tra xem đã đăng nhập đúng tài khoản chưa" in other.words and "nhiệm kỳ" not in other.words
