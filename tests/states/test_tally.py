from fractions import Fraction
from itertools import product

import pytest

from states.tally import (
    CHOICES,
    COLUMNS,
    CountRules,
    NotOnTheRoll,
    Opinions,
    Papers,
    RecusedVoted,
    Tally,
    Threshold,
    count,
    count_papers,
    discloses,
    finding,
    is_very_small,
    quorum_needed,
)

MAJORITY = Threshold(1, 2, True)
FOUR_FIFTHS = Threshold(4, 5, False)
THRESHOLDS = [
    Threshold(num, den, strict)
    for den in range(1, 11)
    for num in range(1, den + 1)
    for strict in (True, False)
    if not (strict and num == den)
]


LESS_RECUSED = CountRules(recused_stay_in_base=False)
NOTHING_WRITTEN = CountRules(written_count=False)


def tally(agree: int, disagree: int, *, agree_lower: int = 0, abstain: int = 0, missing: int = 0) -> Tally:
    here = Opinions(agree, agree_lower, disagree, abstain)
    return Tally(members=here.given + missing, here=here, missing=missing)


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
    assert count(choices, roll) == Tally(members=6, here=Opinions(1, 1, 1, 1), missing=2)


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
        Tally(members=3, here=Opinions(1, 1), missing=0)
    with pytest.raises(ValueError, match="add up"):
        Tally(members=1, here=Opinions(2, -1))
    with pytest.raises(NotOnTheRoll):
        count({}, ["a"], recused=["x"])
    with pytest.raises(NotOnTheRoll):
        count({}, ["a"], written=["x"])
    with pytest.raises(RecusedVoted):
        count({"a": "disagree"}, ["a", "b"], recused=["a"])


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


def test_opinions_in_writing_are_counted_and_listed_apart() -> None:
    roll = ["a", "b", "c", "d"]
    choices = {"a": "agree", "b": "agree", "c": "agree", "d": "abstain"}
    counted = count(choices, roll, written=["c", "d"])
    assert counted.here == Opinions(agree=2) and counted.written == Opinions(agree=1, abstain=1)
    assert (counted.agree, counted.abstain, counted.missing) == (3, 1, 0)
    assert finding(counted, MAJORITY, False) == "endorsed"
    apart = count(choices, roll, written=["c", "d"], rules=NOTHING_WRITTEN)
    assert (apart.agree, apart.abstain, apart.base) == (2, 0, 4), "told, and not counted"
    assert finding(apart, MAJORITY, False) == "not_endorsed"


def test_the_recused_stay_in_the_base_unless_the_rules_say_otherwise() -> None:
    roll = [*"abcdefghij"]
    choices = dict.fromkeys(roll[:8], "agree") | {"i": "disagree"}
    ninth = Threshold(9, 10, False)
    stays = count(choices, roll, recused=["j"])
    assert (stays.base, stays.recused, stays.missing) == (10, 1, 0)
    assert finding(stays, Threshold(17, 20, False), False) == "not_endorsed"
    leaves = count(choices, roll, recused=["j"], rules=LESS_RECUSED)
    assert leaves.base == 9
    assert finding(leaves, Threshold(17, 20, False), False) == "endorsed"
    assert finding(leaves, ninth, False) == "not_endorsed"
    nobody = count({}, roll, recused=roll, rules=LESS_RECUSED)
    assert nobody.base == 0 and finding(nobody, MAJORITY, True) == "not_endorsed"


def test_an_urn_is_counted_with_its_invalid_and_missing_papers() -> None:
    roll = [*"abcdefghi"]
    found = Papers(issued=6, opinions=Opinions(agree=4, disagree=1), invalid=1)
    counted = count_papers(found, roll, recused=["i"], written={"h": "agree"})
    assert counted == Tally(
        members=9, here=Opinions(agree=4, disagree=1), written=Opinions(agree=1), recused=1, invalid=1, missing=1
    )
    assert counted.agree == 5 and finding(counted, MAJORITY, False) == "endorsed"
    short = count_papers(Papers(issued=9, opinions=Opinions(agree=7)), roll)
    assert short.missing == 2, "a paper that does not come back is no agreement"
    with pytest.raises(ValueError, match="papers for"):
        count_papers(Papers(issued=8, opinions=Opinions()), roll, recused=["i"], written={"h": "agree"})


def test_more_papers_than_were_handed_out_make_the_vote_void() -> None:
    counted = count_papers(Papers(issued=8, opinions=Opinions(agree=9)), [*"abcdefghi"])
    assert (counted.surplus, counted.missing) == (1, 1)
    assert finding(counted, MAJORITY, True) == "re_vote"
    assert finding(count_papers(Papers(issued=8, opinions=Opinions(agree=8)), [*"abcdefghi"]), MAJORITY, True) == (
        "endorsed"
    )


@pytest.mark.parametrize("rules", [CountRules(), LESS_RECUSED, NOTHING_WRITTEN])
def test_a_finding_keeps_its_whole_count(rules: CountRules) -> None:
    kept = Tally(
        members=12, here=Opinions(4, 1, 1, 0), written=Opinions(1, 0, 1, 1), recused=1, invalid=1, missing=2, surplus=1,
        rules=rules,
    )  # fmt: skip
    row = kept.columns()
    assert tuple(row) == COLUMNS and Tally.of({"id": "any", **row}) == kept
    with pytest.raises(ValueError, match="no such base"):
        Tally.of({**row, "base": int(row["base"]) + 1})
    with pytest.raises(ValueError, match="add up"):
        Tally.of({**row, "agree": int(row["agree"]) + 1})


def test_small_councils_give_secret_votes_away() -> None:
    assert discloses(tally(11, 0)) == "unanimous"
    assert discloses(tally(0, 9, missing=2)) == "unanimous", "whose paper is missing stands on the roll of the urn"
    assert discloses(tally(10, 1)) == discloses(tally(1, 0, agree_lower=8)) == "all_but_one"
    assert discloses(Tally(members=9, here=Opinions(agree=8), invalid=1)) == "all_but_one"
    assert discloses(Tally(members=9, here=Opinions(agree=4), written=Opinions(disagree=5))) == "unanimous"
    assert discloses(tally(9, 2)) is None
    assert discloses(tally(3, 2)) == "very_small" and discloses(tally(4, 2)) is None
    assert discloses(Tally(members=6, here=Opinions(3, 0, 2), recused=1)) == "very_small"
    assert discloses(tally(0, 0, missing=4)) is None
    assert discloses(tally(3, 2, missing=4)) == "very_small", "five papers are few, however many members there are"
    assert [voters for voters in range(1, 9) if is_very_small(voters)] == [1, 2, 3, 4, 5]
