"""`bangvang law show`: the catalogue of the reference, field by field with its marks."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from tests.web.catalogue_rows import PAPERS, PREREQUISITES, R2024, R2025, R2026, Row
from web.law_shown import NothingToShow, rules_in_force

DAYS = {"R2024": date(2024, 11, 1), "R2025": date(2025, 11, 1), "R2026": date(2026, 11, 28)}
ROWS = [
    (regime, award, *row)
    for regime, rows in (("R2024", R2024), ("R2025", R2025), ("R2026", R2026))
    for award, row in rows.items()
]


def shown(on: date, award: str | None) -> Any:
    return json.loads(rules_in_force(on, award, as_json=True))


@pytest.mark.parametrize(("regime", "award", "competence", "row"), ROWS, ids=[f"{row[0]}-{row[1]}" for row in ROWS])
def test_the_catalogue_is_reproduced_field_by_field(regime: str, award: str, competence: str, row: Row) -> None:
    told = shown(DAYS[regime], award)
    assert (told["award"], told["regime"], told["competence"]) == (award, regime, competence)
    for name, (value, mark) in row.items():
        assert told[name]["mark"] == mark, name
        assert value is ... or told[name]["value"] == value, name


@pytest.mark.parametrize("regime", ["R2024", "R2025"])
def test_papers_and_conditions_of_the_catalogue(regime: str) -> None:
    for told in shown(DAYS[regime], None):
        award = told["award"]
        papers = [(paper["code"], paper["form"]) for paper in told["documents"]["value"]] if award in PAPERS else []
        assert set(PAPERS.get(award, ())) <= set(papers), award
        lines = {line["code"] for line in told["conditions"]["value"]} if award in PREREQUISITES else set()
        assert set(PREREQUISITES.get(award, ())) <= lines, award


@pytest.mark.parametrize("day", [date(2020, 5, 1), *DAYS.values(), date(2025, 7, 15)])
def test_every_value_has_a_source_and_a_mark(day: date) -> None:
    for told in shown(day, None):
        for name, figure in told.items():
            if name not in ("award", "regime", "competence"):
                assert set(figure) == {"value", "source", "mark"}, name
                assert figure["source"] and figure["mark"] in ("V", "B", "U"), name


def test_nothing_of_the_law_that_nobody_read_is_told_as_law() -> None:
    for told in shown(DAYS["R2026"], None):
        rules = {name: figure for name, figure in told.items() if name not in ("award", "regime", "competence")}
        sure = {name for name, figure in rules.items() if figure["mark"] != "U"}
        assert sure <= {"in_force", "texts", "digest", "offered", "notes"}
        assert told["in_force"]["value"]["is_confirmed"] is False
        assert told["texts"]["value"] == ["06/2026/QH16"]
    assert "not confirmed" in rules_in_force(DAYS["R2026"], "LDTT", as_json=False).splitlines()[0]


def test_who_decided_on_two_days_with_its_source() -> None:
    for day, forwarded in ((date(2024, 6, 1), {"CSTDCS", "TTLDTT", "TVH"}), (date(2025, 8, 1), set())):
        for award in ("LDTT", "GDVH", "GK", "CSTDCS", "TTLDTT", "TVH"):
            told = shown(day, award)
            assert told["competence"] == ("forward" if award in forwarded else "decide")
            assert told["decided_by"]["mark"] == "V" and "Điều" in told["decided_by"]["source"]


def test_the_plain_text_marks_every_line() -> None:
    lines = rules_in_force(DAYS["R2025"], "TVH", as_json=False).splitlines()
    assert lines[0] == "TVH (R2025): decide"
    assert all(" [V] " in line or " [B] " in line or " [U] " in line for line in lines[1:])
    assert any(line.startswith("  posting_term: 10 calendar days  [V] ") for line in lines)


def test_the_plain_text_tells_forms_of_papers_and_who_writes_them() -> None:
    lines = rules_in_force(DAYS["R2025"], "CSTDCS", as_json=False).splitlines()
    assert any("Achievement report (form 05, by the nominee)  [V]" in line for line in lines)
    assert any("Counting record of the council (by the council, added when it is sent up)" in line for line in lines)
    lines = rules_in_force(DAYS["R2025"], "LDTT", as_json=False).splitlines()
    assert any("achievement (optional, by the competent body)" in line for line in lines)


@pytest.mark.parametrize("regime", ["R2024", "R2025"])
def test_a_form_is_for_its_own_basis_only(regime: str) -> None:
    for award, basis in (("GK_SUDDEN", "sudden"), ("GK_THEME", "movement"), ("GK_SIMPLE_CONTRIB", "contribution")):
        assert shown(DAYS[regime], award)["bases"]["value"] == [basis]


@pytest.mark.parametrize(
    ("on", "award"), [(date(2017, 9, 30), None), (date(2024, 1, 1), "KNC"), (date(2020, 1, 1), "CSTDT")]
)
def test_an_unknown_day_or_code_is_told_in_one_sentence(on: date, award: str | None) -> None:
    with pytest.raises(NothingToShow) as told:
        rules_in_force(on, award, as_json=True)
    assert "\n" not in str(told.value) and str(told.value).endswith(".")
