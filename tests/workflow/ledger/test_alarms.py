"""What is wrong with a log: raised once however often it is found, ended once, and never forgotten."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from tests.support.world import World
from workflow.ledger.alarms import Alarm, end_alarm, open_alarms, raise_alarm, recent_alarms
from workflow.store import Store

AT = 1_733_100_000_000_000
AT_ONCE = 8


def opened(store: Store, log_id: str | None = None) -> list[tuple[str, str, int]]:
    """Code, what about, since when."""
    with store.reading() as driver:
        return [(each.alarm.code, each.alarm.about, each.at) for each in open_alarms(driver, log_id)]


def test_an_alarm_is_raised_once_and_comes_back_after_its_end(store: Store) -> None:
    log_id = World.open(store).organisation_id
    silent = Alarm("witness_silent", log_id, "tinh.example/w1", {"hours": 30})
    assert raise_alarm(store, silent, AT)
    assert not raise_alarm(store, Alarm("witness_silent", log_id, "tinh.example/w1", {"hours": 31}), AT + 1)
    assert raise_alarm(store, Alarm("witness_silent", log_id, "huyen.example/w1"), AT + 2)
    assert opened(store) == [("witness_silent", "tinh.example/w1", AT), ("witness_silent", "huyen.example/w1", AT + 2)]
    assert end_alarm(store, silent, AT + 3)
    assert not end_alarm(store, silent, AT + 4)
    assert opened(store) == [("witness_silent", "huyen.example/w1", AT + 2)]
    assert raise_alarm(store, silent, AT + 5)
    with store.reading() as driver:
        told = [(each.at, each.ended_at) for each in recent_alarms(driver, AT + 3) if each.alarm.about == silent.about]
        gone = [each for each in recent_alarms(driver, AT + 4) if each.ended_at]
    assert told == [(AT + 5, None), (AT, AT + 3)]
    assert gone == []
    with store.reading() as driver:
        assert open_alarms(driver)[1].alarm == silent


def test_a_log_hears_of_itself_and_of_those_this_house_witnesses(store: Store) -> None:
    world = World.open(store)
    raise_alarm(store, Alarm("signer_halted", world.organisation_id), AT)
    raise_alarm(store, Alarm("fork_offered", None, "xa-khac.example/log/a"), AT)
    assert {code for code, _, _ in opened(store, world.organisation_id)} == {"signer_halted", "fork_offered"}
    assert {code for code, _, _ in opened(store, "another")} == {"fork_offered"}


@pytest.mark.parametrize("ended", [AT - 5, AT])
def test_no_alarm_ends_before_it_began(store: Store, ended: int) -> None:
    raise_alarm(store, Alarm("fork_offered"), AT)
    assert end_alarm(store, Alarm("fork_offered"), ended)
    with store.reading() as driver:
        assert [each.ended_at for each in recent_alarms(driver, 0)] == [AT]


def test_many_who_find_it_at_once_raise_it_once(store: Store) -> None:
    start = Barrier(AT_ONCE)

    def find(number: int) -> bool:
        start.wait()
        return raise_alarm(store, Alarm("fork_offered", None, "xa-khac.example/log/a"), AT + number)

    with ThreadPoolExecutor(AT_ONCE) as finders:
        assert sum(finders.map(find, range(AT_ONCE))) == 1
    assert len(opened(store)) == 1
