"""Small figures are kept back, with as many others as it takes; a sum gives none of them away."""

from __future__ import annotations

from itertools import product

from hypothesis import given
from hypothesis import strategies as some

from states.vocabulary import State
from workflow.queries.log_figures import NOT_HONOURED, UNDER_WAY, WITHDRAWN, told_of_refusals, told_of_year
from workflow.queries.suppression import LEAST, median, suppressed

COUNTS = some.dictionaries(some.sampled_from("abcdef"), some.integers(0, 14), min_size=1, max_size=5)


def test_one_small_figure_takes_another_with_it() -> None:
    told = suppressed({"a": 3, "b": 20, "c": 40, "d": 0})
    assert told == {"a": None, "b": None, "c": 40, "d": 0}


def test_a_sum_that_leaves_one_answer_takes_more() -> None:
    assert suppressed({"a": 1, "b": 5, "c": 9}) == {"a": None, "b": None, "c": None}
    assert suppressed({"a": 1, "b": 1, "c": 30}) == {"a": None, "b": None, "c": None}


def test_what_everybody_can_count_elsewhere_is_told_and_helps_nobody() -> None:
    assert suppressed({"a": 2, "board": 3, "b": 30}, known={"board"}) == {"a": None, "board": 3, "b": None}


def test_large_figures_and_zeroes_are_told() -> None:
    assert suppressed({"a": 5, "b": 0}) == {"a": 5, "b": 0}


@given(COUNTS)
def test_nobody_finds_a_small_figure_by_the_sum(counts: dict[str, int]) -> None:
    """Every way to fill what is kept back that fits the sum; a small figure has two values at least, or may be none."""
    told = suppressed(counts)
    assert all(told[name] is None for name, count in counts.items() if 0 < count < LEAST)
    hidden = [name for name in counts if told[name] is None]
    if not hidden or len(hidden) == len(counts):
        return
    whole = sum(counts[name] for name in hidden)
    fillings = [each for each in product(range(1, whole + 1), repeat=len(hidden)) if sum(each) == whole]
    for place, name in enumerate(hidden):
        if counts[name] < LEAST:
            assert len({each[place] for each in fillings}) >= 2


def test_a_whole_does_not_tell_what_a_year_kept_back() -> None:
    years = {2023: {State.WITHDRAWN: 3, State.SUBMITTED: 30}, 2024: {State.WITHDRAWN: 9, State.SUBMITTED: 30}}
    assert told_of_year(years, 2024)[WITHDRAWN] == 9
    assert told_of_year(years, 2023)[WITHDRAWN] is None
    whole = told_of_year(years)
    assert whole[WITHDRAWN] is None and whole[UNDER_WAY] is None


def test_the_parts_of_a_figure_that_is_kept_back_do_not_tell_it() -> None:
    """Withdrawn: 2, not honoured: 8, and how many in all is known. Who learns the 8 from its parts knows the 2."""
    stages = suppressed({WITHDRAWN: 2, NOT_HONOURED: 8, UNDER_WAY: 90})
    assert stages[NOT_HONOURED] is None
    refused = {State.INELIGIBLE: 8, State.DECLINED: 0}
    assert told_of_refusals(refused, stages[NOT_HONOURED]) == {State.INELIGIBLE: None, State.DECLINED: None}
    assert told_of_refusals(refused, 8) == refused


def test_a_median_is_told_from_five_on() -> None:
    assert median({1: 2, 9: 2}) is None
    assert median({1: 2, 9: 3}) == 9
    assert median({1: 3, 9: 3}) == 1
