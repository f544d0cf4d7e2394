"""Moving a case to the rules of today is an action of its own: explained, seen first, and never silent."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from states.nomination import NOMINATION
from states.refusals import NotMet, NotNow, NotYourAction
from states.vocabulary import Role, State, SubjectKind
from tests.support.local_rules import figure, own_layer
from tests.support.world import World
from workflow.commands.administration.enact_layer import EnactLayer
from workflow.commands.nomination.change_rules import ChangeRules
from workflow.commands.nomination.resume import Resume
from workflow.commands.nomination.suspend import Suspend
from workflow.ids import new_id
from workflow.ledger.canonical import canonical
from workflow.ledger.log import Statement, append, next_place
from workflow.ledger.verify import verify
from workflow.store import Store

LONGER = {"awards": {"LDTT": {"appraisal_term": figure({"days": 30, "kind": "working"})}}}


def enact(world: World, code: str = "05/QC-HĐ") -> None:
    content = own_layer(world.day, LONGER, code=code)
    world.do(EnactLayer(on=new_id(), content=content, acknowledged=True), world.actor(Role.ADMINISTRATOR))


def order(world: World, case: str, **more: object) -> ChangeRules:
    command = ChangeRules(
        on=case,
        seen=world.seen(case),
        digest=world.regime().digest,
        reason="Quy chế mới có lợi hơn cho người được đề nghị.",
    )
    return replace(command, **more)  # type: ignore[arg-type]


def test_a_case_is_moved_with_its_reason_and_its_last_day(store: Store) -> None:
    world = World.open(store)
    case = world.bring(world.draft("LDTT"), State.UNDER_APPRAISAL)
    before = world.nomination(case)
    world.wait(3)
    enact(world)
    assert world.nomination(case)["rules"] == before["rules"]

    world.do(order(world, case), world.actor(Role.SECRETARIAT))

    after = world.nomination(case)
    assert after["rules"] == world.regime().digest != before["rules"]
    received = date.fromisoformat(after["received_on"])
    assert after["due_on"] == world.regime().awards["LDTT"].appraisal_term.value.after(received).isoformat()
    assert after["due_on"] > before["due_on"]
    assert world.nomination(world.bring(case, State.CONFERRED))["rules"] == after["rules"]
    assert verify(store).is_whole


def test_a_case_found_eligible_is_appraised_and_posted_anew(sqlite_store: Store) -> None:
    world = World.open(sqlite_store, members=3)
    plain = world.bring(world.draft("LDTT"), State.ELIGIBLE)
    posted = world.bring(world.draft("GDVH", kind=SubjectKind.HOUSEHOLD, name="Hộ ông An"), State.ELIGIBLE)
    assert world.nomination(posted)["posting_closed_on"]
    tabled = world.bring(world.draft("LDTT", name="Hai"), State.TABLED)
    enact(world)
    office = world.actor(Role.SECRETARIAT)
    for case in (plain, posted):
        world.do(order(world, case), office)
        after = world.nomination(case)
        assert (after["state"], after["rules"]) == (State.UNDER_APPRAISAL, world.regime().digest)
        assert after["due_on"] and after["posting_closed_on"] is None
        world.bring(case, State.ELIGIBLE)
    assert world.nomination(posted)["posting_closed_on"]
    with pytest.raises(NotNow):
        world.do(order(world, tabled), office)
    assert verify(world.store).is_whole


def test_days_on_hold_stay_added(sqlite_store: Store) -> None:
    world = World.open(sqlite_store)
    held, other = (world.bring(world.draft("LDTT", name=name), State.UNDER_APPRAISAL) for name in ("Một", "Hai"))
    office = world.actor(Role.SECRETARIAT)
    world.do(Suspend(on=held, seen=world.seen(held), reason="Chờ kết luận."), office)
    world.wait(7)
    world.do(Resume(on=held, seen=world.seen(held), reason="Đã kết luận."), office)
    enact(world)
    days = []
    for case in (held, other):
        world.do(order(world, case), office)
        days.append(date.fromisoformat(world.nomination(case)["due_on"]))
    assert days[0] - days[1] == timedelta(days=7)


def test_it_is_refused_where_nothing_differs_or_something_else_was_seen(sqlite_store: Store) -> None:
    world = World.open(sqlite_store)
    case = world.bring(world.draft("LDTT"), State.UNDER_APPRAISAL)
    office = world.actor(Role.SECRETARIAT)
    refusals = []
    for step in range(2):
        with pytest.raises(NotMet) as refused:
            world.do(order(world, case, digest="0" * 64 if step else world.regime().digest), office)
        refusals += [refusal.code for refusal in refused.value.refusals]
        enact(world, f"{step}/QC-HĐ")
    assert refusals == ["rules_unchanged", "rules_moved_on"]
    with pytest.raises(NotMet):
        world.do(order(world, case, reason=" "), office)
    with pytest.raises(NotYourAction):
        world.do(order(world, case), world.actor(Role.ADMINISTRATOR))
    waiting = world.bring(world.draft("LDTT", name="Ba"), State.SUBMITTED)
    with pytest.raises(NotNow):
        world.do(order(world, waiting), office)


def test_a_forged_entry_that_moves_a_case_by_another_action_is_found(sqlite_store: Store) -> None:
    world = World.open(sqlite_store)
    case = world.bring(world.draft("LDTT"), State.UNDER_APPRAISAL)
    world.wait(1)
    enact(world)
    world.bring(world.draft("LDTT", name="Hai"), State.UNDER_APPRAISAL)
    assert "rules_changed" in codes_after(world, case, world.regime().digest)


def test_a_forged_entry_that_lets_a_case_go_is_found(sqlite_store: Store) -> None:
    world = World.open(sqlite_store)
    case = world.bring(world.draft("LDTT"), State.UNDER_APPRAISAL)
    assert "rules_changed" in codes_after(world, case, None)


def codes_after(world: World, case: str, rules: str | None) -> set[str]:
    """What an audit finds after a consultation that sets the rules of the case, written past the engine."""
    office, row = world.actor(Role.SECRETARIAT), world.nomination(case)
    statement = Statement(
        object_id=case, subject="nomination", action="consult", source="under_appraisal", target="in_consultation",
        head=row["head"], count=row["entries"], account_id=office.account_id, pseudonym=office.pseudonym,
        office="secretariat", process=NOMINATION.digest, rules=row["rules"],
        detail=canonical({"changes": {"rules": rules}, "rows": [], "particulars": {}}), documents=(),
    )  # fmt: skip
    with world.store.writing(world.organisation_id) as driver:
        append(
            driver,
            next_place(driver, world.organisation_id, "nomination", {case: statement.head}),
            [statement],
            world.at,
        )
        driver.connection.commit()
    return {finding.code for finding in verify(world.store).findings}
