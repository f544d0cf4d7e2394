"""A case stands in one unsigned decision at most; one that a signature left out is free for the next."""

from __future__ import annotations

import pytest

from states.refusals import NotMet
from states.vocabulary import Action, State
from tests.support.standing import nomination, take
from tests.support.world import World
from workflow.store import Store


def test_a_returned_case_is_named_in_a_later_decision(sqlite_store: Store) -> None:
    world = World.open(sqlite_store)
    awarded, returned = (nomination(world, State.BEFORE_CHAIRMAN) for _ in range(2))
    first = world.draft_decision([awarded, returned])
    with pytest.raises(NotMet, match="named_in_another_decision"):
        world.draft_decision([returned])
    take(world, Action.RETURN_TO_OFFICE, returned)
    world.sign(first)
    world.issue(first)
    take(world, Action.SUBMIT_TO_CHAIRMAN, returned)
    second = world.draft_decision([returned])
    world.sign(second)
    world.issue(second)
    assert [world.nomination(key)["decision_id"] for key in (awarded, returned)] == [first, second]
