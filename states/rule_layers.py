"""Layers over a regime: what a province lays down, and what a council decides for itself, each while it is in force.

The Government's own dated figures come the same way where they were laid down after the software was: a step of the base
salary, from the layer's first day on, and the holidays and make-up days of a year.
A layer says only what differs. It may set figures that the rules have a place for, and it may add papers and
conditions, or put its own in the place of one by its code; it can invent neither an award nor a key. What comes out is
a set of rules like any other, composed whole and named by the digest of the whole, so that a case can be pinned to it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any, Final, Literal

from states.award_rules import AwardRules
from states.regime import CouncilRules, Regime, composed, written_rules
from states.rule_composing import Raw, digest_of, from_canonical
from states.rule_parts import AnnulmentRules, ConsultationRules, ExchangeRules, IntakeRules, SimpleProcedure
from states.rule_reading import Mark, RulesUnreadable, read_as

LEVELS: Final = ("government", "province", "council")
"""Who lays a layer down, from the top."""
_RANKS: Final[Mapping[str, str]] = {"government": "decree"}
"""The rank of a level's text, where it has another name than the level."""
_LISTS: Final = ("documents", "conditions")
_LEAST_SURE_FIRST: Final = ("U", "B", "V")
FIXED: Final = frozenset({"code", "name_vi", "name_en", "competence", "decided_by", "offered"})
"""What no layer changes: the law says who decides, and the software what it can take through."""

BASE_SALARY: Final = "base_salary"
CALENDARS: Final = "calendars"

SECTIONS: Final[Mapping[str, type]] = {
    "council": CouncilRules,
    "intake": IntakeRules,
    "consultation": ConsultationRules,
    "annulment": AnnulmentRules,
    "exchange": ExchangeRules,
    "simple": SimpleProcedure,
}


@dataclass(frozen=True, kw_only=True)
class LayerHead:
    """Whose layer it is, which document authorises it, and from when to when it is in force."""

    code: str
    level: Literal["government", "province", "council"]
    organisation: str
    document: str
    name_vi: str
    name_en: str
    valid_from: date
    source: str
    mark: Mark
    valid_to: date | None = None

    def __post_init__(self) -> None:
        if self.valid_to is not None and self.valid_to < self.valid_from:
            raise ValueError("valid_to lies before valid_from")

    def is_valid_on(self, day: date) -> bool:
        """Tell whether the layer is in force on ``day``."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True)
class Layer:
    """One layer: its head and what it changes, as plain data; ``raw`` is both as they were written, ``digest`` covers it."""

    head: LayerHead
    changes: Raw
    digest: str
    raw: Raw


def read_layer(text: str, *, file: str) -> Layer:
    """Read a layer; raises ``RulesUnreadable`` naming ``file`` and the key that is wrong."""
    try:
        return layer_of(tomllib.loads(text), file=file)
    except tomllib.TOMLDecodeError as error:
        raise RulesUnreadable(f"{file}: {error}") from error


def kept_layer(content: str) -> Layer:
    """Read a layer as it was enacted, from canonical JSON; raises ``RulesUnreadable``."""
    try:
        raw = from_canonical(content)
    except ValueError as error:
        raise RulesUnreadable(f"layer: {error}") from error
    return layer_of(raw, file=f"layer {raw.get('code', '')}")


def layer_of(raw: Raw, *, file: str) -> Layer:
    """Return the layer that plain data describes: the head's keys and ``changes``; raises ``RulesUnreadable``."""
    changes = raw.get("changes")
    if not isinstance(changes, dict) or not changes:
        raise RulesUnreadable(f"{file}: changes is missing")
    head = read_as(LayerHead, {key: value for key, value in raw.items() if key != "changes"}, file=file)
    return Layer(head, changes, digest_of(raw), raw)


@cache
def layers_on_file() -> tuple[Layer, ...]:
    """Return the layers that come with the software, oldest first."""
    folder = files("states") / "regimes" / "layers"
    entries = [entry for entry in folder.iterdir() if entry.name.endswith(".toml")]
    found = [read_layer(entry.read_text("utf-8"), file=entry.name) for entry in entries]
    return tuple(sorted(found, key=lambda layer: layer.head.valid_from))


def compose(regime: Regime, layers: Iterable[Layer], on: date, *, written: Raw | None = None) -> Regime:
    """Return the rules of a day: the regime with the layers in force on ``on``, province before council, older before newer.

    Each value that a layer sets keeps the layer's own source and mark. ``written`` is the regime in full where it is not on
    file. Without a layer in force the regime itself is returned. Raises ``RulesUnreadable`` naming layer and key where a
    layer names an award or a key that the rules do not have.
    """
    inside = [layer for layer in layers if layer.head.is_valid_on(on)]
    if not inside:
        return regime
    full = laid_over(written_rules(regime.digest) if written is None else written, inside)
    return composed(full, file="+".join([regime.code, *full["layers"]]))


def laid_over(full: Raw, layers: Iterable[Layer]) -> Raw:
    """Return rules written out in full with layers over them; raises ``RulesUnreadable``."""
    for layer in in_order(layers):
        full = _laid_over(full, layer)
    return full


def in_order(layers: Iterable[Layer]) -> list[Layer]:
    """Return layers as they are laid: government, province, council, older before newer."""
    return sorted(layers, key=lambda one: (LEVELS.index(one.head.level), one.head.valid_from, one.head.code))


def as_far_as_fits(layer: Layer, full: Raw) -> Layer | None:
    """Return the layer without the awards, forms and sections that rules do not have any more; ``None`` if nothing is left.

    A law may do away with an award that a layer speaks of; then there is nothing left for it to change.
    """
    changes = {}
    for section, own in layer.changes.items():
        there = full.get(section, {})
        kept = {code: part for code, part in own.items() if code in there} if section in ("awards", "forms") else own
        if kept and (section in full or section == CALENDARS):
            changes[section] = kept
    return replace(layer, changes=changes) if changes else None


def _laid_over(full: Raw, layer: Layer) -> Raw:
    laid, head = dict(full), layer.head
    for section, changes in layer.changes.items():
        where = f"{head.code}: {section}"
        if section == "awards":
            laid["awards"] = _awards(full["awards"], changes, where, full.get("household_factor"))
        elif section == "forms":
            laid["forms"] = _forms(full.get("forms", {}), changes, where, full.get("household_factor"))
        elif section == BASE_SALARY:
            laid[section] = _salary_steps(full[section], changes, head, where)
        elif section == CALENDARS:
            laid[section] = full.get(section, {}) | _years(changes, head, where)
        elif section in SECTIONS and section in full:
            known = {field.name for field in fields(SECTIONS[section])}
            laid[section] = _figures(full[section], changes, known, where)
        else:
            raise RulesUnreadable(f"{where} is not a key that a layer may change")
    text = {"rank": _RANKS.get(head.level, head.level), "name": head.name_vi, "valid_from": head.valid_from}
    text |= {"source": head.source, "mark": head.mark}
    if head.valid_to is not None:
        text["valid_to"] = head.valid_to
    laid["texts"] = [*full.get("texts", []), text]
    laid["layers"] = [*full.get("layers", []), head.code]
    return laid


def _salary_steps(steps: list[Raw], amount: Any, head: LayerHead, where: str) -> list[Raw]:
    """The base salary with one more step from the layer's first day on, which stands in the place of one of the same day."""
    if head.level != "government":
        raise RulesUnreadable(f"{where} is laid down by the Government")
    if isinstance(amount, dict) and isinstance(amount.get("value"), int) and amount["value"] <= 0:
        raise RulesUnreadable(f"{where} must be above zero")
    others = [step for step in steps if step["since"] != head.valid_from]
    return sorted([*others, {"since": head.valid_from, "amount": amount}], key=lambda step: step["since"])


def _years(changes: Raw, head: LayerHead, where: str) -> Raw:
    """The official years that a layer lays down, each in the place of what was entered for it before."""
    if head.level != "government":
        raise RulesUnreadable(f"{where} are laid down by the Government")
    if not all(year.isascii() and year.isdigit() and len(year) == 4 for year in changes):
        raise RulesUnreadable(f"{where} must be named by years")
    return changes


def _awards(awards: Raw, changes: Raw, where: str, factor: Raw | None) -> Raw:
    laid = dict(awards)
    for code, own in changes.items():
        if code not in awards:
            raise RulesUnreadable(f"{where} {code}: no such award")
        laid[code] = _rules(awards[code], own, f"{where} {code}", factor)
    return laid


def _forms(forms: Raw, changes: Raw, where: str, factor: Raw | None) -> Raw:
    laid = dict(forms)
    for code, own in changes.items():
        if code not in forms:
            raise RulesUnreadable(f"{where} {code}: no such form")
        laid[code] = forms[code] | {"rules": _rules(forms[code]["rules"], own, f"{where} {code}", factor)}
    return laid


def _rules(rules: Raw, own: Raw, where: str, factor: Raw | None) -> Raw:
    known = {field.name for field in fields(AwardRules)} - FIXED
    laid = _figures(rules, own, known, where)
    changed = own.get("bonus", {})
    if factor and "individual" in changed and "household" in laid["bonus"] and "household" not in changed:
        laid["bonus"] |= {"household": _of_a_household(laid["bonus"]["individual"], factor)}
    return laid


def _of_a_household(individual: Any, factor: Raw) -> Any:
    """A household's multiple follows the individual's by the factor of the law, as sure as the less sure of the two."""
    match individual:
        case {"value": [int(num), int(den)], "source": str(source), "mark": "U" | "B" | "V" as mark}:
            times, parts = factor["value"]
            return {
                "value": [num * times, den * parts],
                "source": f"{source}; {factor['source']}",
                "mark": min(mark, factor["mark"], key=_LEAST_SURE_FIRST.index),
            }
    return individual  # "none" holds for both; what breaks its form is refused where the rules are read


def _figures(below: Raw, own: Raw, known: set[str], where: str) -> Raw:
    laid = dict(below)
    for key, value in own.items():
        if key not in known:
            raise RulesUnreadable(f"{where} {key} is not a key that a layer may change")
        if key in _LISTS and isinstance(value, list):
            laid[key] = _by_code(below.get(key, []), value, f"{where} {key}")
        elif key == "bonus":
            laid[key] = _bonus(below[key], value, f"{where} {key}")
        else:
            laid[key] = value
    return laid


def _bonus(below: Raw, own: Raw, where: str) -> Raw:
    strangers = sorted(set(own) - set(below))
    if strangers:
        raise RulesUnreadable(f"{where} {strangers[0]}: the award does not honour such a nominee")
    return below | own


def _by_code(below: list[Raw], own: list[Any], where: str) -> list[Raw]:
    """Replace what has the same code, and add the rest at the end."""
    for line in own:
        if not isinstance(line, dict) or "code" not in line:
            raise RulesUnreadable(f"{where} code is missing")
    replaced = {line["code"]: line for line in own}
    known = {line["code"] for line in below}
    return [replaced.get(line["code"], line) for line in below] + [line for line in own if line["code"] not in known]
