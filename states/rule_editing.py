"""Which figures a plain form can change in a layer, and how each is entered: read off the types of the rules themselves."""

from __future__ import annotations

import types
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date
from functools import cache
from typing import Any, Final, Literal, Union, get_args, get_origin, get_type_hints

from states.award_rules import AwardRules
from states.regime import Regime
from states.rule_layers import BASE_SALARY, CALENDARS, FIXED, SECTIONS
from states.rule_parts import Quota, Sourced
from states.rule_reading import NONE
from states.tally import Threshold
from states.vocabulary import Honoured
from states.working_days import Term

Entered = Literal["term", "share", "threshold", "whole", "yes_no", "one_of", "day_of_year", "words", "quota"]

_DAYS_OF_YEAR: Final = frozenset({"submit_by", "finish_by", "upper_submit_by"})
_WORDS: Final = frozenset({"decision_form"})
_ONLY_TOGETHER: Final = frozenset({"council_step", "vote_method", "ballot", "base"})
"""What contradicts the rest when it changes alone."""

_PLAIN: Final[Mapping[Any, Entered]] = {Term: "term", Threshold: "threshold", bool: "yes_no", int: "whole",
                                            Quota: "quota"}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Editable:
    """A figure that a form can change: its key, how it is entered, the words to choose from, whether it may say "none"."""

    key: str
    entered: Entered
    choices: tuple[str, ...] = ()
    may_be_none: bool = False


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
    if section != "forms" or code not in regime.forms:
        return found
    form = regime.forms[code]
    felt, written = regime.rules(form.award, form.basis), form.rules
    return tuple(each for each in found if _stands(each.key, felt, written))


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
        table = table.get(part) if isinstance(table, Mapping) else None
    return table


def one_figure(
    place: tuple[str, str, str], value: Any, *, level: str, organisation: str, document: str, article: str, mark: str,
    valid_from: date, valid_to: date | None,
) -> dict[str, Any]:  # fmt: skip
    """Return a layer that changes the one figure at ``place`` (section, award or form, key), as plain data."""
    source = f"{document}, {article}"
    head: dict[str, Any] = {
        "code": f"{document}: {'.'.join(part for part in place if part)}", "level": level, "organisation": organisation,
        "document": document, "name_vi": f"Quy định theo văn bản {document}", "name_en": f"Rules under document {document}",
        "valid_from": valid_from, "source": source, "mark": mark,
        "changes": _change_of(*place, {"value": value, "source": source, "mark": mark}),
    }  # fmt: skip
    return head if valid_to is None else head | {"valid_to": valid_to}


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


def _change_of(section: str, code: str, key: str, figure: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a layer says that changes this one figure."""
    if not key:
        return {section: dict(figure)}
    first, _, second = key.partition(".")
    own: dict[str, Any] = {first: {second: dict(figure)} if second else dict(figure)}
    return {section: {code: own} if code else own}


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
