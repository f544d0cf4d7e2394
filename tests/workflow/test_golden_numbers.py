"""Twenty clerks at the golden book, some killed while a number is taken and not kept yet: no gap, none twice, none lost."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from states.certificate_vocabulary import CertificateCause
from states.vocabulary import DecisionState, Role, State, Subject
from tests.support.unlucky import Clerk, Fate, all_at_once
from tests.support.world import World
from workflow.commands.command import Command
from workflow.commands.decision.issue_decision import IssueDecision
from workflow.commands.nomination.publish import Publish
from workflow.commands.nomination.replace_certificate import ReplaceCertificate
from workflow.facts import certificate
from workflow.ledger.verify import verify
from workflow.queries.certificates import CertificateShown, book_of
from workflow.sql import Driver, Prepared
from workflow.store import Store

CLERKS = 20
FATES = [Fate.LIVES] * CLERKS
FATES[1::5] = [Fate.DIES_BEFORE_IT_IS_KEPT] * 4
FATES[2::10] = [Fate.DIES_AFTER_THE_FIRST] * 2
FATES[3::5] = [Fate.DIES_SOMEWHERE] * 4
AWARDS = 3
"""How many are honoured by each decision."""


def signed(world: World, count: int, each: int) -> list[str]:
    """Decisions on sudden deeds, which need neither council nor posting, signed and not issued."""
    made = []
    for number in range(count):
        cases = [world.draft("GK", basis="sudden", name=f"Lê Văn {number * each + n}") for n in range(each)]
        made.append(world.draft_decision([world.bring(case, State.BEFORE_CHAIRMAN) for case in cases]))
        world.sign(made[-1])
    return made


def book(world: World) -> list[CertificateShown]:
    """The whole book of the year."""
    with world.store.reading() as driver:
        lines: list[CertificateShown] = []
        while len(found := book_of(driver, world.organisation_id, world.day.year, first=len(lines) + 1)):
            lines += found
    return lines


def issue(world: World, decision: str) -> IssueDecision:
    return IssueDecision(on=decision, seen=world.seen(decision, Subject.DECISION))


def replace(world: World, award: str) -> ReplaceCertificate:
    return ReplaceCertificate(
        on=award, seen=world.seen(award), cause=CertificateCause.LOST, requested_on=world.day, request="Đơn xin cấp lại",
        confirmation="Công an xã xác nhận",
    )  # fmt: skip


def clerks(world: World, decisions: Sequence[str], awards: Sequence[str]) -> list[Clerk]:
    """Each issues a decision and makes out a certificate in the place of a lost one; every other one the other way round."""
    made = []
    for number, (decision, award, fate) in enumerate(zip(decisions, awards, FATES, strict=True)):
        orders: list[Command] = [issue(world, decision), replace(world, award)]
        in_turn = orders if number % 2 else orders[::-1]
        made.append(Clerk(actor=world.actor(Role.SECRETARIAT), orders=in_turn, fate=fate))
    return made


def test_twenty_clerks_and_crashes_between_taking_a_golden_number_and_keeping_it(store: Store) -> None:
    world = World.open(store, members=3)
    (first,) = signed(world, 1, CLERKS)
    world.issue(first)
    lost, decisions = [line.nomination for line in book(world)], signed(world, CLERKS, AWARDS)
    all_at_once(store, clerks(world, decisions, lost), at=world.at)
    alive = book(world)
    assert [line.number for line in alive] == list(range(1, len(alive) + 1)), "no gap and none twice, whoever died"
    sure = CLERKS + FATES.count(Fate.LIVES) * (AWARDS + 1) + FATES.count(Fate.DIES_AFTER_THE_FIRST)
    assert len(alive) >= sure, "what was kept before the crash is kept"
    unlucky = [n for n, fate in enumerate(FATES) if fate == Fate.DIES_BEFORE_IT_IS_KEPT]
    for number in unlucky:
        assert world.case(decisions[number], Subject.DECISION)["state"] == DecisionState.SIGNED
        assert [line for line in alive if line.nomination == lost[number] and line.replaces] == []
    for decision in decisions:
        if world.case(decision, Subject.DECISION)["state"] == DecisionState.SIGNED:
            world.issue(decision)
    done = {line.nomination for line in book(world) if line.replaces}
    for award in set(lost) - done:
        world.do(replace(world, award), world.actor(Role.SECRETARIAT))
    whole = book(world)
    assert [line.number for line in whole] == list(range(1, CLERKS * (AWARDS + 2) + 1))
    for decision in decisions:
        mine = [line.number for line in whole if line.decision == decision]
        assert mine == list(range(mine[0], mine[0] + AWARDS)), "the awards of a decision stand together"
    assert len({line.lookup for line in whole}) == len(whole)
    assert verify(store).findings == ()


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[Prepared]:
    """The questions for the last golden number that are asked from now on."""
    questions: list[Prepared] = []
    ask = Driver._ask

    def listening(driver: Driver, statement: Prepared, params: object) -> object:
        if statement is certificate._LAST:
            questions.append(statement)
        return ask(driver, statement, params)  # type: ignore[arg-type]

    monkeypatch.setattr(Driver, "_ask", listening)
    return questions


def test_a_decision_asks_once_for_its_golden_numbers_and_an_award_of_a_higher_level_never(
    sqlite_store: Store, asked: list[Prepared]
) -> None:
    world = World.open(sqlite_store, members=3)
    (decision,) = signed(world, 1, AWARDS)
    above = world.bring(world.draft("BK_TINH"), State.AWARDED_ABOVE)
    assert asked == []
    world.issue(decision)
    assert len(asked) == 1
    world.do(replace(world, book(world)[0].nomination), world.actor(Role.SECRETARIAT))
    assert len(asked) == 2
    world.do(Publish(on=above, seen=world.seen(above)), world.actor(Role.SECRETARIAT))
    assert len(asked) == 2, "its certificate stands in another book"
