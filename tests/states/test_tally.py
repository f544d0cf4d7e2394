from fractions import Fraction
from itertools import product

import pytest

from states.tally import CHOICES, NotOnTheRoll, Tally, Threshold, count, explain, finding, quorum_needed

MAJORITY = Threshold(1, 2, True)
FOUR_FIFTHS = Threshold(4, 5, False)
THRESHOLDS = [
    Threshold(num, den, strict)
    for den in range(1, 11)
    for num in range(1, den + 1)
    for strict in (True, False)
    if not (strict and num == den)
]


def tally(agree: int, disagree: int, *, agree_lower: int = 0, abstain: int = 0, missing: int = 0) -> Tally:
    base = agree + agree_lower + disagree + abstain + missing
    return Tally(base, agree, agree_lower, disagree, abstain, missing)


def test_thresholds_agree_with_exact_fractions_for_every_council_up_to_sixty() -> None:
    for threshold, base in product(THRESHOLDS, range(1, 61)):
        share = Fraction(threshold.num, threshold.den)
        enough = [
            Fraction(agree, base) > share if threshold.strict else Fraction(agree, base) >= share
            for agree in range(base + 1)
        ]
        assert [threshold.is_reached(agree, base) for agree in range(base + 1)] == enough
        assert threshold.least_agreeing(base) == enough.index(True)
        assert not threshold.is_reached(0, base)


def test_quorums_agree_with_exact_fractions() -> None:
    for den, base in product(range(1, 11), range(1, 61)):
        for num in range(1, den + 1):
            exact = next(n for n in range(base + 1) if Fraction(n, base) >= Fraction(num, den))
            assert quorum_needed(base, num, den) == exact


@pytest.mark.parametrize(("base", "least"), [(7, 6), (9, 8), (11, 9), (13, 11), (15, 12)])
def test_four_fifths_of_the_usual_councils(base: int, least: int) -> None:
    assert FOUR_FIFTHS.least_agreeing(base) == least


def test_an_empty_council_decides_nothing() -> None:
    assert not FOUR_FIFTHS.is_reached(0, 0)
    assert quorum_needed(0, 2, 3) == MAJORITY.least_agreeing(0) == FOUR_FIFTHS.least_agreeing(0) == 1
    assert finding(count({}, []), MAJORITY, True) == "not_endorsed"


@pytest.mark.parametrize("wrong", [(0, 2, False), (3, 2, False), (1, 1, True), (-1, 2, False)])
def test_impossible_shares_are_refused(wrong: tuple[int, int, bool]) -> None:
    with pytest.raises(ValueError, match=r"council|agree"):
        Threshold(*wrong)
    with pytest.raises(ValueError, match="cannot agree"):
        MAJORITY.is_reached(10, 9)
    with pytest.raises(ValueError, match="quorum"):
        quorum_needed(9, 0, 1)


def test_every_member_on_the_roll_is_counted_exactly_once() -> None:
    roll = ["a", "b", "c", "d", "e", "f"]
    choices = {"a": "agree", "b": "agree_lower", "c": "disagree", "d": "abstain", "e": None}
    assert count(choices, roll) == Tally(base=6, agree=1, agree_lower=1, disagree=1, abstain=1, missing=2)


def test_opinions_in_every_combination_add_up_to_the_roll() -> None:
    roll = ["a", "b", "c", "d"]
    for opinions in product([*CHOICES, None], repeat=4):
        counted = count(dict(zip(roll, opinions, strict=True)), roll)
        assert counted.base == 4
        assert counted.missing == opinions.count(None)
        assert counted.agree == opinions.count("agree")


def test_strangers_doubles_and_unknown_choices_are_refused() -> None:
    with pytest.raises(NotOnTheRoll, match="x"):
        count({"x": "agree"}, ["a"])
    with pytest.raises(NotOnTheRoll):
        count({"x": None}, ["a"])
    with pytest.raises(ValueError, match="twice"):
        count({}, ["a", "a"])
    with pytest.raises(ValueError, match="no such choice"):
        count({"a": "yes"}, ["a"])
    with pytest.raises(ValueError, match="add up"):
        Tally(3, 1, 1, 0, 0, 0)


def test_a_missing_opinion_is_no_agreement() -> None:
    assert finding(tally(4, 0, missing=4), MAJORITY, False) == "not_endorsed"
    assert finding(tally(5, 0, missing=4), MAJORITY, False) == "endorsed"
    assert finding(tally(4, 0, abstain=4), MAJORITY, False) == "not_endorsed"


def test_the_lower_award_is_found_only_where_there_is_one() -> None:
    mixed = tally(4, 3, agree_lower=2)
    assert finding(mixed, MAJORITY, True) == "endorsed_lower"
    assert finding(mixed, MAJORITY, False) == "not_endorsed"
    assert finding(tally(4, 5), MAJORITY, True) == "not_endorsed"
    assert finding(tally(5, 0, agree_lower=4), MAJORITY, True) == "endorsed"


def test_the_count_is_told_step_by_step() -> None:
    told = explain(tally(8, 1), MAJORITY, "endorsed", "vi")
    assert told[2] == ("8/9 thành viên đồng ý; yêu cầu quá một nửa: một nửa của 9 là 4,5, vậy cần ít nhất 5; đạt.")
    assert told[-1] == "Kết luận: Hội đồng đồng ý đề nghị khen thưởng."
    told = explain(tally(7, 1, missing=1), FOUR_FIFTHS, "not_endorsed", "en")
    assert told[2] == "A member whose opinion was not received does not count as agreeing."
    assert told[3] == (
        "7 of 9 members agree; at least 80% is required: 80% of 9 is 7.2, so at least 8 must agree; not reached."
    )


def test_the_lower_award_and_odd_shares_are_told_too() -> None:
    told = explain(tally(4, 3, agree_lower=2), MAJORITY, "endorsed_lower", "vi")
    assert "4 + 2 = 6; 6/9, cần ít nhất 5; đạt" in told[-2]
    assert "chỉ đồng ý mức thấp hơn: 2" in told[1]
    told = explain(tally(8, 2), Threshold(2, 3, False), "endorsed", "en")
    assert "2/3 of 10 is ≈6.66, so at least 7" in told[2]
    assert (
        "một nửa của 10 là 5, vậy cần ít nhất 6; không đạt" in explain(tally(5, 5), MAJORITY, "not_endorsed", "vi")[2]
    )


@pytest.mark.parametrize("claimed", ["not_endorsed", "endorsed_lower"])
def test_a_finding_that_does_not_follow_is_never_explained(claimed: str) -> None:
    with pytest.raises(ValueError, match="does not follow"):
        explain(tally(8, 1), MAJORITY, claimed, "vi")
    with pytest.raises(ValueError, match="does not follow"):
        explain(tally(1, 8), MAJORITY, "endorsed", "vi")
