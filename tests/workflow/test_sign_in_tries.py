"""Tries at a door: counted one by one however many come at once, and forgotten after a quarter of an hour."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from workflow.sign_in_tries import FREE_TRIES, REST, Resting, forget_tries, take_try
from workflow.store import Store

AT = 1_733_100_000_000_000
AT_ONCE = 16


def passed(store: Store, door: str, at: int) -> bool:
    """Whether a try was given."""
    try:
        take_try(store, door, at)
    except Resting:
        return False
    return True


def doors(store: Store) -> int:
    """How many doors are remembered."""
    with store.reading() as driver:
        return int(driver.connection.execute("SELECT count(*) FROM sign_in_try").fetchone()[0])


def test_many_at_once_have_no_more_tries_than_one(store: Store) -> None:
    start = Barrier(AT_ONCE)

    def rush(number: int) -> int:
        start.wait()
        return sum(passed(store, "door", AT + number) for _ in range(3))

    with ThreadPoolExecutor(AT_ONCE) as people:
        assert sum(people.map(rush, range(AT_ONCE))) == FREE_TRIES


def test_a_door_rests_alone_and_for_a_while(store: Store) -> None:
    assert [passed(store, "one", AT + n) for n in range(FREE_TRIES + 1)] == [True] * FREE_TRIES + [False]
    assert passed(store, "other", AT)
    with pytest.raises(Resting) as resting:
        take_try(store, "one", AT + REST - 1)
    assert resting.value.left == FREE_TRIES
    assert passed(store, "one", AT + REST + FREE_TRIES)
    assert passed(store, "third", AT + REST + FREE_TRIES)
    assert doors(store) == 2, "the other one has rested, and its row serves the third"


def test_the_right_password_starts_anew(store: Store) -> None:
    for _ in range(FREE_TRIES):
        take_try(store, "door", AT)
    forget_tries(store, "door", AT)
    forget_tries(store, "never tried", AT)
    assert passed(store, "door", AT)
