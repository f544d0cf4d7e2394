"""What a deputy is told: of the mandate, of what waits for the deputy's hand, and that the mandate ends."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from notifications.dispatcher import remind
from notifications.inbox import InboxMessage
from states.vocabulary import Role, State, Subject
from tests.notifications.commune import inbox, told
from tests.support.world import World
from workflow.commands.administration.give_mandate import GiveMandate
from workflow.commands.administration.withdraw_mandate import WithdrawMandate
from workflow.commands.command import Actor, HeldOffice
from workflow.commands.decision.approve_decision import ApproveDecision
from workflow.commands.decision.number_decision import NumberDecision
from workflow.ids import new_id
from workflow.queries.worklist import Filter, worklist


def give(world: World, days: int) -> tuple[Actor, str]:
    """A deputy with a mandate from today on for so many days; answers the deputy and the mandate."""
    person = world.account("phochutich", "Lê Thị Phó")
    command = GiveMandate(
        on=new_id(), account_id=person.account_id, title="Phó Chủ tịch", held_from=world.day,
        held_until=world.day + timedelta(days=days), document="Quyết định số 07/QĐ-UBND",
    )  # fmt: skip
    world.do(command, world.actor(Role.CHAIRMAN))
    return replace(person, offices=(HeldOffice(id=command.on, role=Role.DEPUTY_CHAIRMAN),)), command.on


def ending(world: World) -> dict[str, list[InboxMessage]]:
    """The letters that a mandate ends, by reader."""
    found = {name: [m for m in inbox(world, name) if "sắp hết hạn" in m.subject] for name in world.people}
    return {name: letters for name, letters in found.items() if letters}


def desk(world: World, actor: Actor) -> list[str]:
    with world.store.reading() as driver:
        return [each.key for each in worklist(driver, actor=actor, today=world.day, wanted=Filter()).decisions]


def test_a_deputy_hears_of_the_mandate_and_of_its_withdrawal(commune: World) -> None:
    told(commune)
    _person, key = give(commune, 30)
    (letter,) = told(commune)["phochutich"]
    assert letter.subject == "Ủy quyền ký thay Chủ tịch: Lê Thị Phó" and "07/QĐ-UBND" in letter.body
    assert letter.link == "/", "the register of offices is not open to a deputy"
    order = WithdrawMandate(on=key, seen=commune.seen(key, Subject.OFFICE), reason="Chủ tịch đã về.")
    commune.do(order, commune.actor(Role.CHAIRMAN))
    (letter,) = told(commune)["phochutich"]
    assert letter.subject == "Thu hồi ủy quyền ký thay Chủ tịch: Lê Thị Phó"


def test_what_waits_for_the_deputy_is_told_and_lies_on_the_desk(commune: World) -> None:
    person, _key = give(commune, 30)
    mine, other = (commune.draft_decision([commune.bring(commune.draft(), State.BEFORE_CHAIRMAN)]) for _ in range(2))
    told(commune)
    commune.submit_decision(mine)
    assert [each.subject[:26] for each in told(commune)["phochutich"]] == ["Dự thảo quyết định chờ duy"]
    assert desk(commune, person) == [mine]
    office = commune.actor(Role.SECRETARIAT)
    commune.do(ApproveDecision(on=mine, seen=commune.seen(mine, Subject.DECISION)), person)
    commune.approve(other)
    told(commune)
    for decision in (mine, other):
        commune.do(NumberDecision(on=decision, seen=commune.seen(decision, Subject.DECISION)), office)
    letters = told(commune)
    assert [each.link for each in letters["phochutich"]] == [f"/decisions/{mine}"], "only who approved it signs it"
    assert len(letters["chutich"]) == 2
    assert desk(commune, person) == [mine]


def test_the_end_is_told_once_two_working_days_before(commune: World) -> None:
    _person, _key = give(commune, 10)
    for _day in range(6):
        remind(commune.store, commune.at)
        assert ending(commune) == {}
        commune.wait(1)
    for _day in range(4):
        remind(commune.store, commune.at)
        commune.wait(1)
    found = ending(commune)
    assert sorted(found) == ["chutich", "phochutich"]
    assert all(len(letters) == 1 for letters in found.values())
    assert "Ngày cuối: " in found["phochutich"][0].body


def test_a_mandate_that_was_taken_back_does_not_end_again(commune: World) -> None:
    _person, key = give(commune, 2)
    commune.wait(1)
    order = WithdrawMandate(on=key, seen=commune.seen(key, Subject.OFFICE), reason="Chủ tịch đã về.")
    commune.do(order, commune.actor(Role.CHAIRMAN))
    remind(commune.store, commune.at)
    assert ending(commune) == {}
