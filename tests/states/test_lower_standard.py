"""The standard of a lower award is judged by what that award asks: no answer of a person stands over the facts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from states.eligibility import ConditionVerdict, Verdict, judge
from states.eligibility_facts import Answer, Discipline, Initiative, NomineeFacts, PastAward
from states.regime import regime_on
from states.rule_layers import compose, layer_of
from states.verdict_wording import fact_lines

YEAR = 2025
DAYS = (date(2024, 12, 2), date(2025, 12, 2))
FIGHTER = NomineeFacts(
    year=YEAR, achieved_from=date(YEAR, 1, 1), achieved_to=date(YEAR, 12, 31), work="official", rating="excellent",
    months_employed=12, disciplines=(), open_matters=(), achievement="năm 2025", is_managed_by_unit=True,
    initiatives=(Initiative(name="Máy gặt", scope="grassroots", recognised_on=date(YEAR, 5, 5)),), has_research=False,
    has_combat_merit=False, answers={"advanced_worker_standard": Answer("met")},
)  # fmt: skip
REPRIMAND = (Discipline(level="reprimand", imposed_on=date(YEAR, 3, 1), ended_on=date(YEAR, 9, 1)),)
ADVANCED = PastAward(id="x", award="LDTT", year=YEAR, decided_on=date(YEAR, 12, 1), document="1/QĐ")


def judged(day: date, **changes: Any) -> tuple[Verdict, ConditionVerdict]:
    verdict = judge(regime_on(day), "CSTDCS", "merit", "individual", replace(FIGHTER, **changes))
    return verdict, next(line for line in verdict.conditions if line.code == "advanced_worker_standard")


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize(
    ("changes", "failing"),
    [
        ({"months_employed": 2}, "employed_six_months"),
        ({"rating": "completed"}, "work_rating_good"),
        (
            {"months_employed": 2, "rating": "completed", "work": "official"},
            "work_rating_good, employed_six_months",
        ),
    ],
)
def test_what_the_lower_award_asks_bars_whatever_a_person_answered(
    day: date, changes: dict[str, Any], failing: str
) -> None:
    verdict, told = judged(day, **changes)
    assert (told.result, told.facts["conditions"], told.bars) == ("not_met", failing, True)
    assert verdict.outcome == "not_eligible"


@pytest.mark.parametrize("day", DAYS)
def test_a_reprimand_of_the_year_bars_the_higher_title_too(day: date) -> None:
    assert judged(day, disciplines=REPRIMAND)[0].outcome == "not_eligible"


def test_the_lines_are_told_in_words() -> None:
    told = judged(DAYS[1], months_employed=2)[1]
    for language, words in (("vi", "06 tháng"), ("en", "six months")):
        assert any(words in value for _, value in fact_lines(told, language))


def test_facts_that_leave_it_open_are_answered_by_a_person_and_the_award_itself_is_enough() -> None:
    assert judged(DAYS[1])[0].outcome == "eligible"
    assert judged(DAYS[1], answers={})[1].result == "unknown"
    assert judged(DAYS[1], answers={}, rating=None, history=(ADVANCED,))[1].result == "met"


def test_what_a_layer_adds_to_the_lower_award_counts_for_the_higher() -> None:
    twelve = [
        {"code": "employed_six_months", "text_vi": "Đủ 12 tháng.", "text_en": "Twelve months.", "source": "Quy chế số 1",
         "mark": "V", "check": {"kind": "months_employed", "months": 12}},
    ]  # fmt: skip
    layer = layer_of(
        {"code": "QC", "level": "council", "organisation": "x", "document": "1/QC", "name_vi": "Quy chế", "name_en": "Rules",
         "valid_from": date(2024, 1, 1), "source": "Quy chế số 1", "mark": "V",
         "changes": {"awards": {"LDTT": {"conditions": twelve}}}},
        file="layer",
    )  # fmt: skip
    rules = compose(regime_on(DAYS[1]), [layer], DAYS[1])
    verdict = judge(rules, "CSTDCS", "merit", "individual", replace(FIGHTER, months_employed=11))
    assert verdict.outcome == "not_eligible"
