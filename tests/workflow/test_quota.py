"""A quota that the council's own rules set: who passes is ranked, the log holds the order, and no decision goes beyond it."""

from __future__ import annotations

from datetime import date

import pytest

from states.council_vocabulary import VoteChoice
from states.refusals import NotMet
from states.vocabulary import FactKind, RankStanding, Role, State, SubjectKind
from tests.support.local_rules import figure, own_layer
from tests.support.world import World
from workflow.commands.administration.enact_layer import EnactLayer
from workflow.commands.administration.record_statement import RecordStatement
from workflow.commands.council.cast_vote import CastVote
from workflow.commands.nomination.submit_to_chairman import SubmitToChairman
from workflow.commands.nomination.table import Table
from workflow.facts.ranking import ranks_of
from workflow.ids import new_id
from workflow.ledger.verify import verify
from workflow.store import Store

THIRD = {"set_by": "rules", "share": [1, 3], "of": "GK"}
AGREE, AGAINST = VoteChoice.AGREE, VoteChoice.DISAGREE


def under_a_quota(store: Store, quota: dict[str, object] = THIRD) -> World:
    """A commune in 2025 whose council lets a third of certificates be given for merit."""
    world = World.open(store, members=5)
    world.day = date(2025, 9, 1)
    layer = own_layer(date(2025, 9, 1), {"awards": {"GK": {"quota": figure(quota)}}})
    world.do(EnactLayer(on=new_id(), content=layer), world.actor(Role.ADMINISTRATOR))
    world.wait(1)
    return world


def voted(world: World, votes: dict[str, int]) -> str:
    """A session in which so many members agreed to each nomination."""
    session = world.plan_session()
    for key in votes:
        world.bring(key, State.ELIGIBLE)
        world.do(Table(on=key, seen=world.seen(key), session_id=session), world.actor(Role.COUNCIL_SECRETARY))
    world.open_vote(session)
    for number, member in enumerate(world.members):
        choices = {key: AGREE if number < agree else AGAINST for key, agree in votes.items()}
        world.do(CastVote(on=session, choices=choices), member)
    world.close_session(session)
    return session


def standings(world: World, session: str, keys: list[str]) -> list[tuple[int, RankStanding | None]]:
    with world.store.reading() as driver:
        found = ranks_of(driver, keys)
    return [(found[key, session].place, found[key, session].standing) for key in keys]


def before_chairman(world: World, keys: list[str]) -> None:
    for key in keys:
        world.do(SubmitToChairman(on=key, seen=world.seen(key), note="Kính trình."), world.actor(Role.SECRETARIAT))


def refused(world: World, keys: list[str]) -> list[tuple[str, str]]:
    with pytest.raises(NotMet) as refusal:
        world.draft_decision(keys)
    return [(each.code, each.at) for each in refusal.value.refusals]


def men(world: World, number: int, award: str = "GK") -> list[str]:
    return [world.draft(award, name=f"Nguyễn Văn {letter}", gender="male") for letter in "ABCDEFG"[:number]]


def test_votes_rank_and_the_decision_stops_at_the_quota(store: Store) -> None:
    world = under_a_quota(store)
    first, second, third = men(world, 3)
    session = voted(world, {first: 4, second: 5, third: 3})
    assert standings(world, session, [first, second, third]) == [
        (2, RankStanding.BEYOND), (1, RankStanding.WITHIN), (3, RankStanding.BEYOND),
    ]  # fmt: skip
    assert {world.nomination(key)["state"] for key in (first, second, third)} == {State.ENDORSED}, (
        "the council only advises"
    )
    before_chairman(world, [first, second, third])
    assert refused(world, [first, second, third]) == [("beyond_quota", first), ("beyond_quota", third)]
    world.sign(world.draft_decision([second]))
    assert world.nomination(second)["state"] == State.AWARDED
    assert verify(store, world.organisation_id).is_whole


def test_a_woman_is_first_among_equals_and_a_collective_of_mostly_women(store: Store) -> None:
    world = under_a_quota(store, {"set_by": "rules", "share": [2, 5], "of": "GK"})
    man, other = men(world, 2)
    woman = world.draft("GK", name="Trần Thị Ánh")
    bodies = [world.draft("GK", name=f"Chi hội {n}", kind=SubjectKind.COLLECTIVE) for n in (1, 2)]
    for key, women in zip(bodies, (7, 6), strict=True):
        for fact, amount in ((FactKind.MEMBERS, 10), (FactKind.MEMBERS_WOMEN, women)):
            said = RecordStatement(
                on=new_id(), nominee_id=world.nomination(key)["nominee_id"], year=2025, fact=fact, chosen="", amount=amount,
                source="Báo cáo của đơn vị.",
            )  # fmt: skip
            world.do(said, world.actor(Role.SECRETARIAT))
    keys = [man, other, woman, *bodies]
    session = voted(world, dict.fromkeys(keys, 4))
    within, beyond = (1, RankStanding.WITHIN), (3, RankStanding.BEYOND)
    assert standings(world, session, keys) == [beyond, beyond, within, within, beyond]


def test_of_equals_at_the_last_place_the_chairman_chooses_as_many_as_are_left(store: Store) -> None:
    world = under_a_quota(store)
    equals = men(world, 3)
    session = voted(world, dict.fromkeys(equals, 5))
    assert standings(world, session, equals) == [(1, RankStanding.TIED)] * 3
    before_chairman(world, equals)
    assert refused(world, equals[:2]) == [("equals_beyond_quota", equals[1])]
    decision = world.draft_decision(equals[1:2])
    assert refused(world, equals[:1]) == [("equals_beyond_quota", equals[0])], "the place is taken by a draft already"
    world.sign(decision)
    assert refused(world, equals[2:]) == [("equals_beyond_quota", equals[2])]


def test_places_used_in_an_earlier_session_are_gone(store: Store) -> None:
    world = under_a_quota(store)
    first = men(world, 3)
    voted(world, {first[0]: 5, first[1]: 4, first[2]: 3})
    later = [world.draft("GK", name=f"Lê Văn {letter}", gender="male") for letter in "HIK"]
    session = voted(world, {later[0]: 5, later[1]: 4, later[2]: 3})
    assert standings(world, session, later) == [
        (1, RankStanding.BEYOND),
        (2, RankStanding.BEYOND),
        (3, RankStanding.BEYOND),
    ]


def test_without_a_quota_nobody_is_ranked(store: Store) -> None:
    world = World.open(store, members=5)
    (key,) = men(world, 1, "LDTT")
    session = voted(world, {key: 5})
    with store.reading() as driver:
        assert (key, session) not in ranks_of(driver, [key])
