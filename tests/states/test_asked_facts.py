"""Each condition knows which statements it looks at, so that the form can ask them first and lead to them."""

from __future__ import annotations

from typing import get_args, get_type_hints

from states.asked_facts import ASKED, asked_by, asked_of_check, to_state
from states.eligibility import judge
from states.eligibility_facts import NomineeFacts
from states.nominee_facts import nominee_facts
from states.regime import regimes
from states.rule_checks import CheckKind, CheckRule
from states.statements import asked_of
from states.vocabulary import FactKind, SubjectKind


def test_every_kind_of_check_says_what_it_looks_at() -> None:
    assert set(ASKED) == set(get_args(CheckKind))


def test_who_is_asked_comes_before_what_is_asked() -> None:
    rated = CheckRule(kind="work_rating", rating="good", only_for="officials")
    score = CheckRule(kind="score")
    assert asked_of_check(rated) == (FactKind.WORK, FactKind.RATING)
    assert asked_of_check(CheckRule(kind="any_of", alternatives=(rated, score))) == (
        FactKind.WORK,
        FactKind.RATING,
        FactKind.SCORE,
    )
    assert asked_of_check(None) == ()
    for whom in get_args(get_type_hints(CheckRule)["only_for"]):
        assert len(asked_of_check(CheckRule(kind="score", only_for=whom))) == (2 if whom else 1)


def test_what_is_asked_can_be_stated_about_such_a_nominee() -> None:
    for regime in regimes():
        for rules in regime.every_award:
            for kind in SubjectKind:
                if rules.is_for(kind):
                    assert asked_by([(rules, kind)]) <= set(asked_of(kind)), (regime.code, rules.code, kind)


def unknown(facts: NomineeFacts) -> dict[str, FactKind | None]:
    verdict = judge(regimes()[-1], "LDTT", "merit", "individual", facts)
    return {line.code: to_state(line) for line in verdict.conditions if line.result == "unknown"}


def test_an_open_condition_leads_to_the_statement_that_settles_it() -> None:
    found = unknown(nominee_facts(2025))
    assert found["managed_by_unit"] == FactKind.MANAGED and found["no_pending_case"] == FactKind.OPEN_MATTER
    assert FactKind.WORK in found.values(), "whether somebody is asked must be known first"
    said = [
        {"year": 2025, "unit_id": None, "fact": FactKind.WORK, "chosen": "official", "since": None, "called": "",
         "amount": None, "until": None, "used_for": "", "source": "Sổ"},
    ]  # fmt: skip
    assert FactKind.RATING in unknown(nominee_facts(2025, said=said)).values()
