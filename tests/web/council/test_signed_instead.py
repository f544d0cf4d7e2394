"""A chair whose term ends before the minutes are signed: the pages say who is stuck, and another member signs instead."""

from __future__ import annotations

from pathlib import Path

from states.vocabulary import Role, State, Subject
from tests.support.site import PASSWORD, Site
from tests.support.world import World
from workflow.commands.administration.end_office import EndOffice
from workflow.documents.minutes_source import minutes_paper


def test_another_member_signs_and_the_minutes_say_so(world: World, tmp_path: Path) -> None:
    case = world.bring(world.draft(name="Hà Văn Mười"), State.TABLED)
    session = str(world.nomination(case)["session_id"])
    world.open_vote(session)
    world.vote(session, [case])
    world.close_session(session, signed=False)
    address = f"/sessions/{session}"
    office, chair, other = world.members[0].offices[0].id, world.members[0], world.members[1]
    seen = world.seen(office, Subject.OFFICE)
    world.do(EndOffice(on=office, seen=seen, last_day=world.day, reason="Nghỉ hưu"), world.operator)
    world.wait(1)
    site = Site(world, tmp_path / "var")
    secretary, signer = site.person(world.actor(Role.COUNCIL_SECRETARY)), site.person(other)
    assert "thư ký đính chính biên bản và chọn người ký thay" in secretary.open(f"{address}/record").words
    said = {"signer_id": other.account_id, "reason": "Người chủ trì đã nghỉ hưu."}
    secretary.open(f"{address}/correction").send("Đính chính biên bản", said)
    assert f"{other.full_name} chưa ký biên bản này thay người chủ trì." in secretary.open(f"{address}/record").words
    signer.open(f"{address}/signature").send("Ký biên bản", {"has_read": "y", "password": PASSWORD})
    words = signer.open(f"{address}/record").words
    assert "Ký thay chủ trì" in words
    assert f"Chủ trì: {chair.full_name}" in words
    with world.store.reading() as driver:
        paper = minutes_paper(driver, world.organisation_id, session, world.case(session, Subject.SESSION)["head"])
    data = paper.as_data()
    assert data["chair"]["titles"] == ["NGƯỜI KÝ THAY CHỦ TRÌ"]
    lines = [line for part in data["parts"] for line in part["lines"]]
    assert f"Chủ trì: {chair.full_name}." in lines
    assert any(f"{other.full_name} ký thay" in line for line in lines)
