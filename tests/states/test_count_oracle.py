"""The count against brute force: every council of up to fifteen members, however they split.

The other counter knows no line of ours: it looks at the numbers that the members were dealt, and compares exact fractions.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from fractions import Fraction
from itertools import permutations, product
from math import comb
from pathlib import Path
from types import ModuleType

import pytest

import states.ranking
import states.tally
import states.tally_explained
from states.regime import regimes
from states.tally import CountRules, Opinions, Papers, Tally, Threshold, count, count_papers, finding

ROLL = [f"member {place}" for place in range(15)]
RULES = [CountRules(stays, written) for stays, written in product((True, False), repeat=2)]
"""Every second one counts what was written; the others are tried on councils of up to ten, to save time."""
OURS = {
    rules.threshold.value
    for regime in regimes()
    for rules in (*regime.awards.values(), *(form.rules for form in regime.forms.values()))
    if rules.threshold.value is not None
}
"""Every threshold of the law on file."""
SHARES = sorted({Fraction(each.num, each.den) for each in OURS} | {
    Fraction(num, den) for num, den in ((1, 2), (2, 3), (3, 5), (7, 10), (3, 4), (4, 5), (9, 10), (1, 1), (1, 3))
})  # fmt: skip
THRESHOLDS = [
    *OURS,
    *(
        Threshold(share.numerator, share.denominator, strict)
        for share in SHARES
        for strict in (True, False)
        if not (strict and share == 1)
    ),
]


def splits(kinds: int, members: int) -> Iterator[tuple[int, ...]]:
    """Every way to deal ``members`` to kinds."""
    if kinds == 1:
        yield (members,)
        return
    for first in range(members + 1):
        for rest in splits(kinds - 1, members - first):
            yield (first, *rest)


def agreed(threshold: Threshold, agree: int, base: int) -> bool:
    """Whether the threshold is reached, by exact fractions."""
    if not base:
        return False
    got, share = Fraction(agree, base), Fraction(threshold.num, threshold.den)
    return got > share if threshold.strict else got >= share


FOUND = {
    (agree, base): ["endorsed" if agreed(each, agree, base) else "not_endorsed" for each in THRESHOLDS]
    for base in range(16)
    for agree in range(base + 1)
}
"""What a count comes to under each of the thresholds."""


def test_the_law_on_file_is_among_the_thresholds() -> None:
    assert Threshold(4, 5, False) in OURS and Threshold(1, 2, True) in OURS
    assert len(THRESHOLDS) >= 2 * 9 - 1 + len(OURS)


@pytest.mark.parametrize("members", range(16))
def test_every_council_of_up_to_fifteen_is_counted_like_by_hand(members: int) -> None:
    """Agree, disagree, abstain, each here or in writing; missing; recused: half a million councils in all.

    Each is counted over both bases. What it comes to is asked under one threshold after the other, and under all of them
    where a number of agreeing members of a base is met for the first time.
    """
    roll = ROLL[:members]
    met: set[tuple[int, int]] = set()
    councils = 0
    for turn, numbers in enumerate(splits(8, members)):
        agree, disagree, abstain, wrote_agree, wrote_disagree, wrote_abstain, missing, recused = numbers
        here, spoke = agree + disagree + abstain, members - missing - recused
        said = ["agree"] * agree + ["disagree"] * disagree + ["abstain"] * abstain
        said += ["agree"] * wrote_agree + ["disagree"] * wrote_disagree + ["abstain"] * wrote_abstain
        opinions = dict(zip(roll, said, strict=False))
        written, out = roll[here:spoke], roll[members - recused :]
        for rules in RULES if members <= 10 else RULES[::2]:
            tally = count(opinions, roll, recused=out, written=written, rules=rules)
            place = agree + wrote_agree * rules.written_count, members - recused * (not rules.recused_stay_in_base)
            assert (tally.agree, tally.base) == place, (numbers, rules)
            asked = range(len(THRESHOLDS)) if place not in met else (turn % len(THRESHOLDS),)
            for each in asked:
                assert finding(tally, THRESHOLDS[each], False) == FOUND[place][each], (numbers, rules, THRESHOLDS[each])
            met.add(place)
        assert (tally.missing, tally.recused, tally.here.parts, tally.written.parts) == (
            missing, recused, (agree, 0, disagree, abstain), (wrote_agree, 0, wrote_disagree, wrote_abstain)
        )  # fmt: skip
        councils += 1
    assert councils == comb(members + 7, 7)
    assert len(met) == sum(base + 1 for base in range(members + 1)), (
        "every share that a council of this size can come to"
    )


@pytest.mark.parametrize("rules", RULES)
def test_the_lower_award_is_found_like_by_hand(rules: CountRules) -> None:
    """The same with those who agree to the lower award only, under every threshold, up to six members."""
    for members in range(7):
        for numbers in splits(8, members):
            agree, lower, no, wrote_agree, wrote_lower, wrote_no, missing, recused = numbers
            tally = Tally(
                members=members, here=Opinions(agree, lower, no), written=Opinions(wrote_agree, wrote_lower, wrote_no),
                recused=recused, missing=missing, rules=rules,
            )  # fmt: skip
            base = members - recused * (not rules.recused_stay_in_base)
            for_it = agree + wrote_agree * rules.written_count
            for_either = for_it + lower + wrote_lower * rules.written_count
            for threshold, own, either in zip(THRESHOLDS, FOUND[for_it, base], FOUND[for_either, base], strict=True):
                lower_found = "endorsed_lower" if either == "endorsed" else "not_endorsed"
                assert finding(tally, threshold, True) == ("endorsed" if own == "endorsed" else lower_found), numbers
                assert finding(tally, threshold, False) == own, numbers


def test_every_urn_is_counted_like_by_hand() -> None:
    """Papers of every kind, invalid, not returned, too many, beside opinions in writing and recused members: up to six."""
    for members in range(7):
        roll = ROLL[:members]
        for wrote, recused, issued in product(range(members + 1), repeat=3):
            if wrote + recused + issued > members:
                continue
            written, out = dict.fromkeys(roll[:wrote], "agree"), roll[members - recused :]
            for returned in range(issued + 2):
                for turn, (agree, disagree, abstain, invalid) in enumerate(splits(4, returned)):
                    papers = Papers(issued=issued, opinions=Opinions(agree, 0, disagree, abstain), invalid=invalid)
                    tally = count_papers(papers, roll, recused=out, written=written)
                    each = turn % len(THRESHOLDS)
                    found = finding(tally, THRESHOLDS[each], False)
                    if returned > issued:
                        assert found == "re_vote" and tally.surplus == returned - issued
                        continue
                    assert found == FOUND[agree + wrote, members][each]
                    assert tally.missing == members - recused - wrote - returned
                    assert (tally.invalid, tally.disagree, tally.abstain) == (invalid, disagree, abstain)


def test_the_order_of_the_roll_does_not_matter() -> None:
    said = ["agree", "agree", "abstain", "disagree", "agree", None, None]
    answers = {
        count(dict(zip(order, said, strict=True)), ROLL[:7], written=order[2:4], recused=order[6:])
        for order in permutations(ROLL[:7])
    }
    assert len(answers) == 1


@pytest.mark.parametrize(
    "module", [states.tally, states.tally_explained, states.ranking], ids=lambda each: each.__name__
)
def test_nothing_is_ever_divided_or_rounded(module: ModuleType) -> None:
    """Whole numbers only: no float, no division but the whole one, no rounding, nothing from a module that does such."""
    assert list(inexact(Path(str(module.__file__)).read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize(
    "line", ["a / b", "a /= b", "0.5", "round(a)", "float(a)", "import math", "from decimal import Decimal"]
)
def test_inexact_lines_are_noticed(line: str) -> None:
    assert list(inexact(line))


def inexact(source: str) -> Iterator[str]:
    """What a source computes inexactly."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.BinOp(op=ast.Div()) | ast.AugAssign(op=ast.Div()):
                yield f"divides in line {node.lineno}"
            case ast.Constant(value=float() | complex()):
                yield f"holds a float in line {node.lineno}"
            case ast.Name(id="float" | "round" | "complex" | "pow"):
                yield f"{node.id} in line {node.lineno}"
            case ast.Import(names=names) if any(each.name in _INEXACT for each in names):
                yield f"imports in line {node.lineno}"
            case ast.ImportFrom(module=name) if name in _INEXACT:
                yield f"imports in line {node.lineno}"


_INEXACT = {"math", "decimal", "statistics", "cmath"}
