"""What is done while a vote is open: an entry that tells a choice is held back from everybody who reads the log."""

from __future__ import annotations

import pytest
from sqlalchemy import bindparam, select

from states.council_vocabulary import Attendance, SessionState, VoteChoice
from states.session import BALLOTS, SESSION
from states.vocabulary import Action, Role, State, Subject
from tests.support.orders import order
from tests.support.paper_votes import appoint, hand_out
from tests.support.standing import standing, take
from tests.support.world import World
from workflow.commands.council.record_attendance import RecordAttendance
from workflow.commands.council.record_show_of_hands import RecordShowOfHands
from workflow.ledger.verify import verify
from workflow.models.ledger import Detail
from workflow.queries.log_search import Wanted, search_log
from workflow.sql import Prepared
from workflow.store import Store

DURING_A_VOTE = [
    action
    for action in SESSION.actions()
    if any(move.target == SessionState.VOTING for move in SESSION.moves_from(SessionState.VOTING, action))
]
_DETAIL = Prepared(select(Detail.detail).where(Detail.log_id == bindparam("log_id"), Detail.idx == bindparam("index")))


ON_PAPER = (Action.APPOINT_TELLERS, Action.HAND_OUT_BALLOTS, Action.ENTER_PAPER_COUNT)


def in_vote(world: World, action: Action) -> str:
    """An open vote, on what is put to a ballot where the action asks for one; the first two members count it."""
    if action not in ON_PAPER:
        return standing(world, Subject.SESSION, SessionState.VOTING)
    session = str(world.nomination(world.bring(world.draft("CSTDCS"), State.TABLED))["session_id"])
    world.open_vote(session)
    appoint(world, session, *world.members[:2])
    if action == Action.ENTER_PAPER_COUNT:
        hand_out(world, session)
    return session


def prepare(world: World, action: Action, session: str) -> None:
    """What must have happened in an open vote before an action is possible."""
    if action == Action.RECORD_WRITTEN_OPINION:
        absent = dict.fromkeys([member.account_id for member in world.members], Attendance.ABSENT)
        world.do(RecordAttendance(on=session, marks=absent), world.actor(Role.COUNCIL_SECRETARY))

    if action == Action.ANSWER_HANDS:
        case = next(iter(order(world, Action.CAST_VOTE, session).choices))
        hands = {world.members[0].account_id: {case: VoteChoice.ABSTAIN}}
        world.do(RecordShowOfHands(on=session, hands=hands), world.actor(Role.COUNCIL_SECRETARY))


@pytest.mark.parametrize("action", DURING_A_VOTE)
def test_an_entry_that_tells_a_choice_is_held_back(sqlite_store: Store, action: Action) -> None:
    """An action that is added to the table takes its turn here by itself."""
    world = World.open(sqlite_store)
    session = in_vote(world, action)
    prepare(world, action, session)
    take(world, action, session)
    with sqlite_store.reading() as driver:
        entry = search_log(driver, world.organisation_id, Wanted(objects=frozenset({session}))).entries[0]
        written = bytes(driver.value(_DETAIL, log_id=world.organisation_id, index=entry.index)).decode()
    assert entry.action == action
    tells = any(f'"{choice}"' in written for choice in VoteChoice)
    assert entry.is_held_back == (entry.detail is None) == (action in BALLOTS)
    assert entry.is_held_back or not tells
    assert verify(sqlite_store).findings == ()


def test_every_way_of_voting_is_a_ballot() -> None:
    assert {Action.CAST_VOTE, Action.RECORD_SHOW_OF_HANDS, Action.ENTER_PAPER_COUNT} <= set(BALLOTS)
