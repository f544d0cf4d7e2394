"""What the chairman signed can be taken back until it is issued: the awards with it."""

from __future__ import annotations

import pytest

from states.refusals import NotNow, NotYourAction
from states.vocabulary import Action, DecisionState, Role, State, Subject
from tests.support.standing import nomination, take
from tests.support.world import World
from workflow.commands.decision.void_decision import VoidDecision
from workflow.ledger.verify import verify
from workflow.store import Store


def test_a_signed_decision_is_voided_before_it_is_issued(store: Store) -> None:
    world = World.open(store)
    case = nomination(world, State.BEFORE_CHAIRMAN)
    first = world.draft_decision([case])
    world.sign(first)
    order = VoidDecision(on=first, seen=world.seen(first, Subject.DECISION), reason="Có đơn tố cáo sau khi ký.")
    with pytest.raises(NotYourAction):
        world.do(order, world.actor(Role.SECRETARIAT))
    world.do(order, world.actor(Role.CHAIRMAN))
    assert world.case(first, Subject.DECISION)["state"] == DecisionState.ANNULLED
    returned = world.nomination(case)
    assert (returned["state"], returned["decision_id"]) == (State.RETURNED_BY_CHAIRMAN, None)
    with pytest.raises(NotNow):
        world.issue(first)
    take(world, Action.SUBMIT_TO_CHAIRMAN, case)
    second = world.draft_decision([case])
    world.sign(second)
    world.issue(second)
    assert world.nomination(case)["decision_id"] == second
    late = VoidDecision(on=second, seen=world.seen(second, Subject.DECISION), reason="Đã ban hành.")
    with pytest.raises(NotNow):
        world.do(late, world.actor(Role.CHAIRMAN))
    assert verify(store).findings == ()
