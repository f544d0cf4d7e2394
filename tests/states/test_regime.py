import re
from dataclasses import fields
from datetime import date
from importlib.resources import files
from typing import Any

import pytest

from states import money
from states.regime import (
    AwardRules,
    NoRulesInForce,
    UnknownRules,
    by_digest,
    offered_awards,
    read_regime,
    regime_on,
    regimes,
)
from states.rule_names import condition_text, document_name
from states.rule_parts import Sourced
from states.rule_reading import RulesUnreadable
from states.tally import Threshold
from states.vocabulary import Basis
from states.working_days import Term

TEXT = (files("states") / "regimes" / "r2024.toml").read_text("utf-8")
RULES_2024 = read_regime(TEXT, file="r2024.toml")
YEAR_END = date(2024, 12, 2)
WORKING_20 = Term(20, "working")
CALENDAR_10 = Term(10, "calendar")


def test_the_rules_of_a_day() -> None:
    assert regime_on(date(2024, 1, 1)).code == "R2024"
    assert regime_on(date(2025, 6, 30)).code == "R2024"
    assert not regime_on(date(2025, 6, 30)).is_past(date(2025, 6, 30))
    assert regime_on(date(2023, 12, 31)).code == "R2018"
    with pytest.raises(NoRulesInForce, match="2017-09-30"):
        regime_on(date(2017, 9, 30))


def test_rules_past_their_last_day_say_so() -> None:
    assert RULES_2024.is_past(date(2025, 7, 1))


def test_rules_are_found_by_the_digest_that_entries_name() -> None:
    for regime in regimes():
        assert by_digest(regime.digest) is regime
        assert re.fullmatch("[0-9a-f]{64}", regime.digest)
    with pytest.raises(UnknownRules):
        by_digest("0" * 64)


def test_the_digest_covers_every_value_and_no_comment() -> None:
    assert read_regime(TEXT + "\n# a remark\n", file="f").digest == RULES_2024.digest
    assert read_regime(TEXT.replace("days = 20", "days = 21", 1), file="f").digest != RULES_2024.digest
    assert read_regime(TEXT.replace("Điều 84", "Điều 85", 1), file="f").digest != RULES_2024.digest


def test_the_awards_on_offer() -> None:
    offered = [rules.code for rules in offered_awards(RULES_2024)]
    assert offered == ["LDTT", "TTLDTT", "GK", "GDVH", "TVH", "BK_TINH"]
    assert not RULES_2024.awards["CSTDCS"].offered


@pytest.mark.parametrize(
    ("award", "competence", "decided_by", "council", "posting", "lower"),
    [
        ("LDTT", "decide", "commune_chairman", True, "none", None),
        ("GK", "decide", "commune_chairman", True, "none", None),
        ("GDVH", "decide", "commune_chairman", False, "appraisal", None),
        ("TTLDTT", "forward", "district_chairman", True, "none", None),
        ("TVH", "forward", "district_chairman", True, "endorsement", None),
        ("BK_TINH", "forward", "province_chairman", True, "none", "GK"),
        ("CSTDCS", "forward", "district_chairman", True, "none", "LDTT"),
    ],
)
def test_who_decides_and_by_which_way(
    award: str, competence: str, decided_by: str, council: bool, posting: str, lower: str | None
) -> None:
    rules = RULES_2024.rules(award, Basis.MERIT)
    assert (rules.competence.value, rules.decided_by.value) == (competence, decided_by)
    assert (rules.council_step.value, rules.posting_stage.value) == (council, posting)
    assert rules.lower_award.value == lower
    assert rules.posting_term.value == (None if posting == "none" else CALENDAR_10)
    assert rules.supplement_rounds_max.value == 1


def test_votes_and_terms() -> None:
    advanced_worker = RULES_2024.rules("LDTT", "merit")
    assert advanced_worker.threshold.value == Threshold(1, 2, True)
    assert advanced_worker.vote_method.value == "open"
    assert advanced_worker.base.value == "members_in_office"
    assert advanced_worker.appraisal_term.value == WORKING_20
    fighter = RULES_2024.rules("CSTDCS", "merit")
    assert fighter.threshold == Sourced(Threshold(4, 5, False), fighter.threshold.source, "V")
    assert fighter.vote_method.value == "secret"
    family = RULES_2024.rules("GDVH", "merit")
    assert family.threshold.value is None
    assert family.decision_term.value == CALENDAR_10


def test_a_sudden_achievement_goes_the_simple_way() -> None:
    rules = RULES_2024.rules("GK", "sudden")
    assert rules.procedure == "simple"
    assert not rules.council_step.value
    assert not rules.unit_meeting_step.value
    assert rules.posting_stage.value == rules.vote_method.value == "none"
    assert rules.threshold.value is None
    assert [document.code for document in rules.documents] == ["submission_letter", "summary_report"]
    assert rules.decision_term.value == Term(1, "working")
    assert rules is RULES_2024.rules("GK", "sudden")
    forwarded = RULES_2024.rules("BK_TINH", "sudden")
    assert forwarded.procedure == "simple"
    assert forwarded.decision_term.value is None
    assert forwarded.lower_award.value is None


@pytest.mark.parametrize("award", ["LDTT", "TTLDTT", "GDVH", "TVH", "CSTDCS"])
def test_an_award_that_does_not_admit_sudden_merit_never_skips_a_step(award: str) -> None:
    rules = RULES_2024.rules(award, "sudden")
    assert not rules.admits("sudden")
    assert rules.procedure == "full"
    assert rules is RULES_2024.rules(award, "merit")


def test_an_unknown_award_has_no_rules() -> None:
    with pytest.raises(UnknownRules, match="KNC"):
        RULES_2024.rules("KNC", "merit")


def test_the_checklist_asks_what_concerns_the_nominee() -> None:
    rules = RULES_2024.rules("GK", "merit")
    household = [line.code for line in rules.conditions_for("household")]
    assert "achievement_of_household" in household
    assert "achievement_of_individual" not in household
    assert "not_rewarded_before" in household
    assert {"work_rating_good", "employed_six_months", "no_discipline", "managed_by_unit", "not_rewarded_before",
            "no_pending_case"} <= {line.code for line in RULES_2024.rules("LDTT", "merit").conditions}  # fmt: skip


def test_papers_by_stage() -> None:
    village = RULES_2024.rules("TVH", "merit")
    assert [document.code for document in village.documents_at("submission")] == ["achievement_report"]
    assert [document.code for document in village.documents_at("forwarding")] == [
        "village_minutes",
        "submission_letter",
    ]
    family = RULES_2024.rules("GDVH", "merit")
    assert [document.code for document in family.documents_at("submission") if document.is_required] == [
        "submission_letter", "household_list_with_comments", "village_minutes",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("award", "kind", "day", "bonus"),
    [
        ("LDTT", "individual", YEAR_END, 710_000),
        ("CSTDCS", "individual", YEAR_END, 2_340_000),
        ("TTLDTT", "collective", YEAR_END, 1_880_000),
        ("GK", "individual", YEAR_END, 710_000),
        ("GK", "collective", YEAR_END, 1_410_000),
        ("GK", "household", YEAR_END, 1_060_000),
        ("TVH", "village", YEAR_END, 3_510_000),
        ("LDTT", "individual", date(2024, 6, 30), 540_000),
        ("LDTT", "individual", date(2026, 7, 1), 760_000),
        ("GDVH", "household", YEAR_END, None),
    ],
)
def test_the_bonus_follows_the_base_salary_of_the_day(award: str, kind: str, day: date, bonus: int | None) -> None:
    assert money.bonus(RULES_2024, award, kind, day).amount == bonus


def test_no_base_salary_before_the_first_step() -> None:
    with pytest.raises(NoRulesInForce):
        RULES_2024.base_salary_on(date(2023, 6, 30))


def test_the_council() -> None:
    council = RULES_2024.council
    assert (council.needed_to_meet(11), council.needed_to_award(11)) == (8, 9)
    assert council.meeting_quorum.mark == council.award_quorum.mark == "B"
    assert RULES_2024.consultation.reply_term.value == Term(10, "working")
    assert RULES_2024.consultation.silence == Sourced("proceed", RULES_2024.consultation.silence.source, "B")


def test_a_decision_cites_what_is_valid_on_its_day() -> None:
    merit = [citation.code for citation in RULES_2024.citations_for("GK", YEAR_END)]
    assert merit == ["local_government_2015", "law_06_2022", "decree_98_2023", "circular_01_2024"]
    assert "decree_86_2023" in [citation.code for citation in RULES_2024.citations_for("GDVH", YEAR_END)]
    later = [citation.code for citation in RULES_2024.citations_for("GK", date(2025, 9, 1))]
    assert later == ["local_government_72_2025", "law_06_2022"]


def test_every_name_and_sentence_stands_in_both_languages() -> None:
    assert RULES_2024.name("en") != RULES_2024.name("vi")
    for rules in RULES_2024.awards.values():
        assert rules.name("en") != rules.name("vi")
        assert all(document.name("en") != document.name("vi") for document in rules.documents)
        assert all(line.text("en") != line.text("vi") for line in rules.conditions)
    assert all(citation.text("en") != citation.text("vi") for citation in RULES_2024.citations)


def test_every_figure_has_a_source_that_a_reader_can_find() -> None:
    for rules in RULES_2024.awards.values():
        figures = [getattr(rules, field.name) for field in fields(AwardRules)]
        sourced = [figure for figure in figures if isinstance(figure, Sourced)]
        assert len(sourced) == 17
        checked: list[Any] = [*sourced, *rules.bonus.values(), *rules.documents, *rules.conditions]
        for figure in checked:
            assert figure.source
            assert figure.mark in ("V", "B", "U")
            assert not re.search(r"\bS\d\d", figure.source)
    assert RULES_2024.awards["CSTDCS"].threshold.is_verified
    assert not RULES_2024.awards["LDTT"].threshold.is_verified


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ('code = "R2024"', "", "code is missing"),
        ('code = "R2024"', 'code = ""', "code must not be empty"),
        ('code = "R2024"', 'code = "R2024"\nquota = 15', "quota is not a key that is known here"),
        ("revision = 1", 'revision = "1"', "revision must be of type int"),
        ("valid_to = 2025-06-30", "valid_to = 2023-06-30", "valid_to lies before valid_from"),
        ("meeting_quorum = { value = [2, 3]", "meeting_quorum = { value = [3, 2]", "council no such quorum"),
        ("meeting_quorum = { value = [2, 3]", "meeting_quorum = { value = [2]", "meeting_quorum value must hold 2"),
        (
            "meeting_quorum = { value = [2, 3]",
            "meeting_quorum = { value = 0.66",
            "meeting_quorum value must be of type",
        ),
        (
            'vote_method = { value = "open"',
            'vote_method = { value = "shout"',
            "awards LDTT vote_method value must be one",
        ),
        ('vote_method = { value = "open"', 'vote_method = { value = "none"', "awards LDTT council_step"),
        ('kind = "working"', 'kind = "lunar"', "kind must be one of working, calendar"),
        ("days = 20", "days = -20", "days: a term cannot be negative"),
        ('value = ["individual"]', 'value = ["company"]', "subject_kinds value.0. must be one of individual"),
        ('lower_award = { value = "GK"', 'lower_award = { value = "GX"', "no such award"),
        ('vote_method = { value = "secret"', 'vote_method = { value = "open"', "council ballot_compulsory_for"),
        ('mark = "V"', 'mark = "W"', "mark must be one of V, B, U"),
        ("[awards.LDTT]", "[awards.LDTX]", "a code differs"),
        ("since = 2023-07-01", "since = 2024-07-01", "base_salary must begin"),
        ("[council]", "[council", r"r2024.toml: "),
    ],
)
def test_rules_that_break_their_form_are_refused_with_file_and_key(old: str, new: str, complaint: str) -> None:
    assert old in TEXT
    with pytest.raises(RulesUnreadable, match=f"^r2024.toml: .*{complaint}|^{complaint}"):
        read_regime(TEXT.replace(old, new, 1), file="r2024.toml")


def test_rules_cannot_be_changed_once_read() -> None:
    regime: Any = regime_on(YEAR_END)
    with pytest.raises(TypeError):
        regime.awards["LDTT"] = regime.awards["GK"]
    with pytest.raises(AttributeError):
        regime.council.meeting_quorum.mark = "V"


def test_every_paper_and_condition_is_called_by_its_words() -> None:
    for regime in regimes():
        for rules in regime.every_award:
            for language in ("vi", "en"):
                assert all(condition_text(line.code, language) != line.code for line in rules.conditions)
                assert all(document_name(each.code, language) != each.code for each in rules.documents)
