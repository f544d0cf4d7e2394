"""Who bends a rank in the log past the engine is found: its place, its standing, what it counts, or that there is one."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import date
from typing import Any

import pytest

from states.council_vocabulary import SessionState, VoteChoice
from states.ranking import Rank
from states.tally import Opinions, Tally
from states.vocabulary import RankStanding, Role, State, Subject
from tests.support.local_rules import figure, own_layer
from tests.support.world import World
from tests.workflow.ledger.forging import codes, forged, statement
from tests.workflow.test_quota import men, under_a_quota
from workflow.commands.administration.enact_layer import EnactLayer
from workflow.commands.council.cast_vote import CastVote
from workflow.commands.nomination.table import Table
from workflow.ids import new_id
from workflow.ledger.log import Statement
from workflow.ledger.verify import verify
from workflow.store import Store

FIRST = Rank(
    award="GK", year=2025, agree=5, place=1, among=2, quota_of="GK", quota_base=2, quota_most=1, quota_used=0,
    standing=RankStanding.WITHIN, places=1,
)  # fmt: skip
SECOND = replace(FIRST, agree=4, place=2, standing=RankStanding.BEYOND, places=0)
VOTES = (5, 4, 0)


def in_vote(world: World) -> tuple[str, list[str]]:
    """Three men in one open vote, of whom five, four and no members find worthy; a third of those who pass may be awarded."""
    keys, session, secretary = men(world, 3), world.plan_session(), world.actor(Role.COUNCIL_SECRETARY)
    for key in keys:
        world.bring(key, State.ELIGIBLE)
        world.do(Table(on=key, seen=world.seen(key), session_id=session), secretary)
    world.open_vote(session)
    for number, member in enumerate(world.members):
        choices = {
            key: VoteChoice.AGREE if number < agree else VoteChoice.DISAGREE
            for key, agree in zip(keys, VOTES, strict=True)
        }
        world.do(CastVote(on=session, choices=choices), member)
    return session, keys


def found(world: World, session: str, key: str, agree: int, rank: Rank | None) -> Statement:
    """The finding of one of them, with a rank that somebody gives."""
    state = State.ENDORSED if agree > 2 else State.NOT_ENDORSED
    whose = {"nomination_id": key, "session_id": session}
    tally = Tally(members=5, here=Opinions(agree=agree, disagree=5 - agree))
    threshold = {"threshold_num": 1, "threshold_den": 2, "threshold_strict": 1}
    rows: list[Any] = [["finding", {"id": new_id(), **whose, "finding": state.value, **tally.columns(), **threshold}]]
    rows += [["ranking", {"id": new_id(), **whose, **asdict(rank)}]] if rank else []
    return statement(
        world, world.actor(Role.COUNCIL_SECRETARY), Subject.NOMINATION, key, "record_finding", state, rows=rows,
        office="council_secretary", rules=world.nomination(key)["rules"],
    )  # fmt: skip


@pytest.mark.parametrize(
    ("first", "second", "third", "complaints"),
    [
        (FIRST, SECOND, None, set()),
        (FIRST, replace(SECOND, standing=RankStanding.WITHIN, places=1), None, {"ranking_wrong"}),
        (replace(FIRST, place=2), SECOND, None, {"ranking_wrong"}),
        (replace(FIRST, quota_used=1), SECOND, None, {"ranking_wrong"}),
        (FIRST, None, None, {"ranking_wrong"}),
        (FIRST, SECOND, SECOND, {"ranking_wrong"}),
    ],
)
def test_a_bent_rank_is_found(
    sqlite_store: Store, first: Rank, second: Rank | None, third: Rank | None, complaints: set[str]
) -> None:
    world = under_a_quota(sqlite_store, {"set_by": "rules", "share": [1, 2], "of": "GK"})
    session, keys = in_vote(world)
    close = statement(
        world, world.actor(Role.COUNCIL_SECRETARY), Subject.SESSION, session, "close_vote", SessionState.CLOSED,
        office="council_secretary", rules=world.case(session, Subject.SESSION)["rules"], changes={"closed_at": world.at},
    )  # fmt: skip
    ends = [
        found(world, session, key, agree, rank)
        for key, agree, rank in zip(keys, VOTES, (first, second, third), strict=True)
    ]
    assert codes(forged(world, close, *ends)) == complaints


def test_equals_of_a_secret_vote_are_released_and_nothing_is_to_find(sqlite_store: Store) -> None:
    world = World.open(sqlite_store)
    world.day = date(2025, 9, 1)
    quota = {"set_by": "rules", "share": [1, 2], "of": "CSTDCS"}
    layer = own_layer(world.day, {"awards": {"CSTDCS": {"quota": figure(quota)}}})
    world.do(EnactLayer(on=new_id(), content=layer), world.actor(Role.ADMINISTRATOR))
    world.wait(1)
    keys, session = men(world, 2, "CSTDCS"), world.plan_session()
    for key in keys:
        world.bring(key, State.ELIGIBLE)
        world.do(Table(on=key, seen=world.seen(key), session_id=session), world.actor(Role.COUNCIL_SECRETARY))
    world.open_vote(session)
    world.vote(session, keys)
    world.close_session(session)
    assert [world.nomination(key)["state"] for key in keys] == [State.ELIGIBLE] * 2
    assert verify(world.store).findings == ()
