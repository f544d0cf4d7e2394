"""Nobody is nominated twice for one award in one year, whatever way the second nomination comes."""

from __future__ import annotations

import pytest

from states.refusals import NotMet, NotNow
from states.vocabulary import Action, State
from tests.support.standing import nomination, take
from tests.support.world import World
from workflow.commands.nomination.submit import Submit
from workflow.engine import Change, execute_all, keep
from workflow.store import Store


def draft_again(world: World, case: str) -> str:
    """A second draft for the nominee of a case."""
    key = world.draft(world.nomination(case)["nominated_award"])
    same = Change(of="nomination", key=key, columns={"nominee_id": world.nomination(case)["nominee_id"]})
    keep(world.store, same, organisation_id=world.organisation_id)
    return key


@pytest.mark.parametrize("ended", [State.INELIGIBLE, State.NOT_ENDORSED])
def test_an_ended_case_is_not_reopened_beside_a_living_one(sqlite_store: Store, ended: State) -> None:
    world = World.open(sqlite_store)
    first = nomination(world, ended)
    second = draft_again(world, first)
    world.submit(second)
    with pytest.raises(NotMet, match="already_nominated"):
        take(world, Action.REOPEN, first)
    take(world, Action.WITHDRAW, second)
    take(world, Action.REOPEN, first)
    assert world.nomination(first)["state"] == State.UNDER_APPRAISAL


def test_two_drafts_of_one_nominee_are_not_submitted_at_once(sqlite_store: Store) -> None:
    world = World.open(sqlite_store)
    other, first = world.draft(name="Lê Văn Bảy"), world.draft()
    second = draft_again(world, first)
    officer = world.officer_of(world.nomination(first))
    with pytest.raises(NotMet, match="nominated_twice_at_once") as refused:
        execute_all(sqlite_store, [Submit(on=key) for key in (other, first, second)], actor=officer, at=world.at)
    assert len(refused.value.refusals) == 2
    execute_all(sqlite_store, [Submit(on=key) for key in (other, first)], actor=officer, at=world.at)
    assert [world.nomination(key)["state"] for key in (first, second)] == [State.SUBMITTED, State.DRAFT]


def test_a_submitted_one_among_drafts_is_refused_as_such(sqlite_store: Store) -> None:
    world = World.open(sqlite_store)
    submitted, draft = world.bring(world.draft(), State.SUBMITTED), world.draft(name="Lê Văn Bảy")
    officer = world.officer_of(world.nomination(draft))
    with pytest.raises(NotNow):
        execute_all(sqlite_store, [Submit(on=key) for key in (submitted, draft)], actor=officer, at=world.at)
