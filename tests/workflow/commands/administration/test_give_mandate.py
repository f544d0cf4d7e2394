"""A deputy decides on awards in the chairman's place, by the chairman's own mandate and no longer than it lasts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from states import wording
from states.refusals import NotMet, NotYourAction
from states.vocabulary import Action, DecisionState, Role, State, Subject
from tests.support.standing import nomination, take
from tests.support.terms import end_seat
from tests.support.world import World
from workflow.commands.administration.end_office import EndOffice
from workflow.commands.administration.give_mandate import GiveMandate
from workflow.commands.administration.grant_office import GrantOffice
from workflow.commands.administration.withdraw_mandate import WithdrawMandate
from workflow.commands.command import Actor
from workflow.commands.decision.approve_decision import ApproveDecision
from workflow.commands.decision.sign_decision import SignDecision
from workflow.commands.decision.void_decision import VoidDecision
from workflow.documents.decision_paper import titles_of
from workflow.documents.decision_source import title_of_signer
from workflow.ids import new_id
from workflow.ledger.verify import verify
from workflow.store import Store


def submitted(world: World) -> str:
    decision = world.draft_decision([nomination(world, State.BEFORE_CHAIRMAN)])
    world.submit_decision(decision)
    return decision


def approve(world: World, decision: str, actor: Actor) -> None:
    world.do(ApproveDecision(on=decision, seen=world.seen(decision, Subject.DECISION)), actor)


def mandate(world: World, actor: Actor, since: date, until: date) -> GiveMandate:
    return GiveMandate(
        on=new_id(), account_id=actor.account_id, title="Phó Chủ tịch", held_from=since, held_until=until,
        document="Quyết định số 07/QĐ-UBND",
    )  # fmt: skip


def test_a_deputy_approves_and_signs_and_undoes_nothing(store: Store) -> None:
    world = World.open(store)
    decision, deputy = submitted(world), world.deputy("phochutich")
    approve(world, decision, deputy)
    take(world, Action.NUMBER_DECISION, decision)
    seen = world.seen(decision, Subject.DECISION)
    with pytest.raises(NotYourAction):
        world.do(VoidDecision(on=decision, seen=seen, reason="Thử."), deputy)
    with pytest.raises(NotMet, match="paper_names_another"):
        world.do(SignDecision(on=decision, seen=seen), world.actor(Role.CHAIRMAN))
    world.do(SignDecision(on=decision, seen=seen), deputy)
    case = world.case(decision, Subject.DECISION)
    assert (case["state"], case["signer_id"]) == (DecisionState.SIGNED, deputy.account_id)
    with store.reading() as driver:
        assert title_of_signer(driver, world.organisation_id, decision) == "Phó Chủ tịch"
    assert verify(store).findings == ()


def test_a_mandate_is_for_the_awards_it_names(store: Store) -> None:
    world = World.open(store)
    deputy, chairman = world.members[0], world.actor(Role.CHAIRMAN)
    until, decision = world.day + timedelta(days=9), submitted(world)
    narrow = replace(mandate(world, deputy, world.day, until), scope=("GK", "GDVH"))
    with pytest.raises(NotMet, match="award_unknown"):
        world.do(replace(narrow, scope=("GK", "NOBEL")), chairman)
    world.do(narrow, chairman)
    assert world.case(narrow.on, Subject.OFFICE)["scope"] == "GDVH GK"
    with pytest.raises(NotMet, match="outside_mandate") as refused:
        approve(world, decision, deputy)
    assert wording.sentence(refused.value.refusals[0], "vi").endswith("không gồm Lao động tiên tiến.")
    world.do(replace(mandate(world, deputy, world.day, until), scope=("LDTT",)), chairman)
    approve(world, decision, deputy)
    assert verify(store).findings == ()


def test_no_mandate_outlives_its_last_day_its_withdrawal_or_its_chairman(sqlite_store: Store) -> None:
    world = World.open(sqlite_store)
    chairman, deputy = world.actor(Role.CHAIRMAN), world.deputy("phochutich")
    (held,) = deputy.offices
    decision = submitted(world)
    world.wait(61)
    with pytest.raises(NotYourAction):
        approve(world, decision, deputy)
    again = mandate(world, deputy, world.day, world.day + timedelta(days=30))
    world.do(again, chairman)
    back = WithdrawMandate(on=again.on, seen=world.seen(again.on, Subject.OFFICE), reason="Chủ tịch đã về.")
    with pytest.raises(NotYourAction):
        world.do(back, deputy)
    world.do(back, chairman)
    with pytest.raises(NotYourAction):
        approve(world, decision, deputy)
    world.do(mandate(world, deputy, world.day, world.day + timedelta(days=30)), chairman)
    end_seat(world, chairman)
    with pytest.raises(NotYourAction):
        approve(world, decision, deputy)
    assert held.role == Role.DEPUTY_CHAIRMAN
    assert verify(sqlite_store).findings == ()


def test_only_the_chairman_gives_one_and_nobody_hands_it_on(sqlite_store: Store) -> None:
    world = World.open(sqlite_store)
    deputy, chairman = world.deputy("phochutich"), world.actor(Role.CHAIRMAN)
    until = world.day + timedelta(days=9)
    with pytest.raises(NotYourAction):
        world.do(mandate(world, world.members[0], world.day, until), deputy)
    with pytest.raises(NotYourAction):
        world.do(mandate(world, world.members[0], world.day, until), world.operator)
    granted = GrantOffice(
        on=new_id(), account_id=world.members[0].account_id, role=Role.DEPUTY_CHAIRMAN, title="Phó Chủ tịch",
        held_from=world.day, held_until=until, document="Quyết định số 08/QĐ-UBND",
    )  # fmt: skip
    with pytest.raises(NotMet, match="mandate_is_the_chairmans"):
        world.do(granted, world.operator)
    wrong = mandate(world, world.members[0], world.day, world.day - timedelta(days=1))
    with pytest.raises(NotMet, match="day_before_beginning"):
        world.do(wrong, chairman)
    with pytest.raises(NotMet, match="day_in_past"):
        world.do(mandate(world, world.members[0], world.day - timedelta(days=1), until), chairman)
    with pytest.raises(NotMet, match="own_office"):
        world.do(mandate(world, chairman, world.day, until), chairman)
    with pytest.raises(NotMet, match="decides_on_own_draft"):
        world.do(mandate(world, world.actor(Role.SECRETARIAT), world.day, until), chairman)
    granted = replace(granted, account_id=deputy.account_id, role=Role.SECRETARIAT, on=new_id())
    with pytest.raises(NotMet, match="decides_on_own_draft"):
        world.do(granted, world.operator)
    with pytest.raises(NotMet, match="offices_incompatible"):
        world.do(mandate(world, world.actor(Role.AUDITOR), world.day, until), chairman)
    (chair,) = chairman.offices
    order = WithdrawMandate(on=chair.id, seen=world.seen(chair.id, Subject.OFFICE), reason="Thử.")
    with pytest.raises(NotMet, match="no_mandate"):
        world.do(order, chairman)


def test_a_deputy_is_no_chairman_whatever_is_entered_of_the_office(sqlite_store: Store) -> None:
    world = World.open(sqlite_store)
    world.wait(30)
    member, signed_on = world.members[0], world.day
    order = replace(mandate(world, member, signed_on, signed_on + timedelta(days=9)), title="PCT")
    world.do(order, world.actor(Role.CHAIRMAN))
    decision = submitted(world)
    approve(world, decision, member)
    take(world, Action.NUMBER_DECISION, decision)
    world.do(SignDecision(on=decision, seen=world.seen(decision, Subject.DECISION)), member)
    world.wait(20)
    (chair,) = world.actor(Role.CHAIRMAN).offices
    end = EndOffice(on=chair.id, seen=world.seen(chair.id, Subject.OFFICE), last_day=signed_on - timedelta(days=2),
                    reason="Nghỉ hưu")  # fmt: skip
    world.do(end, world.operator)
    since = GrantOffice(
        on=new_id(), account_id=member.account_id, role=Role.CHAIRMAN, title="Chủ tịch",
        held_from=signed_on - timedelta(days=1), document="Quyết định số 09/QĐ-UBND",
    )  # fmt: skip
    world.do(since, world.operator)
    with sqlite_store.reading() as driver:
        title = title_of_signer(driver, world.organisation_id, decision)
    assert titles_of(title) == ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]
