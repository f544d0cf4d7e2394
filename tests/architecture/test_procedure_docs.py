"""House rule 9: pages drawn from the source say what the source says today."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from states.diagrams import mermaid, move_table, procedure
from states.glossary import glossary
from states.law_page import figures, in_words, law_page
from states.processes import PROCESSES
from states.regime import regimes
from states.tally import Threshold
from states.working_days import Term
from tests.support.source import ROOT

PAGES: dict[str, Callable[[], str]] = {
    "docs/procedure.md": procedure,
    "docs/glossary.md": glossary,
    "docs/law.md": law_page,
}


@pytest.mark.parametrize("page", PAGES)
def test_page_is_what_is_drawn_today(page: str) -> None:
    drawn = PAGES[page]()
    module = PAGES[page].__module__
    assert (ROOT / page).read_text("utf-8") == drawn, f"run: python -m {module}"


def test_every_move_is_drawn() -> None:
    for process in PROCESSES.values():
        arrows = set(re.findall(r"(\S+) --> (\S+) :", mermaid(process, process.moves)))
        assert arrows == {(move.source or "[*]", move.target) for move in process.moves}


def test_every_action_stands_in_its_table() -> None:
    for process in PROCESSES.values():
        table = move_table(process)
        assert all(f"`{action}`" in table for action in process.actions())


def test_every_table_has_cells_of_one_number() -> None:
    for draw in PAGES.values():
        for block in re.findall(r"(?:^\|.*\n)+", draw(), re.MULTILINE):
            assert len({line.count("|") for line in block.splitlines()}) == 1, block


def test_every_figure_has_a_source() -> None:
    for regime in regimes():
        found = list(figures(regime))
        assert {award for award, _ in found} == {"", *regime.awards, *regime.forms}
        assert all(source and mark in "VBU" for _, (_, _, source, mark) in found)


def test_figures_are_told_in_words() -> None:
    assert in_words(Term(20, "working")) == "20 working days"
    assert in_words(Threshold(1, 2, strict=True)) == "more than 1/2"
    assert in_words(None) == "none"
    assert in_words((2, 3)) == "2/3"
    assert in_words(True) == "yes"
