"""A decision's term runs from the day that the rules count it from: the complete dossier, or the day the chairman gets it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from states.regime import regime_on
from states.vocabulary import Action, Role, State, SubjectKind
from tests.support.local_rules import figure, own_layer
from tests.support.standing import take
from tests.support.world import World
from workflow.commands.administration.enact_layer import EnactLayer
from workflow.commands.nomination.find_eligible import FindEligible
from workflow.commands.nomination.submit_to_chairman import SubmitToChairman
from workflow.ids import new_id
from workflow.store import Store


def due(world: World, case: str) -> date | None:
    written = world.nomination(case)["due_on"]
    return date.fromisoformat(written) if written else None


def submitted(world: World, case: str) -> date | None:
    world.do(SubmitToChairman(on=case, seen=world.seen(case)), world.actor(Role.SECRETARIAT))
    assert world.nomination(case)["state"] == State.BEFORE_CHAIRMAN
    return due(world, case)


def posted_and_found_eligible(world: World) -> tuple[str, date]:
    """A family whose posting is over: with what the people said, its dossier is complete on that day."""
    case = world.bring(world.draft("GDVH", kind=SubjectKind.HOUSEHOLD), State.POSTED)
    world.wait(11)
    world.do(FindEligible(on=case, seen=world.seen(case)), world.actor(Role.SECRETARIAT))
    return case, world.day


def test_ten_days_run_from_the_complete_dossier_and_not_from_the_submission(sqlite_store: Store) -> None:
    world = World.open(sqlite_store)
    case, complete_on = posted_and_found_eligible(world)
    assert due(world, case) == complete_on + timedelta(days=10)
    world.wait(4)
    assert submitted(world, case) == complete_on + timedelta(days=10)


def test_a_hold_between_stays_added(sqlite_store: Store) -> None:
    world = World.open(sqlite_store)
    case, complete_on = posted_and_found_eligible(world)
    world.wait(2)
    take(world, Action.SUSPEND, case)
    world.wait(30)
    take(world, Action.RESUME, case)
    after = due(world, case)
    assert after is not None and after > complete_on + timedelta(days=10 + 28)
    world.wait(1)
    assert submitted(world, case) == after


def test_a_return_by_the_chairman_does_not_start_the_term_anew(sqlite_store: Store) -> None:
    world = World.open(sqlite_store)
    case, complete_on = posted_and_found_eligible(world)
    submitted(world, case)
    take(world, Action.RETURN_TO_OFFICE, case)
    world.wait(3)
    order = SubmitToChairman(on=case, seen=world.seen(case), note="Đã bổ sung.")
    world.do(order, world.actor(Role.SECRETARIAT))
    assert due(world, case) == complete_on + timedelta(days=10)


@pytest.mark.parametrize("held", [0, 7])
def test_without_a_posting_it_runs_from_the_receipt_and_holds_stay_added(sqlite_store: Store, held: int) -> None:
    world = World.open(sqlite_store)
    terms = {
        "council_step": figure(False), "vote_method": figure("none"), "ballot": figure("none"),
        "threshold": figure("none"), "base": figure("none"),
        "decision_term": figure({"days": 30, "kind": "calendar"}), "decision_from": figure("complete_dossier"),
    }  # fmt: skip
    layer = own_layer(world.day, {"awards": {"LDTT": terms}})
    world.do(EnactLayer(on=new_id(), content=layer), world.actor(Role.ADMINISTRATOR))
    case = world.bring(world.draft("LDTT"), State.UNDER_APPRAISAL)
    received = world.day
    if held:
        take(world, Action.SUSPEND, case)
        world.wait(held)
        take(world, Action.RESUME, case)
    world.bring(case, State.ELIGIBLE)
    world.wait(2)
    assert submitted(world, case) == received + timedelta(days=30 + held)


def test_villages_are_decided_from_the_submission_once_the_commune_decides(sqlite_store: Store) -> None:
    world = World.open(sqlite_store)
    world.day = date(2025, 10, 6)
    case = world.bring(world.draft("TVH", kind=SubjectKind.VILLAGE), State.BEFORE_CHAIRMAN)
    assert due(world, case) == world.day + timedelta(days=10)


def test_the_rules_say_from_when_and_on_what_ground() -> None:
    family, village = (regime_on(date(2025, 10, 6)).awards[award].decision_from for award in ("GDVH", "TVH"))
    assert family and village
    assert (family.value, family.mark) == ("complete_dossier", "V")
    assert (village.value, village.mark) == ("submission", "B")
    assert "nhận đủ hồ sơ" in family.source
