"""What the law asks of every award alike: of those who were disciplined, of enterprises and their heads, of the grounds."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from states.eligibility import ConditionVerdict, judge
from states.eligibility_facts import Discipline, NomineeFacts
from states.regime import regime_on

DAYS = {"R2024": date(2024, 12, 2), "R2025": date(2025, 12, 2)}
FACTS = NomineeFacts(year=2025, achieved_from=date(2025, 1, 1), achieved_to=date(2025, 12, 31))
PERSONAL = ("GK", "BK_TINH", "CSTDCS", "CSTDT", "CSTDTQ", "BK_TTG", "HUAN_CHUONG", "HUY_CHUONG", "ANH_HUNG")
OF_BODIES = ("TTLDTT", "TTLDXS", "CO_TINH", "CO_CP")
BY_STATE = ("HUAN_CHUONG", "HUY_CHUONG", "ANH_HUNG")


def line(award: str, code: str, *, kind: str, day: date = DAYS["R2025"], **changes: Any) -> ConditionVerdict:
    basis = "merit"
    verdict = judge(regime_on(day), award, basis, kind, replace(FACTS, **changes))
    return next(each for each in verdict.conditions if each.code == code)


@pytest.mark.parametrize(
    ("award", "kind"), [(a, "individual") for a in PERSONAL] + [(a, "collective") for a in OF_BODIES]
)
@pytest.mark.parametrize(
    ("ended", "result"), [(date(2024, 12, 31), "met"), (date(2025, 6, 30), "unknown"), (None, "not_met")]
)
def test_achievement_counts_from_the_end_of_a_discipline_for_every_award(
    award: str, kind: str, ended: date | None, result: str
) -> None:
    """When in the year it came about, the facts do not say: a discipline that ended within it leaves that to a person."""
    discipline = (Discipline(level="reprimand", imposed_on=date(2024, 7, 1), ended_on=ended),)
    told = line(award, "achieved_after_discipline", kind=kind, disciplines=discipline)
    assert (told.result, told.mark) == (result, "V") and "152/2025" in told.source
    before = line(award, "achieved_after_discipline", kind=kind, day=DAYS["R2024"], disciplines=discipline)
    assert (before.result, before.mark) == (result, "B"), "a text of 2025 is an inference in 2024"


@pytest.mark.parametrize("award", ["GK", "BK_TINH", "TTLDXS", "CO_TINH", "CO_CP", "BK_TTG", *BY_STATE])
def test_enterprises_keep_their_duties_whatever_they_are_proposed_for(award: str) -> None:
    told = line(award, "enterprise_duties", kind="collective", is_enterprise=True, enterprise_breaches=("tax",))
    assert (told.result, told.clears) == ("not_met", "enterprise_must_comply")
    assert told.mark == ("V" if award in ("GK", "BK_TINH", "TTLDXS", "CO_TINH") else "B")


@pytest.mark.parametrize("award", ["GK", "BK_TINH"])
@pytest.mark.parametrize(("work", "result"), [("official", "met"), ("enterprise", "unknown"), (None, "unknown")])
def test_heads_of_enterprises_are_asked_for_the_duties_of_theirs(award: str, work: Any, result: str) -> None:
    told = line(award, "enterprise_head_duties", kind="individual", work=work)
    assert (told.result, told.mark) == (result, "V")
    assert told.clears == {"official": "", "enterprise": "answer_by_person", None: "enter_work"}[work]


@pytest.mark.parametrize("award", ["BK_TINH", "BK_TTG", *BY_STATE])
def test_sudden_and_thematic_results_are_no_ground_for_a_higher_award_of_merit(award: str) -> None:
    assert line(award, "not_on_lesser_grounds", kind="individual", grounds=()).mark == "V"


def test_a_text_of_lower_rank_adds_to_a_list_without_saying_the_rest_again() -> None:
    before, after = (regime_on(day) for day in (date(2025, 7, 15), date(2025, 12, 2)))
    for code, rules in before.awards.items():
        known = [each.code for each in rules.conditions]
        assert [each.code for each in after.awards[code].conditions][: len(known)] == known
    assert after.awards["GK"].conditions[-1].code == after.forms["GK_THEME"].rules.conditions[-1].code == "still_exists"
    assert after.forms["GK_SIMPLE_CONTRIB"].rules.conditions[-1].code == "no_pending_case"
