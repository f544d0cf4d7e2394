"""What differs between two sets of rules, figure by figure, and which nominations a difference reaches."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from states.regime import Regime
from states.rule_composing import Raw
from states.rule_layers import BASE_SALARY, CALENDARS, Layer, LayerHead, in_order

_HEAD: Final = frozenset({
    "code", "revision", "name_vi", "name_en", "valid_from", "valid_to", "texts", "layers", "confirmed_by", "digest",
})  # fmt: skip
"""What names a set of rules and judges nothing."""


@dataclass(frozen=True)
class Difference:
    """One figure, paper or condition that differs; ``None`` where a side has none. ``key`` is its place, part by part."""

    key: tuple[str, ...]
    before: Any
    after: Any

    @property
    def award(self) -> str:
        """The award or form that it is about; empty where it is about all of them."""
        return self.key[1] if self.key[0] in ("awards", "forms") else ""


def differences(before: Raw, after: Raw) -> tuple[Difference, ...]:
    """Return every figure in which two sets of rules written out in full differ, in the order of their places."""
    old, new = dict(_figures(before)), dict(_figures(after))
    return tuple(
        Difference(key, old.get(key), new.get(key))
        for key in sorted({*old, *new})
        if old.get(key) != new.get(key)
    )  # fmt: skip


def set_by(layers: Iterable[Layer]) -> Mapping[tuple[str, ...], LayerHead]:
    """Return who set each figure, paper or condition that layers say something of, by its place in the composed rules."""
    found: dict[tuple[str, ...], LayerHead] = {}
    for layer in in_order(layers):
        for key, _value in _figures(layer.changes):
            found[_composed_place(key, layer.head)] = layer.head
    return found


def _composed_place(key: tuple[str, ...], head: LayerHead) -> tuple[str, ...]:
    if key == (BASE_SALARY,):
        return (*key, head.valid_from.isoformat())
    return (*key[:2], "rules", *key[2:]) if key[0] == "forms" else key


def reached(found: Iterable[Difference], before: Regime, after: Regime, award: str, basis: str) -> bool:
    """Tell whether a nomination for ``award`` on this ``basis`` would stand under other figures than before."""
    return any(reaching(found, before, after, award, basis))


def reaching(
    found: Iterable[Difference], before: Regime, after: Regime, award: str, basis: str
) -> Iterator[Difference]:  # fmt: skip
    """Give the differences that such a nomination would feel."""
    for each in found:
        if any(_reaches(each, regime, award, basis) for regime in (before, after)):
            yield each


def of_council(found: Iterable[Difference]) -> bool:
    """Tell whether a difference is about how the council meets, so that it reaches every session."""
    return any(each.key[0] == "council" for each in found)


def of_money(found: Iterable[Difference]) -> bool:
    """Tell whether a difference is about the base salary, so that it reaches every decision from its day on."""
    return any(each.key[0] == BASE_SALARY for each in found)


def of_calendar(found: Iterable[Difference]) -> bool:
    """Tell whether a difference is about the days on which offices work, so that it reaches every term that begins later."""
    return any(each.key[0] == CALENDARS for each in found)


def _reaches(each: Difference, regime: Regime, award: str, basis: str) -> bool:
    if award not in regime.awards:
        return True
    rules = regime.rules(award, basis)
    match each.key[0]:
        case "awards" | "forms":
            lower = rules.lower_award.value
            return any(_is_felt(each, regime, code, basis) for code in (award, lower) if code)
        case "simple":
            return rules.procedure == "simple"
        case "council" | "base_salary" | "calendars":
            return False
        case "citations":
            text = each.after or each.before
            return not text.get("awards") or award in text["awards"]
    return True


def _is_felt(each: Difference, regime: Regime, award: str, basis: str) -> bool:
    """Tell whether the figure stands where this award's rules are written, and no simple procedure puts its own there."""
    place = section, code = _place(regime, award, basis)
    if each.key[:2] != place:
        return False
    written = regime.forms[code].rules if section == "forms" else regime.awards[code]
    name = each.key[3] if section == "forms" else each.key[2]
    return getattr(regime.rules(award, basis), name, None) is getattr(written, name, None)


def _place(regime: Regime, award: str, basis: str) -> tuple[str, str]:
    """Where the rules of an award on one basis are written: in its form for the basis where it has one."""
    form = next((code for code, one in regime.forms.items() if (one.award, one.basis) == (award, basis)), None)
    return ("forms", form) if form else ("awards", award)


def _figures(raw: Raw) -> Iterator[tuple[tuple[str, ...], Any]]:
    for name, value in raw.items():
        if name not in _HEAD:
            yield from _under((name,), value)


def _under(path: tuple[str, ...], value: Any) -> Iterator[tuple[tuple[str, ...], Any]]:
    if isinstance(value, dict) and "value" not in value and not _is_line(value):
        for name, part in value.items():
            yield from _under((*path, name), part)
    elif isinstance(value, list) and value and all(_is_line(line) for line in value):
        for line in value:
            yield (*path, line["code"]), line
    elif isinstance(value, list) and value and all(_is_step(step) for step in value):
        for step in value:
            yield (*path, str(step["since"])), step["amount"]
    else:
        yield path, value


def _is_line(value: Any) -> bool:
    """A paper, a condition or a citation: what has a code and a mark of its own."""
    return isinstance(value, dict) and "code" in value and "mark" in value


def _is_step(value: Any) -> bool:
    """A figure that holds from a day on, as the base salary does."""
    return isinstance(value, dict) and set(value) == {"since", "amount"}
