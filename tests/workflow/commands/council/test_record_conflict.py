"""What members declare by word of mouth counts like their own declaration, and bears the secretary's name."""

from __future__ import annotations

import pytest

from states.council_vocabulary import ConflictGround, VoteChoice
from states.refusals import NotMet, NotYourAction
from states.vocabulary import Role, State
from tests.support.world import World
from workflow.commands.council.cast_vote import CastVote
from workflow.commands.council.record_conflict import RecordConflict
from workflow.ledger.verify import verify
from workflow.store import Store


def test_the_secretary_records_it_for_members_only(store: Store) -> None:
    world = World.open(store)
    case = world.bring(world.draft(), State.TABLED)
    session = str(world.nomination(case)["session_id"])
    secretary = world.actor(Role.COUNCIL_SECRETARY)
    for accounts, code in (((), "marks_missing"), ((secretary.account_id,), "member_unknown")):
        with pytest.raises(NotMet, match=code):
            world.do(RecordConflict(on=session, account_ids=accounts, conflicts={}), secretary)
    with pytest.raises(NotYourAction):
        world.do(
            RecordConflict(on=session, account_ids=(world.members[0].account_id,), conflicts={}),
            world.members[0],
        )
    world.open_vote(session)
    recused, asked = world.members[:2]
    world.declare(session, recused, conflicts={case: ConflictGround.OTHER}, relations={case: "Cùng hộ kinh doanh."})
    with pytest.raises(NotMet, match="item_recused"):
        world.do(CastVote(on=session, choices={case: VoteChoice.AGREE}), recused)
    world.do(CastVote(on=session, choices={case: VoteChoice.AGREE}), asked)
    with store.reading() as driver:
        found = driver.connection.execute("SELECT account_id, recorded_by, relation FROM conflict").fetchall()
    assert [tuple(row) for row in found] == [(recused.account_id, secretary.account_id, "Cùng hộ kinh doanh.")]
    assert verify(store).findings == ()
