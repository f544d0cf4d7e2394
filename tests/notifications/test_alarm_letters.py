"""Auditors and administrators are told what is wrong with a log: once, by inbox and e-mail, and when it is over."""

from __future__ import annotations

from notifications.channels.mail_post import CHANNEL
from notifications.deliveries import DeliveryState
from notifications.dispatcher import tell_alarms
from notifications.inbox import InboxMessage
from states.vocabulary import Role
from tests.notifications.commune import give_addresses, inbox, open_commune
from tests.support.world import World
from workflow.ledger.alarms import Alarm, end_alarm, raise_alarm
from workflow.queries.witnesses import evidence
from workflow.store import Store

HOUR = 3600 * 1_000_000
DAY = 24 * HOUR
REFUSED = {"status": 422, "size": 7, "offer": "old 3\nAAAA", "answer": "no"}


def letters(world: World) -> dict[str, list[InboxMessage]]:
    """What was told about alarms, oldest first, by reader."""
    found = {name: [m for m in inbox(world, name) if "nhật ký" in m.subject] for name in world.people}
    return {name: messages[::-1] for name, messages in found.items() if messages}


def concerned(world: World) -> list[str]:
    return sorted(name for name, who in world.people.items() if {Role.AUDITOR, Role.ADMINISTRATOR} & who.roles)


def test_an_alarm_is_told_once_to_auditors_and_administrators(commune: World) -> None:
    give_addresses(commune)
    raise_alarm(commune.store, Alarm("witness_refused", commune.organisation_id, "tinh", REFUSED), commune.at)
    assert tell_alarms(commune.store, commune.at, (CHANNEL,)) == 2
    assert tell_alarms(commune.store, commune.at + HOUR, (CHANNEL,)) == 0
    commune.store.memory.clear()
    assert tell_alarms(commune.store, commune.at + DAY, (CHANNEL,)) == 0, "a worker that was started anew"
    assert sorted(letters(commune)) == concerned(commune)
    (told,) = letters(commune)[concerned(commune)[0]]
    assert told.subject == "Cảnh báo về nhật ký: Bên chứng kiến không xác nhận nhật ký"
    assert "Bên chứng kiến tinh trả lời mã 422" in told.body and "Cần làm:" in told.body
    assert "AAAA" not in told.body and told.link == "/log/witnesses"
    with commune.store.reading() as driver:
        waiting = driver.connection.execute("SELECT state FROM delivery").fetchall()
    assert [str(state) for (state,) in waiting] == [DeliveryState.WAITING.value] * 2


def test_what_comes_and_goes_is_told_once_a_day_and_its_end_after_a_quiet_day(commune: World) -> None:
    alarm, at = Alarm("quorum_missing", commune.organisation_id), commune.at
    for hours in range(0, 8, 2):
        raise_alarm(commune.store, alarm, at + hours * HOUR)
        tell_alarms(commune.store, at + hours * HOUR)
        end_alarm(commune.store, alarm, at + (hours + 1) * HOUR)
        tell_alarms(commune.store, at + (hours + 1) * HOUR)
    assert {len(messages) for messages in letters(commune).values()} == {1}
    raise_alarm(commune.store, alarm, at + 26 * HOUR)
    assert tell_alarms(commune.store, at + 26 * HOUR) == 2, "another day"
    end_alarm(commune.store, alarm, at + 27 * HOUR)
    assert tell_alarms(commune.store, at + 50 * HOUR) == 0
    assert tell_alarms(commune.store, at + 52 * HOUR) == 2
    assert tell_alarms(commune.store, at + 53 * HOUR) == 0
    said = [message.subject for message in letters(commune)[concerned(commune)[0]]]
    assert said == ["Cảnh báo về nhật ký: Chưa đủ bên chứng kiến"] * 2 + [
        "Cảnh báo về nhật ký đã hết: Chưa đủ bên chứng kiến"
    ]


def test_each_hears_of_the_own_log_and_all_of_a_strangers(commune: World) -> None:
    other = open_commune(commune.store, slug="xa-ban")
    raise_alarm(commune.store, Alarm("witness_silent", other.organisation_id, "tinh"), commune.at)
    assert tell_alarms(commune.store, commune.at) == 2
    assert letters(commune) == {} and sorted(letters(other)) == concerned(other)
    fork = Alarm("fork_offered", None, "xa-khac.example/log/a", {"offered_size": 7, "seen": "x", "offer": "y"})
    raise_alarm(commune.store, fork, commune.at)
    assert tell_alarms(commune.store, commune.at) == 4
    assert sorted(letters(commune)) == concerned(commune)
    (told,) = letters(commune)[concerned(commune)[0]]
    assert "xa-khac.example/log/a" in told.body


def test_without_alarms_nothing_is_told_and_nobody_else_may_open_evidence(sqlite_store: Store) -> None:
    world = open_commune(sqlite_store)
    assert tell_alarms(sqlite_store, world.at) == 0
    alarm = Alarm("signer_halted", world.organisation_id, "log_shrank")
    raise_alarm(sqlite_store, alarm, world.at)
    with sqlite_store.reading() as driver:
        key = driver.connection.execute("SELECT id FROM ledger_alarm").fetchone()[0]
        assert evidence(driver, "another", key) is None
        assert evidence(driver, world.organisation_id, key) is not None
