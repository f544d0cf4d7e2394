"""The book of the fund: what comes in, what decisions promise, what is paid, and what an annulled award gives back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from states.decision_vocabulary import AnnulmentGround, FundKind
from states.refusals import NotMet
from states.vocabulary import Role, State, Subject
from tests.support.standing import nomination
from tests.support.world import World
from workflow.commands.administration.record_fund_entry import RecordFundEntry
from workflow.commands.administration.strike_fund_entry import StrikeFundEntry
from workflow.commands.nomination.annul import Annul
from workflow.commands.nomination.propose_annulment import ProposeAnnulment
from workflow.commands.nomination.recover import Recover
from workflow.ids import new_id
from workflow.ledger.verify import verify
from workflow.queries.bonuses import bonus_of
from workflow.queries.fund import book_of, fund_in
from workflow.store import Store


def enter(world: World, kind: FundKind, amount: int, **more: object) -> str:
    key = new_id()
    line = RecordFundEntry(on=key, kind=kind, amount=amount, entered_on=world.day)
    world.do(replace(line, **more), world.actor(Role.SECRETARIAT))  # type: ignore[arg-type]
    return key


def test_a_year_adds_up(store: Store) -> None:
    world = World.open(store)
    case = world.nomination(world.bring(world.draft("LDTT"), State.PUBLISHED))
    where, year = world.organisation_id, world.day.year
    enter(world, FundKind.CARRIED_OVER, 400_000)
    enter(world, FundKind.ALLOCATION, 600_000, entered_on=world.day.replace(year=year - 1))
    enter(world, FundKind.ALLOCATION, 5_000_000)
    wrong = enter(world, FundKind.ALLOCATION, 9_000_000)
    world.do(
        StrikeFundEntry(on=wrong, seen=world.seen(wrong, Subject.FUND_ENTRY), reason="Ghi nhầm."),
        world.actor(Role.SECRETARIAT),
    )
    with store.reading() as driver:
        bonus = bonus_of(driver, case)
        before = fund_in(driver, where, "", year)
    assert bonus > 0
    assert (before.brought_forward, before.income, before.paid) == (1_000_000, 5_000_000, 0)
    assert (before.committed, before.available) == (bonus, 6_000_000 - bonus)
    assert before.short_of(before.available + 1) == 1 and before.short_of(before.available) == 0
    enter(world, FundKind.BONUS, bonus, decision_id=case["decision_id"])
    with store.reading() as driver:
        after = fund_in(driver, where, "", year)
        book = book_of(driver, where, year)
    assert (after.paid, after.committed, after.available) == (bonus, 0, before.available)
    assert [each.is_struck for each in book.lines] == [False, False, True, False]
    assert [(each.amount, each.paid, each.open) for each in book.promises] == [(bonus, bonus, 0)]


def test_what_is_recovered_comes_back_into_the_fund_that_paid_it(store: Store) -> None:
    world = World.open(store)
    key = world.bring(world.draft("LDTT"), State.CONFERRED)
    case, office = world.nomination(key), world.actor(Role.SECRETARIAT)
    with store.reading() as driver:
        bonus = bonus_of(driver, case)
    enter(world, FundKind.ALLOCATION, 5_000_000)
    enter(world, FundKind.BONUS, bonus, decision_id=case["decision_id"])
    world.do(
        ProposeAnnulment(
            on=key, ground=AnnulmentGround.FALSE_DECLARATION, seen=world.seen(key), reason="Kê khai gian dối."
        ),
        office,
    )
    world.do(Annul(on=key, seen=world.seen(key), reason="Kết luận số 5."), world.actor(Role.CHAIRMAN))
    world.do(
        Recover(on=key, seen=world.seen(key), recovered_on=world.day, note="Giấy khen, tiền.", amount=bonus), office
    )
    with store.reading() as driver:
        fund = fund_in(driver, world.organisation_id, "", world.day.year)
        (line,) = [each for each in book_of(driver, world.organisation_id, world.day.year).lines if each.nomination_id]
    assert (fund.balance, fund.committed, fund.available) == (5_000_000, 0, 5_000_000)
    assert (line.kind, line.amount, line.nomination_id) == (FundKind.RECOVERY, bonus, key)
    assert verify(store, world.organisation_id).is_whole


@pytest.mark.parametrize(
    ("code", "wrong"),
    [
        ("amount_not_positive", {"amount": 0}),
        ("amount_too_large", {"amount": 10**16}),
        ("decision_not_payable", {"kind": FundKind.BONUS}),
        ("recovery_without_award", {"kind": FundKind.RECOVERY}),
        ("recovery_without_award", {"kind": FundKind.RECOVERY, "nomination_id": "a" * 26}),
        ("not_in_decision", {"nomination_id": "a" * 26}),
        ("day_in_future", {"entered_on": "later"}),
    ],
)
def test_what_no_book_holds_is_refused(sqlite_store: Store, code: str, wrong: dict[str, object]) -> None:
    world = World.open(sqlite_store)
    given = wrong | ({"entered_on": world.day.replace(year=world.day.year + 1)} if "entered_on" in wrong else {})
    line = RecordFundEntry(on=new_id(), kind=FundKind.ALLOCATION, amount=1, entered_on=world.day)
    with pytest.raises(NotMet) as refused:
        world.do(replace(line, **given), world.actor(Role.SECRETARIAT))  # type: ignore[arg-type]
    assert [each.code for each in refused.value.refusals] == [code]


def test_nothing_is_recovered_of_an_award_that_stands(sqlite_store: Store) -> None:
    world = World.open(sqlite_store)
    standing = world.bring(world.draft("LDTT"), State.PUBLISHED)
    with pytest.raises(NotMet, match="recovery_without_award"):
        enter(world, FundKind.RECOVERY, 1, nomination_id=standing)


def test_a_bonus_is_not_paid_by_a_draft(sqlite_store: Store) -> None:
    world = World.open(sqlite_store)
    draft = world.draft_decision([world.bring(world.draft(), State.BEFORE_CHAIRMAN)])
    with pytest.raises(NotMet):
        enter(world, FundKind.BONUS, 1, decision_id=draft)


def test_a_bonus_is_paid_once_out_of_the_fund_of_its_decision_and_not_before_it(store: Store) -> None:
    world = World.open(store)
    case = world.nomination(world.bring(world.draft("LDTT"), State.PUBLISHED))
    with store.reading() as driver:
        bonus = bonus_of(driver, case)

    def refused(amount: int, **more: object) -> list[str]:
        with pytest.raises(NotMet) as found:
            enter(world, FundKind.BONUS, amount, decision_id=case["decision_id"], **more)
        return [each.code for each in found.value.refusals]

    assert refused(bonus + 1) == ["bonus_paid_already"]
    assert refused(bonus, fund="Quỹ khác") == ["another_fund"]
    assert refused(bonus, entered_on=world.day.replace(year=world.day.year - 1)) == ["day_too_early"]
    enter(world, FundKind.BONUS, bonus - 1, decision_id=case["decision_id"])
    struck = enter(world, FundKind.BONUS, 1, decision_id=case["decision_id"])
    assert refused(1) == ["bonus_paid_already"]
    order = StrikeFundEntry(on=struck, seen=world.seen(struck, Subject.FUND_ENTRY), reason="Ghi nhầm.")
    world.do(order, world.actor(Role.SECRETARIAT))
    enter(world, FundKind.BONUS, 1, decision_id=case["decision_id"])


def test_no_more_comes_back_than_was_paid_and_not_before_the_award(sqlite_store: Store) -> None:
    world = World.open(sqlite_store)
    key = nomination(world, State.ANNULLED)
    with sqlite_store.reading() as driver:
        bonus = bonus_of(driver, world.nomination(key))
    wrong = {"amount_too_large": 10**18, "more_than_paid": bonus + 1, "day_too_early": bonus}
    for code, amount in wrong.items():
        on = world.day.replace(year=1) if code == "day_too_early" else world.day
        with pytest.raises(NotMet) as refused:
            world.do(Recover(on=key, seen=world.seen(key), recovered_on=on, note="Tiền.", amount=amount),
                     world.actor(Role.SECRETARIAT))  # fmt: skip
        assert [each.code for each in refused.value.refusals] == [code]


def test_a_line_of_a_year_long_gone_opens(sqlite_store: Store) -> None:
    world = World.open(sqlite_store)
    key = enter(world, FundKind.ALLOCATION, 1, entered_on=world.day.replace(year=7))
    with sqlite_store.reading() as driver:
        assert [each.key for each in book_of(driver, world.organisation_id, 7).lines] == [key]
