"""A count told step by step, in the words that screens and papers share. Whole numbers only, like the count itself."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterator, Mapping
from typing import Final, TypeVar

from states.tally import BASE_RULES, CHOICES, Disclosure, Opinions, Tally, Threshold, discloses
from states.tally_wording import WORDS

SURPLUS: Final = "re_vote_surplus"
TIE: Final = "re_vote_tie"
"""What the close of a vote notes as the reason why a case is released, to be told to each reader in words."""

Key = TypeVar("Key", bound=Hashable)


def explain(tally: Tally, threshold: Threshold, finding: str, language: str) -> tuple[str, ...]:
    """Tell the count step by step in ``language`` ("vi" or "en"), one sentence a step.

    Raises ``ValueError`` when ``finding`` contradicts the count.
    """
    return (*count_steps(tally, threshold, finding, language), conclusion(finding, language))


def count_steps(tally: Tally, threshold: Threshold, finding: str, language: str) -> tuple[str, ...]:
    """The same without the conclusion, for a finding that more than the count decides."""
    if not _follows(tally, threshold, finding):
        raise ValueError(f"{finding} does not follow from the count")
    return (*_who_said_what(tally, language), *_shares(tally, threshold, finding, WORDS[language]))


def conclusion(finding: str, language: str) -> str:
    """What the council found, in a sentence."""
    return WORDS[language][finding]


def reason_in_words(reason: str, language: str) -> str:
    """Why a case stands where it stands: what somebody wrote, as it is; why the council must vote anew, in ``language``."""
    return WORDS[language][reason] if reason in (TIE, SURPLUS) else reason


def disclosure_in_words(disclosure: Disclosure, voters: int, language: str, *, in_secret: bool = True) -> str:
    """Why a secret ballot of ``voters`` members is not one; or what the totals of a vote by name give away of its votes."""
    return WORDS[language][disclosure if in_secret else f"open_{disclosure}"].format(voters=voters)


def foretold(language: str) -> str:
    """What the totals of a secret ballot may give away, however many vote; told before it."""
    return WORDS[language]["foretold"]


def disclosures(
    tallies: Mapping[Key, Tally], language: str, *, in_secret: Collection[Key]
) -> list[tuple[str, list[Key]]]:
    """What the totals of these counts give away, once for all of which it is true; ``in_secret``: those without names."""
    told = {
        key: (disclosure_in_words(kind, tally.cast, language, in_secret=key in in_secret),)
        for key, tally in tallies.items()
        if (kind := discloses(tally))
    }
    return [(words, keys) for keys, (words,) in told_alike(told)]


def told_alike(told: Mapping[Key, tuple[str, ...]]) -> list[tuple[list[Key], tuple[str, ...]]]:
    """What is told alike, once, with all whom it is told of, in their order."""
    groups: dict[tuple[str, ...], list[Key]] = {}
    for key, steps in told.items():
        groups.setdefault(steps, []).append(key)
    return [(keys, steps) for steps, keys in groups.items()]


def _follows(tally: Tally, threshold: Threshold, finding: str) -> bool:
    """Whether a count can have come to a finding. Who passed may have to be voted on anew, for the places are too few."""
    if tally.surplus:
        return finding == "re_vote"
    reached, together = _reached(tally, threshold)
    return finding in (
        ("endorsed", "re_vote") if reached else
        ("endorsed_lower", "not_endorsed", "re_vote") if together else
        ("not_endorsed",)
    )  # fmt: skip


def _reached(tally: Tally, threshold: Threshold) -> tuple[bool, bool]:
    """Whether the threshold is reached for the award, and for the lower one."""
    agree, base = tally.agree, tally.base
    return threshold.is_reached(agree, base), threshold.is_reached(agree + tally.agree_lower, base)


def _who_said_what(tally: Tally, language: str) -> Iterator[str]:
    words = WORDS[language]
    rule = BASE_RULES[not tally.rules.recused_stay_in_base]
    yield words["base" if tally.base == tally.members else "base_less"].format(members=tally.members, base=tally.base)
    yield words[f"{'recused' if tally.recused else 'nobody'}_{rule}"].format(recused=tally.recused)
    others = [words[kind].format(**{kind: number}) for kind, number in _others(tally)]
    said = "; ".join([*_said(tally.counted, words), *others])
    yield f"{said[0].upper()}{said[1:]}."
    if tally.written.given:
        named = "written" if tally.rules.written_count else "written_apart"
        yield words[named].format(given=tally.written.given, parts="; ".join(_said(tally.written, words)))
    if tally.invalid:
        yield words["invalid_is_no"]
    if tally.missing:
        yield words["missing_is_no"]
    if tally.surplus:
        yield words["surplus"].format(surplus=tally.surplus)


def _said(opinions: Opinions, words: Mapping[str, str]) -> list[str]:
    """Who said what; of the lower award only where somebody chose it."""
    numbers = {choice: getattr(opinions, choice) for choice in CHOICES}
    return [words[choice].format(**numbers) for choice, number in numbers.items() if number or choice != "agree_lower"]


def _others(tally: Tally) -> Iterator[tuple[str, int]]:
    if tally.invalid:
        yield "invalid", tally.invalid
    yield "missing", tally.missing


def _shares(tally: Tally, threshold: Threshold, finding: str, words: Mapping[str, str]) -> Iterator[str]:
    """How many agree, and how many would have to."""
    if tally.surplus:
        return
    base, agree, lower = tally.base, tally.agree, tally.agree_lower
    reached, reached_together = _reached(tally, threshold)
    share, demand = _share_in_words(threshold, words)
    product = _decimal(base * threshold.num, threshold.den, words["decimal_mark"])
    numbers = {"base": base, "agree": agree, "agree_lower": lower, "together": agree + lower,
               "needed": threshold.least_agreeing(base)}  # fmt: skip
    verdict = words["reached" if reached else "missed"]
    yield words["share"].format(**numbers, share=share, demand=demand, product=product, verdict=verdict)
    if lower and not reached and reached_together == (finding != "not_endorsed"):
        yield words["share_lower"].format(**numbers, verdict=words["reached" if reached_together else "missed"])


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
