"""What was stated is what conditions may know: the latest word counts, the office's before a unit's; silence is unknown."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from states.eligibility import judge
from states.eligibility_facts import PastAward
from states.nominee_facts import nominee_facts
from states.regime import regime_on
from states.rule_checks import DISCIPLINES, RATINGS
from states.statements import FACTS, NONE, asked_of, lacking
from states.verdict_record import digest, read, written
from states.verdict_wording import fact_lines
from states.vocabulary import FactKind, SubjectKind
from tests.states.test_eligibility import CASES, WORTHY, found, regime

UNIT = "u"


def said(fact: FactKind, chosen: str = "", *, unit: str | None = None, year: int = 2024, **more: Any) -> dict[str, Any]:
    return {
        "fact": fact, "chosen": chosen, "unit_id": unit, "year": year, "amount": None, "since": None, "until": None,
        "called": "", "used_for": "", "source": "Sổ theo dõi",
    } | more  # fmt: skip


def known(*rows: dict[str, Any], history: tuple[PastAward, ...] = ()) -> Any:
    return nominee_facts(2024, said=rows, history=history)


def test_silence_is_unknown_and_none_is_said() -> None:
    nothing = known()
    assert (nothing.disciplines, nothing.open_matters, nothing.rating, nothing.members) == (None, None, None, None)
    told = known(
        said(FactKind.DISCIPLINE, NONE), said(FactKind.OPEN_MATTER, NONE), said(FactKind.HOUSEHOLD_BREACH, NONE)
    )
    assert (told.disciplines, told.open_matters, told.household_breaches) == ((), (), ())


def test_a_later_word_takes_the_place_of_an_earlier_one() -> None:
    assert known(said(FactKind.RATING, "good"), said(FactKind.RATING, "excellent")).rating == "excellent"


def test_a_unit_never_speaks_over_the_office() -> None:
    told = known(said(FactKind.RATING, "good"), said(FactKind.RATING, "excellent", unit=UNIT))
    assert told.rating == "good"
    assert known(said(FactKind.RATING, "excellent", unit=UNIT), said(FactKind.RATING, "good")).rating == "good"


def test_another_year_says_nothing_of_this_one() -> None:
    assert known(said(FactKind.RATING, "good", year=2023), said(FactKind.MONTHS, amount=12, year=2023)).rating is None


def test_what_names_something_weighs_more_than_none() -> None:
    reprimand = said(FactKind.DISCIPLINE, "reprimand", since="2024-02-01", unit=UNIT)
    assert len(known(reprimand, said(FactKind.DISCIPLINE, NONE)).disciplines) == 1


def test_an_ended_discipline_is_the_same_discipline() -> None:
    running = said(FactKind.DISCIPLINE, "warning", since="2023-05-01", year=2023)
    (one,) = known(running).disciplines
    assert one.ended_on is None, "it still runs into the time of the achievement"
    assert known(running, running | {"until": "2023-12-31"}).disciplines is None, "over, and nobody has spoken of 2024"
    ended = running | {"until": "2024-05-01"}
    assert [one.ended_on for one in known(running, ended).disciplines] == [date(2024, 5, 1)]


def test_an_open_matter_of_another_year_still_holds() -> None:
    complaint = said(FactKind.OPEN_MATTER, "complaint", since="2023-11-01", year=2023)
    assert [one.kind for one in known(complaint).open_matters] == ["complaint"]
    assert known(complaint, complaint | {"until": "2024-03-01"}).open_matters is None
    assert known(complaint | {"until": "2024-03-01"}, said(FactKind.OPEN_MATTER, NONE)).open_matters == ()


def test_members_are_counted_one_by_one() -> None:
    told = known(
        said(FactKind.MEMBERS, amount=10), said(FactKind.MEMBERS_WITH_AWARD, "LDTT", amount=7),
        said(FactKind.MEMBERS_COMPLETED, amount=10), said(FactKind.MEMBERS_DISCIPLINE, NONE),
    ).members  # fmt: skip
    assert (told.count, told.with_award, told.completed, told.worst_discipline) == (10, {"LDTT": 7}, 10, NONE)
    assert known(said(FactKind.MEMBERS_WITH_AWARD, "LDTT", amount=7)).members is None, "of how many, nobody has said"


def test_an_achievement_was_compared_with_the_register() -> None:
    row = PastAward(id="r1", award="GK", year=2023, decided_on=date(2023, 12, 1), document="7")
    assert known(history=(row,)).achievement == ""
    same = known(said(FactKind.REWARDED, "r1"), history=(row,))
    verdict = judge(regime_on(date(2024, 12, 2)), "LDTT", "merit", "individual", same)
    told = next(line for line in verdict.conditions if line.code == "not_rewarded_before")
    assert (told.result, told.history) == ("not_met", ("r1",))
    other = known(said(FactKind.REWARDED, NONE), history=(row,))
    verdict = judge(regime_on(date(2024, 12, 2)), "LDTT", "merit", "individual", other)
    assert next(line for line in verdict.conditions if line.code == "not_rewarded_before").result == "met"


def test_initiatives_grounds_and_plain_answers() -> None:
    told = known(
        said(FactKind.INITIATIVE, "province", called="Máy gặt", since="2024-05-05", used_for="LĐTT 2023"),
        said(FactKind.GROUND, NONE), said(FactKind.RESEARCH, "yes"), said(FactKind.WORK, "official"),
        said(FactKind.SCORE, amount=91), said(FactKind.ENTERPRISE, "no"),
    )  # fmt: skip
    assert told.initiatives[0].used_for == ("LĐTT 2023",) and told.grounds == ()
    assert (told.has_research, told.work, told.score, told.is_enterprise) == (True, "official", 91, False)
    assert known(said(FactKind.INITIATIVE, NONE)).initiatives == ()


@pytest.mark.parametrize(
    ("fact", "more", "at"),
    [
        (FactKind.RATING, {"chosen": "splendid"}, ["chosen"]),
        (FactKind.MONTHS, {"amount": 13}, ["amount"]),
        (FactKind.MONTHS, {}, ["amount"]),
        (FactKind.DISCIPLINE, {"chosen": "warning"}, ["since"]),
        (FactKind.DISCIPLINE, {"chosen": "warning", "since": date(2024, 5, 1), "until": date(2024, 1, 1)}, ["until"]),
        (FactKind.INITIATIVE, {"chosen": "nation", "since": date(2024, 5, 1)}, ["called"]),
        (FactKind.REWARDED, {"chosen": "row of nobody"}, ["chosen"]),
        (FactKind.REWARDED, {"chosen": "row"}, []),
        (FactKind.DISCIPLINE, {"chosen": NONE}, []),
        (FactKind.SCORE, {"amount": 90}, ["fact"]),
    ],
)
def test_what_a_statement_lacks_is_said_at_its_field(fact: FactKind, more: dict[str, Any], at: list[str]) -> None:
    given = {"chosen": "", "amount": None, "since": None, "until": None, "called": ""} | more
    assert [refusal.at for refusal in lacking(fact, SubjectKind.INDIVIDUAL, ("row",), (), **given)] == at


def test_the_vocabulary_is_that_of_the_conditions() -> None:
    assert set(FACTS) == set(FactKind)
    assert FACTS[FactKind.RATING].choices == RATINGS and FACTS[FactKind.DISCIPLINE].choices == (NONE, *DISCIPLINES)
    assert all(asked_of(kind) for kind in SubjectKind)


@pytest.mark.parametrize(("day", "award", "basis", "kind"), CASES)
def test_a_verdict_is_read_as_it_was_laid_down(day: date, award: str, basis: str, kind: str) -> None:
    rules = regime(day)
    verdict = judge(rules, award, basis, kind, WORTHY)
    text = written(verdict)
    assert read(text, rules, award=award, basis=basis) == verdict
    assert digest(text) == digest(written(read(text, rules, award=award, basis=basis)))
    for language in ("vi", "en"):
        assert all(label and value for line in verdict.conditions for label, value in fact_lines(line, language))


def test_that_the_commune_is_not_competent_is_read_as_it_was_laid_down() -> None:
    rules = regime_on(date(2025, 12, 2))
    verdict = judge(rules, "LDTT", "merit", "individual", replace(WORTHY, work="enterprise"))
    assert verdict.conditions[0].result == "not_met"
    assert read(written(verdict), rules, award="LDTT", basis="merit") == verdict


@pytest.mark.parametrize("language", ["vi", "en"])
def test_values_are_said_in_words(language: str) -> None:
    verdict = found(date(2024, 12, 2), "LDTT", "merit", "individual")
    told = dict(fact_lines(next(line for line in verdict.conditions if line.code == "work_rating_good"), language))
    assert next(iter(told.values())) == {"vi": "Hoàn thành xuất sắc nhiệm vụ", "en": "Tasks done excellently"}[language]
    assert regime(date(2024, 12, 2)).digest == verdict.rules
