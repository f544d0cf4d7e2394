"""Bonuses to the đồng: the worked sums of the decree, rounding once, several awards, totals."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from math import ceil
from typing import Any

import pytest

from states.money import Grant, bonus, payments, set_aside, total, totals_by_fund
from states.regime import Regime, regime_on, regimes
from states.rule_layers import compose, layer_of
from states.vocabulary import Honoured

DECEMBER_2024 = date(2024, 12, 20)
DECEMBER_2025 = date(2025, 12, 19)
SUMMER_2026 = date(2026, 7, 1)

WORKED = [
    ("LDTT", "individual", 710_000),
    ("CSTDCS", "individual", 2_340_000),
    ("CSTDT", "individual", 7_020_000),
    ("CSTDTQ", "individual", 10_530_000),
    ("TTLDTT", "collective", 1_880_000),
    ("TTLDXS", "collective", 3_510_000),
    ("GK", "individual", 710_000),
    ("GK", "collective", 1_410_000),
    ("GK", "household", 1_060_000),
    ("TVH", "village", 3_510_000),
    ("XTB", "commune", 4_680_000),
    ("BK_TINH", "individual", 3_510_000),
    ("BK_TINH", "collective", 7_020_000),
    ("BK_TINH", "household", 5_270_000),
    ("BK_TTG", "collective", 16_380_000),
    ("CO_TINH", "collective", 18_720_000),
    ("CO_CP", "collective", 28_080_000),
]


@pytest.mark.parametrize("day", [DECEMBER_2024, DECEMBER_2025])
@pytest.mark.parametrize(("award", "kind", "amount"), WORKED)
def test_the_worked_sums_come_out_to_the_dong(day: date, award: str, kind: str, amount: int) -> None:
    worked = bonus(regime_on(day), award, kind, day)
    assert (worked.base_salary.value, worked.amount) == (2_340_000, amount)


def test_the_base_salary_is_that_of_the_decision_day() -> None:
    regime = regime_on(date(2024, 6, 30))
    assert bonus(regime, "LDTT", "individual", date(2024, 6, 30)).amount == 540_000
    assert bonus(regime, "LDTT", "individual", date(2024, 7, 1)).amount == 710_000
    assert bonus(regime_on(SUMMER_2026), "LDTT", "individual", SUMMER_2026).amount == 760_000


def test_a_household_gets_one_and_a_half_times_rounded_once() -> None:
    individual = bonus(regime_on(DECEMBER_2024), "GK", "individual", DECEMBER_2024)
    household = bonus(regime_on(DECEMBER_2024), "GK", "household", DECEMBER_2024)
    assert household.amount == 1_060_000
    assert individual.amount is not None and individual.amount * 3 // 2 == 1_065_000  # what rounding twice would make
    for regime in regimes():
        for rules in regime.awards.values():
            if {Honoured.INDIVIDUAL, Honoured.HOUSEHOLD} <= set(rules.bonus) and regime.household_factor:
                one, home = rules.bonus[Honoured.INDIVIDUAL].value, rules.bonus[Honoured.HOUSEHOLD].value
                assert one and home
                assert Fraction(*home) == Fraction(*one) * Fraction(*regime.household_factor.value)


def under_layer(changes: dict[str, Any]) -> Regime:
    head = {"code": "QC", "level": "province", "organisation": "x", "document": "1/QC", "name_vi": "Quy chế",
            "name_en": "Rules", "valid_from": date(2025, 1, 1), "source": "Quy chế", "mark": "V"}  # fmt: skip
    layer = layer_of(head | {"changes": changes}, file="layer")
    return compose(regime_on(DECEMBER_2025), [layer], DECEMBER_2025)


def times(num: int, den: int) -> dict[str, Any]:
    return {"value": [num, den], "source": "Quy chế", "mark": "V"}


def test_a_household_follows_what_a_layer_says_of_an_individual() -> None:
    for section, code, basis in (("awards", "GK", "merit"), ("forms", "GK_THEME", "movement")):
        higher = under_layer({section: {code: {"bonus": {"individual": times(4, 10)}}}})
        household = bonus(higher, "GK", "household", DECEMBER_2025, basis=basis)
        assert household.amount == 1_410_000  # 1.5 × 0.4 × 2,340,000 = 1,404,000, rounded up once
        assert household.coefficient.mark == "V" and "Quy chế" in household.coefficient.source
    own = under_layer({"awards": {"GK": {"bonus": {"individual": times(4, 10), "household": times(1, 2)}}}})
    assert bonus(own, "GK", "household", DECEMBER_2025).amount == 1_170_000
    none = under_layer(
        {"awards": {"GK": {"bonus": {"individual": {"value": "none", "source": "Quy chế", "mark": "V"}}}}}
    )
    assert bonus(none, "GK", "household", DECEMBER_2025).amount is None


def test_an_award_with_rules_of_its_own_for_a_basis_is_paid_by_those() -> None:
    own = under_layer({"forms": {"GK_THEME": {"bonus": {"individual": times(1, 1)}}}})
    assert bonus(own, "GK", "individual", DECEMBER_2025, basis="movement").amount == 2_340_000
    assert bonus(own, "GK", "individual", DECEMBER_2025, basis="sudden").amount == 710_000
    assert bonus(own, "GK", "individual", DECEMBER_2025).amount == 710_000


def test_the_same_sums_as_exact_fractions() -> None:
    for regime in regimes():
        for code, rules in regime.awards.items():
            for kind, coefficient in rules.bonus.items():
                for day in (regime.valid_from, DECEMBER_2024, SUMMER_2026):
                    worked = bonus(regime, code, kind, day)
                    exact = coefficient.value and ceil(
                        Fraction(*coefficient.value) * regime.base_salary_on(day).value / 10_000
                    ) * 10_000  # fmt: skip
                    assert worked.amount == exact


def test_no_sum_is_made_up_where_no_coefficient_is_known() -> None:
    worked = bonus(regime_on(DECEMBER_2024), "GDVH", "household", DECEMBER_2024)
    assert worked.amount is None
    assert (worked.coefficient.mark, worked.is_verified) == ("U", False)
    assert bonus(regime_on(DECEMBER_2024), "TVH", "village", DECEMBER_2024).is_verified


def grant(award: str, nominee: str = "n1", *, year: int = 2024, fund: str = "xã", kind: str = "individual") -> Grant:
    return Grant(
        nominee=nominee, award=award, subject_kind=Honoured(kind), achieved_from=date(year, 1, 1),
        achieved_to=date(year, 12, 31), fund=fund,
    )  # fmt: skip


def test_several_awards_are_each_paid_when_their_times_differ() -> None:
    paid = payments(regime_on(DECEMBER_2024), [grant("LDTT"), grant("CSTDCS", year=2023)], DECEMBER_2024)
    assert [payment.amount for payment in paid] == [710_000, 2_340_000]


def test_for_the_same_time_the_best_paid_award_is_paid() -> None:
    paid = payments(regime_on(DECEMBER_2024), [grant("LDTT"), grant("CSTDCS"), grant("LDTT", "n2")], DECEMBER_2024)
    assert [(payment.amount, payment.beside) for payment in paid] == [(0, "CSTDCS"), (2_340_000, None), (710_000, None)]


def test_totals_of_a_decision_and_of_its_funds() -> None:
    grants = [grant("LDTT"), grant("GK", "n2", kind="household", fund="huyện"), grant("LDTT", "n3")]
    paid = payments(regime_on(DECEMBER_2024), grants, DECEMBER_2024)
    assert total(paid) == 2_480_000
    assert totals_by_fund(paid) == {"xã": 1_420_000, "huyện": 1_060_000}
    share = regime_on(DECEMBER_2024).organising_share
    assert share is not None
    assert set_aside(100_000_003, share.value) == (20_000_000, 80_000_003)
