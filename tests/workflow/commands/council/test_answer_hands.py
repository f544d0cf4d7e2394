"""A member confirms or disputes the hand that the secretary recorded; only a dispute that stands blocks the close."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from states.council_vocabulary import ConflictGround, HandAnswer, VoteChoice
from states.refusals import NotMet, NotYourAction
from states.vocabulary import Role, State, Subject
from tests.support.world import World
from tests.workflow.ledger.forging import codes, forged, statement
from workflow.commands.command import Actor
from workflow.commands.council.answer_hands import AnswerHands
from workflow.commands.council.cast_vote import CastVote
from workflow.commands.council.close_vote import CloseVote
from workflow.commands.council.record_show_of_hands import RecordShowOfHands
from workflow.ids import new_id
from workflow.ledger.verify import verify
from workflow.store import Store

AGREE, DISAGREE = VoteChoice.AGREE, VoteChoice.DISAGREE
DISPUTED, CONFIRMED = HandAnswer.DISPUTED, HandAnswer.CONFIRMED


class Hands:
    """An open vote on one case in which the secretary recorded that every hand was raised in agreement."""

    def __init__(self, store: Store) -> None:
        self.world = world = World.open(store)
        self.store = store
        self.case = world.bring(world.draft(), State.TABLED)
        self.session = str(world.nomination(self.case)["session_id"])
        world.open_vote(self.session)
        self.member, self.other = world.members[:2]
        self.record(AGREE, *world.members)

    def record(self, choice: VoteChoice, *members: Actor) -> None:
        hands = {member.account_id: {self.case: choice} for member in members}
        self.world.do(RecordShowOfHands(on=self.session, hands=hands), self.world.actor(Role.COUNCIL_SECRETARY))

    def vote_of(self, member: Actor) -> str:
        """The id of a member's standing vote."""
        with self.store.reading() as driver:
            rows = driver.connection.execute("SELECT id, account_id FROM vote ORDER BY version").fetchall()
        return {account: key for key, account in rows}[member.account_id]

    def answer(self, answer: HandAnswer, *, member: Actor | None = None, vote: str = "") -> None:
        who = member or self.member
        self.world.do(
            AnswerHands(on=self.session, answers={vote or self.vote_of(who): answer}, note="Tôi không giơ."), who
        )

    def close(self) -> None:
        order = CloseVote(on=self.session, seen=self.world.seen(self.session, Subject.SESSION))
        self.world.do(order, self.world.actor(Role.COUNCIL_SECRETARY))

    def answers(self) -> list[tuple[Any, ...]]:
        with self.store.reading() as driver:
            rows = driver.connection.execute("SELECT version, answer FROM hand_answer ORDER BY version").fetchall()
        return [tuple(row) for row in rows]


def test_unanswered_and_confirmed_hands_block_nothing(store: Store) -> None:
    hands = Hands(store)
    hands.answer(CONFIRMED)
    hands.close()
    assert hands.world.nomination(hands.case)["state"] == State.ENDORSED
    assert verify(store).findings == ()


def test_a_dispute_blocks_the_close_until_the_member_confirms_after_all(store: Store) -> None:
    hands = Hands(store)
    hands.answer(DISPUTED)
    hands.answer(CONFIRMED, member=hands.other)
    with pytest.raises(NotMet) as refused:
        hands.close()
    (reason,) = refused.value.refusals
    assert (reason.code, reason.cleared_by, reason.at) == ("hands_disputed", Role.COUNCIL_SECRETARY, hands.case)
    hands.answer(CONFIRMED)
    assert hands.answers() == [(1, "disputed"), (1, "confirmed"), (2, "confirmed")]
    hands.close()
    assert verify(store).findings == ()


@pytest.mark.parametrize("by_the_member", [True, False])
def test_a_dispute_is_settled_by_a_new_record_or_an_own_vote(sqlite_store: Store, by_the_member: bool) -> None:
    hands = Hands(sqlite_store)
    hands.answer(DISPUTED)
    if by_the_member:
        hands.world.do(CastVote(on=hands.session, choices={hands.case: AGREE}, replaces={hands.case: 1}), hands.member)
    else:
        hands.record(DISAGREE, hands.member)
    hands.close()
    assert verify(sqlite_store).findings == ()


def test_recording_the_same_again_settles_nothing(sqlite_store: Store) -> None:
    hands = Hands(sqlite_store)
    hands.answer(DISPUTED)
    hands.record(AGREE, hands.member)
    with pytest.raises(NotMet, match="hands_disputed"):
        hands.close()


def test_only_the_own_hand_as_it_stands(sqlite_store: Store) -> None:
    hands = Hands(sqlite_store)
    old = hands.vote_of(hands.member)
    for vote in (hands.vote_of(hands.other), "a" * 26):
        with pytest.raises(NotMet, match="hand_gone"):
            hands.answer(DISPUTED, vote=vote)
    hands.record(DISAGREE, hands.member)
    with pytest.raises(NotMet, match="hand_gone"):
        hands.answer(CONFIRMED, vote=old)
    with pytest.raises(NotMet, match="answers_missing"):
        hands.world.do(AnswerHands(on=hands.session, answers={}), hands.member)
    hands.world.do(CastVote(on=hands.session, choices={hands.case: AGREE}), hands.member)
    with pytest.raises(NotMet, match="no_hand_recorded"):
        hands.answer(CONFIRMED)
    with pytest.raises(NotYourAction):
        order = AnswerHands(on=hands.session, answers={old: CONFIRMED})
        hands.world.do(order, hands.world.actor(Role.COUNCIL_SECRETARY))
    assert hands.answers() == []


@pytest.mark.parametrize("bent", [{"account": 1}, {"version": 2}])
def test_a_forged_answer_is_found(sqlite_store: Store, bent: Mapping[str, int]) -> None:
    hands = Hands(sqlite_store)
    actor = hands.world.members[bent.get("account", 0)]
    row = {"id": new_id(), "session_id": hands.session, "vote_id": hands.vote_of(hands.member),
           "account_id": actor.account_id, "version": bent.get("version", 1), "answer": "confirmed", "note": ""}  # fmt: skip
    said = statement(hands.world, actor, Subject.SESSION, hands.session, "answer_hands", "voting", office="council_member",
                     rows=[["hand_answer", row]])  # fmt: skip
    assert codes(forged(hands.world, said)) == {"answer_to_no_hand"}


def test_a_close_over_a_dispute_is_found(sqlite_store: Store) -> None:
    hands = Hands(sqlite_store)
    hands.answer(DISPUTED)
    said = statement(hands.world, hands.world.actor(Role.COUNCIL_SECRETARY), Subject.SESSION, hands.session, "close_vote",
                     "closed", office="council_secretary", changes={"closed_at": hands.world.at})  # fmt: skip
    assert "closed_over_a_dispute" in codes(forged(hands.world, said))


def test_the_hand_of_who_takes_no_part_any_more_is_neither_answered_nor_in_the_way(store: Store) -> None:
    hands = Hands(store)
    hands.answer(DISPUTED)
    hands.world.declare(
        hands.session, hands.member, conflicts={hands.case: ConflictGround.RELATIVE}, relations={hands.case: "Em gái."}
    )
    with pytest.raises(NotMet, match="no_hand_recorded"):
        hands.answer(CONFIRMED)
    hands.close()
    assert hands.world.nomination(hands.case)["state"] == State.ENDORSED
    assert verify(store).findings == ()
