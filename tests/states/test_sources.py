"""Where the figures of the rules come from, and how far that reaches: no source is made out to be more than it is."""

from __future__ import annotations

from datetime import date

import pytest

from states.law_page import figures
from states.regime import REACH, Regime, part, regime_on, regimes
from states.regime_metadata import all_metadata, confirmed
from states.rule_layers import compose, layers_on_file
from states.rule_parts import DocumentRule, LegalText
from states.rule_reading import RulesUnreadable, names_a_document, read_as

DECISION, PLACE = next(iter(part(REACH)["reach"].items()))


@pytest.mark.parametrize("regime", regimes(), ids=lambda regime: f"{regime.code}-{regime.revision}-{regime.valid_from}")
def test_what_binds_one_province_says_so_wherever_it_is_named(regime: Regime) -> None:
    named = {figure for _, figure in figures(regime) if "86/2025" in figure[2]}
    assert named, "the decision of one province is a source in every regime"
    for name, _value, source, _mark in named:
        assert source.count(f"{DECISION} ({PLACE})") == source.count("86/2025"), name


def test_the_layer_of_the_province_itself_needs_no_such_words() -> None:
    on = date(2026, 1, 5)
    rules = compose(regime_on(on), layers_on_file(), on)
    assert PLACE not in rules.awards["BK_TINH"].upper_submit_by.source  # type: ignore[union-attr]


@pytest.mark.parametrize("regime", regimes(), ids=lambda regime: f"{regime.code}-{regime.revision}-{regime.valid_from}")
def test_what_counts_as_read_names_the_document_that_was_read(regime: Regime) -> None:
    assert [figure for _, figure in figures(regime) if figure[3] == "V" and not names_a_document(figure[2])] == []


@pytest.mark.parametrize(("mark", "refused"), [("V", True), ("B", False), ("U", False)])
def test_rules_that_call_a_custom_law_are_not_read(mark: str, refused: bool) -> None:
    raw = {
        "rank": "decree",
        "name": "x",
        "valid_from": date(2025, 1, 1),
        "source": "do cấp trên quyết định",
        "mark": mark,
    }
    if refused:
        with pytest.raises(RulesUnreadable, match="file: source must name the document"):
            read_as(LegalText, raw, file="file")
    else:
        read_as(LegalText, raw, file="file")


def paper(day: date, award: str, code: str) -> DocumentRule:
    return next(each for each in regime_on(day).awards[award].documents if each.code == code)


@pytest.mark.parametrize(
    ("award", "code", "number", "mark_2024", "mark_2025"),
    [
        ("LDTT", "submission_letter", "01", "B", "V"),
        ("GK", "submission_letter", "01", "B", "V"),
        ("CSTDCS", "achievement_report", "05", "B", "V"),
        ("TTLDXS", "achievement_report", "04", "B", "B"),
        ("TVH", "village_minutes", "06", "V", "B"),
        ("CSTDT", "initiative_confirmation", "13", "B", "B"),
    ],
)
def test_the_number_of_a_form_has_a_source_of_its_own(
    award: str, code: str, number: str, mark_2024: str, mark_2025: str
) -> None:
    for day, mark in ((date(2024, 12, 2), mark_2024), (date(2025, 12, 2), mark_2025)):
        form = paper(day, award, code).form
        assert form is not None
        assert (form.value, form.mark) == (number, mark), day
        assert form.source != paper(day, award, code).source or award == "TVH"


def test_the_national_title_asks_for_the_count_and_for_the_initiative() -> None:
    for day in (date(2024, 12, 2), date(2025, 12, 2)):
        codes = {each.code for each in regime_on(day).awards["CSTDTQ"].documents if each.is_required}
        assert {"tally_record", "initiative_confirmation"} <= codes


def test_confirmed_rules_name_the_law_that_they_rest_on_and_what_confirms_them() -> None:
    (metadata,) = all_metadata()
    rules = confirmed(metadata, document="15/CV-SNV")
    on = metadata.valid_from
    assert "Luật 06/2026/QH16" in [text.name for text in rules.texts_on(on)]
    cited = {cited.code: cited for cited in rules.citations_for("CSTDCS", on)}
    law, document = cited["amending_law"], cited["confirming_document"]
    assert ("06/2026/QH16 ngày 23 tháng 04 năm 2026" in law.text_vi, "15/CV-SNV" in document.text_vi) == (True, True)
    codes = list(cited)
    assert codes.index("law_06_2022") + 1 == codes.index("amending_law") and codes[-1] == "confirming_document"
    assert {law.mark, document.mark, *(text.mark for text in rules.texts)} == {"U"}
    assert all("15/CV-SNV" in each.source for each in (law, document))
    assert "amending_law" not in [each.code for each in regime_on(date(2026, 9, 30)).citations]
