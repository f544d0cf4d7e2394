"""The regimes on file: which rules a day has, what a regime rests on, and what is known of the newest law."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from typing import Any

import pytest

from states.law_page import figures
from states.regime import Regime, by_digest, offered_awards, read_regimes, regime_on, regimes, written_rules
from states.regime_metadata import confirmed, metadata_on
from states.rule_composing import digest_of, overlay, stages, written_out
from states.rule_reading import RulesUnreadable

FIRST_REVISION_OF_2024 = "2657cef5b4a991736546c85954c67870326188e212e1ed4fea38e1b47e8cc0df"
AUTUMN_2026 = date(2026, 11, 28)


@pytest.mark.parametrize(
    ("day", "code", "decree", "circular"),
    [
        (date(2017, 10, 1), "R2018", "Nghị định 91/2017/NĐ-CP", None),
        (date(2023, 12, 31), "R2018", "Nghị định 91/2017/NĐ-CP", "Thông tư 12/2019/TT-BNV"),
        (date(2024, 3, 1), "R2024", "Nghị định 98/2023/NĐ-CP", "Thông tư 01/2024/TT-BNV"),
        (date(2025, 6, 30), "R2024", "Nghị định 98/2023/NĐ-CP", "Thông tư 01/2024/TT-BNV"),
        (date(2025, 7, 1), "R2025", "Nghị định 152/2025/NĐ-CP", "Thông tư 01/2024/TT-BNV"),
        (date(2025, 8, 4), "R2025", "Nghị định 152/2025/NĐ-CP", "Thông tư 01/2024/TT-BNV"),
        (date(2025, 8, 5), "R2025", "Nghị định 152/2025/NĐ-CP", "Thông tư 15/2025/TT-BNV"),
        (date(2026, 9, 30), "R2025", "Nghị định 152/2025/NĐ-CP", "Thông tư 15/2025/TT-BNV"),
    ],
)
def test_decree_and_circular_have_dates_of_their_own(day: date, code: str, decree: str, circular: str | None) -> None:
    regime = regime_on(day)
    names = {text.rank: text.name for text in regime.texts_on(day)}
    assert (regime.code, names["decree"], names.get("circular")) == (code, decree, circular)


def test_the_new_circular_changes_what_it_says_and_nothing_else() -> None:
    before, after = regime_on(date(2025, 8, 4)), regime_on(date(2025, 8, 5))
    assert before.digest != after.digest
    assert before.valid_to == date(2025, 8, 4)
    new = {line.code for line in after.awards["TTLDTT"].conditions} - {
        line.code for line in before.awards["TTLDTT"].conditions
    }
    assert new == {"still_exists"}
    assert before.awards["LDTT"].conditions == after.awards["LDTT"].conditions


def test_entries_of_running_cases_still_find_their_rules() -> None:
    first = by_digest(FIRST_REVISION_OF_2024)
    assert (first.code, first.revision) == ("R2024", 1)
    assert regime_on(date(2024, 12, 2)).revision == 2


def test_the_second_revision_of_2024_keeps_every_figure_of_the_first() -> None:
    first = {(award, figure) for award, figure in figures(by_digest(FIRST_REVISION_OF_2024)) if award}
    second = set(figures(regime_on(date(2024, 12, 2))))
    changed = {(award, name) for award, (name, *_) in first - second}
    # parted in two: the share, and the discipline of members
    assert changed == {("TTLDTT", "condition `members_are_advanced`")}


@pytest.mark.parametrize(
    ("day", "decides", "forwards"),
    [
        (date(2024, 6, 1), {"LDTT", "GDVH", "GK"}, {"CSTDCS", "TTLDTT", "TVH"}),
        (date(2025, 8, 1), {"LDTT", "GDVH", "GK", "CSTDCS", "TTLDTT", "TVH"}, set()),
    ],
)
def test_who_decides_followed_the_law(day: date, decides: set[str], forwards: set[str]) -> None:
    awards = regime_on(day).awards
    asked = decides | forwards
    assert {code for code in asked if awards[code].competence.value == "decide"} == decides
    assert {code for code in asked if awards[code].competence.value == "forward"} == forwards
    for code in asked:
        assert awards[code].competence.source and awards[code].competence.mark == "V"
        assert re.search(r"Điều \d+", awards[code].competence.source)


def test_only_what_the_product_can_take_through_is_offered() -> None:
    for day in (date(2024, 12, 2), date(2025, 7, 2), date(2026, 1, 5)):
        assert [rules.code for rules in offered_awards(regime_on(day))] == [
            "LDTT", "TTLDTT", "GK", "GDVH", "TVH", "BK_TINH", "CSTDCS", "CO_TINH", "CO_CP",
        ]  # fmt: skip
    assert offered_awards(regime_on(date(2020, 1, 1))) == ()


def test_the_newest_law_is_known_by_its_metadata_only() -> None:
    known = metadata_on(AUTUMN_2026)
    assert known is not None
    assert (known.code, known.law, known.signed_on) == ("R2026", "06/2026/QH16", date(2026, 4, 23))
    assert metadata_on(date(2026, 9, 30)) is None
    assert regime_on(AUTUMN_2026).is_past(AUTUMN_2026)
    assert regime_on(date(2026, 9, 30)).code == "R2025"
    assert "known by its metadata only and is not confirmed" in known.sentence("en")
    assert "chưa được xác nhận" in known.sentence("vi")


def test_a_decision_after_the_amendment_still_cites_the_law_that_was_amended() -> None:
    known = metadata_on(AUTUMN_2026)
    assert known is not None
    for regime in (regime_on(AUTUMN_2026), confirmed(known, document="Công văn số 12/UBND-VHXH")):
        assert "law_06_2022" in {citation.code for citation in regime.citations_for("LDTT", AUTUMN_2026)}
        assert "Luật 06/2022/QH15" in {text.name for text in regime.texts_on(AUTUMN_2026)}


def test_among_equals_women_are_preferred_and_in_2024_that_is_inferred() -> None:
    for day, mark in ((date(2024, 12, 2), "B"), (date(2025, 12, 2), "V")):
        preference = regime_on(day).council.tie_preference
        assert preference is not None and preference.value is not None
        assert (preference.value.women, preference.value.women_of_collective, preference.mark) == (True, (7, 10), mark)


def test_a_confirmation_starts_from_the_values_before_each_unknown() -> None:
    known = metadata_on(AUTUMN_2026)
    assert known is not None
    begun = confirmed(known, document="Công văn số 12/UBND-VHXH")
    before = regime_on(date(2026, 9, 30))
    assert (begun.code, begun.valid_from, begun.valid_to) == ("R2026", date(2026, 10, 1), None)
    assert {mark for _, (_, _, _, mark) in figures(begun)} == {"U"}
    added = {"citation `amending_law`", "citation `confirming_document`"}
    kept = [
        (award, figure) for award, figure in figures(begun)
        if figure[0] not in added and not figure[1].startswith("Luật 06/2026")
    ]  # fmt: skip
    assert len(list(figures(begun))) == len(kept) + 3, "the law is named among the texts and cited, the document cited"
    assert all(source.startswith("Công văn số 12/UBND-VHXH; theo quy định trước: ") for _, (_, _, source, _) in kept)
    values = [(award, name, value) for award, (name, value, _, _) in figures(before)]
    assert [(award, name, value) for award, (name, value, _, _) in kept] == values
    assert begun.digest != before.digest
    with pytest.raises(ValueError, match="document"):
        confirmed(known, document=" ")


def test_the_digest_is_that_of_the_composed_whole() -> None:
    for regime in regimes():
        assert digest_of(written_rules(regime.digest)) == regime.digest
        assert "based_on" not in written_rules(regime.digest)
    assert len({regime.digest for regime in regimes()}) == len(regimes())


def test_no_figure_without_source_and_no_list_number_of_ours() -> None:
    for regime in regimes():
        for award, (name, _, source, mark) in figures(regime):
            assert source and mark in "VBU", (regime.code, award, name)
            assert not re.search(r"\bS\d\d|\bTL:", source), source


def test_what_a_regime_of_the_past_did_not_read_is_unknown() -> None:
    old = regime_on(date(2020, 1, 1))
    quota = old.awards["CSTDCS"].quota
    assert quota is not None and quota.value is not None
    assert (quota.value.share, quota.value.of, quota.mark) == ((3, 20), "LDTT", "V")
    assert quota.value.most(33) == 4
    assert old.awards["LDTT"].bonus["individual"].mark == "U"  # type: ignore[index]
    assert old.base_salary_on(date(2020, 1, 1)).value == 1_490_000


# --- composing


def lookup(**parts: dict[str, Any]) -> Any:
    return parts.__getitem__


def test_a_figure_is_replaced_whole_and_a_table_is_laid_over() -> None:
    below = {"a": {"x": {"value": 1, "source": "s", "mark": "V"}, "y": {"value": 2, "source": "s", "mark": "V"}}}
    laid = overlay(below, {"a": {"x": {"value": 3, "source": "t", "mark": "B"}}})
    assert laid["a"]["x"] == {"value": 3, "source": "t", "mark": "B"}
    assert laid["a"]["y"]["value"] == 2
    assert below["a"]["x"]["value"] == 1


def test_a_regime_that_rests_on_itself_is_refused() -> None:
    circle = {"based_on": ["a"], "awards": {}}
    with pytest.raises(RulesUnreadable, match="rests on itself"):
        stages(circle, lookup(a={"based_on": ["a"]}), file="f")


@pytest.mark.parametrize(
    ("raw", "complaint"),
    [
        ({"awards": {"X": {"like": ["nobody"]}}}, "no such pattern: nobody"),
        ({"awards": {"X": {"documents": ["letter"]}}}, "the library has no letter"),
        ({"awards": {}, "forms": {"Y": {"award": "X", "basis": "sudden"}}}, "no such award"),
    ],
)
def test_a_name_that_stands_for_nothing_is_refused(raw: dict[str, Any], complaint: str) -> None:
    with pytest.raises(RulesUnreadable, match=f"^f: .*{complaint}"):
        written_out(raw, file="f")


def test_nothing_falls_away_that_is_not_there() -> None:
    with pytest.raises(RulesUnreadable, match=r"without awards\.X: there is no such key"):
        stages({"based_on": ["a"], "without": ["awards.X"]}, lookup(a={"awards": {}}), file="f")


def test_a_file_that_is_no_toml_or_no_rules_is_refused() -> None:
    with pytest.raises(RulesUnreadable, match=r"^f: "):
        read_regimes("[", file="f")
    with pytest.raises(RulesUnreadable, match="awards is missing"):
        read_regimes('code = "R"', file="f")


def test_written_rules_are_read_back_as_the_same_rules() -> None:
    regime = regime_on(date(2025, 9, 1))
    again = read_regimes(_toml(written_rules(regime.digest)), file="again")
    assert isinstance(again[0], Regime)
    assert again[0].digest == regime.digest


def _toml(raw: dict[str, Any]) -> str:
    def said(value: Any) -> str:
        if isinstance(value, bool):
            return "true" if value else "false"
        if isinstance(value, date):
            return value.isoformat()
        if isinstance(value, str):
            return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
        if isinstance(value, list):
            return "[" + ", ".join(map(said, value)) + "]"
        if isinstance(value, dict):
            return "{ " + ", ".join(f"{key} = {said(part)}" for key, part in value.items()) + " }"
        return str(value)

    text = "\n".join(f"{key} = {said(value)}" for key, value in raw.items())
    assert tomllib.loads(text) == raw
    return text
