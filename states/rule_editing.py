"""Which figures a plain form can change in a layer, and how each is entered: read off the types of the rules themselves."""

from __future__ import annotations

import types
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from functools import cache
from typing import Any, Final, Literal, Union, get_args, get_origin, get_type_hints

from states.award_rules import AwardRules
from states.regime import Regime
from states.rule_composing import digest_of
from states.rule_layers import BASE_SALARY, CALENDARS, FIXED, SECTIONS
from states.rule_parts import Quota, Sourced
from states.rule_reading import NONE
from states.tally import Threshold
from states.vocabulary import Honoured
from states.working_days import Term

Entered = Literal[
    "term", "share", "threshold", "whole", "yes_no", "one_of", "day_of_year", "words", "quota", "condition",
]  # fmt: skip

CONDITIONS: Final = "conditions"
"""Under this key stand the conditions of an award, a list; the key of one is ``conditions.`` and its code."""
PARAMETERS: Final = ("share", "times", "months", "least")
"""What a document may set otherwise in the check of a condition: a share of the members, years in a row, months, a number."""

Place = tuple[str, str, str]
"""Where a figure stands: the section, the award or form (empty outside of those), the key."""

_DAYS_OF_YEAR: Final = frozenset({"submit_by", "finish_by", "upper_submit_by"})
_WORDS: Final = frozenset({"decision_form"})
_ONLY_TOGETHER: Final = frozenset({"council_step", "vote_method", "ballot", "base"})
"""What contradicts the rest when it changes alone."""

_PLAIN: Final[Mapping[Any, Entered]] = {Term: "term", Threshold: "threshold", bool: "yes_no", int: "whole",
                                            Quota: "quota"}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Editable:
    """A figure that a form can change: its key, how it is entered, the words to choose from, whether it may say "none".

    ``parameters``: of a condition, which figures of its check.
    """

    key: str
    entered: Entered
    choices: tuple[str, ...] = ()
    may_be_none: bool = False
    parameters: tuple[str, ...] = ()


@cache
def editable(section: str) -> tuple[Editable, ...]:
    """Return the figures of a section in the order of the rules: of ``awards`` and ``forms`` those of one award."""
    kind: Any = AwardRules if section in ("awards", "forms") else SECTIONS[section]
    hints = get_type_hints(kind)
    found = [_editable(field.name, hints[field.name]) for field in fields(kind) if field.name not in FIXED]
    bonuses = [_bonus(who) for who in Honoured] if kind is AwardRules else []
    return tuple(each for each in (*found, *bonuses) if each is not None)


def with_effect(regime: Regime, section: str, code: str) -> tuple[Editable, ...]:
    """Return the figures of a place that a case can feel: where a form goes by the simple procedure, its steps are left out.

    Those are set for the simple procedure itself, which is a place of its own.
    """
    found = editable(section)
    if section == "awards" and code in regime.awards:
        return (*found, *conditions_of(regime.awards[code]))
    if section != "forms" or code not in regime.forms:
        return found
    form = regime.forms[code]
    felt, written = regime.rules(form.award, form.basis), form.rules
    return tuple(each for each in (*found, *conditions_of(written)) if _stands(each.key, felt, written))


def conditions_of(rules: AwardRules) -> tuple[Editable, ...]:
    """Return the conditions of an award of which a figure can be changed: a share, years, months, a number of members."""
    found = []
    for line in rules.conditions:
        asked = tuple(name for name in PARAMETERS if line.check and getattr(line.check, name))
        if asked:
            found.append(Editable(key=f"{CONDITIONS}.{line.code}", entered="condition", parameters=asked))
    return tuple(found)


def _stands(key: str, felt: AwardRules, written: AwardRules) -> bool:
    name = key.partition(".")[0]
    return getattr(felt, name, None) is getattr(written, name, None)


def own_forms(regime: Regime, award: str) -> tuple[str, ...]:
    """Return the forms of an award that have rules of their own: what a layer sets for the award does not reach them."""
    return tuple(code for code, form in regime.forms.items() if form.award == award)


def places(rules: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Give where figures stand in rules written out in full: (section, award or form), the latter empty outside of those."""
    for section in ("awards", "forms"):
        for code in rules.get(section, {}):
            yield section, code
    for section in SECTIONS:
        if section in rules:
            yield section, ""


def figure_at(rules: Mapping[str, Any], section: str, code: str, key: str) -> Any:
    """Return a figure of rules written out in full, with source and mark; ``None`` where they have none there."""
    table = rules.get(section, {})
    if code:
        table = table.get(code, {})
    if section == "forms":
        table = table.get("rules", {})
    for part in key.split("."):
        if isinstance(table, list):
            table = next((line for line in table if line.get("code") == part), None)
        else:
            table = table.get(part) if isinstance(table, Mapping) else None
    return table


def one_figure(place: Place, value: Any, **head: Any) -> dict[str, Any]:
    """Return a layer that changes the one figure at ``place``, as plain data; ``head`` as ``several_figures`` takes it."""
    return several_figures([(place, value)], **head)


def several_figures(
    figures: Sequence[tuple[Place, Any]], *, level: str, organisation: str, document: str, article: str, mark: str,
    valid_from: date, valid_to: date | None,
) -> dict[str, Any]:  # fmt: skip
    """Return the layer of one document that changes the figures at these places, as plain data.

    Of a condition the value is the line as it shall read, whole; its source and mark become those of the document.
    """
    source = f"{document}, {article}"
    sourced = {"source": source, "mark": mark}
    changes: dict[str, Any] = {}
    for place, value in figures:
        is_line = place[2].startswith(f"{CONDITIONS}.")
        _lay_in(changes, *place, {**value, **sourced} if is_line else {"value": value, **sourced})
    head: dict[str, Any] = {
        "code": f"{document}: {_called(tuple(place for place, _value in figures))}", "level": level,
        "organisation": organisation, "document": document, "name_vi": f"Quy định theo văn bản {document}",
        "name_en": f"Rules under document {document}", "valid_from": valid_from, **sourced, "changes": changes,
    }  # fmt: skip
    return head if valid_to is None else head | {"valid_to": valid_to}


def _called(places: tuple[Place, ...]) -> str:
    """What the layer is told apart by from others of the document: its first figure, and a mark of those that follow."""
    named = [".".join(part for part in place if part) for place in places]
    if len(named) == 1:
        return named[0]
    return f"{named[0]} +{len(named) - 1} ({digest_of({'figures': sorted(named)})[:8]})"


def salary_step(
    amount: int, *, organisation: str, document: str, article: str, mark: str, valid_from: date
) -> dict[str, Any]:
    """Return the Government's layer that sets the base salary from ``valid_from`` on, as plain data; đồng a month."""
    return one_figure(
        (BASE_SALARY, "", ""), amount, level="government", organisation=organisation, document=document, article=article,
        mark=mark, valid_from=valid_from, valid_to=None,
    )  # fmt: skip


def official_year(
    year: int, holidays: Iterable[tuple[date, str]], make_up_days: Iterable[tuple[date, str]], *, organisation: str,
    document: str, article: str, mark: str, valid_from: date,
) -> dict[str, Any]:  # fmt: skip
    """Return the Government's layer that lays down the days of one year, as plain data; each day with its name."""
    days = {
        name: [{"on": day, "name": called} for day, called in sorted(listed)]
        for name, listed in (("holidays", holidays), ("make_up_days", make_up_days))
    }
    return one_figure(
        (CALENDARS, "", str(year)), days, level="government", organisation=organisation, document=document, article=article,
        mark=mark, valid_from=valid_from, valid_to=None,
    )  # fmt: skip


def _lay_in(changes: dict[str, Any], section: str, code: str, key: str, figure: Mapping[str, Any]) -> None:
    """Write a figure into what a layer says, beside those that it says already."""
    if not key:
        changes[section] = dict(figure)
        return
    table = changes.setdefault(section, {})
    if code:
        table = table.setdefault(code, {})
    first, _, second = key.partition(".")
    if first == CONDITIONS:
        table.setdefault(CONDITIONS, []).append(dict(figure))
    elif second:
        table.setdefault(first, {})[second] = dict(figure)
    else:
        table[first] = dict(figure)


def _editable(key: str, hint: Any) -> Editable | None:
    sourced, _ = _without_none(hint)
    if get_origin(sourced) is not Sourced or key in _ONLY_TOGETHER:
        return None
    value, may_be_none = _without_none(get_args(sourced)[0])
    if get_origin(value) is Literal:
        choices = tuple(choice for choice in get_args(value) if choice != NONE or not may_be_none)
        return Editable(key=key, entered="one_of", choices=choices, may_be_none=may_be_none)
    entered = _entered(key, value)
    return None if entered is None else Editable(key=key, entered=entered, may_be_none=may_be_none)


def _entered(key: str, value: Any) -> Entered | None:
    if value in _PLAIN:
        return _PLAIN[value]
    if get_args(value) == (int, int):
        return "share"
    if key in _DAYS_OF_YEAR:
        return "day_of_year"
    return "words" if key in _WORDS else None


def _bonus(who: Honoured) -> Editable:
    return Editable(key=f"bonus.{who}", entered="share", may_be_none=True)


def _without_none(hint: Any) -> tuple[Any, bool]:
    if get_origin(hint) not in (types.UnionType, Union):
        return hint, False
    others = [part for part in get_args(hint) if part is not types.NoneType]
    return others[0], True
