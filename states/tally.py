"""Counting a council's opinions. Whole numbers only: no share is ever rounded.

The base of every count is the members in office, not those present: a member whose opinion is
missing has not agreed (Decree 98/2023/NĐ-CP, Art. 30(7), for the titles it names; the same base
is used for all awards).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Final, Literal

from states.refusals import Fault
from states.tally_wording import WORDS

Finding = Literal["endorsed", "endorsed_lower", "not_endorsed"]

CHOICES: Final = ("agree", "agree_lower", "disagree", "abstain")
_MISSING: Final = "missing"


class NotOnTheRoll(Fault, ValueError):
    """An opinion came from somebody who is not a member in office that day."""


@dataclass(frozen=True)
class Threshold:
    """The share of the base that must agree: ``num/den`` of it, or more than that when ``strict``."""

    num: int
    den: int
    strict: bool

    def __post_init__(self) -> None:
        if not 0 < self.num <= self.den:
            raise ValueError(f"no such share of a council: {self.num}/{self.den}")
        if self.strict and self.num == self.den:
            raise ValueError("more than all members can never agree")

    def is_reached(self, agree: int, base: int) -> bool:
        """Tell whether ``agree`` members of ``base`` are enough; an empty council never is."""
        if not 0 <= agree <= base:
            raise ValueError(f"{agree} members of {base} cannot agree")
        reached, needed = agree * self.den, base * self.num
        return base > 0 and (reached > needed if self.strict else reached >= needed)

    def least_agreeing(self, base: int) -> int:
        """Return the smallest number of agreeing members that reaches the threshold."""
        if self.strict:
            return base * self.num // self.den + 1
        return quorum_needed(base, self.num, self.den)


def quorum_needed(base: int, num: int, den: int) -> int:
    """Return how many of ``base`` members make at least ``num/den``; never less than one."""
    if base < 0 or not 0 < num <= den:
        raise ValueError(f"no such quorum: {num}/{den} of {base}")
    return max(1, -(-base * num // den))


@dataclass(frozen=True)
class Tally:
    """How the members in office decided on one nominee; the five kinds add up to ``base``."""

    base: int
    agree: int
    agree_lower: int
    disagree: int
    abstain: int
    missing: int

    def __post_init__(self) -> None:
        parts = (self.agree, self.agree_lower, self.disagree, self.abstain, self.missing)
        if min(parts) < 0 or sum(parts) != self.base:
            raise ValueError(f"the count does not add up: {parts} of {self.base}")


def count(choices: Mapping[str, str | None], roll: Sequence[str]) -> Tally:
    """Count every member of ``roll`` exactly once; who gave no opinion counts as missing.

    ``choices`` maps a member to one of ``CHOICES`` or None. Raises ``NotOnTheRoll`` for an opinion
    of anybody else, and ``ValueError`` for an unknown choice or a member listed twice.
    """
    members = set(roll)
    if len(members) != len(roll):
        raise ValueError("a member stands on the roll twice")
    strangers = sorted(set(choices) - members)
    if strangers:
        raise NotOnTheRoll(f"not on the roll: {', '.join(strangers)}")
    counted: Counter[str] = Counter()
    for member in roll:
        choice = choices.get(member)
        if choice is not None and choice not in CHOICES:
            raise ValueError(f"no such choice: {choice}")
        counted[_MISSING if choice is None else choice] += 1
    kinds = [field.name for field in fields(Tally) if field.name != "base"]
    return Tally(base=len(roll), **{kind: counted[kind] for kind in kinds})


def finding(tally: Tally, threshold: Threshold, lower_allowed: bool) -> Finding:
    """Return what the council found.

    Where the award names a lower one, members who agree to either are counted together
    for the lower: who finds the nominee worthy of the higher award finds them worthy of the
    lower too.
    """
    if threshold.is_reached(tally.agree, tally.base):
        return "endorsed"
    if lower_allowed and threshold.is_reached(tally.agree + tally.agree_lower, tally.base):
        return "endorsed_lower"
    return "not_endorsed"


def explain(tally: Tally, threshold: Threshold, finding: str, language: str) -> tuple[str, ...]:
    """Tell the count step by step in ``language`` ("vi" or "en"), one sentence a step.

    Raises ``ValueError`` when ``finding`` contradicts the count.
    """
    reached = threshold.is_reached(tally.agree, tally.base)
    together = tally.agree + tally.agree_lower
    reached_together = threshold.is_reached(together, tally.base)
    if reached != (finding == "endorsed") or (finding == "endorsed_lower" and not reached_together):
        raise ValueError(f"{finding} does not follow from the count")
    words = WORDS[language]
    numbers = {field.name: getattr(tally, field.name) for field in fields(tally)}
    numbers |= {"together": together, "needed": threshold.least_agreeing(tally.base)}
    share, demand = _share_in_words(threshold, words)
    product = _decimal(tally.base * threshold.num, threshold.den, words["decimal_mark"])
    verdict = words["reached" if reached else "missed"]
    steps = [
        words["base"].format(**numbers),
        words["parts_lower" if tally.agree_lower else "parts"].format(**numbers),
        words["missing"] if tally.missing else "",
        words["share"].format(**numbers, share=share, demand=demand, product=product, verdict=verdict),
        words["share_lower"].format(**numbers, verdict=words["reached"]) if finding == "endorsed_lower" else "",
        words[finding],
    ]
    return tuple(step for step in steps if step)


def _share_in_words(threshold: Threshold, words: Mapping[str, str]) -> tuple[str, str]:
    """Return the share (half, 80%, 2/3) and what the threshold demands (more than half …)."""
    num, den = threshold.num, threshold.den
    if 2 * num == den:
        share = words["half"]
    elif 100 * num % den == 0:
        share = f"{100 * num // den}%"
    else:
        share = f"{num}/{den}"
    return share, words["more_than" if threshold.strict else "at_least"].format(share=share)


def _decimal(num: int, den: int, mark: str) -> str:
    """Write ``num/den`` with at most two decimals, after ``≈`` when that is not exact."""
    hundredths = num * 100 // den
    decimals = f"{hundredths % 100:02}".rstrip("0")
    written = f"{hundredths // 100}{mark}{decimals}" if decimals else f"{hundredths // 100}"
    return written if num * 100 % den == 0 else f"≈{written}"
