"""What absent members write is counted with the rest and kept apart: in the finding, in the log's recount, on the desks."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import insert
from sqlalchemy.exc import DBAPIError

from states.council_vocabulary import VoteChoice
from states.refusals import NotMet
from states.tally import COLUMNS, CountRules, Opinions, Tally
from states.vocabulary import Role, State, Subject
from tests.support.local_rules import figure, own_layer
from tests.support.world import World
from workflow.commands.administration.enact_layer import EnactLayer
from workflow.commands.council.cast_vote import CastVote
from workflow.commands.council.close_vote import CloseVote
from workflow.facts.tally import tally_of
from workflow.ids import new_id
from workflow.ledger.verify import verify
from workflow.models.session import Finding
from workflow.queries.dossier import findings_of
from workflow.queries.session import counted_items
from workflow.store import Store

AGREE, DISAGREE, ABSTAIN = VoteChoice.AGREE, VoteChoice.DISAGREE, VoteChoice.ABSTAIN
CHOICES = [AGREE, ABSTAIN, AGREE, AGREE, AGREE, DISAGREE]


def closed(world: World) -> tuple[str, str]:
    """Seven members, two of them absent: one wrote that they agree, one abstains in writing; one of those present is silent."""
    case = world.bring(world.draft(), State.TABLED)
    session = str(world.nomination(case)["session_id"])
    world.open_vote(session, absent=2)
    for member, choice in zip(world.members, CHOICES, strict=False):
        world.do(CastVote(on=session, choices={case: choice}), member)
    world.do(CloseVote(on=session, seen=world.seen(session, Subject.SESSION)), world.actor(Role.COUNCIL_SECRETARY))
    return session, case


def kept(world: World) -> dict[str, Any]:
    """The finding as it is stored."""
    with world.store.reading() as driver:
        names = ("finding", *COLUMNS)
        ((*values,),) = driver.connection.execute(f"SELECT {', '.join(names)} FROM finding").fetchall()
    return dict(zip(names, values, strict=True))


def test_opinions_in_writing_are_kept_apart_and_count(store: Store) -> None:
    world = World.open(store, members=7)
    session, case = closed(world)
    expected = Tally(members=7, here=Opinions(agree=3, disagree=1), written=Opinions(agree=1, abstain=1), missing=1)
    found = kept(world)
    assert found == {"finding": "endorsed", **expected.columns()}
    assert (found["agree"], found["written_agree"], found["base"], found["base_rule"]) == (4, 1, 7, "members")
    with world.store.reading() as driver:
        assert [each.tally for each in counted_items(driver, session)] == [expected]
        assert [each.tally for each in findings_of(driver, [case])[case]] == [expected]
    assert verify(store).findings == ()


def test_a_member_who_changes_a_written_opinion_is_counted_once(store: Store) -> None:
    world = World.open(store, members=7)
    case = world.bring(world.draft(), State.TABLED)
    session = str(world.nomination(case)["session_id"])
    world.open_vote(session, absent=1)
    for choice in (DISAGREE, AGREE):
        world.do(CastVote(on=session, choices={case: choice}), world.members[0])
    for member in world.members[1:6]:
        world.do(CastVote(on=session, choices={case: AGREE}), member)
    world.do(CloseVote(on=session, seen=world.seen(session, Subject.SESSION)), world.actor(Role.COUNCIL_SECRETARY))
    assert tally_of([kept(world)[name] for name in COLUMNS]) == Tally(
        members=7, here=Opinions(agree=5), written=Opinions(agree=1), missing=1
    )
    assert verify(store).findings == ()


def test_rules_of_the_council_say_whether_they_count_and_who_stays_in_the_base(store: Store) -> None:
    world = World.open(store, members=7)
    enough = {"written_opinions_count": figure(False), "award_quorum": figure([2, 3])}
    rules = {"council": {**enough, "recused_stay_in_base": figure(False)}}
    world.do(EnactLayer(on=new_id(), content=own_layer(world.day, rules)), world.actor(Role.ADMINISTRATOR))
    world.wait(1)
    closed(world)
    expected = Tally(
        members=7, here=Opinions(agree=3, disagree=1), written=Opinions(agree=1, abstain=1), missing=1,
        rules=CountRules(recused_stay_in_base=False, written_count=False),
    )  # fmt: skip
    found = kept(world)
    assert found == {"finding": "not_endorsed", **expected.columns()}, "three of seven agree"
    assert (found["agree"], found["written_agree"], found["base_rule"]) == (3, 1, "less_recused")
    assert verify(store).findings == ()


def test_who_wrote_does_not_make_enough_where_writings_do_not_count(store: Store) -> None:
    """Five of seven are there; four fifths are six."""
    world = World.open(store, members=7)
    layer = own_layer(world.day, {"council": {"written_opinions_count": figure(False)}})
    world.do(EnactLayer(on=new_id(), content=layer), world.actor(Role.ADMINISTRATOR))
    world.wait(1)
    with pytest.raises(NotMet) as refused:
        closed(world)
    (reason,) = refused.value.refusals
    assert (reason.code, reason.facts["present"], reason.facts["written"]) == ("too_few_take_part", 5, 0)


@pytest.mark.parametrize(
    "changes",
    [{"agree": 5}, {"written_count": 0}, {"base": 6}, {"base_rule": "present"}, {"recused": 1}, {"surplus": 1}],
    ids=lambda changes: next(iter(changes)),
)
def test_a_count_that_does_not_add_up_cannot_be_stored(store: Store, changes: dict[str, Any]) -> None:
    world = World.open(store, members=7)
    session, case = closed(world)
    row = {
        "id": new_id(), "nomination_id": case, "session_id": session, "threshold_num": 1, "threshold_den": 2,
        "threshold_strict": 1, **kept(world),
    }  # fmt: skip
    with pytest.raises(DBAPIError), store.writer.begin() as connection:
        connection.execute(insert(Finding).values(row | changes))
    with store.writer.begin() as connection:
        connection.execute(insert(Finding).values(row))
