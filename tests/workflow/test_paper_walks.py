"""Random walks through open votes on paper: whatever the engine lets happen, the audit holds for lawful, and nothing else."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from random import Random

from states.refusals import ActionRefused, StaleView
from states.session import SESSION
from states.vocabulary import Action, Role, State, Subject
from tests.support.orders import order
from tests.support.paper_votes import a_scan, facts_of
from tests.support.world import World
from workflow.commands.council.close_vote import CloseVote
from workflow.commands.council.enter_paper_count import EnterPaperCount
from workflow.commands.nomination.table import Table
from workflow.ledger.verify import verify
from workflow.store import Store

WALKS, STEPS = 20, 80
OFTEN = (Action.HAND_OUT_BALLOTS, Action.ENTER_PAPER_COUNT, Action.ENTER_PAPER_COUNT, Action.CLOSE_VOTE)
SELDOM = (
    Action.APPOINT_TELLERS, Action.CAST_VOTE, Action.RECORD_ATTENDANCE, Action.DECLARE_CONFLICT, Action.RECORD_CONFLICT,
    Action.RECORD_WRITTEN_OPINION, Action.RECORD_SHOW_OF_HANDS,
)  # fmt: skip


def in_vote(world: World, luck: Random) -> str:
    """An open vote on two items on paper and one by name."""
    session, secretary = world.plan_session(), world.actor(Role.COUNCIL_SECRETARY)
    for award in ("CSTDCS", "CSTDCS", "LDTT"):
        case = world.bring(world.draft(award, name=f"Lê Văn {luck.randrange(10**6)}"), State.ELIGIBLE)
        world.do(Table(on=case, seen=world.seen(case), session_id=session), secretary)
    world.open_vote(session, absent=luck.randrange(2))
    return session


def test_after_any_walk_through_a_vote_on_paper_the_log_is_whole(sqlite_store: Store) -> None:
    world, luck, done = World.open(sqlite_store, members=6), Random(6), Counter[Action]()
    for _ in range(WALKS):
        session = in_vote(world, luck)
        for _ in range(STEPS):
            action = luck.choice([*OFTEN * 3, *SELDOM])
            (role,) = {move.role for move in SESSION.moves_from("voting", action)}
            who = luck.choice(world.members) if role == Role.COUNCIL_MEMBER else world.actor(role)
            wish = order(world, action, session, luck=luck)
            if isinstance(wish, CloseVote):
                wish = replace(wish, scan=a_scan(world))
            if isinstance(wish, EnterPaperCount):
                out = facts_of(world, session).conflicts
                mine = {case: count for case, count in wish.counts.items() if (case, who.account_id) not in out}
                wish = replace(wish, counts=mine)
            try:
                world.do(wish, who)
            except (ActionRefused, StaleView):
                continue
            done[action] += 1
            if world.case(session, Subject.SESSION)["state"] != "voting":
                break
    assert verify(sqlite_store).findings == (), done
    assert min(done[action] for action in (*OFTEN, Action.APPOINT_TELLERS, Action.DECLARE_CONFLICT)) >= 2, done
