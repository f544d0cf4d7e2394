"""The terms of the rules are days on the desks: the notice, the steps of an annulment, the last day of the level above."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest

from states.council_vocabulary import VoteChoice
from states.decision_vocabulary import AnnulmentGround
from states.refusals import NotMet
from states.regime import regime_on
from states.vocabulary import Action, CheckResult, Role, State, SubjectKind
from tests.support.local_rules import figure, own_layer
from tests.support.standing import take
from tests.support.world import World
from workflow.commands.administration.enact_layer import EnactLayer
from workflow.commands.nomination.checklist import Check
from workflow.commands.nomination.find_ineligible import FindIneligible
from workflow.commands.nomination.propose_annulment import ProposeAnnulment
from workflow.commands.nomination.table import Table
from workflow.ids import new_id
from workflow.ledger.verify import verify
from workflow.store import Store


def due(world: World, case: str) -> date | None:
    written = world.nomination(case)["due_on"]
    return date.fromisoformat(written) if written else None


def notice(world: World, award: str = "LDTT") -> date:
    return regime_on(world.day).rules(award, "merit").notice_term.value.after(world.day)


def test_after_a_decline_the_notice_is_due(sqlite_store: Store) -> None:
    world = World.open(sqlite_store)
    case = world.bring(world.draft(), State.BEFORE_CHAIRMAN)
    take(world, Action.DECLINE, case)
    assert due(world, case) == notice(world)


def test_after_the_council_did_not_endorse_the_notice_is_due(sqlite_store: Store) -> None:
    world = World.open(sqlite_store)
    case, session = world.bring(world.draft(), State.ELIGIBLE), world.plan_session()
    world.do(Table(on=case, seen=world.seen(case), session_id=session), world.actor(Role.COUNCIL_SECRETARY))
    world.open_vote(session)
    world.vote(session, [case], [VoteChoice.DISAGREE] * 5)
    world.close_session(session)
    assert (world.nomination(case)["state"], due(world, case)) == (State.NOT_ENDORSED, notice(world))


def test_after_a_finding_of_ineligible_and_a_refusal_above_the_notice_is_due(sqlite_store: Store) -> None:
    world = World.open(sqlite_store)
    case = world.bring(world.draft(), State.UNDER_APPRAISAL)
    failing = tuple(Check(code=each.code, result=CheckResult.NOT_MET) for each in world.checks(case))
    order = FindIneligible(on=case, seen=world.seen(case), reason="Không đạt.", checks=failing)
    world.do(order, world.actor(Role.SECRETARIAT))
    assert due(world, case) == notice(world)
    above = world.bring(world.draft("BK_TINH", name="Lê Hai"), State.FORWARDED)
    take(world, Action.RECORD_REFUSAL_ABOVE, above)
    assert due(world, above) == notice(world, "BK_TINH")


def test_each_step_of_an_annulment_has_its_day(sqlite_store: Store) -> None:
    world = World.open(sqlite_store)
    case, terms = world.bring(world.draft(), State.PUBLISHED), regime_on(world.day).annulment
    office = world.actor(Role.SECRETARIAT)
    concluded = world.day - timedelta(days=3)
    order = ProposeAnnulment(
        on=case, ground=AnnulmentGround.FALSE_PAPERS, seen=world.seen(case), reason="Khai man.", concluded_on=concluded
    )
    before = date(world.day.year - 1, 12, 31)
    for day, refused in ((world.day + timedelta(days=1), "day_in_future"), (before, "day_too_early")):
        with pytest.raises(NotMet, match=refused):
            world.do(replace(order, concluded_on=day), office)
    with pytest.raises(NotMet, match="ground_unknown"):
        world.do(replace(order, ground="dislike"), office)  # type: ignore[arg-type]
    world.do(order, office)
    with sqlite_store.reading() as driver:
        detail = driver.connection.execute("SELECT detail FROM ledger_detail ORDER BY idx DESC LIMIT 1").fetchone()[0]
    assert json.loads(detail)["particulars"]["report_due_on"] == terms.report_term.value.after(concluded).isoformat()
    assert due(world, case) == terms.decision_term.value.after(world.day)
    world.wait(2)
    take(world, Action.ANNUL, case)
    assert due(world, case) == terms.recovery_term.value.after(world.day)
    take(world, Action.RECOVER, case)
    assert due(world, case) is None
    assert verify(sqlite_store).is_whole


def test_an_award_that_stands_waits_for_nothing(sqlite_store: Store) -> None:
    world = World.open(sqlite_store)
    case = world.bring(world.draft(), State.PUBLISHED)
    take(world, Action.PROPOSE_ANNULMENT, case)
    assert world.nomination(case)["annulment_ground"] == AnnulmentGround.FALSE_DECLARATION
    take(world, Action.DISMISS_ANNULMENT, case)
    assert due(world, case) is world.nomination(case)["annulment_ground"] is None


def with_days(world: World, award: str, key: str, day: str) -> None:
    layer = own_layer(world.day, {"awards": {award: {key: figure(day)}}})
    world.do(EnactLayer(on=new_id(), content=layer), world.actor(Role.ADMINISTRATOR))


@pytest.mark.parametrize(("received", "closes"), [(date(2024, 11, 4), 2024), (date(2024, 12, 12), 2025)])
def test_the_last_day_of_the_level_above_stands_until_the_chairman_forwards(
    sqlite_store: Store, received: date, closes: int
) -> None:
    world = World.open(sqlite_store)
    world.day = received
    with_days(world, "BK_TINH", "upper_submit_by", "12-10")
    last = date(closes, 12, 10)
    case = world.bring(world.draft("BK_TINH"), State.ENDORSED)
    assert due(world, case) == last
    take(world, Action.SUSPEND, case)
    world.wait(3)
    take(world, Action.RESUME, case)
    assert due(world, case) == last, "no hold moves the day of another office"
    world.bring(case, State.BEFORE_CHAIRMAN)
    assert due(world, case) == last
    world.bring(case, State.FORWARDED)
    assert due(world, case) is None


def test_where_a_place_sets_a_day_to_be_done_by_the_earlier_day_counts(sqlite_store: Store) -> None:
    world = World.open(sqlite_store)
    world.day = date(2024, 11, 4)
    with_days(world, "GDVH", "finish_by", "11-20")
    case = world.bring(world.draft("GDVH", kind=SubjectKind.HOUSEHOLD), State.BEFORE_CHAIRMAN)
    assert due(world, case) == date(2024, 11, 20)
