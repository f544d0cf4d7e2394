"""The engine lets no difference between a draft and the council's proposal go to the chairman, or past him, unexplained."""

from __future__ import annotations

import pytest

from states.departures import Departure
from states.refusals import NotMet
from states.vocabulary import Action, DecisionState, Role, State, Subject
from tests.support.standing import nomination, take
from tests.support.world import World
from workflow.commands.decision.approve_decision import ApproveDecision
from workflow.commands.decision.return_decision import ReturnDecision
from workflow.commands.decision.revise_decision import ReviseDecision
from workflow.commands.decision.submit_decision import SubmitDecision
from workflow.ledger.verify import verify
from workflow.store import Store


def submit(world: World, decision: str, explanation: str = "") -> None:
    seen = world.seen(decision, Subject.DECISION)
    world.do(SubmitDecision(on=decision, seen=seen, explanation=explanation), world.actor(Role.SECRETARIAT))


def approve(world: World, decision: str) -> None:
    seen = world.seen(decision, Subject.DECISION)
    world.do(ApproveDecision(on=decision, seen=seen), world.actor(Role.CHAIRMAN))


def hold_and_let_go(world: World, case: str) -> None:
    """A case leaves every draft it stood in, and lies before the chairman again."""
    take(world, Action.SUSPEND, case)
    take(world, Action.RESUME, case)


def test_what_left_the_list_is_explained_on_submission(store: Store) -> None:
    world = World.open(store)
    cases = [nomination(world, State.BEFORE_CHAIRMAN) for _ in range(2)]
    decision = world.draft_decision(cases)
    hold_and_let_go(world, cases[1])
    for nothing in ("", "  "):
        with pytest.raises(NotMet) as refused:
            submit(world, decision, nothing)
        assert [(each.code, each.at, each.facts) for each in refused.value.refusals] == [
            ("departures_unexplained", "explanation", {"count": 1})
        ]
    submit(world, decision, "Đơn thư vừa xác minh xong, xét ở đợt sau.")
    assert world.case(decision, Subject.DECISION)["explained"] == f"{Departure.LEFT_THE_LIST}:{cases[1]}"
    approve(world, decision)
    assert world.case(decision, Subject.DECISION)["state"] == DecisionState.APPROVED
    assert verify(store).findings == ()


def test_what_arose_after_the_submission_is_not_approved(store: Store) -> None:
    world = World.open(store)
    cases = [nomination(world, State.BEFORE_CHAIRMAN) for _ in range(3)]
    decision = world.draft_decision(cases)
    hold_and_let_go(world, cases[0])
    submit(world, decision, "Hồ sơ thứ nhất xét sau.")
    hold_and_let_go(world, cases[1])
    with pytest.raises(NotMet) as refused:
        approve(world, decision)
    assert [(each.code, each.facts) for each in refused.value.refusals] == [
        ("departures_since_submitted", {"count": 1})
    ]
    back = ReturnDecision(on=decision, seen=world.seen(decision, Subject.DECISION), reason="Giải trình.")
    world.do(back, world.actor(Role.CHAIRMAN))
    submit(world, decision, "Hai hồ sơ xét sau.")
    approve(world, decision)


def test_whom_the_chairman_declined_himself_nobody_explains(sqlite_store: Store) -> None:
    world = World.open(sqlite_store)
    cases = [nomination(world, State.BEFORE_CHAIRMAN) for _ in range(2)]
    decision = world.draft_decision(cases)
    submit(world, decision)
    take(world, Action.DECLINE, cases[1])
    approve(world, decision)


def test_whom_the_draft_leaves_out_of_a_session_is_explained(sqlite_store: Store) -> None:
    world = World.open(sqlite_store)
    named, left_out = (nomination(world, State.BEFORE_CHAIRMAN) for _ in range(2))
    decision = world.draft_decision([named, left_out])
    revised = ReviseDecision(
        on=decision, seen=world.seen(decision, Subject.DECISION), title="Khen thưởng", nominations=(named,)
    )
    world.do(revised, world.actor(Role.SECRETARIAT))
    with pytest.raises(NotMet, match="departures_unexplained"):
        submit(world, decision)
    other = world.draft_decision([left_out])
    submit(world, decision)
    take(world, Action.VOID_DECISION, other)
    with pytest.raises(NotMet, match="departures_since_submitted"):
        approve(world, decision)
