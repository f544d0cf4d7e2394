"""Counting a council's opinions. Whole numbers only: no share is ever rounded.

The base of every count is the members in office, not those present: a member whose opinion is
missing has not agreed (Decree 98/2023/NĐ-CP, Art. 30(7), for the titles it names; the same base
is used for all awards). Who is recused gives no opinion; whether the base keeps them is a rule.
Opinions of the absent in writing are counted with the others and listed apart.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from states.refusals import Fault

Finding = Literal["endorsed", "endorsed_lower", "not_endorsed", "re_vote"]
Disclosure = Literal["unanimous", "all_but_one", "very_small"]

CHOICES: Final = ("agree", "agree_lower", "disagree", "abstain")
BASE_RULES: Final = ("members", "less_recused")
"""What a share is taken of: all members in office, or those who are not recused."""
VERY_SMALL: Final = 5
"""So few who vote in secret that their neighbours can guess who voted how."""


class NotOnTheRoll(Fault, ValueError):
    """An opinion came from somebody who is not a member in office that day."""


class RecusedVoted(Fault, ValueError):
    """An opinion came from a member who takes no part in this case."""


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
class CountRules:
    """What a council's rules say of its counts: who stays in the base, and whether the absent may write."""

    recused_stay_in_base: bool = True
    written_count: bool = True


@dataclass(frozen=True)
class Opinions:
    """How many said what."""

    agree: int = 0
    agree_lower: int = 0
    disagree: int = 0
    abstain: int = 0

    @property
    def parts(self) -> tuple[int, int, int, int]:
        """The numbers, in the order of ``CHOICES``."""
        return self.agree, self.agree_lower, self.disagree, self.abstain

    @property
    def given(self) -> int:
        """How many said anything."""
        return self.agree + self.agree_lower + self.disagree + self.abstain

    def __add__(self, other: Opinions) -> Opinions:
        return Opinions(
            self.agree + other.agree, self.agree_lower + other.agree_lower, self.disagree + other.disagree,
            self.abstain + other.abstain,
        )  # fmt: skip

    def __sub__(self, other: Opinions) -> Opinions:
        return Opinions(
            self.agree - other.agree, self.agree_lower - other.agree_lower, self.disagree - other.disagree,
            self.abstain - other.abstain,
        )  # fmt: skip


NOBODY: Final = Opinions()
AS_DECREED: Final = CountRules()


@dataclass(frozen=True, kw_only=True)
class Tally:
    """How the members in office decided on one nominee: each of them is counted once.

    ``here`` are opinions given in the session, by name or on paper; ``written`` those of absent members in writing.
    ``surplus`` is how many papers came back more than were handed out: then nobody knows what the members wanted.
    """

    members: int
    here: Opinions
    written: Opinions = NOBODY
    recused: int = 0
    invalid: int = 0
    missing: int = 0
    surplus: int = 0
    rules: CountRules = AS_DECREED

    def __post_init__(self) -> None:
        numbers = *self.here.parts, *self.written.parts, self.recused, self.invalid, self.missing
        if min(numbers) < 0 or self.surplus < 0 or sum(numbers) != self.members + self.surplus:
            raise ValueError(f"the count does not add up: {self}")

    @property
    def base(self) -> int:
        """How many members the share is taken of."""
        return self.members if self.rules.recused_stay_in_base else self.members - self.recused

    @property
    def cast(self) -> int:
        """How many spoke in the session: by name, or with a paper that came back."""
        return self.here.given + self.invalid

    @property
    def counted(self) -> Opinions:
        """The opinions that count: those in writing with the others, where the rules let them."""
        return self.here + self.written if self.rules.written_count else self.here

    @property
    def agree(self) -> int:
        """How many agree."""
        return self.here.agree + self.written.agree * self.rules.written_count

    @property
    def agree_lower(self) -> int:
        """How many agree to the lower award only."""
        return self.here.agree_lower + self.written.agree_lower * self.rules.written_count

    @property
    def disagree(self) -> int:
        """How many disagree."""
        return self.here.disagree + self.written.disagree * self.rules.written_count

    @property
    def abstain(self) -> int:
        """How many abstain."""
        return self.here.abstain + self.written.abstain * self.rules.written_count

    def columns(self) -> dict[str, int | str]:
        """The count as a finding keeps it."""
        counted, written = self.counted, self.written
        return {
            "members": self.members, "recused": self.recused,
            "base_rule": BASE_RULES[not self.rules.recused_stay_in_base], "base": self.base,
            **dict(zip(CHOICES, counted.parts, strict=True)), "invalid": self.invalid,
            "missing": self.missing, "surplus": self.surplus, "written_count": int(self.rules.written_count),
            **{f"written_{choice}": number for choice, number in zip(CHOICES, written.parts, strict=True)},
        }  # fmt: skip

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> Tally:
        """The count that a finding keeps; ``row`` names at least ``COLUMNS``. Raises ``ValueError`` where it is bent."""
        rules = CountRules(row["base_rule"] == BASE_RULES[0], bool(row["written_count"]))
        counted = Opinions(*(row[choice] for choice in CHOICES))
        written = Opinions(*(row[f"written_{choice}"] for choice in CHOICES))
        numbers = {name: row[name] for name in ("members", "recused", "invalid", "missing", "surplus")}
        tally = cls(here=counted - written if rules.written_count else counted, written=written, rules=rules, **numbers)
        if tally.base != row["base"]:
            raise ValueError(f"no such base: {row['base']} of {tally}")
        return tally


COLUMNS: Final = tuple(Tally(members=0, here=NOBODY).columns())
"""What a finding keeps of its count."""


@dataclass(frozen=True, kw_only=True)
class Papers:
    """What the tellers found in the urn: ``issued`` papers were handed out."""

    issued: int
    opinions: Opinions
    invalid: int = 0

    @property
    def returned(self) -> int:
        """How many papers came back."""
        return self.opinions.given + self.invalid


def count(
    choices: Mapping[str, str | None], roll: Sequence[str], *, recused: Collection[str] = (),
    written: Collection[str] = (), rules: CountRules = AS_DECREED,
) -> Tally:  # fmt: skip
    """Count every member of ``roll`` exactly once; who gave no opinion counts as missing.

    ``choices`` maps a member to one of ``CHOICES`` or None; ``written`` are the members who gave theirs in writing. Raises
    ``NotOnTheRoll`` for anybody else, ``RecusedVoted`` for an opinion of a recused member, and ``ValueError`` for an
    unknown choice or a member listed twice.
    """
    _demand_on(roll, choices, recused, written)
    silent, apart = set(recused), set(written)
    spoke = {member: choice for member, choice in choices.items() if choice is not None}
    if odd := silent.intersection(spoke):
        raise RecusedVoted(f"take no part in this case: {', '.join(sorted(odd))}")
    here = _opinions([choice for member, choice in spoke.items() if member not in apart])
    in_writing = _opinions([choice for member, choice in spoke.items() if member in apart])
    missing = len(roll) - len(silent) - len(spoke)
    return Tally(members=len(roll), here=here, written=in_writing, recused=len(silent), missing=missing, rules=rules)


def count_papers(
    papers: Papers, roll: Sequence[str], *, recused: Collection[str] = (), written: Mapping[str, str] | None = None,
    rules: CountRules = AS_DECREED,
) -> Tally:  # fmt: skip
    """Count an urn, and what absent members wrote beside it; a paper that did not come back is a missing opinion.

    ``written`` maps a member to one of ``CHOICES``. Raises ``ValueError`` where more papers were handed out than there are
    members who may vote on paper, and what ``count`` raises.
    """
    apart = count(written or {}, roll, recused=recused, written=written or (), rules=rules)
    if not 0 <= papers.issued <= apart.missing:
        raise ValueError(f"{papers.issued} papers for {apart.missing} members")
    surplus = max(0, papers.returned - papers.issued)
    return Tally(
        members=apart.members, here=papers.opinions, written=apart.written, recused=apart.recused, invalid=papers.invalid,
        missing=apart.missing - papers.returned + surplus, surplus=surplus, rules=rules,
    )  # fmt: skip


def finding(tally: Tally, threshold: Threshold, lower_allowed: bool) -> Finding:
    """Return what the council found; ``re_vote`` where more papers came back than were handed out.

    Where the award names a lower one, members who agree to either are counted together
    for the lower: who finds the nominee worthy of the higher award finds them worthy of the
    lower too.
    """
    if tally.surplus:
        return "re_vote"
    agree, base = tally.agree, tally.base
    if threshold.is_reached(agree, base):
        return "endorsed"
    if lower_allowed and threshold.is_reached(agree + tally.agree_lower, base):
        return "endorsed_lower"
    return "not_endorsed"


def discloses(tally: Tally) -> Disclosure | None:
    """Tell how the count of a secret ballot gives votes away, if it does; no cryptography can cure it.

    When all papers say the same, everybody knows every vote; when all but one do, the one who wrote it does.
    """
    cast, most = tally.cast, max(*tally.here.parts, tally.invalid)
    if not cast:
        return None
    if most == cast:
        return "unanimous"
    if most + 1 == cast:
        return "all_but_one"
    return "very_small" if is_very_small(cast) else None


def is_very_small(voters: int) -> bool:
    """Tell whether so few vote that a secret ballot can hardly be one: a warning for before it opens."""
    return voters <= VERY_SMALL


def _opinions(choices: Sequence[str]) -> Opinions:
    opinions = Opinions(*map(choices.count, CHOICES))
    if opinions.given != len(choices):
        raise ValueError(f"no such choice: {', '.join(sorted(set(choices).difference(CHOICES)))}")
    return opinions


def _demand_on(roll: Sequence[str], *named: Collection[str]) -> None:
    """Refuse a roll that names a member twice, and whoever does not stand on it."""
    members = set(roll)
    if len(members) != len(roll):
        raise ValueError("a member stands on the roll twice")
    for each in named:
        if not members.issuperset(each):
            raise NotOnTheRoll(f"not on the roll: {', '.join(sorted(set(each) - members))}")
