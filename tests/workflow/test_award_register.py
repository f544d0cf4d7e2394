"""The award register and the verdicts that rest on it, by the engine: entered, stated, laid down, flagged when annulled."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from states.decision_vocabulary import AnnulmentGround
from states.eligibility import COMPETENCE, ConditionVerdict
from states.eligibility_wording import condition_words
from states.refusals import NotMet, NotYourAction
from states.vocabulary import AwardLevel, CheckResult, FactKind, Role, State, SubjectKind, VerdictStage
from tests.support.world import World
from workflow.commands.administration.record_past_award import RecordPastAward
from workflow.commands.administration.record_statement import RecordStatement
from workflow.commands.administration.strike_past_award import StrikePastAward
from workflow.commands.nomination.annul import Annul
from workflow.commands.nomination.checklist import Check
from workflow.commands.nomination.find_eligible import FindEligible
from workflow.commands.nomination.find_ineligible import FindIneligible
from workflow.commands.nomination.propose_annulment import ProposeAnnulment
from workflow.commands.nomination.waive_condition import WaiveCondition
from workflow.ids import new_id
from workflow.judging import read_cases
from workflow.ledger.verify import verify
from workflow.queries.nominee_register import awards_of, nominee_page, users_of
from workflow.queries.verdicts import Standing, briefs, standings
from workflow.sql import Driver
from workflow.store import Store


@pytest.fixture
def world(store: Store) -> Iterator[World]:
    world = World.open(store)
    yield world
    assert verify(store, world.organisation_id).is_whole


def enter(world: World, nominee: str, award: str, year: int) -> str:
    key = new_id()
    order = RecordPastAward(
        on=key, nominee_id=nominee, award=award, year=year, decision_number=f"{year}/QĐ", decided_on=date(year, 12, 20),
        issuer="UBND huyện", level=AwardLevel.DISTRICT,
    )  # fmt: skip
    world.do(order, world.actor(Role.SECRETARIAT))
    return key


def state(world: World, nominee: str, fact: FactKind, chosen: str = "", *, by: str = "", **more: Any) -> str:
    key, unit = new_id(), world.units[by] if by else None
    order = RecordStatement(
        on=key, nominee_id=nominee, unit_id=unit, year=2024, fact=fact, chosen=chosen, source="Phiếu đánh giá", **more
    )
    world.do(order, world.people[by] if by else world.actor(Role.SECRETARIAT))
    return key


def look(world: World, key: str) -> Standing:
    with world.store.reading() as driver:
        cases = read_cases(driver, RecordStatement.subject.NOMINATION, [key], world.organisation_id)
        return standings(driver, cases, actor=world.actor(Role.SECRETARIAT), at=world.at)[key]


def line(standing: Standing, code: str) -> ConditionVerdict:
    return next(each for each in standing.verdict.conditions if each.code == code)


def nominee_of(world: World, key: str) -> str:
    return str(world.nomination(key)["nominee_id"])


def test_a_draft_is_judged_by_what_is_known_and_by_nothing_else(world: World) -> None:
    key = world.draft("LDTT")
    assert look(world, key).verdict.outcome == "open"
    assert {each.result for each in look(world, key).verdict.conditions[1:]} == {"unknown"}
    state(world, nominee_of(world, key), FactKind.WORK, "official", by="thon-dong")
    state(world, nominee_of(world, key), FactKind.RATING, "completed", by="thon-dong")
    assert line(look(world, key), "work_rating_good").result == "not_met"
    state(world, nominee_of(world, key), FactKind.RATING, "good")
    assert line(look(world, key), "work_rating_good").result == "met"


def test_a_unit_states_nothing_about_somebody_elses_nominee(world: World) -> None:
    nominee = nominee_of(world, world.draft("LDTT", unit="truong-hoc"))
    with pytest.raises(NotMet) as refusal:
        state(world, nominee, FactKind.WORK, "official", by="thon-dong")
    assert [each.code for each in refusal.value.refusals] == ["nominee_of_another_unit"]
    order = RecordStatement(
        on=new_id(), nominee_id=nominee, unit_id=world.units["truong-hoc"], year=2024, fact=FactKind.WORK,
        chosen="official", source="x",
    )  # fmt: skip
    with pytest.raises(NotYourAction):
        world.do(order, world.people["thon-dong"])


def test_what_is_awarded_here_stands_in_the_register_by_itself(world: World) -> None:
    key = world.bring(world.draft("LDTT"), State.CONFERRED)
    entered = enter(world, nominee_of(world, key), "CSTDCS", 2023)
    with world.store.reading() as driver:
        rows = awards_of(driver, nominee_of(world, key))
        assert {row.key: row.is_entered for row in rows} == {key: False, entered: True}
        page = nominee_page(driver, nominee_of(world, key), actor=world.people["thon-dong"])
        assert page is not None and page.awards == rows
        assert nominee_page(driver, nominee_of(world, key), actor=world.people["truong-hoc"]) is None
    later = world.draft("CSTDCS", nominee_id=nominee_of(world, key))
    assert line(look(world, later), "advanced_worker_standard").history == (key,)


def chained(world: World, years: tuple[int, ...] = (2022, 2023)) -> tuple[str, list[str]]:
    key = world.draft("BK_TINH")
    return key, [enter(world, nominee_of(world, key), "CSTDCS", year) for year in years]


def test_a_chain_is_met_by_its_rows_and_broken_by_a_gap(world: World) -> None:
    key, rows = chained(world)
    assert line(look(world, key), "achievement_of_individual").history == tuple(rows)
    gap, _ = chained(world, (2021, 2023))
    assert line(look(world, gap), "achievement_of_individual").result == "unknown", "a person may still answer it"


def test_a_verdict_is_frozen_at_receipt_and_judged_anew_when_tabled_and_counted(world: World) -> None:
    key, _rows = chained(world)
    world.bring(key, State.UNDER_APPRAISAL)
    standing = look(world, key)
    assert [each.stage for each in standing.laid_down] == [VerdictStage.RECEIPT] and standing.changes == ()
    before = standing.laid_down[0].digest
    state(world, nominee_of(world, key), FactKind.MANAGED, "yes")
    standing = look(world, key)
    assert standing.laid_down[0].digest == before
    assert ("managed_by_unit", "unknown", "met") in standing.changes
    world.bring(key, State.ENDORSED)
    standing = look(world, key)
    assert [each.stage for each in standing.laid_down] == list(VerdictStage)
    assert standing.laid_down[-1].verdict == standing.verdict and standing.changes == ()
    assert standing.verdict.outcome == "eligible", "the office's answers count where facts say nothing"


def test_striking_an_award_flags_whoever_rests_on_it(world: World) -> None:
    key, rows = chained(world)
    world.bring(key, State.ELIGIBLE)
    order = StrikePastAward(on=rows[0], seen=world.seen(rows[0], StrikePastAward.subject), reason="Quyết định bị hủy")
    world.do(order, world.actor(Role.SECRETARIAT))
    standing = look(world, key)
    assert [row.key for row in standing.annulled] == [rows[0]]
    with world.store.reading() as driver:
        assert [each.key for each in users_of(driver, [rows[0]])] == [key]
        brief = briefs(driver, [key], actor=world.actor(Role.CHAIRMAN), at=world.at)[key]
    assert brief.rests_on_annulled and not brief.is_clear


def test_annulling_an_award_given_here_flags_whoever_rests_on_it(store: Store, world: World) -> None:
    first = world.bring(world.draft("LDTT"), State.CONFERRED)
    later = world.draft("GK", nominee_id=nominee_of(world, first))
    state(world, nominee_of(world, first), FactKind.REWARDED, first)
    world.bring(later, State.UNDER_APPRAISAL)
    assert look(world, later).annulled == ()
    world.do(
        ProposeAnnulment(on=first, ground=AnnulmentGround.FALSE_DECLARATION, seen=world.seen(first), reason="Khai man"),
        world.actor(Role.SECRETARIAT),
    )
    world.do(Annul(on=first, seen=world.seen(first), reason="Khai man"), world.actor(Role.CHAIRMAN))
    standing = look(world, later)
    assert [row.key for row in standing.annulled] == [first]
    assert ("not_rewarded_before", "not_met", "met") in standing.changes


def test_nobody_answers_met_where_the_facts_say_otherwise(world: World) -> None:
    key = world.bring(world.draft("LDTT"), State.UNDER_APPRAISAL)
    office = world.actor(Role.SECRETARIAT)
    state(world, nominee_of(world, key), FactKind.WORK, "official")
    state(world, nominee_of(world, key), FactKind.RATING, "completed")
    with pytest.raises(NotMet) as refusal:
        world.do(FindEligible(on=key, seen=world.seen(key), checks=world.checks(key)), office)
    assert [(each.code, each.at) for each in refusal.value.refusals] == [("facts_say_not_met", "work_rating_good")]
    waived = tuple(
        Check(code=each.code, result=CheckResult.WAIVED, note="Xếp loại lại theo văn bản số 5")
        if each.code == "work_rating_good" else each
        for each in world.checks(key)
    )  # fmt: skip
    with pytest.raises(NotMet, match="facts_say_not_met"):
        world.do(FindEligible(on=key, seen=world.seen(key), checks=waived), office)

    chairman = world.actor(Role.CHAIRMAN)
    with pytest.raises(NotMet, match="condition_not_barring"):
        world.do(WaiveCondition(on=key, condition="managed_by_unit", reason="Văn bản số 5"), chairman)
    before = world.seen(key)
    world.do(WaiveCondition(on=key, condition="work_rating_good", reason="Văn bản số 5"), chairman)
    assert world.seen(key) == before, "nobody who looks at the case is disturbed"
    with pytest.raises(NotMet, match="nothing_to_waive"):
        world.do(WaiveCondition(on=key, condition="work_rating_good", reason="Văn bản số 5"), chairman)
    told = line(look(world, key), "work_rating_good")
    assert (told.result, told.found, told.reason) == ("waived", "not_met", "Văn bản số 5")
    world.do(FindEligible(on=key, seen=world.seen(key), checks=waived), office)
    assert look(world, key).verdict.outcome == "eligible"


def test_what_a_director_decides_the_commune_does_not_and_nobody_waives_it(world: World) -> None:
    """An enterprise's own people get their title from its director: the commune is not competent, and says so."""
    key = world.bring(world.draft("LDTT"), State.UNDER_APPRAISAL)
    office, chairman = world.actor(Role.SECRETARIAT), world.actor(Role.CHAIRMAN)
    assert line(look(world, key), COMPETENCE).result == "met"
    state(world, nominee_of(world, key), FactKind.WORK, "enterprise")
    told = line(look(world, key), COMPETENCE)
    assert (told.result, told.clears, told.mark) == ("not_met", "director_decides", "V") and "Điều 80" in told.source
    assert "Giám đốc doanh nghiệp" in condition_words(told, "vi")
    with pytest.raises(NotMet, match="decided_by_enterprise"):
        world.do(FindEligible(on=key, seen=world.seen(key), checks=world.checks(key)), office)
    with pytest.raises(NotMet, match="nothing_to_waive"):
        world.do(WaiveCondition(on=key, condition=COMPETENCE, reason="Văn bản số 5"), chairman)
    order = FindIneligible(on=key, seen=world.seen(key), reason="Giám đốc quyết định.", checks=world.checks(key))
    world.do(order, office)
    assert world.nomination(key)["state"] == State.INELIGIBLE


def test_a_certificate_of_merit_for_such_a_person_stays_with_the_commune(world: World) -> None:
    key = world.draft("GK")
    state(world, nominee_of(world, key), FactKind.WORK, "enterprise")
    assert line(look(world, key), COMPETENCE).result == "met"


def test_an_open_matter_holds_and_says_what_clears_it(world: World) -> None:
    key = world.draft("LDTT")
    matter = {"fact": FactKind.OPEN_MATTER, "chosen": "complaint", "since": date(2024, 2, 1)}
    state(world, nominee_of(world, key), **matter)
    standing = look(world, key)
    assert standing.verdict.outcome == "held" and line(standing, "no_pending_case").clears == "wait_for_conclusion"
    state(world, nominee_of(world, key), **matter, until=date(2024, 2, 20))
    assert line(look(world, key), "no_pending_case").result == "met"


def counted(driver: Driver, world: World, keys: list[str]) -> int:
    asked: list[str] = []
    plain = driver.connection

    class Counting:
        def execute(self, sql: str, *params: Any) -> Any:
            asked.append(sql)
            return plain.execute(sql, *params)

    driver.connection = Counting()  # type: ignore[assignment]
    actor, at = world.actor(Role.SECRETARIAT), world.at
    cases = read_cases(driver, RecordStatement.subject.NOMINATION, keys, world.organisation_id)
    assert len(standings(driver, cases, actor=actor, at=at)) == len(keys)
    assert len(briefs(driver, keys, actor=actor, at=at)) == len(keys)
    driver.connection = plain
    return len(asked)


def test_as_many_questions_for_one_as_for_many(world: World) -> None:
    keys = [chained(world)[0] for _ in range(12)]
    for key in keys:
        world.bring(key, State.UNDER_APPRAISAL)
    with world.store.reading() as driver, world.store.reading() as another:
        assert counted(driver, world, keys[:1]) == counted(another, world, keys) <= 14


def test_a_household_is_judged_by_its_breaches(world: World) -> None:
    key = world.draft("GDVH", kind=SubjectKind.HOUSEHOLD, name="Hộ ông Bùi Văn Tư")
    state(world, nominee_of(world, key), FactKind.HOUSEHOLD_BREACH, "tax_duty", by="thon-dong")
    assert line(look(world, key), "not_excluded").result == "not_met"
    with pytest.raises(NotMet):
        state(world, nominee_of(world, key), FactKind.RATING, "good")
