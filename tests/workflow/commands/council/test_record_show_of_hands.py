"""The secretary writes down hands; a member's own vote is nobody else's to change."""

from __future__ import annotations

import pytest

from states.council_vocabulary import VoteChoice
from states.refusals import NotMet
from states.vocabulary import Role, State
from tests.support.world import World
from workflow.commands.council.cast_vote import CastVote
from workflow.commands.council.record_show_of_hands import RecordShowOfHands
from workflow.store import Store


def test_an_own_vote_is_not_changed_by_a_show_of_hands(sqlite_store: Store) -> None:
    world = World.open(sqlite_store)
    case = world.bring(world.draft(), State.TABLED)
    session, secretary = str(world.nomination(case)["session_id"]), world.actor(Role.COUNCIL_SECRETARY)
    world.open_vote(session)
    first, second, third = world.members[:3]
    world.do(CastVote(on=session, choices={case: VoteChoice.DISAGREE}), first)
    hands = {member.account_id: {case: VoteChoice.AGREE} for member in (first, second)}
    with pytest.raises(NotMet) as refused:
        world.do(RecordShowOfHands(on=session, hands=hands), secretary)
    assert [(each.code, each.at) for each in refused.value.refusals] == [
        ("own_vote_stands", f"{first.account_id}:{case}")
    ]
    world.do(RecordShowOfHands(on=session, hands={third.account_id: {case: VoteChoice.AGREE}}), secretary)
    world.do(CastVote(on=session, choices={case: VoteChoice.DISAGREE}), third)
    with pytest.raises(NotMet, match="own_vote_stands"):
        world.do(RecordShowOfHands(on=session, hands={third.account_id: {case: VoteChoice.AGREE}}), secretary)


def test_no_vote_is_learned_by_trying(sqlite_store: Store) -> None:
    world = World.open(sqlite_store)
    case = world.bring(world.draft(), State.TABLED)
    session, secretary = str(world.nomination(case)["session_id"]), world.actor(Role.COUNCIL_SECRETARY)
    world.open_vote(session)
    member = world.members[0]
    world.do(CastVote(on=session, choices={case: VoteChoice.DISAGREE}), member)
    answers = []
    for choice in (VoteChoice.AGREE, VoteChoice.DISAGREE, VoteChoice.ABSTAIN):
        with pytest.raises(NotMet) as refused:
            world.do(RecordShowOfHands(on=session, hands={member.account_id: {case: choice}}), secretary)
        answers.append(refused.value.refusals)
    assert answers[0] == answers[1] == answers[2]
