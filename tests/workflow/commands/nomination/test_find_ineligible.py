"""The office alone does not undo what the council endorsed."""

from __future__ import annotations

import pytest

from states.refusals import NotMet
from states.vocabulary import Role, SettlementResult, State, SubjectKind
from tests.support.world import World
from workflow.commands.nomination.find_ineligible import FindIneligible
from workflow.commands.nomination.post import Post
from workflow.commands.nomination.record_comment import RecordComment
from workflow.commands.nomination.settle_comment import SettleComment
from workflow.ledger.verify import verify
from workflow.store import Store


def test_after_the_council_only_a_comment_that_proved_true_is_a_ground(sqlite_store: Store) -> None:
    world = World.open(sqlite_store)
    office = world.actor(Role.SECRETARIAT)
    case = world.bring(world.draft("TVH", kind=SubjectKind.VILLAGE), State.ENDORSED)
    world.do(Post(on=case, seen=world.seen(case)), office)
    order = FindIneligible(on=case, seen=world.seen(case), reason="Có phản ánh.")
    with pytest.raises(NotMet, match="council_endorsed_it"):
        world.do(order, office)
    said = world.do(RecordComment(on=case, from_whom="", text="Thôn chưa đạt điểm.", received_on=world.day), office)
    assert said.state == State.POSTED
    with sqlite_store.reading() as driver:
        ((comment,),) = driver.connection.execute("SELECT id FROM comment").fetchall()
    result = SettlementResult.UPHELD
    world.do(SettleComment(on=case, comment_id=comment, result=result, note="Đã kiểm tra."), office)
    world.do(order, office)
    assert world.nomination(case)["state"] == State.INELIGIBLE
    assert verify(sqlite_store).findings == ()
