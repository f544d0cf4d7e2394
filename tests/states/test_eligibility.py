"""The eligibility engine: every award, regime and kind of nominee; each condition met and unmet; chains of years."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from states.eligibility import COMPETENCE, Verdict, differences, judge
from states.eligibility_facts import Answer, Discipline, Initiative, Members, NomineeFacts, OpenMatter, PastAward
from states.eligibility_wording import clearing_words, condition_words, result_words
from states.regime import Regime, regime_on
from states.regime_metadata import confirmed, confirmed_rules, metadata_on
from states.rule_checks import CheckRule
from states.rule_layers import compose, layer_of
from states.rule_parts import ConditionRule
from states.verdict_wording import fact_lines

DAYS = (date(2020, 12, 1), date(2024, 12, 2), date(2025, 7, 15), date(2025, 12, 2), date(2026, 12, 1))
YEAR = 2024
MARK = {"value": 90, "source": "Quy chế", "mark": "V"}
PASS_MARKS = layer_of(
    {
        "code": "QC", "level": "council", "organisation": "x", "document": "1/QC", "name_vi": "Quy chế", "name_en": "Rules",
        "valid_from": date(2017, 1, 1), "source": "Quy chế", "mark": "V",
        "changes": {"awards": {"GDVH": {"pass_mark": MARK}, "TVH": {"pass_mark": MARK}}},
    },
    file="layer",
)  # fmt: skip


@cache
def regime(day: date) -> Regime:
    """The rules of a day; those that are known by their metadata only, as a commune confirmed them."""
    unknown = metadata_on(day)
    if unknown is None:
        return compose(regime_on(day), [PASS_MARKS], day)
    written = confirmed_rules(unknown, document="15/CV-SNV")
    return compose(confirmed(unknown, document="15/CV-SNV"), [PASS_MARKS], day, written=written)


def past(award: str, year: int, **more: Any) -> PastAward:
    return PastAward(
        id=f"{award}-{year}", award=award, year=year, decided_on=date(year + 1, 1, 15), document="1/QĐ", **more
    )


HISTORY = tuple(
    past(award, year)
    for award, years in {
        "LDTT": range(2019, 2025), "CSTDCS": range(2021, 2024), "CSTDT": range(2022, 2024), "TTLDXS": range(2022, 2024),
    }.items()
    for year in years
)  # fmt: skip

WORTHY = NomineeFacts(
    year=YEAR, achieved_from=date(2024, 1, 1), achieved_to=date(2024, 12, 31), work="official", is_enterprise=True,
    rating="excellent", months_employed=12, disciplines=(), open_matters=(), history=HISTORY, grounds=(),
    achievement="phong trào 2024",
    members=Members(count=10, with_award={"LDTT": 7, "CSTDCS": 1}, completed=10, worst_discipline="none"),
    initiatives=(Initiative(name="Máy gặt", scope="nation", recognised_on=date(2024, 5, 5)),), has_research=True,
    has_combat_merit=False, score=95, household_breaches=(), enterprise_breaches=(), is_managed_by_unit=True,
    is_dissolved=False,
)  # fmt: skip


def without(award: str) -> tuple[PastAward, ...]:
    return tuple(row for row in HISTORY if row.award != award)


def fewer(members: dict[str, int]) -> Members:
    return Members(count=10, with_award={"LDTT": 7, "CSTDCS": 1} | members, completed=10, worst_discipline="none")


UNWORTHY: dict[str, Callable[[CheckRule], dict[str, Any]]] = {
    "award_chain": lambda rule: {"history": without(rule.award)},
    "member_awards": lambda rule: {"members": fewer({rule.award: 0})},
    "member_results": lambda rule: {"members": replace(fewer({}), completed=9)},
    "member_discipline": lambda rule: {"members": replace(fewer({}), worst_discipline="warning")},
    "work_rating": lambda rule: {"rating": "completed"},
    "months_employed": lambda rule: {"months_employed": 5},
    "no_discipline": lambda rule: {"disciplines": (Discipline(level="reprimand", imposed_on=date(2024, 3, 1)),)},
    "no_open_matter": lambda rule: {"open_matters": (OpenMatter(kind="complaint", since=date(2024, 11, 1)),)},
    "not_rewarded_before": lambda rule: {"history": (*HISTORY, past("GK", 2023, achievement="phong trào 2024"))},
    "grounds_count": lambda rule: {"history": (*HISTORY, past("GK", 2023, basis="sudden")), "grounds": ("GK-2023",)},
    "initiative": lambda rule: {"initiatives": ()},
    "initiative_unused": lambda rule: {
        "initiatives": (replace(WORTHY.initiatives[0], used_for=("LDTT-2023",)),)  # type: ignore[index]
    },
    "score": lambda rule: {"score": 89},
    "household_duties": lambda rule: {"household_breaches": ("tax",)},
    "enterprise_duties": lambda rule: {"enterprise_breaches": ("social_insurance",)},
    "managed_by_unit": lambda rule: {"is_managed_by_unit": False},
    "still_exists": lambda rule: {"is_dissolved": True},
}  # fmt: skip
"""What makes a condition of each kind fail, everything else being as it was."""


def cases() -> Iterator[tuple[date, str, str, str]]:
    for day in DAYS:
        own = [(form.award, form.rules, (form.basis,)) for form in regime(day).forms.values()]
        for code, rules, bases in [
            (code, rules, rules.bases.value) for code, rules in regime(day).awards.items()
        ] + own:
            for kind in rules.subject_kinds.value:
                for basis in bases:
                    yield day, code, basis.value, kind.value


CASES = list(dict.fromkeys(cases()))


def answered(facts: NomineeFacts, lines: tuple[ConditionRule, ...]) -> NomineeFacts:
    """The lines that only a person can answer, answered."""
    return replace(facts, answers={line.code: Answer("met") for line in lines if _needs_a_person(line)})


def _needs_a_person(line: ConditionRule) -> bool:
    kinds = {line.check.kind, *(one.kind for one in line.check.alternatives)} if line.check else {"person"}
    return bool(kinds & {"person", "earlier_award"})


def found(day: date, award: str, basis: str, kind: str, **changes: Any) -> Verdict:
    rules = regime(day).rules(award, basis)
    facts = replace(answered(WORTHY, rules.conditions_for(kind)), **changes)
    return judge(regime(day), award, basis, kind, facts)


@pytest.mark.parametrize(("day", "award", "basis", "kind"), CASES)
def test_a_worthy_nominee_is_eligible_and_each_failure_is_found_alone(
    day: date, award: str, basis: str, kind: str
) -> None:
    worthy = found(day, award, basis, kind)
    assert worthy.outcome == "eligible", [line for line in worthy.conditions if line.result != "met"]
    assert (worthy.regime, worthy.rules) == (regime(day).code, regime(day).digest)
    for line in regime(day).rules(award, basis).conditions_for(kind):
        rule = line.check
        if rule is None or rule.kind not in UNWORTHY or (rule.kind == "grounds_count" and basis != "merit"):
            continue
        verdict = found(day, award, basis, kind, **UNWORTHY[rule.kind](rule))
        told = next(one for one in verdict.conditions if one.code == line.code)
        assert told.result == "not_met" and told.facts and told.clears, (line.code, told)
        assert (told.source, told.mark) == (line.source, line.mark)
        expected = "eligible" if rule.is_warning else "held" if rule.holds else "not_eligible"
        assert verdict.outcome == expected
        for language in ("vi", "en"):
            assert clearing_words(told, language) and condition_words(told, language)
            assert all(name and value for name, value in fact_lines(told, language))


@pytest.mark.parametrize(("day", "award", "basis", "kind"), CASES)
def test_a_line_that_a_person_answers_bars_when_it_is_not_met(day: date, award: str, basis: str, kind: str) -> None:
    rules = regime(day).rules(award, basis)
    facts = replace(
        answered(WORTHY, rules.conditions_for(kind)), history=(), rating="good", initiatives=(), has_research=False
    )
    before = judge(regime(day), award, basis, kind, facts)
    for code in facts.answers:
        no = replace(facts, answers={**facts.answers, code: Answer("not_met")})
        verdict = judge(regime(day), award, basis, kind, no)
        told = next(one for one in verdict.conditions if one.code == code)
        if told.found == "unknown":
            assert (told.result, told.bars, told.clears) == ("not_met", True, "change_answer")
            assert verdict.outcome == "not_eligible"
            others = [one for one in verdict.conditions if one.code != code]
            assert others == [one for one in before.conditions if one.code != code]


@pytest.mark.parametrize(("day", "award", "basis", "kind"), CASES)
def test_what_nobody_has_said_is_unknown_and_never_met(day: date, award: str, basis: str, kind: str) -> None:
    nothing = NomineeFacts(year=YEAR, achieved_from=date(2024, 1, 1), achieved_to=date(2024, 12, 31))
    verdict = judge(regime(day), award, basis, kind, nothing)
    assert {line.result for line in verdict.conditions if line.result == "met"} <= {"met"}
    assert {line.code for line in verdict.conditions if line.result == "met"} <= {COMPETENCE, "not_on_lesser_grounds"}
    for line in verdict.conditions:
        for language in ("vi", "en"):
            assert result_words(line, language) and condition_words(line, language)
            assert bool(clearing_words(line, language)) == (line.result != "met")


def test_forms_and_confirmed_rules_are_among_the_cases() -> None:
    assert {(day, award, basis) for day, award, basis, _ in CASES} >= {
        (DAYS[1], "GK", "contribution"), (DAYS[4], "GK", "contribution"), (DAYS[4], "CSTDCS", "merit")
    }  # fmt: skip
    assert (regime(DAYS[4]).code, regime(DAYS[4]).confirmed_by) == ("R2026", "15/CV-SNV")


def test_every_kind_of_check_stands_in_a_case() -> None:
    used = {
        line.check.kind
        for day in DAYS
        for rules in regime_on(day).awards.values()
        for line in rules.conditions
        if line.check
    }
    assert set(UNWORTHY) <= used | {"initiative"}


# --- chains of years


def fighter(history: tuple[PastAward, ...], *, year: int = YEAR) -> Any:
    verdict = found(DAYS[1], "CSTDT", "merit", "individual", history=history, year=year)
    return next(line for line in verdict.conditions if line.code == "three_fighters_in_a_row")


CHAIN = tuple(past("CSTDCS", year) for year in (2021, 2022, 2023))


def test_three_years_in_a_row_and_the_rows_they_rest_on() -> None:
    told = fighter(CHAIN)
    assert (told.result, told.history) == ("met", ("CSTDCS-2021", "CSTDCS-2022", "CSTDCS-2023"))
    assert "Điều 22" in told.source


@given(order=st.permutations(CHAIN))
def test_the_order_in_which_rows_were_entered_does_not_matter(order: list[PastAward]) -> None:
    assert fighter(tuple(order)) == fighter(CHAIN)


@given(gap=st.sampled_from([0, 1, 2]))
def test_a_gap_or_an_annulled_link_breaks_the_chain(gap: int) -> None:
    missing = tuple(row for number, row in enumerate(CHAIN) if number != gap)
    annulled = tuple(replace(row, is_annulled=number == gap) for number, row in enumerate(CHAIN))
    for history in (missing, annulled):
        told = fighter(history)
        assert told.result == "not_met"
        assert told.facts["missing_years"] == str(2021 + gap)


def test_a_gap_cannot_be_filled_by_an_older_year() -> None:
    assert fighter((past("CSTDCS", 2019), past("CSTDCS", 2020), past("CSTDCS", 2021))).facts["in_a_row"] == 0
    assert fighter((past("CSTDCS", 2020), *CHAIN[1:])).result == "not_met"


@given(more=st.lists(st.integers(1994, 2020), unique=True, max_size=27))
def test_more_years_before_a_chain_change_nothing(more: list[int]) -> None:
    longer = (*(past("CSTDCS", year) for year in more), *CHAIN)
    assert (fighter(longer).result, fighter(longer).history) == ("met", fighter(CHAIN).history)


@given(years=st.sets(st.integers(2015, 2024)), shift=st.integers(-5, 5))
def test_a_chain_moves_with_its_year(years: set[int], shift: int) -> None:
    here = fighter(tuple(past("CSTDCS", year) for year in years))
    there = fighter(tuple(past("CSTDCS", year + shift) for year in years), year=YEAR + shift)
    assert here.result == there.result
    assert here.result == ("met" if {2021, 2022, 2023} <= years else "not_met")


def test_awards_for_sudden_achievements_make_no_chain() -> None:
    assert fighter((*CHAIN[:2], past("CSTDCS", 2023, basis="sudden"))).result == "not_met"


# --- edges


@pytest.mark.parametrize(("holders", "result"), [(6, "not_met"), (7, "met"), (10, "met")])
def test_the_share_of_members_is_exact(holders: int, result: str) -> None:
    verdict = found(DAYS[3], "TTLDTT", "merit", "collective", members=fewer({"LDTT": holders}))
    assert next(line for line in verdict.conditions if line.code == "members_are_advanced").result == result


def test_before_2024_more_than_half_of_the_members_was_enough() -> None:
    for holders, result in ((5, "not_met"), (6, "met")):
        verdict = found(DAYS[0], "TTLDTT", "merit", "collective", members=fewer({"LDTT": holders}))
        assert next(line for line in verdict.conditions if line.code == "members_are_advanced").result == result


@pytest.mark.parametrize(
    ("ended", "result"), [(None, "not_met"), (date(2024, 1, 1), "not_met"), (date(2023, 12, 31), "met")]
)
def test_achievement_counts_from_the_end_of_a_discipline(ended: date | None, result: str) -> None:
    discipline = Discipline(level="warning", imposed_on=date(2023, 1, 1), ended_on=ended)
    verdict = found(DAYS[1], "LDTT", "merit", "individual", disciplines=(discipline,))
    assert next(line for line in verdict.conditions if line.code == "no_discipline").result == result


def test_farmers_are_not_asked_for_a_rating() -> None:
    verdict = found(DAYS[1], "LDTT", "merit", "individual", work="farmer", rating=None, months_employed=None)
    assert verdict.outcome == "eligible"


def test_who_works_for_an_enterprise_is_asked_like_an_official() -> None:
    def failing(work: str, **more: Any) -> set[str]:
        verdict = found(DAYS[1], "LDTT", "merit", "individual", work=work, **more)
        return {line.code for line in verdict.conditions if line.result != "met"} - {COMPETENCE}

    asked = {"work_rating_good", "employed_six_months"}
    for work, codes in (("official", asked), ("enterprise", asked), ("other", set())):
        assert failing(work, rating="not_completed", months_employed=2) == codes, work
    assert failing("enterprise", rating=None, months_employed=None) == asked


def test_the_grounds_of_an_award_are_the_rows_it_rests_on() -> None:
    grounds = ("CSTDCS-2022", "CSTDCS-2023")
    verdict = found(DAYS[1], "BK_TINH", "merit", "individual", grounds=grounds)
    told = next(line for line in verdict.conditions if line.code == "not_on_lesser_grounds")
    assert (told.result, set(told.history)) == ("met", set(grounds))


def test_one_of_four_merits_is_enough() -> None:
    none = {"rating": "good", "initiatives": (), "has_research": False, "has_combat_merit": False}
    for better in (
        {"rating": "excellent"},
        {"initiatives": WORTHY.initiatives},
        {"has_research": True},
        {"has_combat_merit": True},
    ):
        assert found(DAYS[1], "CSTDCS", "merit", "individual", **none | better).outcome == "eligible"
    assert found(DAYS[1], "CSTDCS", "merit", "individual", **none).outcome == "not_eligible"
    assert found(DAYS[1], "CSTDCS", "merit", "individual", **none | {"has_research": None}).outcome == "open"


def test_a_used_initiative_warns_and_bars_nothing() -> None:
    used = replace(WORTHY.initiatives[0], used_for=("BK_TINH-2022",))  # type: ignore[index]
    verdict = found(DAYS[1], "CSTDCS", "merit", "individual", initiatives=(used,))
    assert verdict.outcome == "eligible"
    assert [line.code for line in verdict.warnings] == ["initiative_not_used_before"]


def test_a_waiver_says_why_and_leaves_what_the_facts_say_visible() -> None:
    answers = {
        "work_rating_good": Answer("waived", "Chưa có kết quả xếp loại, cấp có thẩm quyền đồng ý"),
        "active_in_movements": Answer("met"),
    }
    verdict = found(DAYS[1], "LDTT", "merit", "individual", rating="completed", answers=answers)
    told = next(line for line in verdict.conditions if line.code == "work_rating_good")
    assert (told.result, told.found) == ("waived", "not_met") and told.reason
    with pytest.raises(ValueError, match="says why"):
        Answer("waived", " ")


def test_a_person_cannot_answer_over_what_the_facts_say() -> None:
    answers = {"work_rating_good": Answer("met"), "active_in_movements": Answer("met")}
    verdict = found(DAYS[1], "LDTT", "merit", "individual", rating="completed", answers=answers)
    assert verdict.outcome == "not_eligible"


def test_no_local_mark_leaves_the_score_open() -> None:
    verdict = judge(regime_on(DAYS[3]), "GDVH", "merit", "household", WORTHY)
    told = next(line for line in verdict.conditions if line.code == "local_score_reached")
    assert (told.result, told.clears, told.facts) == ("unknown", "set_local_pass_mark", {"score": 95})


def test_differences_between_two_verdicts_are_named() -> None:
    before = found(DAYS[1], "LDTT", "merit", "individual")
    after = found(DAYS[1], "LDTT", "merit", "individual", months_employed=5)
    assert differences(before, after) == (("employed_six_months", "met", "not_met"),)
    later = found(DAYS[3], "TTLDTT", "merit", "collective")
    assert ("still_exists", None, "met") in differences(found(DAYS[1], "TTLDTT", "merit", "collective"), later)


def test_competence_is_a_condition_with_its_article() -> None:
    for day, decides in ((DAYS[1], "forward"), (DAYS[3], "decide")):
        told = found(day, "CSTDCS", "merit", "individual").conditions[0]
        assert (told.code, told.facts["competence"], told.mark) == (COMPETENCE, decides, "V")
        assert "Điều" in told.source
