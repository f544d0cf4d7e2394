"""Cases that stand in a wished state of any procedure, each brought there through the engine."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from states.council_vocabulary import SessionState, VoteChoice
from states.processes import PROCESSES
from states.vocabulary import (
    Action,
    CampaignState,
    DecisionState,
    ErasureState,
    RegisterState,
    Role,
    State,
    Subject,
    SubjectKind,
)
from tests.support.orders import order
from tests.support.world import World
from workflow.commands.administration.grant_office import GrantOffice
from workflow.commands.administration.merge_nominees import MergeNominees
from workflow.commands.command import Actor
from workflow.commands.council.close_vote import CloseVote
from workflow.commands.council.open_session import OpenSession
from workflow.commands.nomination.table import Table
from workflow.ids import new_id

AFTER: Mapping[State, tuple[State, Action]] = {
    State.INTAKE_REFUSED: (State.SUBMITTED, Action.REFUSE_INTAKE),
    State.IN_CONSULTATION: (State.UNDER_APPRAISAL, Action.CONSULT),
    State.RETURNED_BY_CHAIRMAN: (State.BEFORE_CHAIRMAN, Action.RETURN_TO_OFFICE),
    State.SUSPENDED: (State.UNDER_APPRAISAL, Action.SUSPEND),
    State.REFUSED_ABOVE: (State.FORWARDED, Action.RECORD_REFUSAL_ABOVE),
    State.RETURNED_FROM_ABOVE: (State.FORWARDED, Action.RECORD_RETURN_FROM_ABOVE),
    State.ANNULMENT_PROPOSED: (State.PUBLISHED, Action.PROPOSE_ANNULMENT),
    State.ANNULLED: (State.ANNULMENT_PROPOSED, Action.ANNUL),
    State.RECOVERED: (State.ANNULLED, Action.RECOVER),
}
"""States off the ordinary way: the state before, and the action that leads there."""

UPWARD = (State.FORWARDED, State.AWARDED_ABOVE)
VOTED = {
    State.ENDORSED_LOWER: (VoteChoice.AGREE, *[VoteChoice.AGREE_LOWER] * 4),
    State.NOT_ENDORSED: (VoteChoice.AGREE, *[VoteChoice.DISAGREE] * 4),
}
CAMPAIGN = (Action.PLAN_CAMPAIGN, Action.LAUNCH_CAMPAIGN, Action.HOLD_INTERIM_REVIEW, Action.HOLD_FINAL_REVIEW,
            Action.CLOSE_CAMPAIGN)  # fmt: skip
REGISTERS: Mapping[Subject, tuple[Action, ...]] = {
    Subject.UNIT: (Action.ADD_UNIT, Action.END_UNIT),
    Subject.ACCOUNT: (Action.INVITE_ACCOUNT, Action.ACTIVATE_ACCOUNT, Action.DEACTIVATE_ACCOUNT),
    Subject.OFFICE: (Action.GRANT_OFFICE, Action.END_OFFICE),
    Subject.PAST_AWARD: (Action.RECORD_PAST_AWARD, Action.STRIKE_PAST_AWARD),
    Subject.STATEMENT: (Action.RECORD_STATEMENT, Action.STRIKE_STATEMENT),
    Subject.RULE_CHANGE: (Action.ENACT_LAYER, Action.END_RULE_CHANGE),
    Subject.FUND_ENTRY: (Action.RECORD_FUND_ENTRY, Action.STRIKE_FUND_ENTRY),
    Subject.PAPER_TEMPLATE: (Action.REPLACE_TEMPLATE,),
}


def states_of(subject: Subject) -> tuple[str, ...]:
    """The states that a case can stand in, in the order of the procedure."""
    moves = PROCESSES[subject].moves
    reached = {move.target for move in moves} | {move.source for move in moves}
    return tuple(state for state in PROCESSES[subject].states if state in reached)


def populate(world: World) -> dict[tuple[Subject, str], str]:
    """A case in every state of every procedure: from there every move is one step away. Answers their ids."""
    return {(subject, state): standing(world, subject, state) for subject in Subject for state in states_of(subject)}


def standing(world: World, subject: Subject, state: str) -> str:
    """The id of a fresh case in a state."""
    match subject:
        case Subject.NOMINATION:
            return nomination(world, State(state))
        case Subject.SESSION:
            return session(world, SessionState(state))
        case Subject.DECISION:
            return decision(world, DecisionState(state))
        case Subject.MERGER:
            return merger(world, RegisterState(state))
        case Subject.ERASURE:
            return erasure(world, ErasureState(state))
        case Subject.LEGAL_HOLD:
            return hold(world, RegisterState(state))
        case Subject.ORGANISATION:
            return world.organisation_id
    key = new_id()
    for action in CAMPAIGN if subject == Subject.CAMPAIGN else REGISTERS[subject]:
        take(world, action, key)
        if world.case(key, subject)["state"] == (
            CampaignState(state) if subject == Subject.CAMPAIGN else RegisterState(state)
        ):
            break
    return key


def nomination(world: World, state: State) -> str:
    """A nomination in a state."""
    if state in AFTER:
        before, action = AFTER[state]
        key = nomination(world, before)
        take(world, action, key)
        return key
    if state in VOTED:
        key = world.bring(world.draft("BK_TINH"), State.TABLED)
        meeting = world.nomination(key)["session_id"]
        world.open_vote(meeting)
        world.vote(meeting, [key], VOTED[state])
        world.close_session(meeting)
        return key
    if state == State.POSTED:
        return world.bring(world.draft("GDVH", kind=SubjectKind.HOUSEHOLD), state)
    return world.bring(world.draft("BK_TINH" if state in UPWARD else "LDTT"), state)


def session(world: World, state: SessionState) -> str:
    """A session in a state, with one case on its agenda."""
    key, secretary = world.plan_session(), world.actor(Role.COUNCIL_SECRETARY)
    case = world.bring(world.draft(), State.ELIGIBLE)
    world.do(Table(on=case, seen=world.seen(case), session_id=key), secretary)
    if state == SessionState.OPEN:
        world.do(OpenSession(on=key, seen=world.seen(key, Subject.SESSION)), secretary)
    elif state != SessionState.PLANNED:
        world.open_vote(key)
    if state in (SessionState.CLOSED, SessionState.MINUTED, SessionState.SIGNED):
        world.vote(key, [case])
    if state == SessionState.CLOSED:
        world.do(CloseVote(on=key, seen=world.seen(key, Subject.SESSION)), secretary)
    if state in (SessionState.MINUTED, SessionState.SIGNED):
        world.close_session(key, signed=state == SessionState.SIGNED)
    if state == SessionState.VOIDED:
        take(world, Action.VOID_VOTE, key)
    return key


def decision(world: World, state: DecisionState) -> str:
    """A decision in a state, on one case; an annulled one was void before it was numbered."""
    key = world.draft_decision([nomination(world, State.BEFORE_CHAIRMAN)])
    if state == DecisionState.ANNULLED:
        take(world, Action.VOID_DECISION, key)
    if state == DecisionState.SUBMITTED:
        world.submit_decision(key)
    if state == DecisionState.APPROVED:
        world.approve(key)
    if state == DecisionState.NUMBERED:
        world.number(key)
    if state in (DecisionState.SIGNED, DecisionState.ISSUED):
        world.sign(key)
    if state == DecisionState.ISSUED:
        world.issue(key)
    return key


def merger(world: World, state: RegisterState) -> str:
    """Two lines that are one nominee, or were held to be."""
    one, other = (world.nomination(world.draft(name="Trần Thị Hai Tên"))["nominee_id"] for _ in range(2))
    key, office = new_id(), world.actor(Role.SECRETARIAT)
    world.do(MergeNominees(on=key, nominee_id=one, merged_id=other, reason="Cùng số định danh."), office)
    if state == RegisterState.ENDED:
        take(world, Action.SPLIT_NOMINEES, key)
    return key


def erasure(world: World, state: ErasureState) -> str:
    """A proposal of the standing office to erase somebody's data, and what became of it."""
    key = new_id()
    proposal = order(world, Action.PROPOSE_ERASURE, key)
    world.do(replace(proposal, nominee_id=somebody(world)), world.actor(Role.SECRETARIAT))
    if state != ErasureState.PROPOSED:
        action = Action.CONFIRM_ERASURE if state == ErasureState.ERASED else Action.REJECT_ERASURE
        world.do(order(world, action, key), world.actor(Role.ADMINISTRATOR))
    return key


def hold(world: World, state: RegisterState) -> str:
    """Somebody's data that must be kept, or had to be."""
    key, office = new_id(), world.actor(Role.SECRETARIAT)
    world.do(replace(order(world, Action.PLACE_HOLD, key), nominee_id=somebody(world)), office)
    if state == RegisterState.ENDED:
        world.do(order(world, Action.LIFT_HOLD, key), office)
    return key


def somebody(world: World) -> str:
    """A person of the register of whom no case is under way."""
    return str(world.nomination(nomination(world, State.INTAKE_REFUSED))["nominee_id"])


def take(world: World, action: Action, key: str) -> None:
    """Let whoever may, take an action on a case."""
    wish = order(world, action, key)
    if isinstance(wish, GrantOffice):
        wish = replace(wish, account_id=standing(world, Subject.ACCOUNT, RegisterState.ACTIVE), role=Role.SECRETARIAT)
    case = world.case(key, wish.subject) if action not in (CAMPAIGN[0], *(way[0] for way in REGISTERS.values())) else {}
    moves = PROCESSES[wish.subject].moves_from(case.get("state"), action)
    world.do(wish, holder(world, moves[0].role, key, case))


def holder(world: World, role: Role, key: str, case: Mapping[str, object]) -> Actor:
    """Somebody who may act in a role on a case."""
    if role == Role.HOLDER:
        return Actor(account_id=key, organisation_id=world.organisation_id, pseudonym=str(case["pseudonym"]))
    if role == Role.UNIT_OFFICER:
        return world.officer_of(case if "unit_id" in case else {"unit_id": next(iter(world.units.values()))})
    return world.operator if role == Role.ADMINISTRATOR else world.actor(role)
