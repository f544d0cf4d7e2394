"""Twenty clerks at one book, some killed between taking a number and its signature: no gap, no number twice, none lost."""

from __future__ import annotations

from collections.abc import Sequence

from states.vocabulary import Action, DecisionState, Role, State, Subject
from tests.support.standing import take
from tests.support.unlucky import Clerk, Fate, all_at_once
from tests.support.world import World
from workflow.commands.decision.number_decision import NumberDecision
from workflow.commands.decision.submit_decision import SubmitDecision
from workflow.ledger.verify import verify
from workflow.queries.number_book import BookLine, NumberBook, number_book
from workflow.store import Store

CLERKS = 20
EACH = 3
FATES = [Fate.LIVES] * CLERKS
FATES[1::5] = [Fate.DIES_AFTER_THE_FIRST] * 4
"""Their machine stops as soon as a number is theirs, with nothing signed."""
FATES[3::5] = [Fate.DIES_SOMEWHERE] * 4


def drafts(world: World, count: int) -> list[str]:
    """Drafts of decisions on one sudden deed each, which needs neither council nor posting."""
    cases = [world.draft("GK", basis="sudden", name=f"Lê Văn {n}") for n in range(count)]
    return [world.draft_decision([world.bring(case, State.BEFORE_CHAIRMAN)]) for case in cases]


def clerks(world: World, keys: Sequence[str]) -> list[Clerk]:
    """Each numbers some decisions, one after the other; the unlucky ones do not come to the end."""
    orders = [NumberDecision(on=key, seen=world.seen(key, Subject.DECISION)) for key in keys]
    return [
        Clerk(actor=world.actor(Role.SECRETARIAT), orders=orders[n * EACH : n * EACH + EACH], fate=fate)
        for n, fate in enumerate(FATES)
    ]


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
    all_at_once(world.store, clerks(world, keys), at=world.at)
    taken = numbers(world)
    assert taken == list(range(1, len(taken) + 1)), "no gap and none twice, whoever died"
    sure = FATES.count(Fate.LIVES) * EACH + FATES.count(Fate.DIES_AFTER_THE_FIRST)
    assert len(taken) >= sure, "what was taken before the crash is kept"
    by_hand = [key for key in keys if world.case(key, Subject.DECISION)["state"] == DecisionState.APPROVED]
    for key in by_hand:
        take(world, Action.NUMBER_DECISION, key)
    assert numbers(world) == list(range(1, len(keys) + 1))
    void = next(line for line in book(world) if line.key == keys[FATES.index(Fate.DIES_AFTER_THE_FIRST) * EACH])
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
