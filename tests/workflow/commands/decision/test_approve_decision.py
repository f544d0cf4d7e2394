"""A draft is approved as it was read, or returned with what is to be changed; nothing is numbered before."""

from __future__ import annotations

import pytest

from states.refusals import NotMet, NotNow, NotYourAction, StaleView
from states.vocabulary import Action, DecisionState, Role, State, Subject
from tests.support.standing import nomination, take
from tests.support.world import World
from workflow.commands.decision.approve_decision import ApproveDecision
from workflow.commands.decision.number_decision import NumberDecision
from workflow.commands.decision.return_decision import ReturnDecision
from workflow.commands.decision.submit_decision import SubmitDecision
from workflow.ledger.verify import verify
from workflow.store import Store


def seen(world: World, decision: str) -> int:
    return world.seen(decision, Subject.DECISION)


def state_of(world: World, decision: str) -> str:
    return str(world.case(decision, Subject.DECISION)["state"])


def test_a_draft_is_returned_explained_and_approved(store: Store) -> None:
    world = World.open(store)
    office, chairman = world.actor(Role.SECRETARIAT), world.actor(Role.CHAIRMAN)
    decision = world.draft_decision([nomination(world, State.BEFORE_CHAIRMAN)])
    with pytest.raises(NotNow):
        world.do(NumberDecision(on=decision, seen=seen(world, decision)), office)
    world.submit_decision(decision)
    with pytest.raises(NotNow):
        world.do(NumberDecision(on=decision, seen=seen(world, decision)), office)
    with pytest.raises(NotYourAction):
        world.do(ApproveDecision(on=decision, seen=seen(world, decision)), office)
    with pytest.raises(NotMet, match="reason_missing"):
        world.do(ReturnDecision(on=decision, seen=seen(world, decision), reason=" "), chairman)
    world.do(ReturnDecision(on=decision, seen=seen(world, decision), reason="Vì sao xét bổ sung?"), chairman)
    assert state_of(world, decision) == DecisionState.DRAFTED
    answer = SubmitDecision(on=decision, seen=seen(world, decision), explanation="Hồ sơ nộp đủ sau đợt chính.")
    world.do(answer, office)
    world.do(ApproveDecision(on=decision, seen=seen(world, decision)), chairman)
    case = world.case(decision, Subject.DECISION)
    assert (case["approver_id"], case["approved_at"]) == (chairman.account_id, world.at)
    assert (case["explanation"], case["reason"]) == ("Hồ sơ nộp đủ sau đợt chính.", None)
    world.do(NumberDecision(on=decision, seen=seen(world, decision)), office)
    case = world.case(decision, Subject.DECISION)
    assert (case["state"], case["number"], case["numbered_names"]) == (DecisionState.NUMBERED, 1, 1)
    assert verify(store).findings == ()


def test_what_moved_while_it_was_read_is_read_again(sqlite_store: Store) -> None:
    world = World.open(sqlite_store)
    cases = [nomination(world, State.BEFORE_CHAIRMAN) for _ in range(2)]
    decision = world.draft_decision(cases)
    world.submit_decision(decision)
    read = seen(world, decision)
    take(world, Action.DECLINE, cases[0])
    with pytest.raises(StaleView):
        world.do(ApproveDecision(on=decision, seen=read), world.actor(Role.CHAIRMAN))
    world.do(ApproveDecision(on=decision, seen=seen(world, decision)), world.actor(Role.CHAIRMAN))


def test_a_draft_that_names_nobody_any_more_goes_back(sqlite_store: Store) -> None:
    world = World.open(sqlite_store)
    case = nomination(world, State.BEFORE_CHAIRMAN)
    decision = world.draft_decision([case])
    world.submit_decision(decision)
    take(world, Action.DECLINE, case)
    with pytest.raises(NotMet, match="decision_names_nobody"):
        world.do(ApproveDecision(on=decision, seen=seen(world, decision)), world.actor(Role.CHAIRMAN))
    for action in (Action.RETURN_DECISION, Action.VOID_DECISION):
        take(world, action, decision)
    assert state_of(world, decision) == DecisionState.ANNULLED
