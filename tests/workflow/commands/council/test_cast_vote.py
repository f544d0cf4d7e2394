"""A ballot says what its member saw standing; what changed since is not replaced unseen."""

from __future__ import annotations

import pytest

from states.council_vocabulary import VoteChoice
from states.refusals import NotMet
from states.vocabulary import Role, State
from tests.support.world import World
from workflow.commands.council.cast_vote import CastVote
from workflow.commands.council.record_show_of_hands import RecordShowOfHands
from workflow.ledger.verify import verify
from workflow.queries.council_votes import own_votes
from workflow.store import Store

AGREE, DISAGREE = VoteChoice.AGREE, VoteChoice.DISAGREE


def in_vote(world: World) -> tuple[str, str]:
    """A session that votes on one case: their ids."""
    case = world.bring(world.draft(), State.TABLED)
    session = str(world.nomination(case)["session_id"])
    world.open_vote(session)
    return session, case


def test_what_changed_unseen_is_not_replaced(store: Store) -> None:
    world = World.open(store)
    session, case = in_vote(world)
    member = world.members[0]
    world.do(CastVote(on=session, choices={case: AGREE}, replaces={case: 0}), member)
    for replaced in ({case: 0}, {}, {case: 2}):
        with pytest.raises(NotMet) as refused:
            world.do(CastVote(on=session, choices={case: DISAGREE}, replaces=replaced), member)
        assert [(each.code, each.at) for each in refused.value.refusals] == [("ballot_overtaken", case)]
    world.do(CastVote(on=session, choices={case: DISAGREE}, replaces={case: 1}), member)
    with store.reading() as driver:
        vote = own_votes(driver, session, member.account_id)[case]
    assert (vote.choice, vote.version) == (DISAGREE, 2)
    assert verify(store).findings == ()


def test_the_same_choice_replaces_nothing(sqlite_store: Store) -> None:
    world = World.open(sqlite_store)
    session, case = in_vote(world)
    for _ in range(2):
        world.do(CastVote(on=session, choices={case: AGREE}, replaces={case: 0}), world.members[0])
    with sqlite_store.reading() as driver:
        assert own_votes(driver, session, world.members[0].account_id)[case].version == 1


def test_a_recorded_hand_is_seen_before_it_is_replaced(sqlite_store: Store) -> None:
    world = World.open(sqlite_store)
    session, case = in_vote(world)
    member = world.members[0]
    hand = RecordShowOfHands(on=session, hands={member.account_id: {case: AGREE}})
    world.do(hand, world.actor(Role.COUNCIL_SECRETARY))
    with pytest.raises(NotMet, match="ballot_overtaken"):
        world.do(CastVote(on=session, choices={case: DISAGREE}, replaces={case: 0}), member)
    world.do(CastVote(on=session, choices={case: DISAGREE}, replaces={case: 1}), member)
