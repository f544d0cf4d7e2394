"""The next step of a nomination on its ordinary way, by the state it stands in; ``World.bring`` takes one after the other."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from states.vocabulary import Role, State
from workflow.commands.nomination.accept import Accept
from workflow.commands.nomination.close_posting import ClosePosting
from workflow.commands.nomination.confer import Confer
from workflow.commands.nomination.decline import Decline
from workflow.commands.nomination.find_eligible import FindEligible
from workflow.commands.nomination.find_ineligible import FindIneligible
from workflow.commands.nomination.forward import Forward
from workflow.commands.nomination.post import Post
from workflow.commands.nomination.publish import Publish
from workflow.commands.nomination.record_award_above import RecordAwardAbove
from workflow.commands.nomination.return_for_supplement import ReturnForSupplement
from workflow.commands.nomination.submit_to_chairman import SubmitToChairman
from workflow.commands.nomination.table import Table
from workflow.commands.nomination.withdraw import Withdraw

if TYPE_CHECKING:
    from tests.support.world import World

Journey = Callable[..., None]


def submit(world: World, key: str, _state: State) -> None:
    world.submit(key)


def take_in(world: World, key: str, state: State) -> None:
    office, seen = world.actor(Role.SECRETARIAT), world.seen(key)
    if state == State.RETURNED:
        world.do(ReturnForSupplement(on=key, seen=seen, reason="Thiếu chữ ký."), office)
    elif state == State.WITHDRAWN:
        world.do(Withdraw(on=key, seen=seen, reason="Đơn vị xin rút."), world.officer_of(world.nomination(key)))
    else:
        world.do(Accept(on=key, seen=seen, seen_documents=papers(world, key)), office)


def appraise(world: World, key: str, state: State) -> None:
    office, seen = world.actor(Role.SECRETARIAT), world.seen(key)
    if state == State.INELIGIBLE:
        checks = world.checks(key)
        failing = world.checks(key, failing=checks[0].code)
        world.do(FindIneligible(on=key, seen=seen, reason="Chưa đủ điều kiện.", checks=failing), office)
    elif posting(world, key) == "appraisal" and not world.nomination(key)["posting_closed_on"]:
        world.do(Post(on=key, seen=seen, checks=world.checks(key)), office)
    else:
        world.do(FindEligible(on=key, seen=seen, checks=world.checks(key)), office)


def end_posting(world: World, key: str, _state: State) -> None:
    case = world.nomination(key)
    while world.day.isoformat() <= case["posting_ends_on"]:
        world.wait(1)
    command = FindEligible if posting(world, key) == "appraisal" else ClosePosting
    world.do(command(on=key, seen=world.seen(key)), world.actor(Role.SECRETARIAT))


def after_appraisal(world: World, key: str, _state: State) -> None:
    if rules(world, key).council_step.value:
        session = world.plan_session()
        world.do(Table(on=key, seen=world.seen(key), session_id=session), world.actor(Role.COUNCIL_SECRETARY))
    else:
        lay_before_chairman(world, key, State.BEFORE_CHAIRMAN)


def hold_session(world: World, key: str, _state: State) -> None:
    session = world.nomination(key)["session_id"]
    world.open_vote(session)
    world.vote(session, [key])
    world.close_session(session)


def lay_before_chairman(world: World, key: str, state: State) -> None:
    office, seen = world.actor(Role.SECRETARIAT), world.seen(key)
    case = world.nomination(key)
    if case["state"] == State.ENDORSED and posting(world, key) == "endorsement" and not case["posting_closed_on"]:
        world.do(Post(on=key, seen=seen), office)
    else:
        world.do(SubmitToChairman(on=key, seen=seen, note="Kính trình."), office)


def decide(world: World, key: str, state: State) -> None:
    chairman, seen = world.actor(Role.CHAIRMAN), world.seen(key)
    if state == State.DECLINED:
        world.do(Decline(on=key, seen=seen, reason="Chưa thật tiêu biểu."), chairman)
    elif rules(world, key).competence.value == "forward":
        world.do(Forward(on=key, seen=seen, number="12/TTr-UBND", dated_on=world.day), chairman)
    else:
        world.sign(world.draft_decision([key]))


def issue(world: World, key: str, _state: State) -> None:
    world.issue(world.nomination(key)["decision_id"])


def await_answer(world: World, key: str, _state: State) -> None:
    command = RecordAwardAbove(
        on=key, seen=world.seen(key), number="34/QĐ-UBND", decided_on=world.day, authority="UBND huyện Mẫu"
    )
    world.do(command, world.actor(Role.SECRETARIAT))


def publish(world: World, key: str, _state: State) -> None:
    world.do(Publish(on=key, seen=world.seen(key)), world.actor(Role.SECRETARIAT))


def confer(world: World, key: str, _state: State) -> None:
    world.day += timedelta(days=1)
    world.do(Confer(on=key, seen=world.seen(key), conferred_on=world.day), world.actor(Role.SECRETARIAT))


def rules(world: World, key: str) -> Any:
    """The rules a nomination stands under."""
    case = world.nomination(key)
    regime = world.regime(case["rules"])
    return regime.rules(case["award"], case["basis"])


def posting(world: World, key: str) -> str:
    """When the award is shown to the people."""
    return str(rules(world, key).posting_stage.value)


def papers(world: World, key: str) -> tuple[str, ...]:
    """The kinds of paper its dossier must hold."""
    return tuple(document.code for document in rules(world, key).documents_at("submission"))


JOURNEYS: Mapping[State, Journey] = {
    State.DRAFT: submit,
    State.SUBMITTED: take_in,
    State.UNDER_APPRAISAL: appraise,
    State.POSTED: end_posting,
    State.ELIGIBLE: after_appraisal,
    State.TABLED: hold_session,
    State.ENDORSED: lay_before_chairman,
    State.ENDORSED_LOWER: lay_before_chairman,
    State.BEFORE_CHAIRMAN: decide,
    State.AWARDED: issue,
    State.PUBLISHED: confer,
    State.FORWARDED: await_answer,
    State.AWARDED_ABOVE: publish,
}
"""From a state to the step that leads on from it."""
