"""The chairman awards what was on the page that was read, and nothing that left the draft since."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pytest

from states.council_vocabulary import VoteChoice
from states.facts import DecisionFacts
from states.refusals import NotMet, StaleView
from states.vocabulary import Action, Role, State, Subject
from tests.support.standing import nomination, take
from tests.support.world import World
from workflow.commands.command import Outcome
from workflow.commands.decision.number_decision import NumberDecision
from workflow.commands.decision.sign_decision import SignDecision
from workflow.commands.nomination.award import Award
from workflow.commands.nomination.find_eligible import FindEligible
from workflow.commands.nomination.submit_to_chairman import SubmitToChairman
from workflow.commands.nomination.table import Table
from workflow.ledger.verify import verify
from workflow.store import Store


def approved(world: World, keys: Sequence[str]) -> str:
    """A decision on these cases that the chairman approved."""
    decision = world.draft_decision(keys)
    world.approve(decision)
    return decision


def number(world: World, decision: str) -> str:
    """The clerk numbers an approved decision."""
    order = NumberDecision(on=decision, seen=world.seen(decision, Subject.DECISION))
    world.do(order, world.actor(Role.SECRETARIAT))
    return decision


def numbered(world: World, keys: Sequence[str]) -> str:
    """A decision on these cases that waits for the signature."""
    return number(world, approved(world, keys))


def sign(world: World, decision: str, seen: int | None = None) -> None:
    """The chairman signs what lies there now, or what was seen before."""
    seen = world.seen(decision, Subject.DECISION) if seen is None else seen
    world.do(SignDecision(on=decision, seen=seen), world.actor(Role.CHAIRMAN))


def states_of(world: World, keys: Sequence[str]) -> list[str]:
    return [world.nomination(key)["state"] for key in keys]


def test_a_case_that_moved_since_the_page_was_read_makes_it_old(sqlite_store: Store) -> None:
    world = World.open(sqlite_store)
    cases = [nomination(world, State.BEFORE_CHAIRMAN) for _ in range(2)]
    decision = numbered(world, cases)
    with_both = world.seen(decision, Subject.DECISION)
    take(world, Action.SUSPEND, cases[1])
    with_one = world.seen(decision, Subject.DECISION)
    with pytest.raises(StaleView):
        sign(world, decision, with_both)
    take(world, Action.RESUME, cases[1])
    for seen in (with_both, with_one):
        with pytest.raises(StaleView):
            sign(world, decision, seen)
    assert states_of(world, cases) == [State.BEFORE_CHAIRMAN] * 2


def test_a_case_that_was_held_has_left_the_draft(sqlite_store: Store) -> None:
    world = World.open(sqlite_store)
    cases = [nomination(world, State.BEFORE_CHAIRMAN) for _ in range(2)]
    decision = approved(world, cases)
    take(world, Action.SUSPEND, cases[1])
    take(world, Action.RESUME, cases[1])
    number(world, decision)
    sign(world, decision)
    assert states_of(world, cases) == [State.AWARDED, State.BEFORE_CHAIRMAN]
    sign(world, anew := numbered(world, cases[1:]))
    assert world.nomination(cases[1])["decision_id"] == anew
    assert verify(sqlite_store).findings == ()


def test_nobody_leaves_a_list_that_was_numbered(sqlite_store: Store) -> None:
    """The paper names whoever stood in the list when it got its number: it is signed whole, or void."""
    world = World.open(sqlite_store)
    cases = [nomination(world, State.BEFORE_CHAIRMAN) for _ in range(3)]
    decision = approved(world, cases)
    take(world, Action.DECLINE, cases[0])
    number(world, decision)
    take(world, Action.SUSPEND, cases[1])
    for _ in range(2):
        with pytest.raises(NotMet, match="left_since_numbered") as refused:
            sign(world, decision)
        assert refused.value.refusals[0].facts == {"count": 1}
        if world.nomination(cases[1])["state"] == State.SUSPENDED:
            take(world, Action.RESUME, cases[1])
    take(world, Action.VOID_DECISION, decision)
    sign(world, numbered(world, cases[1:]))
    assert states_of(world, cases) == [State.DECLINED, State.AWARDED, State.AWARDED]
    assert verify(sqlite_store).findings == ()


def vote_lower(world: World, case: str) -> None:
    """The office finds the case eligible, the council endorses it for the lower award, the office lays it before."""
    office, secretary = world.actor(Role.SECRETARIAT), world.actor(Role.COUNCIL_SECRETARY)
    world.do(FindEligible(on=case, seen=world.seen(case), checks=world.checks(case)), office)
    session = world.plan_session()
    world.do(Table(on=case, seen=world.seen(case), session_id=session), secretary)
    world.open_vote(session)
    world.vote(session, [case], [VoteChoice.AGREE_LOWER] * 5)
    world.close_session(session)
    world.do(SubmitToChairman(on=case, seen=world.seen(case)), office)


def test_a_case_that_went_through_the_council_again_is_drafted_anew(sqlite_store: Store) -> None:
    """Returned, reopened and voted on anew: the draft from before does not award it."""
    world = World.open(sqlite_store)
    case = world.bring(world.draft("BK_TINH"), State.UNDER_APPRAISAL)
    vote_lower(world, case)
    decision = approved(world, [case])
    take(world, Action.RETURN_TO_OFFICE, case)
    take(world, Action.REOPEN, case)
    vote_lower(world, case)
    with pytest.raises(NotMet, match="decision_names_nobody"):
        number(world, decision)
    sign(world, numbered(world, [case]))
    assert world.nomination(case)["state"] == State.AWARDED


@dataclass(frozen=True, kw_only=True)
class SignsAll(SignDecision):
    """A signature that awards whatever the list names: what a patched server might do."""

    def decide(self, facts: DecisionFacts) -> Outcome:
        outcome = super().decide(facts)
        orders = [Award(on=row["id"], decision_id=self.on) for row in facts.lines]
        return Outcome(to=outcome.to, changes=outcome.changes, particulars=outcome.particulars, then=orders)


def test_an_award_of_a_case_that_left_the_draft_is_found_in_the_log(sqlite_store: Store) -> None:
    world = World.open(sqlite_store)
    cases = [nomination(world, State.BEFORE_CHAIRMAN) for _ in range(2)]
    decision = approved(world, cases)
    take(world, Action.SUSPEND, cases[1])
    take(world, Action.RESUME, cases[1])
    number(world, decision)
    command = SignsAll(on=decision, seen=world.seen(decision, Subject.DECISION))
    world.do(command, world.actor(Role.CHAIRMAN))
    assert [finding.code for finding in verify(sqlite_store).findings] == ["award_not_in_decision"]
