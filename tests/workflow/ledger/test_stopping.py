"""Where an audit finds something new, nothing is written any more until a person has looked; reading goes on."""

from __future__ import annotations

from datetime import timedelta

import pytest

from notifications.dispatcher import tell_alarms
from states.refusals import NotMet, NotNow
from states.vocabulary import Role, State, Subject, UnitKind
from tests.notifications.commune import inbox
from tests.support.unbound import Unbound
from tests.support.world import World
from workflow.commands.administration.announce_key import AnnounceKey
from workflow.commands.administration.deactivate_account import DeactivateAccount
from workflow.commands.administration.end_office import EndOffice
from workflow.commands.administration.place_hold import PlaceHold
from workflow.engine import Insert, keep
from workflow.ids import new_id
from workflow.ledger.alarms import Alarm, raise_alarm
from workflow.ledger.auditing import audit, stops
from workflow.ledger.kept_audit import folder_of
from workflow.ledger.note import SigningKey
from workflow.ledger.stopping import AUDIT_FAILED
from workflow.ledger.verify import verify
from workflow.resuming import let_go_on


@pytest.fixture
def world(unbound: Unbound) -> World:
    return World.open(unbound.store)


def refused(world: World, case: str) -> list[str]:
    """The reasons why nothing can be done with a case that was submitted."""
    with pytest.raises(NotNow) as refusal:
        world.submit(case)
    return [reason.code for reason in refusal.value.refusals]


def test_a_whole_log_stops_nothing(world: World) -> None:
    report, stopped = audit(world.store, None, world.at)
    assert (report.findings, stopped, stops(world.store, world.organisation_id)) == ((), [], [])
    world.submit(world.draft())


def test_writing_stops_reading_goes_on_and_a_person_lets_it_go_on(world: World, unbound: Unbound) -> None:
    case, waiting = world.bring(world.draft(), State.SUBMITTED), world.draft(name="Lê Thị Hai")
    unbound.do("UPDATE nomination SET name = 'Kẻ Khác' WHERE id = :id", id=case)

    _report, stopped = audit(world.store, None, world.at)
    assert stopped == [world.organisation_id]
    assert refused(world, waiting) == ["writing_stopped"]
    (stop,) = stops(world.store, world.organisation_id)
    assert (stop.code, stop.place, stop.count) == ("value_changed", f"nomination/{case}/name", 1)
    assert world.nomination(case)["state"] == State.SUBMITTED
    keep(world.store, Insert(into="preference", row={"account_id": world.actor(Role.CHAIRMAN).account_id, "language": "en"}),
         organisation_id=world.organisation_id)  # fmt: skip
    with pytest.raises(NotNow):
        world.unit("thon-tay", UnitKind.VILLAGE, "Thôn Tây")

    report = verify(world.store)
    with pytest.raises(NotMet):
        let_go_on(world.store, report, world.organisation_id, " ", world.at)
    assert stops(world.store, world.organisation_id)
    let_go_on(world.store, report, world.organisation_id, "Sửa tên theo đơn, đã lập biên bản.", world.at)
    assert stops(world.store, world.organisation_id) == []
    world.submit(waiting)


def test_what_a_person_let_pass_is_reported_on_and_stops_nothing_again(world: World, unbound: Unbound) -> None:
    one, other = (world.bring(world.draft(name=name), State.SUBMITTED) for name in ("Lê Thị Hai", "Lê Văn Ba"))
    unbound.do("UPDATE nomination SET name = 'Kẻ Khác' WHERE id = :id", id=one)
    audit(world.store, None, world.at)
    let_go_on(world.store, verify(world.store), world.organisation_id, "Đã lập biên bản.", world.at)

    report, stopped = audit(world.store, world.organisation_id, world.at)
    assert (report.count, stopped) == (1, [])
    assert report.news(world.organisation_id) == []
    unbound.do("UPDATE nomination SET name = 'Kẻ Khác' WHERE id = :id", id=other)
    report, stopped = audit(world.store, None, world.at)
    assert stopped == [world.organisation_id]
    assert [finding.place for finding in report.news(world.organisation_id)] == [f"nomination/{other}/name"]


def test_while_writing_is_stopped_harm_can_still_be_ended(world: World, unbound: Unbound) -> None:
    case = world.bring(world.draft(), State.SUBMITTED)
    unbound.do("UPDATE unit SET name = 'x'")
    audit(world.store, None, world.at)
    assert stops(world.store, world.organisation_id)

    member = world.members[0]
    (office,) = (key for key, row in offices(world).items() if row == (member.account_id, "council_member"))
    last_day = world.day - timedelta(days=1)
    end = EndOffice(on=office, seen=world.seen(office, Subject.OFFICE), last_day=last_day, reason="Lộ mật khẩu")
    world.do(end, world.actor(Role.ADMINISTRATOR))
    seen = world.seen(member.account_id, Subject.ACCOUNT)
    close = DeactivateAccount(on=member.account_id, seen=seen, reason="Lộ mật khẩu")
    world.do(close, world.actor(Role.ADMINISTRATOR))
    key = SigningKey.make(f"dong-mau.example/log/{world.organisation_id}").verifier
    world.do(AnnounceKey(on=world.organisation_id, vkey=str(key)), world.operator)
    nominee = world.nomination(case)["nominee_id"]
    hold = PlaceHold(on=new_id(), nominee_id=nominee, document="Đơn khiếu nại 7", held_from=world.day)
    world.do(hold, world.actor(Role.SECRETARIAT))
    assert refused(world, world.draft()) == ["writing_stopped"]


def offices(world: World) -> dict[str, tuple[str, str]]:
    """Account and role of every office."""
    with world.store.reading() as driver:
        rows = driver.connection.execute("SELECT id, account_id, role FROM office").fetchall()
    return {row[0]: (row[1], row[2]) for row in rows}


def test_a_log_that_is_not_declared_any_more_is_stopped_in_a_sentence(world: World, unbound: Unbound) -> None:
    waiting = world.draft()
    kept = unbound.row("SELECT * FROM ledger_log")
    unbound.do("DELETE FROM ledger_log")
    _report, stopped = audit(world.store, None, world.at)
    assert stopped == [world.organisation_id]
    assert refused(world, waiting) == ["writing_stopped"]
    assert [stop.code for stop in stops(world.store, world.organisation_id)] == ["log_missing"]
    assert stops(world.store, "another") == []

    unbound.do(f"INSERT INTO ledger_log ({', '.join(kept)}) VALUES ({', '.join(f':{name}' for name in kept)})", **kept)
    let_go_on(world.store, verify(world.store), world.organisation_id, "Đã khôi phục.", world.at)
    assert stops(world.store, world.organisation_id) == []
    world.submit(waiting)


def test_what_changes_again_at_a_place_that_was_let_pass_stops_again(world: World, unbound: Unbound) -> None:
    case, stray = world.bring(world.draft(name="Lê Thị Hai"), State.SUBMITTED), new_id()
    unbound.do("UPDATE nomination SET name = 'Kẻ Khác' WHERE id = :id", id=case)
    row = unbound.row("SELECT * FROM unit LIMIT 1") | {"id": stray, "name": "Thôn Ma"}
    unbound.do(f"INSERT INTO unit ({', '.join(row)}) VALUES ({', '.join(f':{name}' for name in row)})", **row)
    audit(world.store, None, world.at)
    let_go_on(world.store, verify(world.store), world.organisation_id, "Đã lập biên bản.", world.at)
    world.bring(world.draft(name="Lê Văn Ba"), State.SUBMITTED)
    assert audit(world.store, None, world.at)[1] == [], "work that goes on is nothing new"

    unbound.do("UPDATE nomination SET name = 'Em Chủ Tịch' WHERE id = :id", id=case)
    report, stopped = audit(world.store, None, world.at)
    assert stopped == [world.organisation_id]
    assert [finding.place for finding in report.news(world.organisation_id)] == [f"nomination/{case}/name"]
    let_go_on(world.store, report, world.organisation_id, "Đã lập biên bản.", world.at)
    unbound.do("UPDATE unit SET name = 'Thôn Khác' WHERE id = :id", id=stray)
    report, stopped = audit(world.store, None, world.at)
    assert [finding.place for finding in report.news(world.organisation_id)] == [f"unit/{stray}"]


def test_a_stop_that_is_ended_in_the_database_is_found_and_stops_again(world: World) -> None:
    raise_alarm(world.store, Alarm(AUDIT_FAILED, world.organisation_id, "", {"count": 1, "code": "x", "place": "y"}), 5)
    with world.store.writing(world.organisation_id) as driver:  # with no more than the application's rights
        driver.connection.execute("UPDATE ledger_alarm SET ended_at = at WHERE code = 'audit_failed'")
        driver.connection.commit()
    assert stops(world.store, world.organisation_id) == []
    folder = folder_of(world.store)
    report, stopped = audit(world.store, None, world.at, folder=folder, goes_on=True)
    assert ([finding.code for finding in report.findings], stopped) == (["stop_ended"], [world.organisation_id])
    let_go_on(world.store, report, world.organisation_id, "Đã lập biên bản.", world.at - 3_600_000_000)
    for _ in range(2):
        report, stopped = audit(world.store, None, world.at, folder=folder, goes_on=True)
        assert ([finding.code for finding in report.findings], stopped) == (["stop_ended"], [])


def test_another_organisation_goes_on(unbound: Unbound) -> None:
    first, second = (World.open(unbound.store, slug=slug) for slug in ("dong-mau", "tay-mau"))
    unbound.do("UPDATE unit SET name = 'x' WHERE organisation_id = :id", id=first.organisation_id)
    report, stopped = audit(unbound.store, None, first.at)
    assert stopped == [first.organisation_id]
    assert (report.count_of(first.organisation_id), report.count_of(second.organisation_id)) == (len(first.units), 0)
    assert refused(first, first.draft()) == ["writing_stopped"]
    second.submit(second.draft())


def test_auditors_and_administrators_are_told_once(world: World, unbound: Unbound) -> None:
    unbound.do("UPDATE unit SET name = 'x'")
    audit(world.store, None, world.at)
    audit(world.store, None, world.at)
    told = [name for name, person in world.people.items() if {Role.AUDITOR, Role.ADMINISTRATOR} & person.roles]
    assert told
    assert tell_alarms(world.store, world.at) == len(told)
    assert tell_alarms(world.store, world.at) == 0
    (message,) = inbox(world, told[0])
    assert message.subject == "Cảnh báo về nhật ký: Kiểm chứng nhật ký phát hiện sai lệch, đơn vị tạm dừng ghi"
    assert "bangvang ledger resume" in message.body
    assert "value_changed" in message.body
