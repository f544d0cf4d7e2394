"""How the typed targets of a plan are read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.web.gallery import make_gallery
from web.views.campaigns.target_lines import MOST_TARGETS, read_targets
from workflow.commands.campaign.plan_campaign import PlannedFigure


@pytest.fixture(autouse=True)
def page(tmp_path: Path) -> Iterator[None]:
    """A page in Vietnamese is being made: problems are told in its language."""
    with make_gallery({"BANGVANG_DATA_DIR": str(tmp_path)}).test_request_context("/?as=public"):
        yield


def figure(words: str) -> PlannedFigure:
    found = read_targets(f"1. Một\n- A: {words}")
    assert found.problems == ()
    return found.targets[0].figures[0]


@pytest.mark.parametrize(
    ("words", "comparator", "value", "decimals", "unit"),
    [
        ("≥ 18,0 %", ">=", 180, 1, "%"),
        (">= 97,1%", ">=", 971, 1, "%"),
        ("trên 2,0 %", ">", 20, 1, "%"),
        ("Trên 1.234 người", ">", 1234, 0, "người"),
        ("≤ 5 vụ", "<=", 5, 0, "vụ"),
        ("không quá 3 hộ", "<=", 3, 0, "hộ"),
        ("ít nhất 01 thôn", ">=", 1, 0, "thôn"),
        ("đạt 26,97 %", "=", 2697, 2, "%"),
        ("0 vụ", "=", 0, 0, "vụ"),
        ("≥ 142 triệu đồng/ha", ">=", 142, 0, "triệu đồng/ha"),
    ],
)
def test_measured(words: str, comparator: str, value: int, decimals: int, unit: str) -> None:
    found = figure(words)
    assert (found.comparator, found.value, found.decimals, found.unit) == (comparator, value, decimals, unit)


@pytest.mark.parametrize(
    ("words", "comparator", "reference"),
    [
        ("vượt dự toán huyện giao", "above_plan", "Dự toán huyện giao"),
        ("theo chỉ tiêu huyện giao năm 2024", "per_plan", "Chỉ tiêu huyện giao năm 2024"),
        ("giảm so với năm 2023", "fewer_than_last_year", "Năm 2023"),
        ("Kiềm chế", "qualitative", "Kiềm chế"),
        ("Trên đà phát triển", "qualitative", "Trên đà phát triển"),
    ],
)
def test_held_against_or_told(words: str, comparator: str, reference: str) -> None:
    found = figure(words)
    assert (found.comparator, found.value, found.reference) == (comparator, None, reference)


def test_numbers_may_be_left_out_and_english_follows() -> None:
    found = read_targets("Một // One\n\n5) Năm\nSáu\n- Nhãn // Label: ≥ 1 %").targets
    assert [(each.number, each.text_vi, each.text_en) for each in found] == [
        (1, "Một", "One"),
        (5, "Năm", ""),
        (6, "Sáu", ""),
    ]
    assert (found[2].figures[0].label_vi, found[2].figures[0].label_en) == ("Nhãn", "Label")
    assert [each.kind for each in found] == ["qualitative", "qualitative", "quantitative"]


@pytest.mark.parametrize(
    "text", ["- A: 5 %", "1. A\n1. B", "1. A\n- B", "1. A\n- B: ≥ 5", "1. A\n- : 5 %", "// English", "x" * 501]
)
def test_a_line_that_is_not_understood_is_named(text: str) -> None:
    assert [problem.split(":")[0] for problem in read_targets(text).problems] == [f"Dòng {len(text.splitlines())}"]


def test_there_is_an_end_to_it() -> None:
    assert len(read_targets("\n".join(f"Chỉ tiêu {n}" for n in range(MOST_TARGETS + 5))).problems) == 5
