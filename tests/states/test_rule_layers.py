"""Layers of province and council over a regime: what they may change, when, and how it is told."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from states.law_page import figures
from states.regime import Regime, regime_on, regimes, written_rules
from states.regime_metadata import confirmed, confirmed_rules, metadata_on
from states.rule_differences import differences, reached
from states.rule_layers import Layer, compose, laid_over, layer_of, layers_on_file, read_layer
from states.rule_reading import RulesUnreadable
from states.tally import Threshold

DAY = date(2026, 1, 12)
SOURCE = "Quy chế Hội đồng số 05/QC-HĐ"


def figure(value: Any, mark: str = "V") -> dict[str, Any]:
    return {"value": value, "source": SOURCE, "mark": mark}


def layer(changes: dict[str, Any], *, level: str = "council", since: date = date(2026, 1, 1), **head: Any) -> Layer:
    raw = {
        "code": "QC05", "level": level, "organisation": "xuan-cam", "document": "05/QC-HĐ", "name_vi": "Quy chế Hội đồng",
        "name_en": "Rules of the council", "valid_from": since, "source": SOURCE, "mark": "V", "changes": changes,
    } | head  # fmt: skip
    return layer_of(raw, file="layer")


def regime() -> Regime:
    return regime_on(DAY)


def test_the_province_that_was_read_is_shipped() -> None:
    shipped = {layer.head.code: layer for layer in layers_on_file()}
    bac_ninh = shipped["BAC_NINH_86_2025"]
    assert (bac_ninh.head.document, bac_ninh.head.valid_from) == ("86/2025/QĐ-UBND", date(2025, 12, 15))
    before = compose(regime_on(date(2025, 12, 14)), [bac_ninh], date(2025, 12, 14))
    assert before is regime_on(date(2025, 12, 14))
    after = compose(regime_on(date(2025, 12, 15)), [bac_ninh], date(2025, 12, 15))
    submit_by = after.awards["BK_TINH"].upper_submit_by
    assert submit_by is not None and (submit_by.value, submit_by.mark) == ("12-10", "V")
    assert "86/2025/QĐ-UBND" in submit_by.source
    assert "farmers_exemplary" in {line.code for line in after.awards["LDTT"].conditions}
    assert after.layers == ("BAC_NINH_86_2025",)
    assert "province" in {text.rank for text in after.texts_on(DAY)}


def test_a_layer_changes_what_it_says_and_nothing_else() -> None:
    own = layer({"awards": {"GDVH": {"pass_mark": figure(90)}}, "council": {"substitutes_may_vote": figure(True)}})
    laid = compose(regime(), [own], DAY)
    before, after = set(figures(regime())), set(figures(laid))
    assert {(award, name, value) for award, (name, value, _, _) in after - before} == {
        ("GDVH", "pass_mark", "90"), ("", "council substitutes_may_vote", "yes"),
        ("", "text, council", "Quy chế Hội đồng: 2026-01-01"),
    }  # fmt: skip
    assert laid.digest != regime().digest


def test_the_council_lies_over_the_province_and_the_newer_over_the_older() -> None:
    province = layer(
        {"awards": {"GDVH": {"pass_mark": figure(80)}}}, level="province", code="P", since=date(2026, 1, 9)
    )
    council = layer({"awards": {"GDVH": {"pass_mark": figure(90)}}}, since=date(2026, 1, 2))
    newer = layer({"awards": {"GDVH": {"pass_mark": figure(95)}}}, code="QC06", since=date(2026, 1, 10))
    for order in ([province, council], [council, province]):
        mark = compose(regime(), order, DAY).awards["GDVH"].pass_mark
        assert mark is not None and mark.value == 90
    mark = compose(regime(), [newer, council], DAY).awards["GDVH"].pass_mark
    assert mark is not None and mark.value == 95
    assert compose(regime(), [newer, council], DAY).digest == compose(regime(), [council, newer], DAY).digest


def test_a_layer_counts_while_it_is_in_force() -> None:
    ended = layer({"awards": {"GDVH": {"pass_mark": figure(90)}}}, valid_to=date(2026, 1, 11))
    assert compose(regime(), [ended], DAY) is regime()
    assert compose(regime(), [ended], date(2026, 1, 11)).digest != regime().digest
    assert compose(regime(), [], DAY) is regime()


def test_papers_and_conditions_are_replaced_by_code_or_added() -> None:
    line = {"code": "no_discipline", "text_vi": "a", "text_en": "b", "source": SOURCE, "mark": "V"}
    more = {"code": "house_rule", "text_vi": "c", "text_en": "d", "source": SOURCE, "mark": "B"}
    laid = compose(regime(), [layer({"awards": {"LDTT": {"conditions": [line, more]}}})], DAY)
    codes = [rule.code for rule in laid.awards["LDTT"].conditions]
    assert codes == [*(rule.code for rule in regime().awards["LDTT"].conditions), "house_rule"]
    assert next(rule for rule in laid.awards["LDTT"].conditions if rule.code == "no_discipline").text("en") == "b"


def test_a_form_of_an_award_can_be_changed() -> None:
    laid = compose(
        regime(), [layer({"forms": {"GK_THEME": {"notice_term": figure({"days": 3, "kind": "working"})}}})], DAY
    )
    assert laid.rules("GK", "movement").notice_term.value.days == 3
    assert laid.rules("GK", "merit").notice_term.value.days == 5


def test_what_the_simple_procedure_replaces_reaches_nobody() -> None:
    for name, is_felt in (("notice_term", False), ("supplement_rounds_max", True)):
        own = layer({"forms": {"GK_SUDDEN": {name: figure(3 if is_felt else {"days": 42, "kind": "calendar"})}}})
        before, after = regime(), compose(regime(), [own], DAY)
        found = differences(written_rules(before.digest), laid_over(written_rules(before.digest), [own]))
        assert [each.key[:2] for each in found] == [("forms", "GK_SUDDEN")]
        assert reached(found, before, after, "GK", "sudden") is is_felt
        assert not reached(found, before, after, "GK", "merit")
        for basis in ("sudden", "merit"):
            same = getattr(before.rules("GK", basis), name) == getattr(after.rules("GK", basis), name)
            assert same is not reached(found, before, after, "GK", basis)


def test_a_share_of_the_council_is_read_exactly() -> None:
    own = layer({"awards": {"LDTT": {"threshold": figure({"num": 7, "den": 10, "strict": False})}}})
    assert compose(regime(), [own], DAY).awards["LDTT"].threshold.value == Threshold(7, 10, False)


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"awards": {"LDTX": {"pass_mark": figure(1)}}}, "QC05: awards LDTX: no such award"),
        ({"forms": {"GK_X": {}}}, "QC05: forms GK_X: no such form"),
        ({"awards": {"LDTT": {"quorum": figure(1)}}}, "QC05: awards LDTT quorum is not a key"),
        ({"awards": {"LDTT": {"competence": figure("forward")}}}, "QC05: awards LDTT competence is not a key"),
        ({"awards": {"LDTT": {"offered": True}}}, "offered is not a key"),
        ({"salary": {}}, "QC05: salary is not a key"),
        ({"council": {"chairs": figure(2)}}, "QC05: council chairs is not a key"),
        ({"awards": {"LDTT": {"bonus": {"village": figure([1, 1])}}}}, "bonus village: the award does not honour"),
        ({"awards": {"GK": {"bonus": {"individual": {"value": [1, 2]}}}}}, "awards GK bonus individual source is missing"),
        ({"awards": {"GK": {"bonus": {"individual": figure("half")}}}}, "awards GK bonus individual"),
        ({"awards": {"LDTT": {"conditions": [{"text_vi": "x"}]}}}, "conditions code is missing"),
        ({"awards": {"LDTT": {"pass_mark": {"value": 90}}}}, "awards LDTT pass_mark source is missing"),
        ({"awards": {"LDTT": {"appraisal_term": figure({"days": -1, "kind": "working"})}}}, "cannot be negative"),
        ({"awards": {"GDVH": {"posting_term": figure("none")}}}, "posting_term"),
    ],
)  # fmt: skip
def test_a_layer_that_names_what_is_not_there_is_refused_with_the_key(changes: dict[str, Any], complaint: str) -> None:
    with pytest.raises(RulesUnreadable, match=complaint):
        compose(regime(), [layer(changes)], DAY)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [("[", "^f: "), ('code = "X"', "changes is missing"), ('code = "X"\n[changes.awards]\n', "level is missing")],
)
def test_a_layer_that_breaks_its_form_is_refused(text: str, complaint: str) -> None:
    with pytest.raises(RulesUnreadable, match=complaint):
        read_layer(text, file="f")


def test_rules_that_are_not_on_file_take_layers_too() -> None:
    known = metadata_on(date(2026, 11, 28))
    assert known is not None
    begun = confirmed(known, document="Công văn số 12")
    assert begun.digest not in {regime.digest for regime in regimes()}
    own = layer({"awards": {"GDVH": {"pass_mark": figure(90)}}})
    laid = compose(begun, [own], date(2026, 11, 28), written=confirmed_rules(known, document="Công văn số 12"))
    mark = laid.awards["GDVH"].pass_mark
    assert laid.code == "R2026" and mark is not None and mark.value == 90
