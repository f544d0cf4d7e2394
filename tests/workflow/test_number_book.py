"""Twenty clerks at one book, some killed between taking a number and its signature: no gap, no number twice, none lost."""

from __future__ import annotations

import os
import signal
from collections.abc import Sequence
from contextlib import closing, suppress
from pathlib import Path
from random import Random
from typing import Any

from states.refusals import ActionRefused, StaleView
from states.vocabulary import Action, DecisionState, Role, State, Subject
from tests.support.rivals import PATIENCE, separate_processes
from tests.support.standing import take
from tests.support.world import World
from workflow.commands.command import Actor
from workflow.commands.decision.number_decision import NumberDecision
from workflow.commands.decision.submit_decision import SubmitDecision
from workflow.engine import execute
from workflow.ledger.verify import verify
from workflow.queries.number_book import BookLine, NumberBook, number_book
from workflow.store import Store

CLERKS = 20
EACH = 3
DIES_AFTER_TAKING = frozenset({1, 6, 11, 16})
"""Clerks whose machine stops as soon as a number is theirs, with nothing signed."""
DIES_SOMEWHERE = frozenset({3, 8, 13, 18})
"""Clerks whose machine stops at any moment, in the middle of a transaction too."""


def drafts(world: World, count: int) -> list[str]:
    """Drafts of decisions on one sudden deed each, which needs neither council nor posting."""
    cases = [world.draft("GK", basis="sudden", name=f"Lê Văn {n}") for n in range(count)]
    return [world.draft_decision([world.bring(case, State.BEFORE_CHAIRMAN)]) for case in cases]


def clerk(
    number: int, url: str, files: str, actor: Actor, orders: Sequence[tuple[str, int]], at: int, gate: Any
) -> None:
    """A clerk numbers one decision after the other; the unlucky ones do not come to the end."""
    with closing(Store(url, files=Path(files))) as store:
        gate.wait(PATIENCE)
        if number in DIES_SOMEWHERE:
            signal.setitimer(signal.ITIMER_REAL, Random(number).uniform(0.01, 0.2))  # nobody catches it: it kills
        for key, seen in orders:
            with suppress(ActionRefused, StaleView):
                execute(store, NumberDecision(on=key, seen=seen), actor=actor, at=at)
            if number in DIES_AFTER_TAKING:
                os.kill(os.getpid(), signal.SIGKILL)


def all_at_once(world: World, keys: Sequence[str]) -> list[int | None]:
    """Let the clerks go; answers how each ended."""
    context, store = separate_processes(), world.store
    gate, office = context.Barrier(CLERKS), world.actor(Role.SECRETARIAT)
    url = store.url.render_as_string(hide_password=False)
    orders = [(key, world.seen(key, Subject.DECISION)) for key in keys]
    processes = [
        context.Process(
            target=clerk, args=(n, url, str(store.files), office, orders[n * EACH : n * EACH + EACH], world.at, gate)
        )
        for n in range(CLERKS)
    ]
    for process in processes:
        process.start()
    for process in processes:
        process.join(PATIENCE)
    return [process.exitcode for process in processes]


def book(world: World, which: NumberBook = NumberBook.DECISIONS) -> Sequence[BookLine]:
    with world.store.reading() as driver:
        return number_book(driver, world.organisation_id, which, world.day.year)


def numbers(world: World, which: NumberBook = NumberBook.DECISIONS) -> list[int]:
    return [line.number for line in book(world, which)]


def test_twenty_clerks_and_crashes_between_number_and_signature(store: Store) -> None:
    world = World.open(store, members=3)
    keys = drafts(world, CLERKS * EACH)
    for key in keys:
        world.approve(key)
    exits = all_at_once(world, keys)
    assert all(exits[n] == -signal.SIGKILL for n in DIES_AFTER_TAKING)
    assert all(exits[n] in (0, -signal.SIGALRM) for n in DIES_SOMEWHERE)
    assert all(code == 0 for n, code in enumerate(exits) if n not in DIES_AFTER_TAKING | DIES_SOMEWHERE)
    taken = numbers(world)
    assert taken == list(range(1, len(taken) + 1)), "no gap and none twice, whoever died"
    alive = (CLERKS - len(DIES_AFTER_TAKING) - len(DIES_SOMEWHERE)) * EACH
    assert len(taken) >= alive + len(DIES_AFTER_TAKING), "what was taken before the crash is kept"
    by_hand = [key for key in keys if world.case(key, Subject.DECISION)["state"] == DecisionState.APPROVED]
    for key in by_hand:
        take(world, Action.NUMBER_DECISION, key)
    assert numbers(world) == list(range(1, len(keys) + 1))
    void = next(line for line in book(world) if line.key == keys[min(DIES_AFTER_TAKING) * EACH])
    take(world, Action.VOID_DECISION, void.key)
    shown = book(world)[void.number - 1]
    assert (shown.key, shown.number, shown.state) == (void.key, void.number, DecisionState.ANNULLED) and shown.reason
    (late,) = drafts(world, 1)
    world.sign(late)
    assert world.case(late, Subject.DECISION)["number"] == len(keys) + 1, "a void number is never given again"
    assert numbers(world) == list(range(1, len(keys) + 2))
    assert verify(store).findings == ()


def test_letters_have_a_book_of_their_own_and_keep_their_number(store: Store) -> None:
    world = World.open(store, members=3)
    first, second = drafts(world, 2)
    for key in (first, second):
        world.submit_decision(key)
    take(world, Action.RETURN_DECISION, first)
    order = SubmitDecision(on=first, seen=world.seen(first, Subject.DECISION), explanation="Đã rà soát.")
    world.do(order, world.actor(Role.SECRETARIAT))
    assert [(line.number, line.key) for line in book(world, NumberBook.LETTERS)] == [(1, first), (2, second)]
    assert numbers(world) == []
    assert verify(store).findings == ()


def test_each_year_begins_anew(sqlite_store: Store) -> None:
    world = World.open(sqlite_store, members=3)
    old, new = drafts(world, 2)
    world.number(old)
    world.approve(new)
    world.wait(400)
    take(world, Action.NUMBER_DECISION, new)
    cases = [world.case(key, Subject.DECISION) for key in (old, new)]
    assert [(case["year"], case["number"]) for case in cases] == [(2024, 1), (2025, 1)]
    assert [case["submission_number"] for case in cases] == [1, 2]
    assert verify(sqlite_store).findings == ()
