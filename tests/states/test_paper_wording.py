"""The wording of papers: what is built in fits its own rules, and what an office writes stays plain text."""

from __future__ import annotations

import unicodedata

import pytest

from states.paper_wording import Block, Wording, digest_of, kept, places, problems, worded, written
from states.refusals import Refusal

BLOCK = Block(name="last", names={}, text="", places=("hội đồng",), must=("hội đồng",), longest=60, lines=2, ends=".")


def codes(found: list[Refusal]) -> list[str]:
    return [each.code for each in found]


@pytest.mark.parametrize("paper", worded())
def test_what_is_built_in_fits(paper: str) -> None:
    kind = worded()[paper]
    assert problems(paper, {name: block.text for name, block in kind.blocks.items()}) == []
    for block in kind.blocks.values():
        assert set(block.must) <= set(block.places) <= set(places())
        assert len(block.text) <= block.longest * 0.8, "there is room to say it in another way"


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("{hội đồng}.", []),
        ("{ Hội  Đồng }.", []),
        ("", ["wording_empty"]),
        (" \n ", ["wording_empty"]),
        ("Một câu.", ["wording_place_missing"]),
        ("{hội đồng}", ["wording_ending"]),
        ("{hội đồng} {ủy ban}.", ["wording_place_unknown"]),
        ("{hội đồng} {{7*7}}.", ["wording_place_unknown", "wording_brace"]),
        ("{hội đồng} }.", ["wording_brace"]),
        ("{hội đồng}\nhai\nba.", ["wording_too_many_lines"]),
        ("{hội đồng} " + "dài" * 30 + ".", ["wording_too_long"]),
    ],
)
def test_each_problem_is_named(text: str, wrong: list[str]) -> None:
    assert codes(list(BLOCK.problems(text))) == wrong


def test_what_fills_a_place_is_no_place_itself() -> None:
    wording = Wording(paper="refusal", texts={"declined": "{chủ tịch} không khen."})
    name = "{hội đồng} #panic() {{7*7}} \\1 \\g<0>"
    assert wording.says("declined", chủ_tịch=name, hội_đồng="x") == f"{name} không khen."


def test_a_wording_is_kept_whole_and_in_one_spelling() -> None:
    blocks = worded()["payment"].blocks
    apart = unicodedata.normalize("NFD", "Kế toán;\n\n  Lưu:  VT. ")
    content = written("payment", dict.fromkeys(blocks, apart))
    assert content == '{"receivers":"Kế toán;\\nLưu: VT."}'
    assert kept("payment", 3, content).lines("receivers") == ["Kế toán;", "Lưu: VT."]
    assert kept("payment", 4, "").text("receivers") == blocks["receivers"].text


def test_the_log_names_a_template_by_its_digest() -> None:
    assert digest_of({"content": "", "sha256": None}) is None
    assert digest_of({"content": "", "sha256": "ab"}) == "ab"
    assert len(digest_of({"content": "{}", "sha256": None}) or "") == 64
