"""What may be stated about a nominee and a year: of whom it is asked, what it may say, and what a statement lacks.

A statement says one thing: a choice, a count, or something dated. ``NONE`` says that there is nothing of the kind; where
several statements of a kind may stand side by side, one that names something weighs more than that. What nobody has stated
stays unknown.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from states.refusals import Refusal
from states.regime import Regime
from states.rule_checks import DISCIPLINES, RATINGS
from states.vocabulary import FactKind, SubjectKind

NONE: Final = "none"
"""Said of a kind of which there is nothing."""
YES_NO: Final = ("yes", "no")
OPEN_MATTERS: Final = ("discipline", "inspection", "complaint", "denunciation", "press")
SCOPES: Final = ("grassroots", "province", "nation")
HOUSEHOLD_BREACHES: Final = ("criminal", "military_duty", "tax_duty", "administrative")
ENTERPRISE_BREACHES: Final = (
    "tax", "social_insurance", "environment", "labour_safety", "fire_safety", "food_safety",
)  # fmt: skip

_PERSON = (SubjectKind.INDIVIDUAL,)
_BODY = (SubjectKind.COLLECTIVE,)
_WORKING = (SubjectKind.INDIVIDUAL, SubjectKind.COLLECTIVE)
_FAMILY = (SubjectKind.HOUSEHOLD,)
_EVERYBODY = tuple(SubjectKind)


@dataclass(frozen=True, kw_only=True)
class FactRule:
    """What a statement of one kind says.

    ``choices`` are the words it may choose; ``most`` bounds a count; ``is_dated`` wants the day it began, ``is_named`` a
    name; ``of_history`` chooses a row of the award history, ``of_members_awards`` an award that the rules count among the
    members of a collective, ``of_members_history`` a row of the history of those in the
    register of its unit. ``is_many``: several stand side by side.
    """

    asked_of: tuple[SubjectKind, ...]
    choices: tuple[str, ...] = ()
    most: int | None = None
    is_dated: bool = False
    is_named: bool = False
    of_history: bool = False
    of_members_awards: bool = False
    of_members_history: bool = False
    is_many: bool = False


_ANY_NUMBER = 100_000

FACTS: Final[Mapping[FactKind, FactRule]] = {
    FactKind.WORK: FactRule(asked_of=_PERSON, choices=("official", "farmer", "enterprise", "other")),
    FactKind.RATING: FactRule(asked_of=_WORKING, choices=RATINGS),
    FactKind.MONTHS: FactRule(asked_of=_PERSON, most=12),
    FactKind.DISCIPLINE: FactRule(asked_of=_WORKING, choices=(NONE, *DISCIPLINES), is_dated=True, is_many=True),
    FactKind.OPEN_MATTER: FactRule(asked_of=_EVERYBODY, choices=(NONE, *OPEN_MATTERS), is_dated=True, is_many=True),
    FactKind.MANAGED: FactRule(asked_of=_EVERYBODY, choices=YES_NO),
    FactKind.REWARDED: FactRule(asked_of=_EVERYBODY, choices=(NONE,), of_history=True, is_many=True),
    FactKind.GROUND: FactRule(asked_of=_EVERYBODY, choices=(NONE,), of_history=True, is_many=True),
    FactKind.INITIATIVE: FactRule(
        asked_of=_PERSON, choices=(NONE, *SCOPES), is_dated=True, is_named=True, is_many=True
    ),
    FactKind.RESEARCH: FactRule(asked_of=_PERSON, choices=YES_NO),
    FactKind.COMBAT: FactRule(asked_of=_PERSON, choices=YES_NO),
    FactKind.MEMBERS: FactRule(asked_of=_BODY, most=_ANY_NUMBER),
    FactKind.MEMBER_AWARD: FactRule(asked_of=_BODY, of_members_history=True, is_many=True),
    FactKind.MEMBERS_WITH_AWARD: FactRule(asked_of=_BODY, of_members_awards=True, most=_ANY_NUMBER, is_many=True),
    FactKind.MEMBERS_COMPLETED: FactRule(asked_of=_BODY, most=_ANY_NUMBER),
    FactKind.MEMBERS_WOMEN: FactRule(asked_of=_BODY, most=_ANY_NUMBER),
    FactKind.MEMBERS_DISCIPLINE: FactRule(asked_of=_BODY, choices=(NONE, *DISCIPLINES)),
    FactKind.ENTERPRISE: FactRule(asked_of=_BODY, choices=YES_NO),
    FactKind.ENTERPRISE_BREACH: FactRule(asked_of=_BODY, choices=(NONE, *ENTERPRISE_BREACHES), is_many=True),
    FactKind.DISSOLVED: FactRule(asked_of=_BODY, choices=YES_NO),
    FactKind.SCORE: FactRule(asked_of=(SubjectKind.HOUSEHOLD, SubjectKind.VILLAGE), most=1000),
    FactKind.HOUSEHOLD_BREACH: FactRule(asked_of=_FAMILY, choices=(NONE, *HOUSEHOLD_BREACHES), is_many=True),
}  # fmt: skip


def asked_of(kind: str) -> tuple[FactKind, ...]:
    """What is stated about such a nominee, in the order of the form."""
    return tuple(fact for fact, rule in FACTS.items() if kind in rule.asked_of)


def member_awards(*regimes: Regime) -> tuple[str, ...]:
    """The awards that conditions of these rules count among the members of a collective."""
    lines = (line.check for regime in regimes for rules in regime.every_award for line in rules.conditions)
    asked = (one for check in lines if check for one in (check, *check.alternatives))
    return tuple(dict.fromkeys(one.award for one in asked if one.kind == "member_awards"))


def choices_of(fact: FactKind, counted: Sequence[str]) -> tuple[str, ...]:
    """The words that a statement of a kind may choose; ``counted`` are the awards that the rules count among members."""
    rule = FACTS[fact]
    return tuple(counted) if rule.of_members_awards else rule.choices


def lacking(
    fact: FactKind, kind: str | None, held: Sequence[str], counted: Sequence[str], *, chosen: str, amount: int | None,
    since: date | None, until: date | None, called: str,
) -> Iterator[Refusal]:  # fmt: skip
    """What is wrong with a statement about a nominee of this kind who holds these awards; each at its field.

    Of a statement that names a member's award, ``held`` are the awards of the members.

    ``counted`` are the awards that the rules count among the members of a collective.
    """
    rule = FACTS[fact]
    if kind not in rule.asked_of:
        yield Refusal("fact_not_asked", {"fact": fact, "kind": kind or ""}, at="fact")
    choices = choices_of(fact, counted)
    names_row = rule.of_history or rule.of_members_history
    chooses = choices or names_row or rule.of_members_awards
    if chooses and chosen not in (*choices, *(held if names_row else ())):
        yield Refusal("fact_choice_unknown", at="chosen")
    if rule.most is not None and (amount is None or not 0 <= amount <= rule.most):
        yield Refusal("amount_out_of_range", {"first": 0, "last": rule.most}, at="amount")
    if chosen == NONE:
        return
    if rule.is_dated and since is None:
        yield Refusal("day_missing", at="since")
    if since is not None and until is not None and until < since:
        yield Refusal("day_before_beginning", at="until")
    if rule.is_named and not called.strip():
        yield Refusal("called_missing", at="called")


def standing(said: Sequence[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    """What counts of all that was stated, the oldest first: the latest word on a thing, the office's before a unit's."""
    latest: dict[tuple[Any, ...], Mapping[str, Any]] = {}
    for row in said:
        thing = _thing(row)
        before = latest.get(thing)
        if before is None or row["unit_id"] is None or before["unit_id"] is not None:
            latest[thing] = row
    yield from latest.values()


def _thing(row: Mapping[str, Any]) -> tuple[Any, ...]:
    """What a statement is about: of one kind and year there is one, or one for each thing that it names."""
    if not FACTS[row["fact"]].is_many:
        return row["fact"], row["year"]
    return row["fact"], row["year"], row["chosen"], row["since"], row["called"]
