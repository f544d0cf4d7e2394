"""What decisions pay: by the rules of each case, once for the same time, without those that were annulled since."""

from __future__ import annotations

from datetime import date

from states.decision_vocabulary import AnnulmentGround
from states.money import bonus
from states.regime import regime_on
from states.rule_composing import canonical_text
from states.rule_editing import salary_step
from states.vocabulary import Role, State, Subject, SubjectKind
from tests.support.local_rules import figure, own_layer
from tests.support.world import World
from workflow.commands.administration.enact_layer import EnactLayer
from workflow.commands.administration.end_rule_change import EndRuleChange
from workflow.commands.nomination.annul import Annul
from workflow.commands.nomination.propose_annulment import ProposeAnnulment
from workflow.ids import new_id
from workflow.ledger.verify import verify
from workflow.queries.bonuses import bonuses_of, spent_in
from workflow.store import Store

JULY = date(2024, 7, 1)


def test_sums_by_award_and_kind_with_what_is_not_known(store: Store) -> None:
    world = World.open(store, members=3)
    people = [world.draft(name=name) for name in ("Trần Thị Ánh", "Lê Văn Bình")]
    family = world.draft("GDVH", kind=SubjectKind.HOUSEHOLD, name="Hộ ông An")
    keys = [world.bring(key, State.BEFORE_CHAIRMAN) for key in (*people, family)]
    decision = world.draft_decision(keys)
    with store.reading() as driver:
        before, after = (
            bonuses_of(driver, world.organisation_id, decision, keys, day) for day in (date(2024, 6, 30), JULY)
        )
        alone = bonuses_of(driver, world.organisation_id, decision, people, JULY)
    assert (before.total, after.total) == (2 * 540_000, 2 * 710_000)  # the base salary rose on 1 July
    assert [(each.bonus.award, each.paid, each.amount) for each in after.sums] == [
        ("LDTT", 2, 1_420_000), ("GDVH", 1, None),
    ]  # fmt: skip
    assert (after.unknown, after.is_verified) == (1, False)
    assert (alone.unknown, alone.is_verified, alone.total) == (0, True, 1_420_000)


def test_one_person_is_paid_once_for_one_year(store: Store) -> None:
    world = World.open(store, members=3)
    title = world.bring(world.draft(), State.BEFORE_CHAIRMAN)
    form, sudden = (world.draft("GK", basis=basis) for basis in ("merit", "sudden"))
    with store.writing(world.organisation_id) as driver:
        words = "UPDATE nomination SET nominee_id = (SELECT nominee_id FROM nomination WHERE id = '{}') WHERE id = '{}'"
        for key in (form, sudden):
            driver.connection.execute(words.format(title, key))
        driver.connection.commit()
    keys = [title, *(world.bring(key, State.BEFORE_CHAIRMAN) for key in (form, sudden))]
    decision = world.draft_decision(keys)
    with store.reading() as driver:
        found = bonuses_of(driver, world.organisation_id, decision, keys, JULY)
    assert [found.paid[key].beside for key in keys] == ["GK", None, None]  # of equal sums the first of the list
    assert found.total == 2 * 710_000
    assert [(each.bonus.award, each.paid, each.beside) for each in found.sums] == [("GK", 2, 0), ("LDTT", 0, 1)]


def test_an_achievement_in_a_movement_is_paid_by_the_rules_for_movements(store: Store) -> None:
    world = World.open(store, members=3)
    whole = {"forms": {"GK_THEME": {"bonus": {"individual": figure([1, 1])}}}}
    world.do(EnactLayer(on=new_id(), content=own_layer(world.day, whole)), world.actor(Role.ADMINISTRATOR))
    cases = [world.draft("GK", basis=basis, name=name) for basis, name in (("merit", "An"), ("movement", "Bình"))]
    keys = [world.bring(key, State.BEFORE_CHAIRMAN) for key in cases]
    decision = world.draft_decision(keys)
    with store.reading() as driver:
        found = bonuses_of(driver, world.organisation_id, decision, keys, JULY)
    assert [found.paid[key].amount for key in keys] == [710_000, 2_340_000]
    assert found.total == 3_050_000


def raise_salary(world: World, amount: int, since: date, document: str = "99/2024/NĐ-CP") -> str:
    key = new_id()
    step = salary_step(
        amount, organisation="dong-mau", document=document, article="Điều 3", mark="V", valid_from=since
    )  # fmt: skip
    world.do(EnactLayer(on=key, content=canonical_text(step)), world.actor(Role.ADMINISTRATOR))
    return key


def test_a_salary_step_entered_after_a_case_was_received_is_paid_on_the_day_of_the_decision(store: Store) -> None:
    world = World.open(store, members=3)
    case = world.bring(world.draft("LDTT"), State.BEFORE_CHAIRMAN)
    pinned = world.nomination(case)["rules"]
    raise_salary(world, 3_000_000, date(2024, 9, 1))
    decision = world.draft_decision([case])
    with store.reading() as driver:
        august, september = (
            bonuses_of(driver, world.organisation_id, decision, [case], day).paid[case]
            for day in (date(2024, 8, 31), date(2024, 9, 1))
        )
    assert (august.amount, september.amount) == (710_000, 900_000)
    assert september.bonus.base_salary.source == "99/2024/NĐ-CP, Điều 3"
    assert world.nomination(case)["rules"] == pinned
    assert verify(store).is_whole


def test_a_step_that_began_with_a_later_law_is_paid_to_a_case_under_the_earlier_one(sqlite_store: Store) -> None:
    """The rules until 2023 end with the salary of July 2023; their cases decided later were paid by it for ever."""
    world = World.open(sqlite_store, members=3)
    old, today = regime_on(date(2023, 12, 1)), world.regime()
    worked = bonus(old, "GK", "individual", JULY, of_day=today)
    assert (worked.base_salary.value, worked.coefficient) == (2_340_000, old.rules("GK", "merit").bonus["individual"])  # type: ignore[index]


def test_a_step_entered_by_mistake_ends_and_is_paid_no_more(sqlite_store: Store) -> None:
    world = World.open(sqlite_store, members=3)
    case = world.bring(world.draft("LDTT"), State.BEFORE_CHAIRMAN)
    key, since = raise_salary(world, 30_000_000, date(2024, 9, 1)), date(2024, 9, 1)
    order = EndRuleChange(
        on=key, seen=world.seen(key, Subject.RULE_CHANGE), last_day=date(2024, 8, 31), reason="Nhập nhầm số tiền."
    )
    world.do(order, world.actor(Role.ADMINISTRATOR))
    decision = world.draft_decision([case])
    with sqlite_store.reading() as driver:
        assert bonuses_of(driver, world.organisation_id, decision, [case], since).total == 710_000


def test_a_year_counts_signed_decisions_and_leaves_annulled_awards_out(store: Store) -> None:
    world = World.open(store, members=3)
    stays, goes, waits = (world.bring(world.draft(name=name), State.BEFORE_CHAIRMAN) for name in ("An", "Bình", "Chi"))
    signed = world.draft_decision([stays, goes])
    world.draft_decision([waits])
    with store.reading() as driver:
        assert spent_in(driver, world.organisation_id, 2024) == []
    world.sign(signed)
    world.issue(signed)
    with store.reading() as driver:
        (spent,) = spent_in(driver, world.organisation_id, 2024)
        assert (spent.decision_id, spent.number, spent.cases, spent.amount) == (signed, 1, 2, 1_080_000)
        assert spent_in(driver, world.organisation_id, 2023) == []
    order = ProposeAnnulment(
        on=goes, ground=AnnulmentGround.FALSE_DECLARATION, seen=world.seen(goes), reason="Kê khai sai thành tích."
    )
    world.do(order, world.actor(Role.SECRETARIAT))
    world.do(Annul(on=goes, seen=world.seen(goes), reason="Kê khai sai."), world.actor(Role.CHAIRMAN))
    with store.reading() as driver:
        assert [each.amount for each in spent_in(driver, world.organisation_id, 2024)] == [540_000]
